"""Business days: the days of rest of the labour law, and counting around them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.days import mexico, read_holidays

days = st.dates(date(2007, 1, 1), date(2100, 1, 1))


def rests(year):
    return [each.in_year(year) for each in mexico().holidays if each.in_year(year)]


def test_the_days_of_rest_of_2026():
    assert rests(2026) == [
        date(2026, 1, 1), date(2026, 2, 2), date(2026, 3, 16), date(2026, 5, 1), date(2026, 9, 16),
        date(2026, 11, 16), date(2026, 12, 25),
    ]  # fmt: skip


def test_the_change_of_government_moved_from_december_to_october():
    assert mexico().holiday_on(date(2018, 12, 1)) == "Cambio del Ejecutivo Federal"
    assert mexico().holiday_on(date(2024, 10, 1)) == "Cambio del Ejecutivo Federal"
    assert mexico().holiday_on(date(2024, 12, 1)) is None
    assert mexico().holiday_on(date(2030, 10, 1)) is not None
    assert mexico().holiday_on(date(2026, 10, 1)) is None


def test_counting_skips_weekends_and_holidays():
    friday = date(2026, 9, 18)
    assert mexico().business_days_before(friday, 3) == date(2026, 9, 14)
    assert mexico().business_days_after(date(2026, 9, 14), 3) == friday


@given(days, st.integers(0, 30))
def test_back_and_forth(day, count):
    back = mexico().business_days_before(day, count)
    between = [back + timedelta(days=n) for n in range((day - back).days)]
    assert sum(mexico().is_business_day(each) for each in between) == count


def test_a_bad_row_is_named(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("name,rule,valid_from,valid_to,source\nFiesta,someday,2020-01-01,,x\n")
    with pytest.raises(ValueError, match=r"x.csv, row 2: 'someday'"):
        read_holidays(path)
