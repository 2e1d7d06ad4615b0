"""Reading the tables: the letter of a lot, and the cell of a letter and an AQL with its arrow followed."""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
LARGEST = 10**9  # no workshop and no union makes a lot of that size
ARROWS = {"v": 1, "^": -1}


class Level(StrEnum):
    """How much is looked at. II is the usual one; the special ones are for tests that cost dear or break the piece."""

    S1 = "S-1"
    S2 = "S-2"
    S3 = "S-3"
    S4 = "S-4"
    I = "I"  # noqa: E741 - the standard's own name
    II = "II"
    III = "III"


class Severity(StrEnum):
    NORMAL = "normal"
    TIGHTENED = "tightened"
    REDUCED = "reduced"


@dataclass(frozen=True, slots=True)
class Table:
    """Where a table comes from, and whether that was read in the text itself."""

    name: str
    valid_from: date
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Row:
    """One letter: how many pieces are drawn, and a cell for each AQL."""

    letter: str
    pieces: int
    cells: tuple[str, ...]


@cache
def table(name: str) -> Table:
    """The table behind `letters` or a severity."""
    return Table(**tomllib.loads((HERE / "tables.toml").read_text(encoding="utf-8"))[name])


@cache
def aqls() -> tuple[Decimal, ...]:
    """The AQLs there are plans for, in defective pieces of a hundred."""
    return tuple(Decimal(heading) for heading in _read("normal.csv")[0][2:])


@cache
def rows(severity: Severity) -> tuple[Row, ...]:
    return tuple(Row(row[0], int(row[1]), tuple(row[2:])) for row in _read(f"{severity}.csv")[1:])


def code_letter(lot: int, level: Level) -> str:
    """The letter of a lot's size. A single piece has the letter of the smallest lots. Raises ValueError."""
    if not 1 <= lot <= LARGEST:
        raise ValueError(f"a lot has between 1 and {LARGEST} pieces, not {lot}")
    heading, *sizes = _read("letters.csv")
    found = next(row for row in reversed(sizes) if lot >= int(row[0]) or row is sizes[0])
    return found[heading.index(level)]


def pieces_of(severity: Severity, letter: str) -> int:
    """How many pieces a letter draws."""
    return next(row.pieces for row in rows(severity) if row.letter == letter)


def cell(severity: Severity, letter: str, aql: Decimal) -> tuple[Row, int]:
    """The row that rules and its number, with the arrows followed. Raises ValueError for an AQL without plans."""
    if aql not in aqls():
        raise ValueError(f"there are no plans for AQL {aql}; there are for {', '.join(map(str, aqls()))}")
    column = aqls().index(aql)
    found = rows(severity)
    place = [row.letter for row in found].index(letter)
    while (written := found[place].cells[column]) in ARROWS:
        place += ARROWS[written]
    return found[place], int(written)


@cache
def _read(name: str) -> tuple[tuple[str, ...], ...]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return tuple(tuple(row) for row in csv.reader(file))
