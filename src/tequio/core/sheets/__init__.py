"""Spreadsheets in and out: tolerant reading that names every bad cell, writing that no formula can hide in.

Declare a `Sheet` of `Column`s and call `read_file(name, data)`: it gives a `Reading` with good rows, bad cells and
warnings, or raises `SheetFailed`. `reasons.why_cell` and `reasons.why_file` turn a code into a sentence.
`read_tables` gives the raw sheets; `write_csv`, `write_xlsx` and `write_workbook` write.
"""

from tequio.core.sheets.columns import BadCell, Column, GoodRow, Reading, Sheet
from tequio.core.sheets.formulas import neutralise, restore
from tequio.core.sheets.reader import read_table, read_tables
from tequio.core.sheets.table import Mark, Row, SheetFailed, Table, column_letter
from tequio.core.sheets.writer import Page, write_csv, write_workbook, write_xlsx

__all__ = [
    "BadCell",
    "Column",
    "GoodRow",
    "Mark",
    "Page",
    "Reading",
    "Row",
    "Sheet",
    "SheetFailed",
    "Table",
    "column_letter",
    "neutralise",
    "read_table",
    "read_tables",
    "restore",
    "write_csv",
    "write_workbook",
    "write_xlsx",
]
