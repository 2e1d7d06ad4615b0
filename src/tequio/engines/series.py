"""The days of a weekly series: the same weekday again and again, past holidays and days that were left out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MOST_WEEKS = 520  # ten years: a series that finds no day in them has none


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day on which the series would have met, and why it does not."""

    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Series:
    """The days on which the series meets, and those it passed over before its last; both in order."""

    days: tuple[date, ...]
    skipped: tuple[Skipped, ...]


def weekly(first: date, count: int, closed: Callable[[date], str | None], *, every: int = 1) -> Series:
    """`count` days, each `every` weeks after the one before; a closed day is passed over and makes it end later.

    `closed` says why nobody meets on a day, or None. Raises ValueError when count or every is below 1, and when ten
    years of weeks do not hold enough open days.
    """
    if count < 1 or every < 1:
        raise ValueError("A series has at least one day, and at least a week between two.")
    days: list[date] = []
    skipped: list[Skipped] = []
    for step in range(MOST_WEEKS):
        day = first + timedelta(weeks=every * step)
        why = closed(day)
        if why is None:
            days.append(day)
        else:
            skipped.append(Skipped(day, why))
        if len(days) == count:
            return Series(tuple(days), tuple(skipped))
    raise ValueError(f"Only {len(days)} of {count} days are open.")
