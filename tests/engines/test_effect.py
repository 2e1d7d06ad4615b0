"""The effect of a course: exact cases by hand, Student's t against tables, and what must always hold."""

from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.effect import Change, Effect, TooFew, beta_share, effect_of, t_quantile, t_share


def changes(*sizes, before=0.0):
    return [Change(before, before + size) for size in sizes]


def test_four_people_by_hand():
    """Changes 1 and 3 against 0 and 2: both groups vary by 2, so that Welch's degrees are whole: 2."""
    found = effect_of(changes(1, 3), changes(0, 2, before=5), least=2)

    assert isinstance(found, Effect)
    assert (found.estimate, found.attended.change, found.others.change) == (1.0, 2.0, 1.0)
    assert (found.others.before, found.others.after, found.others.people) == (5.0, 6.0, 2)
    # Of two degrees the quantile is exact: a sqrt(2 / (1 - a^2)), a = 0.95.
    half = 0.95 * sqrt(2 / (1 - 0.95**2)) * sqrt(2)
    assert isclose(found.low, 1 - half, rel_tol=1e-12)
    assert isclose(found.high, 1 + half, rel_tol=1e-12)
    assert found.may_be_chance


def test_unequal_groups_by_hand():
    """Variances 4 and 3 of three each: (4/3 + 1)^2 / ((4/3)^2/2 + 1/2) = 98/25 degrees."""
    found = effect_of(changes(2, 4, 6), changes(1, 1, 4), least=3)

    assert found.estimate == 2.0
    half = t_quantile(0.975, 98 / 25) * sqrt(7 / 3)
    assert isclose(found.high - found.estimate, half, rel_tol=1e-12)
    assert 2.776445105 < t_quantile(0.975, 98 / 25) < 3.182446305  # between those of 4 and of 3 degrees


def test_where_nobody_varies_there_is_no_doubt_to_tell():
    found = effect_of(changes(*[5] * 10), changes(*[2] * 10))
    assert (found.low, found.estimate, found.high, found.may_be_chance) == (3.0, 3.0, 3.0, False)


@pytest.mark.parametrize(("ours", "theirs"), [(9, 100), (100, 9), (0, 0)])
def test_nothing_is_said_with_fewer_than_ten(ours, theirs):
    assert effect_of(changes(*range(ours)), changes(*range(theirs))) == TooFew(ours, theirs, 10)


@pytest.mark.parametrize("more", [{"level": 0}, {"level": 1}, {"least": 1}])
def test_what_makes_no_sense_is_refused(more):
    with pytest.raises(ValueError, match="level"):
        effect_of(changes(1, 2), changes(1, 2), **more)


# From printed tables of Student's t.
TABLE = [
    (0.975, 1, 12.706204736), (0.975, 2, 4.302652730), (0.975, 4, 2.776445105), (0.975, 10, 2.228138852),
    (0.975, 30, 2.042272456), (0.975, 120, 1.979930405), (0.95, 5, 2.015048373), (0.995, 7, 3.499483297),
    (0.75, 1, 1.0), (0.5, 3, 0.0), (0.025, 10, -2.228138852), (0.975, 10**7, 1.959964),
]  # fmt: skip


@pytest.mark.parametrize(("share", "degrees", "value"), TABLE)
def test_students_t_is_that_of_the_tables(share, degrees, value):
    assert t_quantile(share, degrees) == pytest.approx(value, abs=1e-6)


def test_the_beta_function_where_it_is_simple():
    assert beta_share(0.3, 1, 1) == pytest.approx(0.3, abs=1e-15)
    assert beta_share(0.25, 2, 1) == pytest.approx(0.0625, abs=1e-15)
    assert beta_share(0.5, 7, 7) == pytest.approx(0.5, abs=1e-14)
    assert (beta_share(0, 2, 3), beta_share(1, 2, 3)) == (0.0, 1.0)


def test_no_share_lies_beyond_everything():
    assert (t_share(float("inf"), 3), t_share(float("-inf"), 3)) == (1.0, 0.0)
    for share, degrees in ((0, 1), (1, 1), (0.5, 0)):
        with pytest.raises(ValueError, match="share"):
            t_quantile(share, degrees)


numbers = st.floats(-1e6, 1e6).map(lambda value: round(value, 2))
groups = st.lists(st.builds(Change, numbers, numbers), min_size=10, max_size=30)


@given(groups, groups)
def test_the_estimate_lies_in_its_interval_and_turns_round_with_the_groups(ours, theirs):
    one, other = effect_of(ours, theirs), effect_of(theirs, ours)

    assert one.low <= one.estimate <= one.high
    assert isclose(one.estimate, -other.estimate, abs_tol=1e-6)
    assert isclose(one.low, -other.high, abs_tol=1e-4, rel_tol=1e-9)


@given(groups, groups, numbers)
def test_what_befalls_everybody_alike_is_no_effect(ours, theirs, luck):
    def struck(group):
        return [Change(each.before, each.after + luck) for each in group]

    one, other = effect_of(ours, theirs), effect_of(struck(ours), struck(theirs))
    assert isclose(one.estimate, other.estimate, abs_tol=1e-5)
    assert isclose(one.high - one.low, other.high - other.low, abs_tol=1e-3, rel_tol=1e-6)


@given(groups, groups)
def test_more_certainty_takes_a_wider_interval_and_order_tells_nothing(ours, theirs):
    narrow, wide = effect_of(ours, theirs, level=0.5), effect_of(ours[::-1], theirs, level=0.99)

    assert narrow.high - narrow.low <= wide.high - wide.low + 1e-9
    assert isclose(narrow.estimate, wide.estimate, abs_tol=1e-6)


@given(st.floats(0.001, 0.999), st.floats(0.5, 500))
def test_a_quantile_and_its_share_undo_each_other(share, degrees):
    assert t_share(t_quantile(share, degrees), degrees) == pytest.approx(share, abs=1e-9)
