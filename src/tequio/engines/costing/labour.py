"""Own labour at a stated day wage: the only place where days and minutes become money."""

from decimal import Decimal
from fractions import Fraction

from tequio.engines.money import to_centavos

MINUTES_A_DAY = 480  # the day of eight hours (Ley Federal del Trabajo, art. 61)


def of_days(days: Decimal, wage_minor: int) -> int:
    """What so many days of work are worth, in whole centavos."""
    return to_centavos(days * wage_minor / 100)


def of_minutes(minutes: Fraction, wage_minor: int, minutes_a_day: int = MINUTES_A_DAY) -> Fraction:
    """What so many minutes are worth, exactly."""
    return minutes * wage_minor / minutes_a_day
