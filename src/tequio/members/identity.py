"""Numbers that name a person or an account in Mexico: normalised, or BadValue with the reason.

A wrong check digit refuses a CURP and a CLABE. In an RFC it only warns: old ones with odd endings exist, and what
counts is the tax office's own register.
"""

import re
from datetime import date

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidLength, ValidationError
from stdnum.mx import curp as curp_number
from stdnum.mx import rfc as rfc_number

from tequio.core.values import BadValue

# Of the general public and of foreigners; their check digits are wrong by design.
GENERIC_RFCS = frozenset({"XAXX010101000", "XEXX010101000"})
CLABE_WEIGHTS = (3, 7, 1)
NOT_A_DIGIT = re.compile(r"[^0-9]")
SEPARATORS = re.compile(r"[\s.\-_/]")
PHONE_TEXT = re.compile(r"[0-9\s()+.\-/]+")


def rfc(text: str) -> str:
    """The RFC of a person or a company, without separators, in capitals."""
    number = SEPARATORS.sub("", text).upper()
    if number in GENERIC_RFCS:
        return number
    if len(number) not in (12, 13):
        raise BadValue("rfc_length", length=len(number))
    try:
        return str(rfc_number.validate(number))
    except InvalidComponent:
        raise BadValue("rfc_date") from None
    except ValidationError:
        raise BadValue("rfc_form") from None


def rfc_warning(number: str | None) -> str | None:
    """The code of what should be looked at in an RFC that may stand, or None."""
    if not number or number in GENERIC_RFCS or rfc_number.is_valid(number, validate_check_digits=True):
        return None
    return "rfc_check"


def curp(text: str) -> str:
    """The CURP without separators, in capitals."""
    number = SEPARATORS.sub("", text).upper()
    # Recent keys may say X for the sex; the library knows H and M. The check digit is over the key as it is.
    known = number[:10] + "H" + number[11:] if number[10:11] == "X" else number
    try:
        curp_number.validate(known, validate_check_digits=False)
    except InvalidLength:
        raise BadValue("curp_length", length=len(number)) from None
    except InvalidComponent:
        raise BadValue("curp_parts") from None
    except ValidationError:
        raise BadValue("curp_form") from None
    try:
        if curp_number.calc_check_digit(number) != number[-1]:
            raise InvalidChecksum
    except InvalidChecksum:
        raise BadValue("curp_check") from None
    return number


def born_on(curp_: str) -> date:
    """The day of birth that a valid CURP tells."""
    born: date = curp_number.get_birth_date(curp_)
    return born


def clabe(text: str) -> str:
    """The eighteen digits of a bank account."""
    number = SEPARATORS.sub("", text)
    if not re.fullmatch(r"[0-9]+", number):
        raise BadValue("clabe_form")
    if len(number) != 18:
        raise BadValue("clabe_length", length=len(number))
    if clabe_check(number[:17]) != number[17]:
        raise BadValue("clabe_check")
    return number


def clabe_check(digits: str) -> str:
    """The check digit of the first seventeen."""
    total = sum(int(digit) * CLABE_WEIGHTS[place % 3] % 10 for place, digit in enumerate(digits))
    return str(-total % 10)


def phone(text: str) -> str:
    """The telephone in E.164 (+527771234567), whichever of the old ways of dialling it was written in."""
    if not PHONE_TEXT.fullmatch(text):
        raise BadValue("phone_form")
    digits = NOT_A_DIGIT.sub("", text)
    if text.strip().startswith("+") and not digits.startswith("52"):
        return _parsed("+" + digits)
    if len(digits) in (12, 13) and digits.startswith("52"):
        digits = digits[2:]
    if len(digits) == 11 and digits.startswith("1"):
        digits = digits[1:]
    for prefix in ("044", "045", "01"):
        if len(digits) == 10 + len(prefix) and digits.startswith(prefix):
            digits = digits[len(prefix) :]
    if len(digits) != 10:
        raise BadValue("phone_length", length=len(digits))
    return _parsed("+52" + digits)


def phone_shown(number: str) -> str:
    """The telephone as people read it: 777 123 4567; with its country when that is not Mexico."""
    parsed = phonenumbers.parse(number)
    national = parsed.country_code == 52
    kind = PhoneNumberFormat.NATIONAL if national else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, kind)


def postal_code(text: str) -> str:
    """Five digits; a leading zero that a spreadsheet dropped is given back."""
    digits = text.strip()
    if not re.fullmatch(r"[0-9]{4,5}", digits) or int(digits) < 1_000:
        raise BadValue("postal_code_form")
    return digits.zfill(5)


def _parsed(text: str) -> str:
    try:
        number = phonenumbers.parse(text)
    except NumberParseException:
        raise BadValue("phone_form") from None
    if not phonenumbers.is_valid_number(number):
        raise BadValue("phone_unknown")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)
