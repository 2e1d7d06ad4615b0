"""Figures with the rows they come from, in sections, as one dossier; and a bundle of many without names."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = int | Decimal | date | str | None  # None: not known, and said so


class Kind(StrEnum):
    """What a value is, and so how it is written."""

    MONEY = "money"  # whole centavos
    COUNT = "count"
    RATIO = "ratio"  # a decimal fraction: 0.125 is 12.5 %
    DAY = "day"
    TEXT = "text"


TYPES: dict[Kind, type] = {Kind.MONEY: int, Kind.COUNT: int, Kind.RATIO: Decimal, Kind.DAY: date, Kind.TEXT: str}


@dataclass(frozen=True, slots=True)
class Source:
    """The rows behind a figure: of which table, by which keys, and the page that shows them to who may see them."""

    table: str
    keys: tuple[int, ...]
    page: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One value. `name` never changes, `label` is for people; `declared` is what the member said and nobody checked."""

    name: str
    label: str
    kind: Kind
    value: Value
    sources: tuple[Source, ...] = ()
    declared: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    label: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values, such as one for each month."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One subject of a dossier; `note` says in a sentence what to think of, or what is missing."""

    name: str
    title: str
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What one bank reads of one member, on one day, for one purpose."""

    number: int
    union: str
    member: str
    lender: str
    purpose: str
    made_on: date
    sections: tuple[Section, ...]
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Bundle:
    """Many applications without names, as several banks read them: what is common, and one coarse row for each."""

    number: int
    union: str
    title: str
    made_on: date
    sections: tuple[Section, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    crowd: int  # how many rows agree at least in any three fields
    demo: bool = False


def fault_of(kind: Kind, value: Value) -> str:
    """Why a value is not of its kind; empty when it is."""
    if value is None:
        return ""
    if type(value) is not TYPES[kind]:
        return f"{value!r} is no {kind}"
    if isinstance(value, Decimal) and not value.is_finite():
        return f"{value} is not finite"
    return ""
