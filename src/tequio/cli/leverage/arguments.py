"""What `tequio leverage` is asked; `command` does it."""

import argparse
from pathlib import Path
from typing import Any

# As `engines.leverage.Cover` has them; the engine is loaded when it is asked for.
COVERS = ("pari_passu", "first_loss")


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "leverage",
        help="what loans can lose, and how much credit a pool carries",
        description="Reads one loan a row (csv or xlsx) and prints the losses of ordinary and bad years, what a"
        " guarantee pool must hold, and how much credit a peso of it carries. docs/reference/leverage-file.md describes"
        " the columns.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="csv or xlsx with one loan a row")
    parser.add_argument(
        "--cover", choices=COVERS, default=COVERS[0], help="how pool and bank share a loss (pari_passu)"
    )
    parser.add_argument("--part", type=_percent, default=1.0, metavar="PERCENT", help="the pool's part (100)")
    parser.add_argument("--confidence", type=_percent, default=0.99, metavar="PERCENT", help="how sure to be (99)")
    parser.add_argument("--pool", type=float, metavar="PESOS", help="what the pool holds (what it must)")
    parser.add_argument(
        "--shock", type=_shock, action="append", default=[], metavar="SECTOR=TIMES",
        help="a bad year: loans of the sector fail so many times as often; may be given again",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print everything as JSON, amounts in centavos")
    parser.set_defaults(work="tequio.cli.leverage.command")


def _percent(text: str) -> float:
    value = float(text) / 100
    if not 0 < value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 100")
    return value


def _shock(text: str) -> tuple[str, float]:
    sector, _, times = text.rpartition("=")
    try:
        factor = float(times)
    except ValueError:
        factor = -1.0
    if not sector or factor < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not SECTOR=TIMES, like rains=2")
    return sector, factor
