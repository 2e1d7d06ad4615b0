"""Reading csv as offices really send it: any common encoding, delimiter and line end."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from tequio.core.sheets.formulas import restore
from tequio.core.sheets.table import Row, SheetFailed, Table
from tequio.core.text import heading_key

DELIMITERS = ",;\t|"
LOOK_AT_ROWS = 60
# A last row of our own; when it does not come back as a row, a quote above it was never closed.
END = "\x00end"


def read_csv(name: str, data: bytes, *, known: frozenset[str], max_rows: int, max_columns: int) -> Table:
    text = decode(data)
    if "\x00" in text:
        raise SheetFailed("not_a_table", file=name)
    text, delimiter = _named_delimiter(text)
    delimiter = delimiter or sniff(text, known)
    rows: list[Row] = []
    try:
        for number, cells in enumerate(_records(text, delimiter), start=1):
            if number > max_rows:
                raise SheetFailed("too_many_rows", file=name, limit=max_rows)
            if len(cells) > max_columns:
                raise SheetFailed("too_many_columns", file=name, limit=max_columns, row=number)
            if any(cell.strip() for cell in cells):
                rows.append(Row(number, [restore(cell) for cell in cells]))
    except csv.Error as error:
        raise SheetFailed("cell_too_long", file=name) from error
    return Table(name, rows)


def decode(data: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else what Windows in Mexico writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def sniff(text: str, known: frozenset[str] = frozenset()) -> str:
    """The delimiter under which the most known headings appear; without any, the one that makes the evenest rows."""
    return max(DELIMITERS, key=lambda delimiter: _likelihood(text, delimiter, known))


def _likelihood(text: str, delimiter: str, known: frozenset[str]) -> tuple[int, int]:
    try:
        rows = list(islice(_parse(io.StringIO(text, newline=""), delimiter), LOOK_AT_ROWS))
    except csv.Error:
        return (0, 0)
    headings = max((sum(heading_key(cell) in known for cell in row) for row in rows), default=0) if known else 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return headings, max(widths.values(), default=0)


def _named_delimiter(text: str) -> tuple[str, str]:
    """Excel's own first line `sep=;`, which Excel hides and does not count as a row."""
    first, _, rest = text.partition("\n")
    first = first.rstrip("\r").strip('"')
    if first[:4].lower() == "sep=" and first[4:] in tuple(DELIMITERS):
        return rest, first[4]
    return text, ""


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    held: list[str] | None = None
    number = 0
    for cells in _parse(chain(io.StringIO(text, newline=""), [END]), delimiter):
        if held is not None:
            number += 1
            yield held
        held = cells
    if held != [END]:
        raise SheetFailed("open_quote", row=number + 1)


def _parse(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
