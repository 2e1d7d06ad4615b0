"""`tequio restore`: put a backup in the place of the database, all or nothing."""

import argparse
import re
import shutil
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from tequio.cli.backup import take
from tequio.cli.lock import server_runs
from tequio.cli.output import Trouble, say
from tequio.cli.places import backups
from tequio.cli.programs import call
from tequio.core import database

# The old schema goes and the new one comes in one transaction, so a failure at any line leaves what was there.
CLEAR = (
    "SET lock_timeout = '10s';\nSET client_min_messages = warning;\n"
    "DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"
)
HEAD = 60  # lines within which a script says its settings; its first table comes later than they do
UNDONE = "Nothing was changed. Is it a whole backup that `tequio backup` wrote?"


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "restore",
        help="put a backup in the place of the database",
        description="Replaces everything in the database by a backup, in one transaction. Writes a safety copy of what"
        " is there first. Stop the server before.",
    )
    parser.add_argument("file", type=Path, nargs="?", help="the backup (default: the newest in $TEQUIO_HOME/backups)")
    parser.add_argument("--yes", action="store_true", help="really replace what is there")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    path = options.file or newest()
    if not path.is_file():
        raise Trouble(f"There is no file {path}.", f"Backups are in {backups()}.")
    if server_runs():
        raise Trouble("The server is running.", "Stop it first (Ctrl-C in its window), then restore.")
    database.provision()
    if holds_tables() and not options.yes:
        raise Trouble(
            f"This would replace everything in the database by {path}.",
            "If that is what you want, run it again with --yes; a safety copy is made first.",
        )
    with TemporaryDirectory() as folder:
        script = read_backup(path, Path(folder))
        if holds_tables():
            say(f"Safety copy of what was there: {take(reason='-before-restore')}")
        replace_by(script)
    database.provision()
    say(f"Restored from {path}. Now run:  tequio doctor")
    return 0


def newest() -> Path:
    found = sorted(backups().glob("tequio-*[0-9].dump"))
    if not found:
        raise Trouble(f"There is no backup in {backups()}.", "Name the file:  tequio restore FILE")
    return found[-1]


def holds_tables() -> bool:
    with psycopg.connect(**database.owner_parameters()) as owner:
        return owner.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1").fetchone() is not None


def read_backup(path: Path, folder: Path) -> Path:
    """The backup as a script; a damaged one is found here, before anything is touched."""
    script, fitting = folder / "restore.sql", folder / "fitting.sql"
    # Whoever owned the tables when the backup was taken, the owner of today owns them now.
    call("pg_restore", "--no-owner", "--file", script, path, then=UNDONE)
    with psycopg.connect(**database.owner_parameters()) as owner:
        known = {name for (name,) in owner.execute("SELECT name FROM pg_settings")}
    with script.open("rb") as written, fitting.open("wb") as kept:
        kept.writelines(line for line in islice(written, HEAD) if is_known(line, known))
        shutil.copyfileobj(written, kept)
    return fitting


def is_known(line: bytes, settings: set[str]) -> bool:
    """Whether a server knows the setting that a line sets; our programs are newer than a server may be."""
    found = re.match(rb"SET (\w+) = ", line)
    return found is None or found[1].decode() in settings


def replace_by(script: Path) -> None:
    call(
        "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
        "--command", CLEAR, "--file", script, then=UNDONE,
    )  # fmt: skip
