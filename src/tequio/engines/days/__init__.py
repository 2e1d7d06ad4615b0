"""Days on which offices work: a calendar from dated rules, which are data because the law on them changes.

`holidays.csv` is the one home of Mexico's statutory days of rest; whoever needs business days (calls of an assembly,
weekly courses, terms in court) asks here. A rule is a day of the year ("09-16"), a weekday of a month ("02 1st mon") or
a day of every so many years counted from one ("10-01 every 6 from 2024").
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

MEXICO = Path(__file__).with_name("holidays.csv")

EVERY_YEAR = re.compile(r"(\d\d)-(\d\d)(?: every (\d+) from (\d{4}))?$")
NTH_MONDAY = re.compile(r"(\d\d) (\d)(?:st|nd|rd|th) mon$")


@dataclass(frozen=True, slots=True)
class Holiday:
    """One day of rest by rule, from a date until a date (excluded), with the law it comes from."""

    name: str
    rule: str
    valid_from: date
    valid_to: date | None
    source: str

    def in_year(self, year: int) -> date | None:
        """The day on which it falls, or None when it does not fall in that year."""
        day = _falls_on(self.rule, year)
        if day is None or day < self.valid_from or (self.valid_to is not None and day >= self.valid_to):
            return None
        return day


class Calendar:
    """Business days: Monday to Friday, less the holidays."""

    def __init__(self, holidays: Iterable[Holiday]) -> None:
        self.holidays = tuple(holidays)
        self._by_year: dict[int, dict[date, str]] = {}

    def holiday_on(self, day: date) -> str | None:
        """The name of the holiday, or None."""
        if day.year not in self._by_year:
            found = ((each.in_year(day.year), each.name) for each in self.holidays)
            self._by_year[day.year] = {on: name for on, name in found if on is not None}
        return self._by_year[day.year].get(day)

    def is_business_day(self, day: date) -> bool:
        return day.weekday() < 5 and self.holiday_on(day) is None

    def last_business_day(self, day: date) -> date:
        """The day itself, or the nearest business day before it."""
        while not self.is_business_day(day):
            day -= timedelta(days=1)
        return day

    def business_days_before(self, day: date, count: int) -> date:
        """The day that has `count` business days from itself on before `day`: none counts `day`. `count` >= 0."""
        for _ in range(count):
            day = self.last_business_day(day - timedelta(days=1))
        return day

    def business_days_after(self, day: date, count: int) -> date:
        """The `count`-th business day after a day."""
        for _ in range(count):
            day += timedelta(days=1)
            while not self.is_business_day(day):
                day += timedelta(days=1)
        return day


def read_holidays(path: Path) -> tuple[Holiday, ...]:
    """The rows of a file. Raises ValueError that names the row."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = []
    for number, row in enumerate(rows, start=2):
        try:
            _falls_on(row["rule"], 2024)
            until = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
            found.append(Holiday(row["name"], row["rule"], date.fromisoformat(row["valid_from"]), until, row["source"]))
        except (KeyError, TypeError, ValueError) as fault:
            raise ValueError(f"{path.name}, row {number}: {fault}") from fault
    return tuple(found)


@cache
def mexico() -> Calendar:
    """Business days in Mexico, by the labour law's days of rest."""
    return Calendar(read_holidays(MEXICO))


def _falls_on(rule: str, year: int) -> date | None:
    if found := NTH_MONDAY.match(rule):
        month, nth = int(found[1]), int(found[2])
        first = date(year, month, 1)
        return first + timedelta(days=(-first.weekday()) % 7 + 7 * (nth - 1))
    if found := EVERY_YEAR.match(rule):
        if found[3] and (year - int(found[4])) % int(found[3]):
            return None
        return date(year, int(found[1]), int(found[2]))
    raise ValueError(f"{rule!r} is no rule for a day")
