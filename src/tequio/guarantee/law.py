"""What the law asks of who guarantees loans again and again, from dated data."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "law.toml"


@dataclass(frozen=True, slots=True)
class Row:
    valid_from: date
    value: int
    certainty: str
    source: str


@cache
def _rows(name: str) -> tuple[Row, ...]:
    written = tomllib.loads(DATA.read_text(encoding="utf-8"))[name]
    return tuple(sorted((Row(**row) for row in written), key=lambda row: row.valid_from))


def ruling(name: str, day: date) -> Row | None:
    return next((row for row in reversed(_rows(name)) if row.valid_from <= day), None)


def notice_minor(day: date) -> int | None:
    """From how many centavos on a guarantee is told to the authority; None before the law said so."""
    times, uma = ruling("notice_uma", day), ruling("uma_minor", day)
    return times.value * uma.value if times and uma else None
