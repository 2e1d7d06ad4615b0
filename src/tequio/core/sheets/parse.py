"""Parsers for columns: text to value, or BadValue with the reason. Numbers and dates as Mexico writes them."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tequio.core.text import search_key
from tequio.core.values import BadValue

# 1234.5, 1,234.50 and, where it can be nothing else, the decimal comma of 12,5 and 1.234,50.
PLAIN_NUMBER = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)?(\.[0-9]+)?")
DECIMAL_COMMA = re.compile(r"[+-]?([0-9]+,[0-9]{1,2}|[0-9]+,[0-9]{4,}|[0-9]{1,3}(\.[0-9]{3})+,[0-9]+)")
CURRENCY = re.compile(r"^(-?)\s*(?:MXN|MX\$|\$)\s*|\s*(?:MXN|M\.N\.|pesos)$", re.IGNORECASE)
MOST_DIGITS = 18

DAY_FIRST = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4})")
YEAR_FIRST = re.compile(r"([0-9]{4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
SHORT_YEAR = re.compile(r"[0-9]{1,2}[/.\- ][0-9]{1,2}[/.\- ][0-9]{2}")
IN_WORDS = re.compile(r"([0-9]{1,2})[ /-](?:de )?([a-z]{3,10})[ /-](?:de |del )?([0-9]{4})")
MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")

YES = frozenset({"si", "s", "x", "verdadero", "true", "1", "yes"})
NO = frozenset({"no", "n", "falso", "false", "0"})


def text(max_length: int) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if len(value) > max_length:
            raise BadValue("too_long", limit=max_length, length=len(value))
        return value

    return parse


def decimal(
    minimum: Decimal | int | None = None, maximum: Decimal | int | None = None, places: int = 6
) -> Callable[[str], Decimal]:
    """A number within its bounds (both included) and with no more decimals than can be kept."""

    def parse(value: str) -> Decimal:
        number = _number(value)
        if minimum is not None and number < minimum:
            raise BadValue("below_minimum", limit=minimum)
        if maximum is not None and number > maximum:
            raise BadValue("above_maximum", limit=maximum)
        if number != round(number, places):
            raise BadValue("too_many_decimals", limit=places)
        return number

    return parse


def integer(minimum: int | None = None, maximum: int | None = None) -> Callable[[str], int]:
    whole = decimal(minimum, maximum, places=MOST_DIGITS)

    def parse(value: str) -> int:
        number = whole(value)
        if number != int(number):
            raise BadValue("not_whole")
        return int(number)

    return parse


def choice(options: Mapping[str, Any]) -> Callable[[str], Any]:
    """One of the written options, whatever their accents and capitals."""
    by_key = {search_key(written): value for written, value in options.items()}

    def parse(value: str) -> Any:
        try:
            return by_key[search_key(value)]
        except KeyError:
            raise BadValue("not_a_choice", choices=", ".join(options)) from None

    return parse


def boolean(value: str) -> bool:
    key = search_key(value)
    if key in YES:
        return True
    if key in NO:
        return False
    raise BadValue("not_yes_or_no")


def day(value: str) -> date:
    """A date: 2026-11-24, 24/11/2026, 24 de noviembre de 2026. A year of two digits is not guessed."""
    if match := YEAR_FIRST.fullmatch(value):
        return _date(match[1], match[2], match[3])
    if match := DAY_FIRST.fullmatch(value):
        return _date(match[3], match[2], match[1])
    if (match := IN_WORDS.fullmatch(search_key(value))) and match[2][:3] in MONTHS:
        return _date(match[3], str(MONTHS.index(match[2][:3]) + 1), match[1])
    raise BadValue("short_year" if SHORT_YEAR.fullmatch(value) else "not_a_date")


def _date(year: str, month: str, day_: str) -> date:
    try:
        return date(int(year), int(month), int(day_))
    except ValueError:
        raise BadValue("no_such_day") from None


def _number(value: str) -> Decimal:
    bare = CURRENCY.sub(lambda match: match[1] or "", value).replace("−", "-").strip()
    if not any(letter in "0123456789" for letter in bare):
        raise BadValue("not_a_number")
    if PLAIN_NUMBER.fullmatch(bare):
        bare = bare.replace(",", "")
    elif DECIMAL_COMMA.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    else:
        raise BadValue("not_a_number")
    if len(bare.partition(".")[0].lstrip("+-0")) > MOST_DIGITS:
        raise BadValue("absurd_number")
    return Decimal(bare)
