"""The yearly rate of a stream of money: CAT as Banxico defines it, and the actuarial rate of unit periods.

CAT: the `i` with Σ A_j / (1 + i)^t_j = Σ B_k / (1 + i)^s_k, where A is what the borrower gets and B what he pays
(principal, interest, compulsory fees and insurance, without IVA), and t and s are years since the contract: Banco de
México, Circular 21/2009, with 9/2015 for cash guarantees (paid in when deposited, got back when released). Of several
roots the positive one nearest to zero counts. The European rate (Directive 98/7/EC, annex) is the same equation on
days/365.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

MOST = 1e6  # a hundred million per cent a year: beyond it there is no rate to speak of
STEPS = 400


class Timing(StrEnum):
    """How a day of payment becomes years. It moves the rate by some tenths, so it is told with it."""

    DAYS = "days/365"
    MONTHS_OF_30_4 = "30.4/365"  # the k-th period is k months of 30.4 days
    PERIODS = "periods"  # the k-th period is k parts of the year


@dataclass(frozen=True, slots=True)
class Flow:
    """Centavos that reach the borrower (positive) or leave him (negative), on a day, at the end of so many periods."""

    minor: int
    on: date
    periods: int = 0


@dataclass(frozen=True, slots=True)
class Cat:
    """A rate as a fraction a year, and how time was counted. `rate` is None where no positive rate solves it."""

    rate: Decimal | None
    timing: Timing

    @property
    def percent(self) -> Decimal | None:
        """Per cent with one decimal, as it is published."""
        return None if self.rate is None else (self.rate * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def cat(flows: Sequence[Flow], timing: Timing, per_year: int = 12) -> Cat:
    """The rate of flows of which the first is the contract's day. Raises ValueError for no flows."""
    if not flows:
        raise ValueError("Without flows there is no rate.")
    start = min(flow.on for flow in flows)

    def years(flow: Flow) -> float:
        if timing is Timing.DAYS:
            return (flow.on - start).days / 365
        of_the_year = flow.periods / per_year
        return of_the_year if timing is Timing.PERIODS else of_the_year * 12 * 30.4 / 365

    return Cat(annual_rate([(years(flow), flow.minor) for flow in flows]), timing)


def annual_rate(flows: Sequence[tuple[float, int]]) -> Decimal | None:
    """The positive `i` nearest to zero at which flows of (years, centavos) are worth nothing together; to ten decimals.

    None where none is: who gets more than he pays has no rate, nor has who only gets or only pays.
    """

    def worth(rate: float) -> float:
        growth = math.log1p(rate)
        return math.fsum(minor * math.exp(-years * growth) for years, minor in flows)

    return _first_root(worth)


def unit_period_rate(advance: int, payment: int, count: int, *, whole: int, part: Decimal, per_year: int) -> Decimal:
    """The yearly rate of `count` equal payments by unit periods: `whole` and a `part` of one pass before the first.

    Source: 12 CFR 1026 (Regulation Z), appendix J: within a part of a period interest is simple, and the yearly rate is
    the period's times `per_year`. Raises ValueError where no rate solves it.
    """

    def worth(rate: float) -> float:
        paid = math.fsum(payment / ((1 + float(part) * rate) * (1 + rate) ** (whole + at)) for at in range(count))
        return advance - paid

    root = _first_root(worth)
    if root is None:
        raise ValueError("What is paid does not exceed what was advanced.")
    return root * per_year


def _first_root(worth: Callable[[float], float]) -> Decimal | None:
    # Looked through from nothing upwards, closely first: 0.1 % apart at 0, a tenth of themselves when large.
    low, at_low = 0.0, worth(0.0)
    if at_low == 0:
        return Decimal(0)
    step = 0.001
    while low < MOST:
        high = low + max(step, low / 10)
        at_high = worth(high)
        if at_low * at_high <= 0:
            return Decimal(repr(_between(worth, low, high, at_low))).quantize(Decimal("1e-10"))
        low, at_low = high, at_high
    return None


def _between(worth: Callable[[float], float], low: float, high: float, at_low: float) -> float:
    for _ in range(STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        at_middle = worth(middle)
        if at_low * at_middle <= 0:
            high = middle
        else:
            low, at_low = middle, at_middle
    return (low + high) / 2
