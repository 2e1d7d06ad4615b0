"""One door for every file a person uploads: what it is, is told by its content and not by its name."""

from pathlib import Path

from tequio.core.sheets.csv_file import read_csv
from tequio.core.sheets.table import SheetFailed, Table
from tequio.core.sheets.xlsx_file import read_xlsx

MAX_BYTES = 20_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 500
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"


def read_tables(
    name: str,
    data: bytes | Path,
    *,
    known: frozenset[str] = frozenset(),
    max_bytes: int = MAX_BYTES,
    max_rows: int = MAX_ROWS,
    max_columns: int = MAX_COLUMNS,
) -> list[Table]:
    """Every sheet that holds anything; `known` headings (as heading keys) help to tell a csv's delimiter."""
    content = _content(name, data, max_bytes)
    if content.startswith(b"PK\x03\x04"):
        return read_xlsx(name, content, max_rows=max_rows, max_columns=max_columns)
    if content.startswith(OLD_OR_LOCKED):
        raise SheetFailed("old_or_locked_workbook", file=name)
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")):
        raise SheetFailed("not_a_table", file=name)
    table = read_csv(name, content, known=known, max_rows=max_rows, max_columns=max_columns)
    return [table] if table.rows else []


def read_table(
    name: str,
    data: bytes | Path,
    *,
    known: frozenset[str] = frozenset(),
    max_bytes: int = MAX_BYTES,
    max_rows: int = MAX_ROWS,
    max_columns: int = MAX_COLUMNS,
) -> Table:
    """The first sheet that holds anything."""
    tables = read_tables(name, data, known=known, max_bytes=max_bytes, max_rows=max_rows, max_columns=max_columns)
    if not tables:
        raise SheetFailed("empty_file", file=name)
    return tables[0]


def _content(name: str, data: bytes | Path, max_bytes: int) -> bytes:
    """The bytes, measured before they are read."""
    size = data.stat().st_size if isinstance(data, Path) else len(data)
    if size > max_bytes:
        raise SheetFailed("file_too_large", file=name, limit=max_bytes // 1_000_000)
    return data.read_bytes() if isinstance(data, Path) else data
