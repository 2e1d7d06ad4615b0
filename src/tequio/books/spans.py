"""The days that a page of the books speaks of, as its address says them; nonsense becomes the usual period."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days, both included."""

    first: date
    last: date

    @property
    def query(self) -> str:
        return f"desde={self.first:%Y-%m-%d}&hasta={self.last:%Y-%m-%d}"


def span_from(asked: Mapping[str, str], usual: Span) -> Span:
    first, last = _day(asked.get("desde"), usual.first), _day(asked.get("hasta"), usual.last)
    return Span(first, last) if first <= last else usual


def month_of(day: date) -> Span:
    return Span(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def year_of(day: date) -> Span:
    return Span(date(day.year, 1, 1), day)


def _day(text: str | None, usual: date) -> date:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return usual
    return day if 1900 <= day.year <= 2200 else usual
