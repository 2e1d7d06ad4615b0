"""Rows of law, custom and trade in csv files: each says from when to when it holds, where it stands, how sure that is.

Columns `valid_from`, `valid_to` (excluded, empty while it holds), `certainty` and `source` are in every such file.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
DATED = ("valid_from", "valid_to", "certainty", "source")


class Certainty(StrEnum):
    """Read in the text itself; told by somebody who read it; or believed, and to be looked up before it decides."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    BELIEVED = "believed"

    @property
    def rank(self) -> int:
        return list(Certainty).index(self)


def least_certain(found: Sequence[Certainty]) -> Certainty:
    """What a conclusion from several rows may be called."""
    return max(found, key=lambda each: each.rank, default=Certainty.VERIFIED)


@dataclass(frozen=True, slots=True)
class Dated:
    """Since when a row holds, until when, how sure that is, and where it stands."""

    valid_from: date
    valid_to: date | None
    certainty: Certainty
    source: str

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def read(
    path: Path, columns: Sequence[str], make: Callable[[Mapping[str, str], Dated], T], *, key: Sequence[str] = ()
) -> tuple[T, ...]:
    """What `make` makes of each row of a file. Raises ValueError that names the file, the row and the fault.

    Rows of one key must not hold on the same day.
    """
    seen: list[tuple[tuple[str, ...], Dated]] = []

    def made(row: Mapping[str, str]) -> T:
        dated, own = _dated(row), tuple(row[name] for name in key)
        if key and any(own == other and _meet(dated, its) for other, its in seen):
            raise ValueError(f"{'/'.join(own)} already stands above for some of these days")
        seen.append((own, dated))
        return make(row, dated)

    return tuple(_made(path, [*columns, *DATED], made))


def read_plain(
    path: Path, columns: Sequence[str], make: Callable[[Mapping[str, str]], T], *, key: str
) -> Mapping[str, T]:
    """The rows of a file of names, which no law changes, by their key. Raises ValueError."""
    found: dict[str, T] = {}

    def made(row: Mapping[str, str]) -> T:
        if row[key] in found:
            raise ValueError(f"{row[key]} already stands above")
        found[row[key]] = make(row)
        return found[row[key]]

    list(_made(path, columns, made))
    return found


def _made(path: Path, columns: Sequence[str], make: Callable[[Mapping[str, str]], T]) -> Iterator[T]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    if not lines or lines[0] != list(columns):
        raise ValueError(f"{path.name}: its first row must be {','.join(columns)}")
    for place, cells in enumerate(lines[1:], start=2):
        try:
            if len(cells) != len(columns):
                raise ValueError(f"it has {len(cells)} columns, not {len(columns)}")
            yield make(dict(zip(columns, (cell.strip() for cell in cells), strict=True)))
        except ValueError as fault:
            raise ValueError(f"{path.name}, row {place}: {fault}") from fault


def number(value: str) -> Decimal | None:
    """A number that is not below zero, or nothing. Raises ValueError."""
    if not value:
        return None
    try:
        found = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a number") from None
    if not found.is_finite() or found < 0:
        raise ValueError(f"{value!r} must not be below zero")
    return found


def _dated(row: Mapping[str, str]) -> Dated:
    until = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    began = date.fromisoformat(row["valid_from"])
    if until is not None and until <= began:
        raise ValueError("it ends before it begins")
    if not row["source"]:
        raise ValueError("it needs a source")
    return Dated(began, until, Certainty(row["certainty"]), row["source"])


def _meet(one: Dated, other: Dated) -> bool:
    return one.valid_from < (other.valid_to or date.max) and other.valid_from < (one.valid_to or date.max)
