"""Files as offices send them: encodings, delimiters, line ends, titles above the heading."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tequio.core.sheets import Mark, SheetFailed, column_letter, read_table, read_tables
from tequio.core.sheets.reasons import FILES as FILES_REFUSED

FILES = Path(__file__).parent.parent / "reference" / "import"


def cells(table):
    return [row.cells for row in table.rows]


def messy(name):
    return read_table(name, FILES / "messytables" / name)


@pytest.mark.parametrize("path", sorted((FILES / "csv_spectrum").glob("*.csv")), ids=lambda path: path.stem)
def test_csv_is_read_exactly(path):
    heading, *rows = cells(read_table(path.name, path))

    assert [dict(zip(heading, row, strict=True)) for row in rows] == json.loads(path.with_suffix(".json").read_text())


@pytest.mark.parametrize(
    ("name", "rows", "columns"),
    [
        ("simple.csv", 7, 3),
        ("simple.ssv", 7, 3),
        ("simple.psv", 29, 6),
        ("complex.csv", 4, 4),
        ("null.csv", 10, 4),
        ("small.csv", 1, 1),
    ],
)
def test_each_delimiter_is_told_from_the_rows(name, rows, columns):
    table = messy(name)

    assert len(table.rows) == rows
    assert len(table.rows[0].cells) == columns


def test_a_quoted_comma_after_a_blank_stays_inside_its_cell():
    assert messy("complex.csv").rows[3].cells == ["2011-01-03", "", "6,000,000", "Galway"]


def test_latin_1_is_read_with_its_accents():
    table = messy("spanish_chars.csv")

    assert table.rows[0].cells[-1] == "Descripción"
    assert table.rows[1].cells[3] == "Gobierno"


def test_a_byte_order_mark_is_not_part_of_the_first_cell():
    assert messy("utf8bom.csv").rows[0].cells == ["kitten", "win"]


def test_utf_16_of_excel_is_read():
    assert read_table("x.txt", "Año\tNiño\r\n1\t2".encode("utf-16")).rows[0].cells == ["Año", "Niño"]


def test_old_macintosh_line_ends_make_rows():
    years = [row.cells[0] for row in messy("mixedGLB.csv").rows if row.cells[0].isdecimal()]

    assert years[:2] == ["1880", "1881"]


def test_rows_keep_the_numbers_that_a_spreadsheet_shows():
    table = read_table("x.csv", b'\r\n\r\ntitle\r\n\r\na,b\r\n1,"two\r\nlines"\r\n3,4\r\n')

    assert [row.number for row in table.rows] == [3, 5, 6, 7]


def test_excels_line_about_the_separator_is_no_row():
    table = read_table("x.csv", b"sep=|\r\na,b|c\r\n1|2\r\n")

    assert (table.rows[0].number, cells(table)) == (1, [["a,b", "c"], ["1", "2"]])


def test_known_headings_decide_between_two_likely_delimiters():
    data = "nombre;cantidad\nPérez, Ana;2,5\nLuna, Beto;3,5\n".encode()

    assert read_table("x.csv", data, known=frozenset({"nombre", "cantidad"})).rows[1].cells == ["Pérez, Ana", "2,5"]


def test_numbers_of_a_workbook_come_as_plain_text():
    book = workbook(lambda sheet, book: [sheet.write(0, i, n) for i, n in enumerate([5, 0.1, 1e20, -3.0, 62540])])
    assert read_table("x.xlsx", book).rows[0].cells == ["5", "0.1", "100000000000000000000", "-3", "62540"]


def test_formulas_and_errors_of_a_workbook_are_marked_by_their_cell():
    def fill(sheet, _):
        sheet.write_string("A1", "=not a formula")
        sheet.write_formula("B2", "=1+1", None, 2)
        sheet.write_array_formula("C3:C4", "{=A1:A2}", None, 7)
        sheet.write_formula("A6", "=1/0", None, "#DIV/0!")
        sheet.write_number("D2", 4)

    table = read_table("x.xlsx", workbook(fill))

    formulas = {place for place, mark in table.marks.items() if mark is Mark.FORMULA}
    assert formulas == {(2, 1), (3, 2), (4, 2), (6, 0)}
    assert table.marks[(2, 3)] is Mark.NUMBER
    assert (1, 0) not in table.marks


def test_hidden_and_empty_sheets_are_passed_over():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet("vacía")
        book.add_worksheet("datos").write("A1", "x")
        hidden = book.add_worksheet("oculta")
        hidden.write("A1", "y")
        hidden.hide()

    assert [table.name for table in read_tables("x.xlsx", target.getvalue())] == ["datos"]


def test_letters_over_columns():
    assert [column_letter(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\r\n , \r\n", "empty_file"),
        ((FILES / "messytables" / "libreoffice.xlsx").read_bytes(), "empty_file"),
        (b"%PDF-1.7 ...", "not_a_table"),
        (b"a,b\x00\n", "not_a_table"),
        (b'a,b\n1,"two\n3,4\n', "open_quote"),
        (b"PK\x03\x04 broken", "damaged_workbook"),
        ((FILES / "messytables" / "unicode_sheet_name.xls").read_bytes(), "old_or_locked_workbook"),
        (b"a," + b"b" * 200_000, "cell_too_long"),
        (b"a" + b"," * 501, "too_many_columns"),
    ],
)
def test_what_is_not_a_table_is_refused_by_its_reason(data, code):
    with pytest.raises(SheetFailed) as refusal:
        read_table("x", data)

    assert refusal.value.code == code


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)

    with pytest.raises(SheetFailed) as refusal:
        read_table("large.csv", path)

    assert (refusal.value.code, refusal.value.params) == ("file_too_large", {"file": "large.csv", "limit": 20})


def test_too_many_rows_are_refused():
    with pytest.raises(SheetFailed) as refusal:
        read_table("x.csv", b"a\n" * 11, max_rows=10)

    assert refusal.value.code == "too_many_rows"


@pytest.mark.parametrize(("place", "code"), [("A1048576", "too_many_rows"), ("XFD1", "too_many_columns")])
def test_one_cell_far_away_does_not_take_the_memory(place, code):
    with pytest.raises(SheetFailed) as refusal:
        read_table("x.xlsx", workbook(lambda sheet, _: sheet.write(place, 1)))

    assert refusal.value.code == code


def test_a_workbook_that_unpacks_to_gigabytes_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<workbook/>")
        for number in range(3):
            packed.writestr(f"xl/worksheets/sheet{number}.xml", bytes(90_000_000))

    with pytest.raises(SheetFailed) as refusal:
        read_table("bomb.xlsx", target.getvalue())

    assert refusal.value.code == "unpacks_too_large"


def test_a_workbook_with_entities_of_its_own_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>')

    with pytest.raises(SheetFailed) as refusal:
        read_table("x.xlsx", target.getvalue())

    assert refusal.value.code == "damaged_workbook"


@pytest.mark.parametrize(
    ("part", "before", "after", "code"),
    [
        ("xl/worksheets/sheet1.xml", b'r="A1"', b'r="A99999999"', "damaged_workbook"),
        ("xl/worksheets/sheet1.xml", b'<row r="1"', b'<row r="' + b"9" * 5000 + b'"', "damaged_workbook"),
        ("xl/workbook.xml", b'encoding="UTF-8"', b'encoding="NaN"', "damaged_workbook"),
        ("xl/worksheets/sheet1.xml", b't="s"><v>0</v>', b"><v>1e400</v>", None),
        ("xl/sharedStrings.xml", b'uniqueCount="1"', b'uniqueCount="999999999999"', None),
        ("xl/worksheets/sheet1.xml", b'ref="A1"', b'ref="A1:XFD1048576"', None),
    ],
)
def test_a_workbook_that_lies_about_its_size_harms_nobody(part, before, after, code):
    # Each of these once made the reader ask for so much memory that the process died.
    source = zipfile.ZipFile(io.BytesIO(workbook(lambda sheet, _: sheet.write("A1", "x"))))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or before in content
            packed.writestr(name, content.replace(before, after) if name == part else content)

    if code is None:
        assert read_table("x.xlsx", target.getvalue()).rows[0].cells in (["x"], ["Infinity"])
        return
    with pytest.raises(SheetFailed) as refusal:
        read_table("x.xlsx", target.getvalue())
    assert refusal.value.code == code


@given(st.binary() | st.binary().map(b"sep=".__add__) | st.binary().map(b"PK\x03\x04".__add__))
def test_whatever_is_uploaded_is_read_or_refused(data):
    try:
        tables = read_tables("x", data)
    except SheetFailed as refusal:
        assert refusal.code in FILES_REFUSED
    else:
        assert all(table.rows for table in tables)


def test_the_csv_module_still_limits_a_cell():
    assert csv.field_size_limit() == 131_072


def workbook(fill):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        fill(book.add_worksheet(), book)
    return target.getvalue()
