"""Figures as people of Mexico write them, and as they type them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from tequio.ui import numbers
from tequio.ui.forms import PesosField, QuantityField


@pytest.mark.parametrize(
    ("minor", "text"),
    [(123456750, "$1,234,567.50"), (0, "$0.00"), (-4512, "−$45.12"), (-1, "−$0.01"), (5, "$0.05"), (None, "—"),
     (10**17, "$1,000,000,000,000,000.00")],
)  # fmt: skip
def test_centavos_are_shown_as_pesos(minor, text):
    assert numbers.money(minor) == text


@pytest.mark.parametrize(
    ("amount", "places", "text"),
    [("4.375", 3, "$4.375"), ("4.375", 2, "$4.38"), ("-0.001", 2, "$0.00"), ("-1250", 2, "−$1,250.00")],
)
def test_a_unit_price_may_carry_more_places(amount, places, text):
    assert numbers.pesos(Decimal(amount), places) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [("1234.500", "1,234.5\xa0kg"), ("0", "0\xa0kg"), ("1000", "1,000\xa0kg"), ("-0.0001", "0\xa0kg"),
     ("-2.5", "−2.5\xa0kg"),
     ("1E+3", "1,000\xa0kg")],
)  # fmt: skip
def test_a_quantity_carries_its_unit_and_no_idle_zeros(amount, text):
    assert numbers.quantity(Decimal(amount), "kg") == text


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        (2, "pieza", "2 piezas"), (1, "pieza", "1 pieza"), (0, "costal", "0 costales"), (26850, "kg", "26,850 kg"),
        (3, "galón de 4 L", "3 galones de 4 L"), (5, "bultos", "5 bultos"), (5, "m3", "5 m3"), (2, "ton", "2 ton"),
        (-1, "carga", "−1 carga"), (Decimal("1.000"), "carga", "1 carga"), (Decimal("0.5"), "carga", "0.5 cargas"),
    ],
)  # fmt: skip
def test_a_unit_written_as_a_word_has_a_plural(amount, unit, text):
    assert numbers.quantity(amount, unit).replace("\xa0", " ") == text


def test_a_ratio_is_shown_as_a_percentage():
    assert numbers.percent(Decimal("0.1234")) == "12.3\u202f%"
    assert numbers.percent(Decimal("-0.5"), 0) == "−50\u202f%"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("es-mx", "10 de marzo de 2026|martes 10 de marzo|10 mar 2026|9 mar 2026, 20:30|—"),
        ("en", "10 March 2026|Tuesday 10 March|10 Mar 2026|9 Mar 2026, 20:30|—"),
    ],
)
def test_days_are_written_in_the_readers_language_and_the_unions_time(language, shown):
    page = Template("{{ d|day }}|{{ d|weekday }}|{{ d|day_short }}|{{ at|moment }}|{{ none|day }}")
    with override(language):
        context = Context({"d": date(2026, 3, 10), "at": datetime(2026, 3, 10, 2, 30, tzinfo=UTC), "none": None})
        assert page.render(context) == shown


@pytest.mark.parametrize("language", ["es-mx", "en"])
def test_plain_numbers_are_grouped_with_commas_in_both_languages(language):
    with override(language):
        assert Template("{{ n }} {{ d }}").render(Context({"n": 4000, "d": Decimal("1234.5")})) == "4,000 1,234.5"


@pytest.mark.parametrize(
    ("typed", "centavos"),
    [("1234.5", 123450), ("$1,234.50", 123450), (" 12 ", 1200), ("0.01", 1), ("$ 1,000,000", 10**8)],
)
def test_pesos_are_typed_as_people_write_them(typed, centavos):
    assert PesosField().clean(typed) == centavos


@pytest.mark.parametrize("typed", ["1,25", "1.234.567", "doce", "-5", "1e9", "0.001", "12,34.5", "NaN", "∞", "9" * 20])
def test_an_unclear_amount_is_refused_and_not_guessed(typed):
    with pytest.raises(forms.ValidationError):
        PesosField().clean(typed)


def test_an_amount_is_shown_again_as_it_would_be_typed():
    assert PesosField().prepare_value(123450) == "1234.50"
    assert PesosField().prepare_value("12 bultos") == "12 bultos"


def test_a_quantity_takes_three_places_and_no_more():
    assert QuantityField().clean("1,250.125") == Decimal("1250.125")
    with pytest.raises(forms.ValidationError):
        QuantityField().clean("0.0001")
    assert QuantityField(required=False).clean("") is None


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        (1, "pieza", "1 piece"), (1_200, "pieza", "1,200 pieces"), (2, "cilindro de 20 kg", "2 cylinders of 20 kg"),
        (3, "kg", "3 kg"), (2, "tarea", "2 tarea"),
    ],
)  # fmt: skip
def test_an_english_page_says_units_in_english_as_far_as_it_knows_them(amount, unit, text):
    with override("en"):
        assert numbers.quantity(amount, unit).replace("\N{NO-BREAK SPACE}", " ") == text
