"""Every vector is a public one or was recomputed with a second library; none is a real person's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.core.values import BadValue
from tequio.members import identity


def refused(check, text):
    with pytest.raises(BadValue) as refusal:
        check(text)
    return refusal.value.code


@pytest.mark.parametrize("number", ["GODE561231GR8", "MAB9307148T4", "PEGJ900515LN5", "XAXX010101000", "XEXX010101000"])
def test_a_right_rfc_stands_without_warning(number):
    assert identity.rfc(f" {number.lower()[:4]}-{number[4:]} ") == number
    assert identity.rfc_warning(number) is None


def test_an_rfc_with_a_wrong_check_digit_stands_with_a_warning():
    assert identity.rfc("GODE561231GR9") == "GODE561231GR9"
    assert identity.rfc_warning("GODE561231GR9") == "rfc_check"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("GODE561231", "rfc_length"),
        ("", "rfc_length"),
        ("GODE561331GR8", "rfc_date"),
        ("1234561231GR8", "rfc_form"),
        ("GODE5612X1GR8", "rfc_form"),
    ],
)
def test_a_wrong_rfc_is_refused(text, code):
    assert refused(identity.rfc, text) == code


@pytest.mark.parametrize("number", ["BOXW310820HNERXN09", "PEGJ900515HMSRRN02"])
def test_a_right_curp_stands(number):
    assert identity.curp(f" {number.lower()} ") == number


def test_a_curp_tells_the_day_of_birth():
    assert identity.born_on("PEGJ900515HMSRRN02") == date(1990, 5, 15)
    assert identity.born_on("BOXW310820HNERXN09") == date(1931, 8, 20)


def test_a_curp_may_say_x_for_the_sex():
    with_x = "PEGJ900515XMSRRN0"
    number = next(with_x + digit for digit in "0123456789" if not _is_refused(with_x + digit))

    assert identity.curp(number) == number


def _is_refused(number):
    try:
        identity.curp(number)
    except BadValue:
        return True
    return False


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BOXW310820HNERXN08", "curp_check"),
        ("BOXW310820HNERXN0", "curp_length"),
        ("BOXW311320HNERXN09", "curp_parts"),
        ("BOXW310820ZNERXN09", "curp_parts"),
        ("BOXW310820HZZRXN09", "curp_parts"),
        ("BOXW31O820HNERXN09", "curp_form"),
    ],
)
def test_a_wrong_curp_is_refused(text, code):
    assert refused(identity.curp, text) == code


@pytest.mark.parametrize(
    ("digits", "check"), [("03218000011835971", "9"), ("00201007777777777", "1"), ("01418065500000000", "2")]
)
def test_the_check_digit_of_a_clabe(digits, check):
    assert identity.clabe_check(digits) == check
    assert identity.clabe(f"{digits[:3]} {digits[3:6]}-{digits[6:]} {check}") == digits + check


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("032180000118359718", "clabe_check"),
        ("3218000011835971", "clabe_length"),
        ("3.218E+16", "clabe_form"),
        ("٠٣٢١٨٠٠٠٠١١٨٣٥٩٧١٩", "clabe_form"),
    ],
)
def test_a_wrong_clabe_is_refused(text, code):
    assert refused(identity.clabe, text) == code


@given(st.text("0123456789", min_size=17, max_size=17), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_of_a_clabe_always_shows(digits, place, shift):
    number = digits + identity.clabe_check(digits)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]

    assert refused(identity.clabe, wrong) == "clabe_check"


@pytest.mark.parametrize(
    "text",
    [
        "7771234567",
        "777 123 4567",
        "(777) 123-45-67",
        "+52 777 123 4567",
        "52 777 123 4567",
        "+52 1 777 123 4567",
        "5217771234567",
        "044 777 123 4567",
        "045-777-123-4567",
        "01 777 123 4567",
        "1 777 123 4567",
    ],
)
def test_a_telephone_is_told_however_it_was_dialled(text):
    assert identity.phone(text) == "+527771234567"
    assert identity.phone_shown("+527771234567") == "777 123 4567"


def test_a_telephone_abroad_keeps_its_country():
    assert identity.phone("+1 213 373 4253") == "+12133734253"
    assert identity.phone_shown("+12133734253") == "+1 213-373-4253"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("777123456", "phone_length"),
        ("no tiene", "phone_form"),
        ("0001234567", "phone_unknown"),
        ("777 123 4567 ext 5", "phone_form"),
        ("+999 123", "phone_form"),
        ("٧٧٧١٢٣٤٥٦٧", "phone_form"),
    ],
)
def test_a_wrong_telephone_is_refused(text, code):
    assert refused(identity.phone, text) == code


@pytest.mark.parametrize(("text", "code"), [("62540", "62540"), ("6200", "06200"), (" 01000 ", "01000")])
def test_a_postal_code_gets_its_zero_back(text, code):
    assert identity.postal_code(text) == code


@pytest.mark.parametrize("text", ["625400", "abc", "00000", "999"])
def test_a_wrong_postal_code_is_refused(text):
    assert refused(identity.postal_code, text) == "postal_code_form"
