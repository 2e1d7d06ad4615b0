"""Exports: no text runs as a formula, numbers stay numbers, and what was written is what is read."""

import io
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tequio.core.sheets import Mark, neutralise, read_table, restore, write_csv, write_xlsx

# XML has no place for these; an export leaves them out.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FILES = Path(__file__).parent.parent / "reference" / "import"
PAYLOADS = json.loads((FILES / "csv_formula_injection.json").read_text())["payloads"]
NAUGHTY = json.loads((FILES / "naughty_strings.json").read_text())
RISKY = [
    *PAYLOADS,
    "=1",
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1+1",
    "－1",
    "'=1",
    "''@x",
    "-",
    "+52 777",
]

text = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), max_size=40) | st.sampled_from(
    [*RISKY, *NAUGHTY]
)


@pytest.mark.parametrize("payload", RISKY)
def test_no_text_leaves_as_a_formula(payload):
    sent = neutralise(payload)

    assert sent == "'" + payload
    assert restore(sent) == payload


@pytest.mark.parametrize("plain", ["-5", "-1234.50", "-1,234.5", "Ana", "", "'hola", "5", "'-5"])
def test_other_text_is_left_alone_or_given_back(plain):
    assert restore(neutralise(plain)) == plain


def test_a_negative_number_stays_a_number():
    rows = [[-5, Decimal("-1234.50"), "-3", "-3+1"]]

    assert b'-5,"-1234.50","-3","\'-3+1"' in write_csv(list("abcd"), rows)
    table = read_table("x.xlsx", write_xlsx(list("abcd"), rows))
    assert table.rows[1].cells == ["-5", "-1234.5", "-3", "-3+1"]
    assert set(table.marks.values()) == {Mark.NUMBER}


def test_a_workbook_holds_the_apostrophe_itself():
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(write_xlsx(["a"], [["=1+1"]]))).get_sheet_by_index(0)

    assert sheet.to_python() == [["a"], ["'=1+1"]]


def test_a_csv_opens_with_its_accents_in_a_spreadsheet():
    assert (
        write_csv(["Año"], [[date(2026, 1, 2)], [None], [True]])
        == '\ufeff"Año"\r\n"2026-01-02"\r\n""\r\n"sí"\r\n'.encode()
    )


def test_dates_of_a_workbook_come_back_as_dates():
    assert read_table("x.xlsx", write_xlsx(["a"], [[date(2026, 1, 2)]])).rows[1].cells == ["2026-01-02"]


@given(st.lists(st.tuples(text, text), max_size=8))
def test_what_is_written_is_what_is_read(rows):
    kept = [[UNWRITABLE.sub("", cell) for cell in row] for row in [("á", "b"), *rows]]
    expected = [row for row in kept if any(cell.strip() for cell in row)]

    for name, data in (("x.csv", write_csv(["á", "b"], rows)), ("x.xlsx", write_xlsx(["á", "b"], rows))):
        table = read_table(name, data)
        assert [[*row.cells, ""][:2] for row in table.rows] == expected
        assert Mark.FORMULA not in table.marks.values()


def test_a_text_too_long_for_a_cell_is_not_cut_in_silence():
    with pytest.raises(ValueError, match="32767"):
        write_csv(["a"], [["x" * 40_000]])
