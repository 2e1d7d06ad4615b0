"""Exact splits: the parts add up, the order of members never matters, nobody gets more for a smaller weight."""

import random
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tequio.engines.money import Money
from tequio.engines.shares import split, split_by, split_whole, split_whole_by

totals = st.integers(-(10**12), 10**12)
weight = st.one_of(st.integers(0, 10**9), st.decimals(0, 10**6, places=4))
weights = st.lists(weight, min_size=1, max_size=30).filter(any)


@given(totals, weights)
def test_the_parts_of_a_split_add_up_to_the_whole(total, weights):
    assert sum(part.minor for part in split(Money(total), weights)) == total


@given(totals, weights)
def test_every_part_is_its_quota_rounded_down_or_up(total, weights):
    whole = sum(Decimal(w) for w in weights)
    for part, w in zip(split_whole(total, weights), weights, strict=True):
        assert abs(part * whole - total * Decimal(w)) < whole
        if w == 0:
            assert part == 0


@given(totals, weights)
def test_a_larger_weight_never_gets_a_smaller_part(total, weights):
    parts = split_whole(abs(total), weights)
    for i, a in enumerate(weights):
        for j, b in enumerate(weights):
            if a > b:
                assert parts[i] >= parts[j]


@given(totals, weights)
def test_a_debt_is_split_like_a_credit(total, weights):
    assert split_whole(-total, weights) == [-part for part in split_whole(total, weights)]


@given(totals, st.dictionaries(st.text(max_size=5), weight, min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_members_never_matters(total, by_member, shuffler):
    assume(any(by_member.values()))
    rows = list(by_member.items())
    shuffler.shuffle(rows)

    assert split_whole_by(total, dict(rows)) == split_whole_by(total, by_member)
    assert split_by(Money(total), dict(rows)) == split_by(Money(total), by_member)


def test_a_hundred_pesos_among_three_by_hand():
    assert split(Money(10_000), [1, 1, 1]) == [Money(3_334), Money(3_333), Money(3_333)]
    # 10.00 by 50, 30.5 and 19.5 kg is 5.00, 3.05 and 1.95; one centavo less leaves quotas 499.5, 304.695, 194.805.
    assert split_whole(999, [50, Decimal("30.5"), Decimal("19.5")]) == [499, 305, 195]


def test_a_tie_goes_to_the_smaller_key_and_the_mapping_keeps_its_order():
    parts = split_by(Money(1, "USD"), {"beto": 1, "ana": 1})

    assert parts == {"beto": Money(0, "USD"), "ana": Money(1, "USD")}
    assert list(parts) == ["beto", "ana"]


def test_keys_that_do_not_compare_are_ordered_by_what_the_caller_says():
    assert split_whole_by(1, {"a": 1, 2: 1}, order=str) == {"a": 0, 2: 1}


@pytest.mark.parametrize("weights", [[], [0], [0, Decimal(0)], [2, -1], [Decimal("NaN")], [Decimal("Infinity"), 1]])
def test_weights_that_say_nothing_are_refused(weights):
    with pytest.raises(ValueError):
        split(Money(100), weights)


@pytest.mark.parametrize("weights", [[0.5, 0.5], [True], ["1"]])
def test_floats_truths_and_texts_are_no_weights(weights):
    with pytest.raises(TypeError):
        split(Money(100), weights)


def test_decimals_beyond_the_usual_precision_are_still_exact():
    third = Decimal("0.3333333333333333333333333333333333333333")
    parts = split_whole(10**40, [third, third, Decimal("0.3333333333333333333333333333333333333334")])

    assert sum(parts) == 10**40
    assert parts[2] - parts[0] == 1


def test_forty_thousand_shares_add_up():
    chance = random.Random(1)
    weights = {f"m{i:05}": Decimal(chance.randrange(1, 10**6)).scaleb(-3) for i in range(40_000)}

    assert sum(split_whole_by(123_456_789_01, weights).values()) == 123_456_789_01
