"""How many days a period has, and how many of them make a year: the conventions of lenders, as exact ratios."""

from datetime import date
from enum import StrEnum


class DayCount(StrEnum):
    """Days of a period over days of a year."""

    THIRTY_360 = "30/360"  # every month has thirty days (30E/360: a 31st counts as a 30th)
    ACTUAL_360 = "actual/360"  # the usual one in Mexico
    ACTUAL_365 = "actual/365"
    PERIODS = "periods"  # a period is its part of the year, whatever its days: 1/12, 1/52


def parts_of_a_year(count: DayCount, from_: date, to: date, periods: int, per_year: int) -> tuple[int, int]:
    """The time from one day to another as a ratio of years; `periods` of `per_year` are asked by PERIODS alone."""
    if count is DayCount.PERIODS:
        return periods, per_year
    if count is DayCount.THIRTY_360:
        return _thirties(from_, to), 360
    return (to - from_).days, 360 if count is DayCount.ACTUAL_360 else 365


def _thirties(from_: date, to: date) -> int:
    return 360 * (to.year - from_.year) + 30 * (to.month - from_.month) + min(to.day, 30) - min(from_.day, 30)


def half_to_even(numerator: int, denominator: int) -> int:
    """The whole number nearest to a ratio; of two that are as near, the even one. The denominator is positive."""
    whole, rest = divmod(numerator, denominator)
    twice = 2 * rest
    if twice > denominator or (twice == denominator and whole & 1):
        return whole + 1
    return whole
