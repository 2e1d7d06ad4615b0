"""The numbers of members' work on which a course may have had an effect; whoever has such numbers declares them here.

A measure is a question: what was this number, of each member, in these days? Who has none is left out. Apps that come
later in the house declare measures of theirs, so that training need not know them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tequio.ui.numbers import money, percent, quantity


class Unit(StrEnum):
    MONEY = "money"  # centavos
    COUNT = "count"
    PART = "part"  # of one, shown as a percentage


@dataclass(frozen=True, slots=True)
class Measure:
    """`of(first, last)` gives the number of every member for whom there is one, by member; both days are included."""

    code: str
    label: Any
    unit: Unit
    of: Callable[[date, date], Mapping[int, float]]

    def said(self, value: float) -> str:
        match self.unit:
            case Unit.MONEY:
                return money(round(value))
            case Unit.PART:
                return percent(Decimal(str(round(value, 4))))
        return quantity(round(value, 1))


MEASURES: dict[str, Measure] = {}


def declare(measure: Measure) -> Measure:
    """Make a measure known. Raises ValueError when its code is taken."""
    if measure.code in MEASURES:
        raise ValueError(f"The measure {measure.code} is declared twice.")
    MEASURES[measure.code] = measure
    return measure
