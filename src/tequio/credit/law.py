"""Limits of the law, read from dated data."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "law.toml"


@cache
def _rows(name: str) -> tuple[tuple[date, int, str], ...]:
    written = tomllib.loads(DATA.read_text(encoding="utf-8"))[name]
    return tuple(sorted((row["valid_from"], row["value"], row["source"]) for row in written))


def limit(name: str, on: date) -> int:
    """The value that rules on a day; before the first one, the first."""
    rows = _rows(name)
    return next((value for begins, value, _source in reversed(rows) if begins <= on), rows[0][1])


def source(name: str, on: date) -> str:
    rows = _rows(name)
    return next((said for begins, _value, said in reversed(rows) if begins <= on), rows[0][2])


def notice_minor(on: date) -> int:
    """From how many centavos on an operation is told to the authority."""
    return limit("notice_uma", on) * limit("uma_minor", on)
