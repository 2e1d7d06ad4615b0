"""The days of a weekly series: exact seasons by hand, and what always holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.days import mexico
from tequio.engines.series import Skipped, weekly

# Mondays of early 2026: the Day of the Constitution (2 February) and that of Juárez (16 March) are days of rest.
MONDAY = date(2026, 1, 26)


def test_a_season_of_mondays_passes_over_the_holidays():
    found = weekly(MONDAY, 6, mexico().holiday_on)

    assert found.days == (
        date(2026, 1, 26), date(2026, 2, 9), date(2026, 2, 16), date(2026, 2, 23), date(2026, 3, 2), date(2026, 3, 9),
    )  # fmt: skip
    assert found.skipped == (Skipped(date(2026, 2, 2), "Día de la Constitución"),)


def test_every_second_week_and_days_left_out():
    closed = {date(2026, 2, 9): "fiesta"}
    found = weekly(MONDAY, 3, closed.get, every=2)

    assert found.days == (date(2026, 1, 26), date(2026, 2, 23), date(2026, 3, 9))
    assert found.skipped == (Skipped(date(2026, 2, 9), "fiesta"),)


@pytest.mark.parametrize(("count", "every"), [(0, 1), (1, 0), (-1, 1)])
def test_nothing_is_no_series(count, every):
    with pytest.raises(ValueError, match="at least"):
        weekly(MONDAY, count, lambda _day: None, every=every)


def test_a_series_that_finds_no_day_says_so():
    with pytest.raises(ValueError, match="Only 0 of 2 days"):
        weekly(MONDAY, 2, lambda _day: "cerrado")


@given(st.dates(date(2000, 1, 1), date(2080, 1, 1)), st.integers(1, 40), st.integers(1, 4), st.sets(st.integers(0, 60)))
def test_a_series_meets_on_one_weekday_never_on_a_closed_day(first, count, every, left_out):
    closed = {first + timedelta(weeks=step): "no" for step in left_out}
    found = weekly(first, count, closed.get, every=every)

    assert len(found.days) == count
    assert {day.weekday() for day in found.days} == {first.weekday()}
    assert not set(found.days) & set(closed)
    whole = sorted([*found.days, *(each.day for each in found.skipped)])
    assert whole == [first + timedelta(weeks=every * step) for step in range(len(whole))]
