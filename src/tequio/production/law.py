"""The least that a day of work is worth by law, read from dated data."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "law.toml"


@dataclass(frozen=True, slots=True)
class MinimumWage:
    valid_from: date
    minor: int
    source: str


@cache
def _rows() -> tuple[MinimumWage, ...]:
    written = tomllib.loads(DATA.read_text(encoding="utf-8"))["minimum_wage"]
    return tuple(sorted((MinimumWage(**row) for row in written), key=lambda row: row.valid_from))


def minimum_wage(on: date) -> MinimumWage:
    """The wage of a day; before the first that is known, the first."""
    return next((row for row in reversed(_rows()) if row.valid_from <= on), _rows()[0])
