"""How often loans fail, from a history that may be short: the rate seen, and the interval that it leaves open.

Source: C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404-413: an exact interval, wide where little was seen.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

STEPS = 60
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Interval:
    seen: float
    low: float
    high: float
    loans: int
    failed: int


@dataclass(frozen=True, slots=True)
class Lived:
    """A loan as a history of failures sees it: when it was paid out, and on which day it failed, if it did."""

    paid_out_on: date
    failed_on: date | None = None


def rate_of_a_year(lives: Iterable[Lived], today: date, confidence: float = 0.90) -> Interval:
    """How often loans fail within their first year, by a union's own history.

    Only loans that were paid out a year ago or earlier count. One that is younger and has failed would count while its
    sisters that may fail tomorrow would not, and the rate would come out wrong.
    """
    whole = [life for life in lives if life.paid_out_on + YEAR <= today]
    failed = [life for life in whole if life.failed_on is not None and life.failed_on < life.paid_out_on + YEAR]
    return default_rate(len(whole), len(failed), confidence)


def default_rate(loans: int, failed: int, confidence: float = 0.90) -> Interval:
    """The rate of `failed` among `loans`, with bounds that hold with `confidence`. Without loans all is open.

    Raises ValueError for more failures than loans.
    """
    if not 0 <= failed <= loans:
        raise ValueError(f"{failed} of {loans} loans cannot have failed.")
    if not loans:
        return Interval(0.0, 0.0, 1.0, 0, 0)
    tail = (1 - confidence) / 2
    low = 0.0 if failed == 0 else _solve(lambda rate: 1 - _at_most(loans, failed - 1, rate), tail)
    high = 1.0 if failed == loans else _solve(lambda rate: 1 - _at_most(loans, failed, rate), 1 - tail)
    return Interval(failed / loans, low, high, loans, failed)


def _solve(rising: Callable[[float], float], target: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        if rising(middle) < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _at_most(loans: int, failed: int, rate: float) -> float:
    """The chance of at most so many failures."""
    if rate <= 0:
        return 1.0
    if rate >= 1:
        return float(failed >= loans)
    log_rate, log_rest = math.log(rate), math.log1p(-rate)
    whole = math.lgamma(loans + 1)
    return math.fsum(
        math.exp(whole - math.lgamma(k + 1) - math.lgamma(loans - k + 1) + k * log_rate + (loans - k) * log_rest)
        for k in range(failed + 1)
    )
