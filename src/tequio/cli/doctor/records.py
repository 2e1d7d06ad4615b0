"""That nothing recorded was altered: the chain of events, the books, and the migrations."""

from typing import Any

import psycopg

from tequio.books.queries import verify
from tequio.cli.doctor.finding import Finding
from tequio.cli.migrate import pending_migrations
from tequio.cli.verify_events import faults_in_chain


def migrations(owner: psycopg.Connection[Any]) -> Finding:
    pending = pending_migrations()
    text = f"{len(pending)} not applied yet" if pending else "all applied"
    return Finding("migrations", not pending, text, "Run:  tequio migrate")


def events(owner: psycopg.Connection[Any]) -> Finding:
    checked, faults = faults_in_chain(owner)
    return Finding(
        "events", not faults, "; ".join(faults[:5]) or f"{checked} in unbroken chains",
        "Somebody altered the record. Keep this database as evidence and see:  tequio verify-events",
    )  # fmt: skip


def books(owner: psycopg.Connection[Any]) -> Finding:
    """Ask the books themselves; `verify` gets a connection of the owner and returns sentences about what is wrong."""
    faults = [str(fault) for fault in verify(owner)]
    return Finding(
        "books", not faults, "; ".join(faults[:5]) or "every entry balances and every balance is the sum of its legs",
        "Keep this database as evidence; then compare with the last backup.",
    )  # fmt: skip
