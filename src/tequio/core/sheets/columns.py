"""What a file should hold, column by column, and reading a table by it: good rows, and every bad cell by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from tequio.core.sheets.reader import MAX_BYTES, MAX_ROWS, read_tables
from tequio.core.sheets.table import Mark, Row, SheetFailed, Table, column_letter
from tequio.core.text import heading_key, plain
from tequio.core.values import BadValue

HEADING_WITHIN = 60
# A spreadsheet keeps fifteen digits of a number; the sixteenth and later ones are already lost.
DIGITS_OF_A_NUMBER = 15


@dataclass(frozen=True)
class Column:
    """One column: `name` is its key and first alias, `title` what an export writes above it.

    `needed` asks for the column, `required` also for a value in every row. `parse` turns text into a value or
    raises BadValue; `warn` returns a code for a value that may stand but should be looked at. `code` says that the
    digits are a name and not a quantity, and `unique` that no two rows of the file may share a value.
    """

    name: str
    title: str = ""
    aliases: tuple[str, ...] = ()
    required: bool = False
    needed: bool = False
    parse: Callable[[str], Any] = plain
    warn: Callable[[Any], str | None] | None = None
    code: bool = False
    unique: bool = False
    default: Any = None

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(heading_key(text) for text in (self.name, self.title, *self.aliases) if text)

    @property
    def heading(self) -> str:
        return self.title or self.name


@dataclass(frozen=True, slots=True)
class BadCell:
    """One cell, or one missing column, and the code of what is wrong with it."""

    row: int
    column_letter: str
    column_name: str
    value: str
    code: str
    params: dict[str, object] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return f"{self.column_letter}{self.row}"


@dataclass(frozen=True, slots=True)
class GoodRow:
    """One row that can stand: its number in the file and its values by column name."""

    number: int
    values: dict[str, Any]


@dataclass(slots=True)
class Reading:
    """All of a table: what can stand, what cannot, what should be looked at, and headings nobody asked for."""

    rows: list[GoodRow] = field(default_factory=list)
    bad: list[BadCell] = field(default_factory=list)
    warnings: list[BadCell] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    # Where each column that is there stands: its name, letter and heading.
    letters: dict[str, str] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)

    @property
    def present(self) -> frozenset[str]:
        return frozenset(self.letters)

    def cell(self, row: int, name: str, value: object, code: str, /, **params: object) -> BadCell:
        """The cell of a column as a later check names it, one that knows more than the file."""
        shown = "" if value is None else str(value)
        return BadCell(row, self.letters.get(name, ""), self.headings.get(name, name), shown, code, params)


@dataclass(frozen=True)
class Sheet:
    """The columns of one kind of file."""

    columns: Sequence[Column]

    @cached_property
    def by_key(self) -> dict[str, Column]:
        return {key: column for column in self.columns for key in column.keys}

    @property
    def known(self) -> frozenset[str]:
        return frozenset(self.by_key)

    def read_file(
        self, name: str, data: bytes | Path, *, max_bytes: int = MAX_BYTES, max_rows: int = MAX_ROWS
    ) -> Reading:
        """Read the sheet of the file that carries most of these headings. Raises SheetFailed."""
        tables = read_tables(name, data, known=self.known, max_bytes=max_bytes, max_rows=max_rows)
        if not tables:
            raise SheetFailed("empty_file", file=name)
        return self.read(max(tables, key=lambda table: self._score(self.heading_row(table))))

    def heading_row(self, table: Table) -> Row | None:
        """The row with the most known headings among the first ones; titles and blanks above it do not matter."""
        best = max(table.rows[:HEADING_WITHIN], key=self._score, default=None)
        return best if best and self._score(best) >= min(2, len(self.columns)) else None

    def read(self, table: Table) -> Reading:
        heading = self.heading_row(table)
        reading = Reading(headings={column.name: column.heading for column in self.columns})
        if heading is None:
            expected = ", ".join(column.heading for column in self.columns if column.needed or column.required)
            reading.bad.append(BadCell(1, "A", "", "", "heading_missing", {"expected": expected}))
            return reading
        places = self._places(heading, reading)
        reading.letters = {column.name: column_letter(index) for index, column in places.items()}
        first_seen: dict[tuple[str, Any], int] = {}
        for row in table.rows:
            if row.number > heading.number:
                self._read_row(table, row, places, reading, first_seen)
        return reading

    def _score(self, row: Row | None) -> int:
        return (
            len({self.by_key[key].name for cell in row.cells if (key := heading_key(cell)) in self.by_key})
            if row
            else 0
        )

    def _places(self, heading: Row, reading: Reading) -> dict[int, Column]:
        """Which column stands where; a column that is missing or there twice is a bad cell of the heading row."""
        places: dict[int, Column] = {}
        for index, cell in enumerate(heading.cells):
            column = self.by_key.get(heading_key(cell))
            if column is None:
                reading.unknown += [plain(cell)] if cell.strip() else []
            elif column in places.values():
                reading.bad.append(BadCell(heading.number, column_letter(index), column.heading, cell, "column_twice"))
            else:
                places[index] = column
        for column in self.columns:
            if (column.needed or column.required) and column not in places.values():
                reading.bad.append(BadCell(heading.number, "", column.heading, "", "column_missing"))
        return places

    def _read_row(
        self,
        table: Table,
        row: Row,
        places: dict[int, Column],
        reading: Reading,
        first_seen: dict[tuple[str, Any], int],
    ) -> None:
        texts = {index: plain(row.cells[index]) if index < len(row.cells) else "" for index in places}
        if not any(texts.values()) and not any((row.number, index) in table.marks for index in places):
            return
        values: dict[str, Any] = {column.name: column.default for column in self.columns}
        bad_before = len(reading.bad)
        for index, column in places.items():
            text = texts[index]
            try:
                value = _value(column, text, table.marks.get((row.number, index)))
                if column.unique and value not in (None, ""):
                    first = first_seen.setdefault((column.name, value), row.number)
                    if first != row.number:
                        raise BadValue("repeated", first=first)
            except BadValue as error:
                reading.bad.append(reading.cell(row.number, column.name, text, error.code, **error.params))
                continue
            values[column.name] = value
            if column.warn and (code := column.warn(value)):
                reading.warnings.append(reading.cell(row.number, column.name, text, code))
        if len(reading.bad) == bad_before:
            reading.rows.append(GoodRow(row.number, values))


def _value(column: Column, text: str, mark: Mark | None) -> Any:
    if mark is Mark.FORMULA:
        raise BadValue("formula")
    if mark is Mark.ERROR:
        raise BadValue("error_value")
    if not text:
        if column.required:
            raise BadValue("empty")
        return column.default
    if column.code and mark is Mark.NUMBER and len(text.lstrip("-0")) > DIGITS_OF_A_NUMBER:
        raise BadValue("digits_lost")
    return column.parse(text)
