"""How far a piece of work is and when it ends: counted in days a workshop can follow."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tequio.engines.distance import km_between
from tequio.engines.pace import done_of, planned_by, projected_end

MONDAY = date(2026, 3, 9)
STAGES = ["formar", "secar", "quemar", "empacar"]
WEEKS = {MONDAY: 70, MONDAY + timedelta(weeks=1): 70}
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_each_stage_counts_alike_and_a_later_one_says_the_earlier_are_done():
    assert done_of(100, STAGES, {}, 0) == 0
    assert done_of(100, STAGES, {"formar": 100}, 0) == 25
    assert done_of(100, STAGES, {"formar": 100, "quemar": 40}, 0) == Fraction(100 + 40 + 40, 4)
    assert done_of(100, STAGES, {"quemar": 40}, 60) == 60
    assert done_of(100, STAGES, {"formar": 180}, 100) == 100
    assert done_of(100, [], {}, 30) == 30


def test_a_week_is_made_evenly_on_its_days():
    assert [planned_by(WEEKS, MONDAY + timedelta(days=days)) for days in (-1, 0, 1, 7, 10, 30)] == [
        0,
        0,
        10,
        70,
        100,
        140,
    ]


@pytest.mark.parametrize(
    ("after", "done", "ends"),
    [
        (7, 70, 13),  # as planned: the last Sunday
        (7, 100, 13),  # ahead: no earlier than planned
        (7, 35, 27),  # half as fast: fourteen days take twenty-eight
        (7, 0, None),  # nothing yet: nobody can say
        (0, 10, None),  # not begun by the plan
        (9, 140, 9),  # all done: today
    ],
)
def test_the_end_is_where_the_pace_so_far_leads(after, done, ends):
    day = projected_end(WEEKS, MONDAY + timedelta(days=after), 140, Fraction(done))

    assert day == (None if ends is None else MONDAY + timedelta(days=ends))


@calm
@given(st.integers(1, 40), st.integers(1, 139), st.integers(1, 139))
def test_who_has_done_more_never_ends_later(days, one, other):
    today = MONDAY + timedelta(days=days)
    less, more = sorted((one, other))
    slow, fast = (projected_end(WEEKS, today, 140, Fraction(done)) for done in (less, more))

    assert slow is not None and fast is not None and fast <= slow


@calm
@given(st.integers(1, 500), st.dictionaries(st.sampled_from(STAGES), st.integers(0, 1_000)), st.integers(0, 600))
def test_what_is_done_lies_between_what_is_finished_and_all(pieces, through, finished):
    assert min(finished, pieces) <= done_of(pieces, STAGES, through, finished) <= pieces


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres():
    assert round(km_between((18.0, -99.0), (19.0, -99.0)), 1) == 111.2
    assert km_between((18.9, -98.9), (18.9, -98.9)) == 0
