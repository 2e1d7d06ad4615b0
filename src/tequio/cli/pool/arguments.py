"""What `tequio pool solve` is asked; `command` does it."""

import argparse
from decimal import Decimal
from pathlib import Path
from typing import Any

from tequio.engines.stability.model import Basis


def register(subparsers: Any) -> None:
    pool = subparsers.add_parser(
        "pool",
        help="joint purchases from a folder of spreadsheets",
        description="The joint purchase without the web and without a database.",
    )
    family = pool.add_subparsers(title="commands", metavar="COMMAND", required=True)
    parser = family.add_parser(
        "solve",
        help="find the cheapest award and share its cost",
        description="Reads pledges, quotes, freight and prices (csv or xlsx) from DIR and writes award, charges per"
        " member, village certificates and a PDF summary. docs/reference/pool-folder.md describes the files.",
    )
    parser.add_argument("dir", type=Path, metavar="DIR", help="folder with pledges, quotes and freight")
    parser.add_argument("--out", type=Path, help="where to write (default: DIR/resultado)")
    parser.add_argument("--json", action="store_true", help="print award, bound, gap and charges as JSON")
    parser.add_argument("--seconds", type=float, default=60.0, help="longest search, each for award and sharing (60)")
    parser.add_argument(
        "--gap", type=Decimal, default=Decimal("0.001"), help="good enough: distance to the bound (0.001)"
    )
    parser.add_argument(
        "--rule", choices=[str(b) for b in Basis], default="weight", help="how freight is shared (weight)"
    )
    parser.add_argument("--pdf", action=argparse.BooleanOptionalAction, default=True, help="write summary.pdf")
    parser.set_defaults(work="tequio.cli.pool.command")
