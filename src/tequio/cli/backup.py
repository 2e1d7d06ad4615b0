"""`tequio backup`: the whole database in one file with its date."""

import argparse
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from tequio.cli.output import say
from tequio.cli.places import backups
from tequio.cli.programs import call
from tequio.core import database

KEPT = 14


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "backup",
        help="write the whole database to a file",
        description="Writes the whole database to $TEQUIO_HOME/backups, while the server runs, and keeps the newest"
        " ones. Copy the file to another machine: a backup beside the database burns with it.",
    )
    parser.add_argument("--keep", type=int, default=KEPT, help="how many to keep (default: %(default)s)")
    parser.add_argument("--to", type=Path, help="write to this file instead, and delete none")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    database.provision()
    path = take(options.to)
    say(f"{path} ({path.stat().st_size / 1e6:.1f} MB)")
    if options.to is None:
        forget_old(max(1, options.keep))
    return 0


def take(path: Path | None = None, *, reason: str = "") -> Path:
    """Write a backup; nothing is left behind under its name when it fails."""
    # Local time, as a person looks for it.
    path = path or backups() / f"tequio-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}{reason}.dump"
    half = path.with_name(path.name + ".part")
    half.touch(mode=0o600)
    try:
        call("pg_dump", "--format=custom", "--file", half, then="Is there room on the disk? See:  tequio doctor")
        with half.open("rb") as file:
            os.fsync(file.fileno())
        half.rename(path)
    finally:
        half.unlink(missing_ok=True)
    return path


def forget_old(keep: int) -> None:
    """Delete all but the newest; those taken before a restore stay."""
    for path in sorted(backups().glob("tequio-*[0-9].dump"))[:-keep]:
        path.unlink()
