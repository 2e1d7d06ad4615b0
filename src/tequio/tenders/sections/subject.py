"""Whom a dossier is about, and the small words that sections are built with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.credit.models import Application
from tequio.engines.dossier import Column, Figure, Kind, Source, Table
from tequio.members.models import Member
from tequio.tenders.sections.histories import Histories, Of

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Subject:
    """One application; `known` holds the rows of all that are told together."""

    application: Application
    known: Histories

    @property
    def today(self) -> date:
        return self.known.today

    @property
    def member(self) -> Member:
        return self.application.member

    def own(self, rows: Of[Row]) -> list[Row]:
        """Of rows by member, his."""
        return rows.get(self.member.pk, [])

    def page(self, name: str, **named: Any) -> str:
        return reverse(name, kwargs={"union": self.application.union.slug, **named})

    @property
    def asked(self) -> str:
        """The application itself."""
        return self.page("credit:application", application_id=self.application.pk)

    @property
    def statement(self) -> str:
        """The member's account, where the office sees every leg."""
        return self.page("books:statement", member_id=self.member.pk)


def source(rows: Iterable[Any], page: str = "") -> tuple[Source, ...]:
    """The rows behind a figure; none where there is no row."""
    listed = list(rows)
    if not listed:
        return ()
    return (Source(listed[0]._meta.label_lower, tuple(row.pk for row in listed), page),)


def money(name: str, label: str, minor: int | None, sources: tuple[Source, ...] = (), **more: Any) -> Figure:
    return Figure(name, label, Kind.MONEY, minor, sources, **more)


def count(name: str, label: str, number: int | None, sources: tuple[Source, ...] = (), **more: Any) -> Figure:
    return Figure(name, label, Kind.COUNT, number, sources, **more)


def text(name: str, label: str, said: str, sources: tuple[Source, ...] = (), **more: Any) -> Figure:
    return Figure(name, label, Kind.TEXT, said or None, sources, **more)


def day(name: str, label: str, on: date | None, sources: tuple[Source, ...] = (), **more: Any) -> Figure:
    return Figure(name, label, Kind.DAY, on, sources, **more)


def ratio(name: str, label: str, part: int, of: int, sources: tuple[Source, ...] = ()) -> Figure:
    """A part of a whole to three places; not known where there is nothing of it."""
    value = (Decimal(part) / of).quantize(Decimal("0.001"), rounding=ROUND_HALF_EVEN) if of else None
    return Figure(name, label, Kind.RATIO, value, sources)


def by_month(
    subject: Subject, name: str, title: str, label: str, kind: Kind, amounts: Iterable[tuple[date, int]],
    sources: tuple[Source, ...],
) -> Table:  # fmt: skip
    """A row for each of the twelve months, those with nothing too."""
    sums: dict[date, int] = defaultdict(int)
    for on, amount in amounts:
        sums[on.replace(day=1)] += amount
    columns = (Column("month", _("Mes"), Kind.TEXT), Column("sum", label, kind))
    rows = tuple((f"{month:%Y-%m}", sums[month]) for month in subject.known.months)
    return Table(name, title, columns, rows, sources)
