"""The period a proof speaks of: whole days, both ends included."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Span:
    """`code` is what the address says and `label` what the screen says."""

    first: date
    last: date
    code: str
    label: Any


def spans(today: date) -> tuple[Span, ...]:
    """The periods a page offers, the usual one first: the twelve months that end with this one."""
    return (
        Span(_months_back(today, 11), today, "12", _("los últimos 12 meses")),
        Span(date(today.year, 1, 1), today, str(today.year), _("este año")),
        Span(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31), str(today.year - 1), _("el año pasado")),
        Span(date(1900, 1, 1), today, "todo", _("desde el principio")),
    )


def chosen_span(code: str | None, today: date) -> Span:
    """The period that an address names; the usual one where it names none that we know."""
    offered = spans(today)
    return next((span for span in offered if span.code == code), offered[0])


def _months_back(day: date, months: int) -> date:
    """The first day of the month so many months before."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)
