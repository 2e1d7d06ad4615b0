"""What makes loans fail together, and whom the bad years reach that a union knows."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.leverage import (
    Kind,
    Portfolio,
    faults,
    known_shocks,
    losses,
    main_buyer,
    part_from,
    portfolio,
    sectors,
    usual_shocks,
)

USUAL = usual_shocks(date(2026, 3, 10))
# Ana lives of Casa Azul alone, Beto for a quarter, Caro sells at the market; Dina's village is another.
VILLAGES = ("Tlayacapan", "Tlayacapan", "Cuentepec", "Hueyapan")
INCOMES = ({1: 30_000}, {1: 10_000, 2: 30_000}, {}, {2: 5_000})


def test_by_hand_the_weights_of_four_loans():
    # The rains; three villages as they come; two buyers by their number; local sales.
    assert sectors(VILLAGES, INCOMES, USUAL) == pytest.approx(np.array([
        [0.3, 0.2, 0.0, 0.0, 0.20, 0.00, 0.0],
        [0.3, 0.2, 0.0, 0.0, 0.05, 0.15, 0.0],
        [0.3, 0.0, 0.2, 0.0, 0.00, 0.00, 0.2],
        [0.3, 0.0, 0.0, 0.2, 0.00, 0.20, 0.0],
    ]))  # fmt: skip


def test_the_main_buyer_is_the_one_that_paid_these_borrowers_most():
    assert main_buyer(INCOMES) == 1  # 40,000 against 35,000
    assert main_buyer(INCOMES[1:]) == 2
    assert main_buyer([{7: 5}, {3: 5}]) == 3
    assert main_buyer([{}, {}]) is None
    assert [part_from(income, 1) for income in INCOMES] == [1.0, 0.25, 0.0, 0.0]
    assert part_from({1: 5}, None) == 0.0


def test_a_lost_buyer_hits_by_the_part_of_the_income_and_a_village_all_of_its_own():
    shocks = {each.name: each for each in known_shocks(VILLAGES, [5, 5, 8, 9], INCOMES, 1, USUAL)}

    assert list(shocks["rains"].hit) == [1, 1, 1, 1]
    assert list(shocks["buyer"].hit) == [1.0, 0.25, 0.0, 0.0]
    assert list(shocks["village"].hit) == [1, 1, 0, 0]  # 10 against 8 and 9
    assert [shocks[kind.value].times for kind in Kind] == [2, 3, 5]


def test_a_shock_that_reaches_nobody_or_is_not_assumed_is_left_out():
    assert [each.name for each in known_shocks(["a"], [5], [{}], None, USUAL)] == ["rains", "village"]
    assert known_shocks(["a"], [5], [{1: 2}], 1, {}) == ()


loans = st.lists(
    st.tuples(
        st.integers(1, 5), st.dictionaries(st.integers(1, 4), st.integers(1, 10**9), max_size=3), st.integers(1, 10**8)
    ),
    min_size=1, max_size=40,
)  # fmt: skip


def built(rows) -> Portfolio:
    villages, incomes, amounts = zip(*rows, strict=True)
    return portfolio(amounts, [0.06] * len(rows), weight=sectors(villages, incomes, USUAL))


@given(loans)
def test_every_loan_has_seven_tenths_of_its_luck_in_common_with_others_and_the_rest_is_its_own(rows):
    made = built(rows)

    assert faults(made) == []
    assert made.weight.sum(axis=1) == pytest.approx(np.full(len(rows), 0.7))


@given(loans)
def test_what_is_expected_does_not_change_with_what_loans_share_and_its_swing_is_never_above_one_fate(rows):
    made, one_fate = losses(built(rows)), losses(portfolio([row[2] for row in rows], [0.06] * len(rows)))

    assert made.mean == pytest.approx(one_fate.mean, rel=1e-6)
    assert made.deviation <= one_fate.deviation * (1 + 1e-9)
