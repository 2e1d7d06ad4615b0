"""`tequio migrate`: make the database what this version of the program needs."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django
import psycopg
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from tequio.cli.output import say
from tequio.core import database


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "migrate",
        help="make the database what this version needs",
        description="Starts the embedded PostgreSQL if that is the one, makes database and roles that are missing, and"
        " applies every pending migration. Repeatable; run it after each update.",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    done = bring_up_to_date()
    say(f"{done} migrations applied." if done else "The database is up to date.")
    return 0


def bring_up_to_date() -> int:
    """Provision and migrate as the owner; how many migrations it took. Repeatable."""
    database.provision()
    django.setup()
    with one_at_a_time():
        pending = len(pending_migrations())
        if pending:
            call_command("migrate", database="owner", verbosity=0, interactive=False)
    connections["owner"].close()
    return pending


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Of two that migrate at once, the second waits and finds it done."""
    with psycopg.connect(**database.owner_parameters(), autocommit=True) as owner:
        owner.execute("SELECT pg_advisory_lock(hashtext('tequio migrate'))")
        yield


def pending_migrations() -> list[str]:
    executor = MigrationExecutor(connections["owner"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]
