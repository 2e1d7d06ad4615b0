"""The parts of sharing a bill: the closest charges under limits, and their rounding to whole centavos."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.engines.pooling.grid import build_grid
from tequio.engines.stability.closest import closest_charges, members_of
from tequio.engines.stability.games import least_core
from tequio.engines.stability.onesource import one_source_plan
from tequio.engines.stability.villages import tariffs_of
from tequio.engines.stability.whole import whole_amounts
from tests.engines.stability_cases import three_villages


def random_ground(seed):
    """Members with starts and some caps, groups of villages with limits near what they start with."""
    random = np.random.default_rng(seed)
    villages = int(random.integers(1, 30))
    count = int(random.integers(villages, 200))
    village = np.concatenate([np.arange(villages), random.integers(0, villages, count - villages)])
    start = np.round(random.uniform(1e3, 1e5, count))
    cap = np.where(random.random(count) < 0.5, np.round(start * random.uniform(0.9, 1.6, count)), np.inf)
    cap[0] = np.inf
    groups = random.random((int(random.integers(0, 40)), villages)) < random.uniform(0.1, 0.9)
    limits = (groups @ np.bincount(village, start, villages)) * random.uniform(0.85, 1.1, len(groups))
    return members_of(village, start, cap, villages), groups, limits


@given(st.integers(0, 10**6))
@settings(max_examples=60)
def test_the_closest_charges_keep_every_limit_even_where_only_one_point_does(seed):
    members, groups, limits = random_ground(seed)
    bill = float(members.start.sum())
    most = members.per_village(np.minimum(members.cap, 1e15))
    least = least_core(groups, limits, bill, lower=np.zeros(members.villages), upper=most, floor=0.0)
    limits = limits + least.epsilon

    charges = closest_charges(members, bill, groups, limits)
    paid = members.per_village(charges)

    assert paid.sum() == pytest.approx(bill, abs=0.1)
    assert (groups @ paid - limits).max(initial=0.0) < 0.1
    assert (charges <= members.cap + 1e-6).all()
    # Closest: no mixture with other charges that keep the limits lies nearer to the start.
    other = least.charges - paid
    direction = members.weight * (other / np.maximum(members.per_village(members.weight), 1))[members.village]
    moved = np.clip(charges + 1e-3 * direction, 0, members.cap)
    if np.allclose(moved, charges + 1e-3 * direction):
        distance = ((charges - members.start) ** 2 / members.weight).sum()
        assert ((moved - members.start) ** 2 / members.weight).sum() >= distance * (1 - 1e-9) - 1


def test_without_limits_and_caps_nothing_changes():
    members = members_of(np.array([0, 0, 1]), np.array([10.0, 20.0, 30.0]), np.full(3, np.inf), 2)

    assert closest_charges(members, 60.0, np.zeros((0, 2), dtype=bool), np.zeros(0)) == pytest.approx([10, 20, 30])


def test_impossible_limits_are_broken_as_little_as_the_search_can():
    members = members_of(np.array([0, 1]), np.array([10.0, 10.0]), np.full(2, np.inf), 2)

    charges = closest_charges(members, 20.0, np.eye(2, dtype=bool), np.array([5.0, 5.0]))

    assert charges[0] == pytest.approx(charges[1])


def test_whoever_starts_at_nothing_can_still_be_charged():
    members = members_of(np.array([0, 1]), np.array([0.0, 100.0]), np.array([np.inf, 60.0]), 2)

    assert closest_charges(members, 100.0, np.zeros((0, 2), dtype=bool), np.zeros(0)) == pytest.approx([40, 60])


@given(
    st.lists(st.tuples(st.floats(0, 1e6), st.none() | st.integers(0, 10**6)), min_size=1, max_size=20),
    st.integers(0, 10**6),
)
def test_whole_amounts_add_up_and_respect_every_cap(rows, total):
    amounts = [min(a, float("inf") if cap is None else cap) for a, cap in rows]
    caps = [cap for _, cap in rows]
    if all(cap is not None for cap in caps):
        total = min(total, sum(caps))

    parts = whole_amounts(amounts, caps, total)

    assert sum(parts) == total
    assert all(part >= 0 and (cap is None or part <= cap) for part, cap in zip(parts, caps, strict=True))


def test_the_larger_fraction_of_a_centavo_is_rounded_up():
    assert whole_amounts([1.5, 2.75, 3.75], [None, 2, None], 8) == [2, 2, 4]


def test_a_group_that_wants_nothing_has_no_plan():
    grid = build_grid(three_villages())

    assert one_source_plan(grid, tariffs_of(grid), np.zeros(3, dtype=bool)) is None
