"""What `tequio loan` is asked; `command` does it."""

import argparse
from pathlib import Path
from typing import Any

# As `engines.lending.Timing` has them; the engine is loaded when it is asked for.
TIMINGS = ("days/365", "30.4/365", "periods")


def register(subparsers: Any) -> None:
    loan = subparsers.add_parser(
        "loan",
        help="schedules and the CAT of loans",
        description="What loans cost, from a spreadsheet with one loan a row, without the web and without a database."
        " docs/reference/loan-file.md describes the columns.",
    )
    family = loan.add_subparsers(title="commands", metavar="COMMAND", required=True)
    parser = family.add_parser(
        "schedule", help="write out every payment", description="Prints the schedule of each loan."
    )
    _common(parser, "schedule")
    parser = family.add_parser(
        "cat",
        help="put offers on one scale",
        description="Prints CAT, payments and total of each offer, the cheapest first.",
    )
    parser.add_argument("--timing", choices=TIMINGS, default=TIMINGS[0], help="how days become years (days/365)")
    _common(parser, "cat")


def _common(parser: argparse.ArgumentParser, asked: str) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="csv or xlsx with one loan a row")
    parser.add_argument("--json", action="store_true", help="print everything as JSON, amounts in centavos")
    parser.set_defaults(work="tequio.cli.loan.command", asked=asked)
