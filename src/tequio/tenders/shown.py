"""A dossier as a page shows it: the same values and words as on paper, with ways to the rows behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tequio.engines.dossier import Bundle, Dossier, Figure, Kind, Section, Source, Table
from tequio.tenders.papers import said

NUMBERS = (Kind.MONEY, Kind.COUNT, Kind.RATIO)
Way = Callable[[Source], str]


@dataclass(frozen=True, slots=True)
class FigureShown:
    label: str
    said: str
    href: str
    declared: bool


@dataclass(frozen=True, slots=True)
class TableShown:
    title: str
    href: str
    columns: list[tuple[str, bool]]
    rows: list[list[tuple[str, str, bool]]]  # heading, value, is a number


@dataclass(frozen=True, slots=True)
class SectionShown:
    name: str
    title: str
    note: str
    figures: list[FigureShown]
    tables: list[TableShown]


def sections_of(given: Dossier | Bundle, way: Way = lambda source: "") -> list[SectionShown]:
    """`way` gives the page of a source that this reader may open; empty where there is none."""
    return [_section(each, way) for each in given.sections]


def office_way(source: Source) -> str:
    return source.page


def member_way(pages: Mapping[str, str]) -> Way:
    """A member sees the rows on his own pages, by the app whose rows they are."""
    return lambda source: pages.get(source.table.partition(".")[0], "")


def _section(section: Section, way: Way) -> SectionShown:
    figures = [_figure(each, way) for each in section.figures]
    return SectionShown(section.name, section.title, section.note, figures, [_table(t, way) for t in section.tables])


def _figure(figure: Figure, way: Way) -> FigureShown:
    return FigureShown(figure.label, said(figure.kind, figure.value), _href(figure.sources, way), figure.declared)


def _table(table: Table, way: Way) -> TableShown:
    columns = [(each.label, each.kind in NUMBERS) for each in table.columns]
    rows = [
        [
            (column.label, "" if value is None else said(column.kind, value), column.kind in NUMBERS)
            for column, value in zip(table.columns, row, strict=True)
        ]
        for row in table.rows
    ]
    return TableShown(table.title, _href(table.sources, way), columns, rows)


def _href(sources: tuple[Source, ...], way: Way) -> str:
    return next(filter(None, map(way, sources)), "")
