"""Limits of the law, read from dated data."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "law.toml"


@cache
def _rows(name: str) -> tuple[tuple[date, int], ...]:
    written = tomllib.loads(DATA.read_text(encoding="utf-8"))[name]
    return tuple(sorted((row["valid_from"], row["rate_bp"]) for row in written))


def certificate_least_paid_bp(on: date) -> int:
    """The part of a certificate's value that is paid when it is subscribed, in hundredths of a percent."""
    return next((rate for begins, rate in reversed(_rows("certificate_least_paid")) if begins <= on), 0)
