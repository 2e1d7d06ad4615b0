"""How one stands among others, without showing anybody: only where enough stand behind the figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

LEAST = 5  # with fewer, a median gives away a neighbour's figure


@dataclass(frozen=True, slots=True)
class Middle:
    """The median of others, and how many they are."""

    value: Fraction
    of: int


def middle_of_others(values: Iterable[Fraction]) -> Middle | None:
    """The median of these; None when fewer than five stand behind it."""
    known = list(values)
    return Middle(Fraction(median(known)), len(known)) if len(known) >= LEAST else None
