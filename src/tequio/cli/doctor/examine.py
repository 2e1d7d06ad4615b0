"""Runs every check; one that cannot run is itself a finding, and the others still run."""

from collections.abc import Callable, Iterator

import psycopg
from django.db import connections

from tequio.cli.doctor import guards, machine, records, roles
from tequio.cli.doctor.finding import Finding
from tequio.cli.rescue import clear_corpse
from tequio.core import database, postgres

Connection = psycopg.Connection[tuple[object, ...]]
CHECKS: tuple[tuple[str, Callable[[Connection], Finding]], ...] = (
    ("version", roles.version),
    ("application role", roles.application_role),
    ("migrations", records.migrations),
    ("row security", guards.row_security),
    ("triggers", guards.triggers),
    ("rights of the application", guards.grants),
    ("events", records.events),
    ("books", records.books),
    ("clock", machine.clock),
)


def examine() -> Iterator[Finding]:
    try:
        if database.is_embedded():
            clear_corpse(postgres.embedded().data)
            postgres.embedded().start()
        owner = psycopg.connect(**database.owner_parameters(), autocommit=True, connect_timeout=10)
    except (psycopg.OperationalError, postgres.PostgresFailed) as failure:
        yield Finding("database", False, str(failure).strip().splitlines()[0], remedy_for_silence())
        yield from machine.findings()
        return
    with owner:
        yield Finding("database", True, f"answers as {owner.info.user} in {owner.info.dbname}")
        for name, check in CHECKS:
            try:
                yield check(owner)
            except Exception as failure:
                yield Finding(name, False, f"could not be checked: {_first_line(failure)}", "Run:  tequio migrate")
    connections.close_all()
    yield from machine.findings()


def remedy_for_silence() -> str:
    if database.is_embedded():
        return f"See {postgres.embedded().log}; where no database was ever made, run:  tequio migrate"
    return "Is the server of DATABASE_URL running, and are name and password right?"


def _first_line(failure: Exception) -> str:
    return (str(failure).strip().splitlines() or [type(failure).__name__])[0]
