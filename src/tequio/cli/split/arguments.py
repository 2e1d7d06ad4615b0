"""What `tequio split solve` is asked; `command` does it."""

from decimal import Decimal
from pathlib import Path
from typing import Any


def register(subparsers: Any) -> None:
    split = subparsers.add_parser(
        "split",
        help="one order over many workshops, from a folder of spreadsheets",
        description="The split of an order without the web and without a database.",
    )
    family = split.add_subparsers(title="commands", metavar="COMMAND", required=True)
    parser = family.add_parser(
        "solve",
        help="say who makes how many pieces in which week, and why",
        description="Reads lines, workshops, capacity, skills and uses (csv or xlsx) from DIR and writes the parts, the"
        " balance of fair shares and each workshop's reason. docs/reference/split-folder.md describes the files.",
    )
    parser.add_argument("dir", type=Path, metavar="DIR", help="folder with lines, workshops, capacity and skills")
    parser.add_argument("--out", type=Path, help="where to write (default: DIR/resultado)")
    parser.add_argument("--json", action="store_true", help="print parts, bill, bound, gap and reasons as JSON")
    parser.add_argument("--seconds", type=float, default=60.0, help="longest search (60)")
    parser.add_argument(
        "--gap", type=Decimal, default=Decimal("0.005"), help="good enough: distance to the bound (0.005)"
    )
    parser.set_defaults(work="tequio.cli.split.command")
