"""The days on which a loan is paid back: every week, fortnight, half month or month, with a rest in some seasons."""

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tequio.engines.lending.counting import half_to_even

MONTHS = 12


class Every(StrEnum):
    WEEK = "week"
    FORTNIGHT = "fortnight"  # every fourteen days
    HALF_MONTH = "half_month"  # the 15th and the last day
    MONTH = "month"

    @property
    def per_year(self) -> int:
        return {"week": 52, "fortnight": 26, "half_month": 24, "month": MONTHS}[self]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a loan is paid, and the months (1 to 12, in their order) in which it is not."""

    every: Every = Every.MONTH
    rest_in: tuple[int, ...] = ()

    @property
    def never_pays(self) -> bool:
        return set(self.rest_in) >= set(range(1, MONTHS + 1))

    def as_many(self, payments: int, other: "Rhythm") -> int:
        """How many payments of another rhythm take as long as so many of this one, rests left aside; one at least."""
        return max(1, half_to_even(payments * other.every.per_year, self.every.per_year))


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day of payment; `periods` is more than one where days before it were left out."""

    on: date
    periods: int = 1


def due_days(
    starts_on: date, every: Every, count: int, *, first_on: date | None = None, rest_in: Collection[int] = ()
) -> tuple[DueDay, ...]:
    """`count` days of payment after `starts_on`. Days in a month of `rest_in` (1 to 12) are left out; interest of the
    rest is due with the next payment, and the loan ends that much later.

    Monthly payments keep the day of the first (a 31st is the last day of shorter months). Raises ValueError when every
    month rests, or the first day is not after the start.
    """
    if set(rest_in) >= set(range(1, MONTHS + 1)):
        raise ValueError("A loan that rests in every month is never paid.")
    if first_on is not None and first_on <= starts_on:
        raise ValueError(f"The first payment, {first_on}, is not after the start, {starts_on}.")
    found: list[DueDay] = []
    periods = 0
    for day in _days(starts_on, every, first_on):
        if len(found) == count:
            break
        periods += 1
        if day.month not in rest_in:
            found.append(DueDay(day, periods))
            periods = 0
    return tuple(found)


def _days(starts_on: date, every: Every, first_on: date | None) -> Iterator[date]:
    if every is Every.HALF_MONTH:
        yield from (day for day in _half_months(starts_on) if first_on is None or day >= first_on)
        return
    if every is Every.MONTH:
        first = first_on or months_later(starts_on, 1)
        anchor = (first_on or starts_on).day
        month = 0
        while True:
            yield months_later(first, month, anchor)
            month += 1
    step = timedelta(days=7 if every is Every.WEEK else 14)
    day = first_on or starts_on + step
    while True:
        yield day
        day += step


def _half_months(after: date) -> Iterator[date]:
    year, month = after.year, after.month
    while True:
        for day in (date(year, month, 15), date(year, month, monthrange(year, month)[1])):
            if day > after:
                yield day
        year, month = (year, month + 1) if month < MONTHS else (year + 1, 1)


def months_later(day: date, months: int, anchor: int | None = None) -> date:
    """The same day of a later month, or its last where it has no such day."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    year = day.year + years
    return date(year, month + 1, min(anchor or day.day, monthrange(year, month + 1)[1]))
