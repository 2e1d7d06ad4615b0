"""`tequio doctor`: one line for each thing that must hold, and what to do where it does not."""

from typing import Any

import django


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "doctor",
        help="check the installation, one line for each thing",
        description="Checks database, roles, row security, triggers, the chain of events, books, disk, clock and"
        " backups. Changes nothing but starting the embedded database. Exits with 1 when something is wrong.",
    )
    parser.add_argument("--json", action="store_true", help="print the findings for a program")
    parser.set_defaults(first=django.setup, work="tequio.cli.doctor.command")
