"""Writing tables that spreadsheets open well: accents, dates, numbers, and no text that runs as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

from tequio.core.sheets.formulas import neutralise

Value = str | int | float | Decimal | date | bool | None

LONGEST_CELL = 32_767
# XML has no place for these, and no cell has a use for them.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class Page:
    """One sheet of a workbook."""

    title: str
    heading: Sequence[str]
    rows: Iterable[Sequence[Value]]


def write_csv(heading: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A csv that Excel opens with its accents: UTF-8 with a byte order mark, comma, CRLF."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([_safe(title) for title in heading])
    writer.writerows([[_csv_value(value) for value in row] for row in rows])
    return target.getvalue().encode("utf-8-sig")


def write_xlsx(heading: Sequence[str], rows: Iterable[Sequence[Value]], *, title: str = "Datos") -> bytes:
    return write_workbook([Page(title, heading, rows)])


def write_workbook(pages: Sequence[Page], made_on: date | None = None) -> bytes:
    """A workbook with one sheet per page: bold heading that stays in sight, text as text, dates as dates.

    With `made_on` it says that it was made then, and the same pages are the same bytes.
    """
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        if made_on:
            book.set_properties({"created": datetime(made_on.year, made_on.month, made_on.day)})  # noqa: DTZ001
        bold = book.add_format({"bold": True})
        as_text = book.add_format({"num_format": "@"})
        as_date = book.add_format({"num_format": "dd/mm/yyyy"})
        for page in pages:
            sheet = book.add_worksheet(NOT_IN_A_SHEET_NAME.sub(" ", page.title)[:31])
            sheet.freeze_panes(1, 0)
            for column, name in enumerate(page.heading):
                sheet.write_string(0, column, _safe(name), bold)
                sheet.set_column(column, column, max(12, min(40, len(name) + 4)))
            for row, values in enumerate(page.rows, start=1):
                for column, value in enumerate(values):
                    if isinstance(value, bool):
                        sheet.write_string(row, column, _yes_or_no(value))
                    elif isinstance(value, str):
                        sheet.write_string(row, column, _safe(value), as_text)
                    elif isinstance(value, int | float | Decimal):
                        sheet.write_number(row, column, value)
                    elif isinstance(value, datetime):
                        sheet.write_string(row, column, value.isoformat(" ", "minutes"))
                    elif value is not None:
                        sheet.write_datetime(row, column, value, as_date)
    return target.getvalue()


def _csv_value(value: Value) -> str | int | float | Decimal:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _yes_or_no(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return _safe(value) if isinstance(value, str) else value


def _yes_or_no(value: bool) -> str:
    return "sí" if value else "no"


def _safe(text: str) -> str:
    clean = UNWRITABLE.sub("", text)
    if len(clean) >= LONGEST_CELL:
        raise ValueError(f"A cell holds {LONGEST_CELL} characters and not {len(clean)}.")
    return neutralise(clean)
