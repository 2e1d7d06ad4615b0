"""Reading xlsx: the values by calamine, what calamine does not tell (formulas, errors, true extent) from the XML."""

import io
import re
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from tequio.core.sheets.formulas import restore
from tequio.core.sheets.sheet_xml import SheetFacts, sheet_facts, sheet_paths
from tequio.core.sheets.table import Mark, Row, SheetFailed, Table

MAX_UNPACKED = 200_000_000
NEEDED = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|xl/(_rels/)?[A-Za-z]+\.xml(\.rels)?|xl/worksheets/[^/]+\.xml")
# Calamine sets memory aside for as many strings and cells as a file says it has, and dies when that is absurd.
PROMISES = re.compile(rb"\s(?:uniqueCount|count)\s*=\s*(?:\"[^\"]*\"|'[^']*')|<(?:\w+:)?dimension\b[^>]*>")


def read_xlsx(name: str, data: bytes, *, max_rows: int, max_columns: int) -> list[Table]:
    """Every visible sheet that holds anything, in the workbook's order."""
    parts = _unpack(name, data)
    paths = sheet_paths(name, parts)
    try:
        # Calamine sees only what was unpacked and measured here, never the packed file.
        book = CalamineWorkbook.from_filelike(io.BytesIO(_repack(parts)))
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        tables = []
        for sheet in visible:
            facts = sheet_facts(name, parts.get(paths.get(sheet, ""), b""))
            # Calamine makes a full rectangle of the cells, so one cell far away could take all memory.
            if facts.last_row > max_rows:
                raise SheetFailed("too_many_rows", file=name, limit=max_rows)
            if facts.last_column >= max_columns:
                raise SheetFailed("too_many_columns", file=name, limit=max_columns, row=facts.widest_row)
            tables.append(_table(sheet, book.get_sheet_by_name(sheet).to_python(skip_empty_area=False), facts))
    except BaseException as error:
        # A panic inside calamine is no Exception; it is a damaged file all the same.
        if isinstance(error, CalamineError | zipfile.BadZipFile) or type(error).__name__ == "PanicException":
            raise SheetFailed("damaged_workbook", file=name) from error
        raise
    return [table for table in tables if table.rows]


def _unpack(name: str, data: bytes) -> dict[str, bytes]:
    """The parts that make the sheets, measured while they are unpacked: what the file says of itself is no proof."""
    parts: dict[str, bytes] = {}
    room = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for info in packed.infolist():
                if not NEEDED.fullmatch(info.filename) or info.filename in parts:
                    continue
                with packed.open(info) as part:
                    content = part.read(room + 1)
                room -= len(content)
                if room < 0:
                    raise SheetFailed("unpacks_too_large", file=name, limit=MAX_UNPACKED // 1_000_000)
                if b"<!DOCTYPE" in content:
                    raise SheetFailed("damaged_workbook", file=name)
                parts[info.filename] = content
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise SheetFailed("damaged_workbook", file=name) from error
    if "xl/workbook.xml" not in parts:
        raise SheetFailed("not_a_table", file=name)
    return parts


def _repack(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target:
        for path, content in parts.items():
            target.writestr(path, PROMISES.sub(b"", content))
    return packed.getvalue()


def _table(name: str, values: list[list[Any]], facts: SheetFacts) -> Table:
    rows: list[Row] = []
    marks: dict[tuple[int, int], Mark] = {}
    marked_rows = {row for row, _ in facts.marks}
    for number, row in enumerate(values, start=1):
        cells = [restore(value) if type(value) is str else as_text(value) for value in row]
        for column, value in enumerate(row):
            if type(value) is float or type(value) is int:
                marks[number, column] = Mark.NUMBER
        if any(cell.strip() for cell in cells) or number in marked_rows:
            rows.append(Row(number, cells))
    # What the XML says is stronger: a formula that gives a number is a formula.
    marks.update(facts.marks)
    return Table(name, rows, marks)


def as_text(value: Any) -> str:
    """The text of a cell: 5.0 is "5", a date is 2026-11-24, never an exponent."""
    if isinstance(value, str):
        return restore(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | int):
        if isfinite(value) and value == int(value):
            return str(int(value))
        return format(Decimal(repr(value)), "f")
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)
