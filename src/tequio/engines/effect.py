"""Did a number change more for those who came than for those who did not? Difference in differences, with its doubt.

For each person the change is after minus before. The effect is the mean change of those who attended less the mean
change of the others, and its interval comes from Welch's t: it does not ask that both groups vary alike (B. L. Welch,
Biometrika 34, 1947). It says nothing about cause: who comes may be of another kind than who does not.

Statistics are floats; nothing here is an amount that is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, isfinite, lgamma, log, log1p, sqrt
from statistics import fmean, variance

LEAST = 10  # people in each group; with fewer the figures say more about persons than about a course
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Change:
    """One person's number before and after, in the same unit."""

    before: float
    after: float

    @property
    def size(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Group:
    """How many people, and their means."""

    people: int
    before: float
    after: float

    @property
    def change(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Effect:
    """`estimate` more (or less) for those who attended; with `level` certainty between `low` and `high`."""

    attended: Group
    others: Group
    estimate: float
    low: float
    high: float
    level: float

    @property
    def may_be_chance(self) -> bool:
        """Whether no difference at all would be no surprise."""
        return self.low <= 0 <= self.high


@dataclass(frozen=True, slots=True)
class TooFew:
    """Nothing is said: a group is smaller than `least`."""

    attended: int
    others: int
    least: int


def effect_of(
    attended: Sequence[Change], others: Sequence[Change], *, least: int = LEAST, level: float = LEVEL
) -> Effect | TooFew:
    """The effect, or that too few stand behind it. Raises ValueError for a level not between 0 and 1, least below 2."""
    if not 0 < level < 1 or least < 2:
        raise ValueError("The level lies between 0 and 1, and at least two people stand behind a mean's doubt.")
    if min(len(attended), len(others)) < least:
        return TooFew(len(attended), len(others), least)
    ours, theirs = [each.size for each in attended], [each.size for each in others]
    estimate = fmean(ours) - fmean(theirs)
    part, other_part = variance(ours) / len(ours), variance(theirs) / len(theirs)
    error = sqrt(part + other_part)
    half = 0.0
    if error > 0:
        degrees = (part + other_part) ** 2 / (part**2 / (len(ours) - 1) + other_part**2 / (len(theirs) - 1))
        half = t_quantile((1 + level) / 2, degrees) * error
    return Effect(_group(attended), _group(others), estimate, estimate - half, estimate + half, level)


def _group(changes: Sequence[Change]) -> Group:
    return Group(len(changes), fmean(each.before for each in changes), fmean(each.after for each in changes))


# --- Student's t -----------------------------------------------------------------------------------------------------


def t_quantile(share: float, degrees: float) -> float:
    """The value below which so large a share of Student's t lies. Raises ValueError outside 0 < share < 1."""
    if not 0 < share < 1 or not degrees > 0:
        raise ValueError("A share lies between 0 and 1, and there are degrees of freedom.")
    if share < 0.5:
        return -t_quantile(1 - share, degrees)
    low, high = 0.0, 1.0
    while t_share(high, degrees) < share:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if t_share(middle, degrees) < share else (low, middle)
    return (low + high) / 2


def t_share(value: float, degrees: float) -> float:
    """The share of Student's t below a value."""
    if not isfinite(value):
        return 1.0 if value == inf else 0.0
    square = value * value
    if square < degrees:
        # Near the middle what lies between is counted, not the tail: one less nearly one would lose its digits.
        half = beta_share(square / (degrees + square), 0.5, degrees / 2) / 2
        return 0.5 + half if value > 0 else 0.5 - half
    tail = beta_share(degrees / (degrees + square), degrees / 2, 0.5) / 2
    return 1 - tail if value > 0 else tail


def beta_share(x: float, a: float, b: float) -> float:
    """The regularized incomplete beta function, by its continued fraction (DLMF 8.17.22, modified Lentz)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    tiny = 1e-300
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    fraction = d
    for step in range(1, 10_000):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        for term in (even, odd):
            d, c = 1 + term * d, 1 + term / c
            d = 1 / (d if abs(d) > tiny else tiny)
            c = c if abs(c) > tiny else tiny
            fraction *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return front * fraction
