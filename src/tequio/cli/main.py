"""Reads the command line, runs one command, and turns every failure into a sentence and an exit code."""

import argparse
import importlib
import importlib.util
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import psycopg
from django.db import OperationalError
from django.db.migrations.exceptions import InconsistentMigrationHistory
from procrastinate.exceptions import ConnectorException

from tequio import __version__
from tequio.cli import backup, demo, doctor, found, jobs, migrate, restore, serve, verify_events
from tequio.cli.output import Trouble, complain
from tequio.cli.places import log_file
from tequio.core.postgres import PostgresFailed

COMMANDS = (serve, migrate, demo, found, jobs, doctor, verify_events, backup, restore)
# Whole families of commands that live in a package of their own.
FAMILIES = (
    "tequio.cli.pool", "tequio.cli.split", "tequio.cli.election", "tequio.cli.loan", "tequio.cli.leverage",
    "tequio.cli.dossier",
)  # fmt: skip

DESCRIPTION = """The software that a union of micro-producers runs on.

`tequio serve` starts everything on this machine; the other commands look after it.
Data is kept in $TEQUIO_HOME; DATABASE_URL names a PostgreSQL server instead of the embedded one.
"""


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tequio", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"tequio {__version__}")
    parser.add_argument("--debug", action="store_true", help="show the whole traceback of a failure")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.register(subparsers)
    for name in FAMILIES:
        if importlib.util.find_spec(name):
            importlib.import_module(name).register(subparsers)
    return parser


def _chosen(options: argparse.Namespace) -> Callable[[argparse.Namespace], int | None]:
    """What the chosen command runs. `work` names its module: what one command needs is no burden to the others.

    `first` is done before that module is loaded, where it needs the models.
    """
    if "first" in options:
        options.first()
    if "work" in options:
        run: Callable[[argparse.Namespace], int | None] = importlib.import_module(options.work).run
        return run
    chosen: Callable[[argparse.Namespace], int | None] = options.run
    return chosen


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    options = make_parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tequio.settings")
    try:
        return int(_chosen(options)(options) or 0)
    except Trouble as trouble:
        complain(trouble.what, *trouble.next_steps)
    except PostgresFailed as failure:
        complain(str(failure), "Then:  tequio doctor")
    except (OperationalError, psycopg.OperationalError, ConnectorException) as failure:
        complain(
            f"The database does not answer: {_first_line(failure)}",
            "Start it with:  tequio serve",
            "Or:  tequio doctor",
        )
    except InconsistentMigrationHistory as failure:
        complain(f"The database and this program do not fit: {failure}", "Was it made by a newer version of Tequio?")
    except PermissionError as failure:
        complain(
            f"No permission for {failure.filename}.", "Run as the user who owns it, or name another TEQUIO_HOME folder."
        )
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 141
    except Exception as failure:
        if options.debug:
            raise
        complain(f"Something unforeseen happened ({type(failure).__name__}). Nothing half-done was kept.", *_logged())
    return 1


def _first_line(failure: Exception) -> str:
    return (str(failure).strip().splitlines() or ["no answer"])[0]


def _logged() -> tuple[str, ...]:
    try:
        path = log_file()
        with path.open("a") as log:
            log.write(
                f"{datetime.now(UTC):%Y-%m-%d %H:%M:%SZ} tequio {' '.join(sys.argv[1:])}\n{traceback.format_exc()}\n"
            )
    except OSError:
        return ("Run it again with  tequio --debug …  to see everything.",)
    return (f"The whole story is in {path}.", "Run it again with  tequio --debug …  to see it here.")
