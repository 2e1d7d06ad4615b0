"""What `tequio split solve` is asked; `command` does it."""

import argparse
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
    _common(parser, "DIR/resultado")
    parser.set_defaults(asked="solve")
    parser = family.add_parser(
        "again",
        help="after the answers: place anew what is open, and nothing else",
        description="Reads the same files, the parts that were offered (partes, or DIR/resultado/parts.csv) and the"
        " workshops' answers (respuestas). What was accepted stands; at most five in a hundred of those who gave"
        " nothing back are asked for more. docs/reference/split-folder.md describes the files.",
    )
    _common(parser, "DIR/otra-vez")
    parser.add_argument("--first", type=int, default=1, help="the first week that can still be worked (1)")
    parser.set_defaults(asked="again")


def _common(parser: argparse.ArgumentParser, where: str) -> None:
    parser.add_argument("dir", type=Path, metavar="DIR", help="folder with lines, workshops, capacity and skills")
    parser.add_argument("--out", type=Path, help=f"where to write (default: {where})")
    parser.add_argument("--json", action="store_true", help="print parts, bill, bound, gap and reasons as JSON")
    parser.add_argument("--lang", choices=("es", "en"), default="es", help="language of sentences and headings (es)")
    parser.add_argument("--seconds", type=float, default=60.0, help="longest search (60)")
    parser.add_argument(
        "--gap", type=Decimal, default=Decimal("0.005"), help="good enough: distance to the bound (0.005)"
    )
    parser.set_defaults(work="tequio.cli.split.command")
