"""How often loans fail, from a history that may be short: the rate seen, and the interval that it leaves open.

Source: C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404-413: an exact interval, wide where little was seen.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

STEPS = 60


@dataclass(frozen=True, slots=True)
class Interval:
    seen: float
    low: float
    high: float
    loans: int
    failed: int


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
