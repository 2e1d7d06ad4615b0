"""A declared sheet: headings as people write them, every bad cell named, nothing guessed."""

import io
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter

from tequio.core.sheets import Column, Sheet, parse, reasons
from tequio.core.values import BadValue

PLEDGES = Sheet(
    [
        Column("socia", "Socia", aliases=("Núm. de socia", "numero"), required=True, unique=True),
        Column("cantidad", "Cantidad", required=True, parse=parse.decimal(minimum=0, places=3)),
        Column("fecha", "Fecha", parse=parse.day),
        Column("clabe", "CLABE", code=True),
    ]
)


def bad_cells(reading):
    return [(bad.place, bad.column_name, bad.value, bad.code) for bad in reading.bad]


def test_headings_are_found_below_titles_whatever_their_accents():
    data = "Unión de Tlayacapan;;\n;;\nNUM_DE_SOCIA;CANTIDAD ;Notas\n12;1,234.50;x\n;;\n".encode("cp1252")

    reading = PLEDGES.read_file("x.csv", data)

    assert reading.bad == []
    assert reading.unknown == ["Notas"]
    assert reading.present == {"socia", "cantidad"}
    (row,) = reading.rows
    assert (row.number, row.values) == (
        4,
        {"socia": "12", "cantidad": Decimal("1234.50"), "fecha": None, "clabe": None},
    )


def test_every_bad_cell_is_named_with_its_row_column_and_reason():
    data = b"Socia,Cantidad,Fecha\n,-1,31/02/2026\n7,abc,1/2/26\n8,2,2026-11-24\n8,0.0001,\n"

    reading = PLEDGES.read_file("x.csv", data)

    assert bad_cells(reading) == [
        ("A2", "Socia", "", "empty"),
        ("B2", "Cantidad", "-1", "below_minimum"),
        ("C2", "Fecha", "31/02/2026", "no_such_day"),
        ("B3", "Cantidad", "abc", "not_a_number"),
        ("C3", "Fecha", "1/2/26", "short_year"),
        ("A5", "Socia", "8", "repeated"),
        ("B5", "Cantidad", "0.0001", "too_many_decimals"),
    ]
    assert [row.number for row in reading.rows] == [4]


def test_formulas_errors_and_numbers_that_lost_digits_are_named_by_cell():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Socia", "Cantidad", "CLABE"])
        sheet.write_row(1, 0, ["1", 5, 32180000118359719])
        sheet.write("A3", "2")
        sheet.write_formula("B3", "=1+1", None, 2)
        sheet.write("A4", "3")
        sheet.write_formula("B4", "=1/0", None, "#DIV/0!")
        sheet.write("A5", "4")
        sheet.write("B5", 7)

    reading = PLEDGES.read_file("x.xlsx", target.getvalue())

    assert bad_cells(reading) == [
        ("C2", "CLABE", "32180000118359720", "digits_lost"),
        ("B3", "Cantidad", "2", "formula"),
        ("B4", "Cantidad", "", "formula"),
    ]
    assert [row.values["cantidad"] for row in reading.rows] == [7]


def test_missing_and_doubled_columns_are_bad_cells_of_the_heading():
    reading = PLEDGES.read_file("x.csv", b"Socia,numero,Fecha\n1,2,\n")

    assert bad_cells(reading) == [
        ("B1", "Socia", "numero", "column_twice"),
        ("1", "Cantidad", "", "column_missing"),
    ]


def test_a_file_without_any_known_heading_says_what_is_expected():
    reading = PLEDGES.read_file("x.csv", b"a,b\n1,2\n")

    assert [(bad.code, bad.params) for bad in reading.bad] == [("heading_missing", {"expected": "Socia, Cantidad"})]


def test_the_sheet_with_the_headings_is_read_wherever_it_stands():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet("Léame").write("A1", "Instrucciones")
        book.add_worksheet("Pedidos").write_row(0, 0, ["Socia", "Cantidad"])
        book.get_worksheet_by_name("Pedidos").write_row(1, 0, ["1", 2])

    assert len(PLEDGES.read_file("x.xlsx", target.getvalue()).rows) == 1


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", "5"),
        ("-5.50", "-5.5"),
        ("1,234.50", "1234.5"),
        ("$ 1,234.50", "1234.5"),
        ("-$3", "-3"),
        ("1234.50 MXN", "1234.5"),
        ("12,5", "12.5"),
        ("1.234,50", "1234.5"),
        ("1,234", "1234"),
        (".5", "0.5"),
    ],
)
def test_numbers_as_mexico_writes_them(text, number):
    assert parse.decimal()(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "-", "1e5", "NaN", "inf", "1,2,3", "٣", "1 2", "--1", "1.2.3", "12,5,1", "0x10"])
def test_what_is_no_number_is_not_guessed(text):
    with pytest.raises(BadValue) as refusal:
        parse.decimal()(text)

    assert refusal.value.code == "not_a_number"


@pytest.mark.parametrize(
    ("parser", "text", "code"),
    [
        (parse.decimal(), "9" * 19, "absurd_number"),
        (parse.decimal(maximum=10), "10.1", "above_maximum"),
        (parse.integer(), "1.5", "not_whole"),
        (parse.text(3), "cuatro", "too_long"),
        (parse.choice({"Sí": 1}), "tal vez", "not_a_choice"),
        (parse.boolean, "quizá", "not_yes_or_no"),
        (parse.day, "mañana", "not_a_date"),
        (parse.day, "3 de brumario de 2026", "not_a_date"),
    ],
)
def test_each_refusal_has_its_code(parser, text, code):
    with pytest.raises(BadValue) as refusal:
        parser(text)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    "text", ["2026-03-05", "2026-03-05 00:00:00", "5/3/2026", "05-03-2026", "5 de marzo de 2026", "5-mar-2026"]
)
def test_dates_are_day_first(text):
    assert parse.day(text) == date(2026, 3, 5)


def test_choices_and_yes_or_no_do_not_mind_accents():
    assert parse.choice({"Físico": "F", "Moral": "M"})("FISICO") == "F"
    assert [parse.boolean(text) for text in ("Sí", "x", "NO", "0")] == [True, True, False, False]


def test_every_code_of_a_parser_has_a_sentence():
    raised = {"empty", "formula", "error_value", "digits_lost", "repeated", "too_long", "not_a_number", "absurd_number"}
    raised |= {"not_whole", "below_minimum", "above_maximum", "too_many_decimals", "not_a_choice", "not_yes_or_no"}
    raised |= {"not_a_date", "short_year", "no_such_day", "heading_missing", "column_missing", "column_twice"}

    assert raised == set(reasons.CELLS)
