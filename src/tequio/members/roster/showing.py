"""A plan as people look at it: cells with their sentence, changes as before and after. Only the first ones of many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tequio.core.sheets import BadCell
from tequio.members.roster.changes import Change
from tequio.members.roster.columns import ROSTER
from tequio.members.roster.export import SHOWN
from tequio.members.roster.sentences import why

MOST_CELLS = 300
MOST_CHANGES = 100
MOST_NEW = 20
HEADINGS = {column.name: column.heading for column in ROSTER.columns}


@dataclass(frozen=True)
class ShownCell:
    place: str
    row: int
    column: str
    value: str
    why: str


@dataclass(frozen=True)
class ShownChange:
    row: int
    number: int
    name: str
    column: str
    before: str
    after: str


def shown_cells(cells: list[BadCell]) -> list[ShownCell]:
    return [ShownCell(c.place, c.row, c.column_name, c.value[:80], why(c)) for c in cells[:MOST_CELLS]]


def shown_changes(updated: Iterable[Change]) -> list[ShownChange]:
    lines = []
    for line in _changes(updated):
        if len(lines) == MOST_CHANGES:
            break
        lines.append(line)
    return lines


def shown_new(new: list[Change]) -> list[dict[str, Any]]:
    return [change.values for change in new[:MOST_NEW]]


def _changes(updated: Iterable[Change]) -> Iterator[ShownChange]:
    for change in updated:
        if change.stored:
            for name in (column.name for column in ROSTER.columns if column.name in change.changed):
                before, after = change.stored.values[name], change.values[name]
                yield ShownChange(
                    change.row, change.values["number"], change.stored.name, HEADINGS[name], _text(name, before),
                    _text(name, after),
                )  # fmt: skip


def _text(name: str, value: Any) -> str:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else str(SHOWN[name](value) if name in SHOWN and value else value)
