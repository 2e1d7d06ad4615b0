"""How far a piece of work is and when it ends: counted in days a workshop can follow."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tequio.engines.distance import km_between
from tequio.engines.pace import done_of, left_of, planned_by, projected_end, taken_on

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


# --- what is taken on, and what is left of it -------------------------------------------------------------------------

MONDAYS = [date(2026, 3, 9) + timedelta(weeks=week) for week in range(6)]
plans = st.dictionaries(st.sampled_from(MONDAYS), st.integers(1, 60), min_size=1)
rooms = st.dictionaries(st.sampled_from(MONDAYS), st.integers(0, 80))


def test_by_hand_fewer_go_into_the_first_weeks_that_have_room():
    plan = {MONDAYS[0]: 20, MONDAYS[1]: 20, MONDAYS[2]: 10}
    # The first week is gone by: its twenty fall into the second, where 25 fit.
    assert taken_on(plan, 30, {MONDAYS[1]: 25, MONDAYS[2]: 40}, MONDAYS[1]) == {MONDAYS[1]: 25, MONDAYS[2]: 5}
    assert left_of(plan, 25) == {MONDAYS[1]: 15, MONDAYS[2]: 10}


@given(plans, st.integers(0, 400), rooms, st.sampled_from(MONDAYS))
def test_no_week_takes_more_than_its_room_and_all_that_fits_is_taken(plan, pieces, room, this_week):
    taken = taken_on(plan, pieces, room, this_week)

    assert all(0 < many <= room[monday] and monday >= this_week for monday, many in taken.items())
    assert sum(taken.values()) <= min(pieces, sum(plan.values()))
    if all(room.get(monday, 0) >= sum(plan.values()) for monday in MONDAYS):
        assert sum(taken.values()) == min(pieces, sum(plan.values()))


@given(plans, st.integers(0, 400))
def test_what_is_left_of_a_plan_is_its_end(plan, pieces):
    left = left_of(plan, pieces)

    assert sum(left.values()) == min(pieces, sum(plan.values()))
    assert all(many <= plan[monday] for monday, many in left.items())
    later = [monday for monday in plan if left and monday > min(left)]
    assert all(left[monday] == plan[monday] for monday in later)
