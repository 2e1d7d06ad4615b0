"""A sheet of loans becomes a portfolio; every bad cell is named."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import numpy as np

from tequio.cli.spreadsheets import read_rows
from tequio.core.sheets import Column, GoodRow, Sheet
from tequio.core.sheets.parse import decimal
from tequio.core.values import BadValue
from tequio.engines.leverage import Portfolio, portfolio
from tequio.engines.money import to_centavos

PERCENT = decimal(0, 100, places=6)
HUNDRED = Decimal(100)
EVERYONE = (("general", Decimal(1)),)
SEPARATORS = re.compile(r"\s*;\s*")


def sectors(text: str) -> tuple[tuple[str, Decimal], ...]:
    """`rains`, or `rains:0.5;a village:0.3`; what is missing to 1 follows no sector."""
    found: list[tuple[str, Decimal]] = []
    for part in filter(None, SEPARATORS.split(text)):
        name, _, share = part.partition(":")
        try:
            found.append((name.strip(), Decimal(share or "1")))
        except InvalidOperation:
            raise BadValue("not_a_number") from None
    if not all(share >= 0 for _, share in found) or sum(share for _, share in found) > 1:
        raise BadValue("above_maximum", limit=1)
    return tuple(found)


LOANS = Sheet(
    (
        Column("loan", aliases=("prestamo", "credito", "folio"), code=True, unique=True),
        Column("exposure", aliases=("saldo", "monto"), required=True, parse=decimal(Decimal("0.01"), 10**10, places=2)),
        Column("rate", aliases=("probabilidad", "tasa de falla", "default rate"), required=True, parse=PERCENT),
        Column("deviation", aliases=("desviacion",), parse=PERCENT),
        Column("lost", aliases=("perdida", "lgd"), parse=decimal(Decimal("0.01"), 100, places=6), default=HUNDRED),
        Column("sector", aliases=("sectores", "grupo"), parse=sectors, default=EVERYONE),
    )
)


@dataclass(frozen=True)
class Loans:
    portfolio: Portfolio
    sectors: tuple[str, ...]


def read_loans(path: Path) -> Loans:
    """The portfolio of a sheet. Raises Trouble that names every bad cell."""
    rows = read_rows(path, LOANS)
    names = tuple(sorted({name for row in rows for name, _ in row.values["sector"]}))
    weight = np.zeros((len(rows), max(len(names), 1)))
    for at, row in enumerate(rows):
        for name, share in row.values["sector"]:
            weight[at, names.index(name)] += float(share)
    rates = [float(row.values["rate"] / HUNDRED) for row in rows]
    swings = [_swing(row, rate) for row, rate in zip(rows, rates, strict=True)]
    credit = [to_centavos(row.values["exposure"]) for row in rows]
    return Loans(portfolio([_amount(row) for row in rows], rates, swings, weight, credit), names)


def _amount(row: GoodRow) -> int:
    return max(to_centavos(row.values["exposure"] * row.values["lost"] / HUNDRED), 1)


def _swing(row: GoodRow, rate: float) -> float:
    told = row.values["deviation"]
    return rate / 2 if told is None else float(told / HUNDRED)
