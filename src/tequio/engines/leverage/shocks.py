"""Bad years that people remember: long rains, an export buyer that is lost, a village that stands still.

A shock makes those whom it hits fail so many times as often. How many times is an assumption, so it is dated data with
its source, and a union that knows better writes another row. So is how much of a loan's luck the rains, its village and
what repays it are in any year (`share`); the rest is the loan's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import numpy as np

from tequio.engines.dated import Dated, number, read
from tequio.engines.guarantee.model import Cover
from tequio.engines.leverage.carry import Carried, carried
from tequio.engines.leverage.distribution import Distribution, losses
from tequio.engines.leverage.portfolio import Floats, Portfolio

HERE = Path(__file__).parent / "shocks.csv"


class Kind(StrEnum):
    RAINS = "rains"
    BUYER = "buyer"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class Usual:
    """How many times as often those hit fail, how much of a loan's luck this is in any year, and where that stands."""

    kind: Kind
    times: Decimal
    share: Decimal
    dated: Dated


@dataclass(frozen=True)
class Shock:
    """`hit` says of each loan how much of it the shock reaches, from 0 to 1: such as the part of somebody's sales that
    went to the buyer.
    """

    name: str
    hit: Floats
    times: float


@dataclass(frozen=True, slots=True)
class Shaken:
    """A shock's year: whom it reaches, what it can lose, what the pool would have to hold, what it lacks (centavos)."""

    name: str
    times: float
    loans: int
    credit: int
    losses: Distribution
    year: Carried
    missing: int


def usual_shocks(day: date, path: Path = HERE) -> dict[Kind, Usual]:
    """The shocks that a union looks at unless it knows better, by kind."""
    found = read(
        path, ("shock", "times", "share"),
        lambda row, dated: Usual(Kind(row["shock"]), number(row["times"]) or Decimal(0),
                                 number(row["share"]) or Decimal(0), dated),
        key=("shock",),
    )  # fmt: skip
    return {each.kind: each for each in found if each.dated.holds_on(day)}


def shaken(loans: Portfolio, shock: Shock) -> Portfolio:
    """The loans in the year of a shock; nothing fails more surely than surely."""
    return loans.with_rates(np.minimum(loans.rate * (1 + (shock.times - 1) * shock.hit), 1.0))


def under(
    loans: Portfolio, shocks: Sequence[Shock], confidence: float, cover: Cover, part: float, pool: int
) -> tuple[Shaken, ...]:
    """What each shock would ask of a pool that holds `pool` centavos. One unit for all, so that they compare."""
    unit = losses(loans).unit
    found = []
    for shock in shocks:
        year = shaken(loans, shock)
        can_lose = losses(year, unit)
        told = carried(year, can_lose, confidence, cover, part, pool)
        hit = shock.hit > 0
        found.append(Shaken(shock.name, shock.times, int(hit.sum()), int(loans.credit[hit].sum()), can_lose, told,
                            max(told.pool - pool, 0)))  # fmt: skip
    return tuple(found)
