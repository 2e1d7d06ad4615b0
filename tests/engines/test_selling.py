"""Prices, payouts and what a currency brought: parts always add up, and nobody is paid what is not there."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tequio.engines.selling import (
    Offer,
    Owed,
    Pay,
    Received,
    floor_for,
    in_pesos,
    part_of,
    payouts,
    price_for,
    received,
)

D = Decimal
minor = st.integers(0, 10**9)
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of ours
rates = st.decimals("1", "40", places=4)


def owed(earned, paid=0, fee=0, advance=0):
    return Owed(earned, paid, fee, advance)


# --- what a treasurer checks by hand ---


def test_a_price_is_the_makers_pay_and_the_margin_rounded_up_a_cent():
    assert price_for(4_000, 1_000, D(1)) == 4_400
    # $40 and 10 % are $44, at 17.1234 pesos a dollar 2.5696 dollars.
    assert price_for(4_000, 1_000, D("17.1234")) == 257


def test_the_floor_is_the_cost_of_the_last_workshop_that_is_needed():
    offers = [Offer(100, 3_200), Offer(50, 2_900), Offer(200, 4_100)]

    assert [floor_for(pieces, offers) for pieces in (50, 51, 150, 350, 351)] == [2_900, 3_200, 3_200, 4_100, None]


def test_half_the_money_pays_half_of_each_and_takes_half_the_fee():
    pays = payouts({1: owed(100_00), 2: owed(300_01, advance=50_00)}, 200_00, 250)

    assert pays == {1: Pay(50_00, 1_25, 0), 2: Pay(150_00, 3_75, 50_00)}
    assert [pay.net_minor for pay in pays.values()] == [48_75, 96_25]


def test_an_advance_larger_than_the_pay_leaves_nothing_and_waits():
    assert payouts({1: owed(100_00, advance=500_00)}, 100_00, 1_000) == {1: Pay(100_00, 10_00, 90_00)}


def test_a_dearer_dollar_is_a_gain_and_the_last_payment_clears_the_rest():
    debt = {"debt_minor": 1_000_00, "debt_mxn_minor": 17_000_00}

    assert received(**debt, before_minor=0, amount_minor=400_00, received_minor=7_000_00) == Received(6_800_00, 200_00)
    assert received(**debt, before_minor=400_00, amount_minor=600_00, received_minor=10_000_00) == Received(
        10_200_00, -200_00
    )


def test_pesos_of_a_foreign_amount_are_rounded_once():
    assert in_pesos(1_00, D("17.1234")) == 17_12
    assert in_pesos(1_50, D("17.1250")) == 25_69  # 25.6875


# --- what always holds ---


@calm
@given(st.dictionaries(st.integers(1, 9), st.tuples(minor, minor), max_size=9), minor, st.integers(0, 10_000))
def test_what_is_paid_is_what_there_was_and_never_more_than_owed(rows, available, fee_bp):
    owing = {key: owed(earned, advance=advance) for key, (earned, advance) in rows.items()}
    pays = payouts(owing, available, fee_bp)

    assert sum(pay.gross_minor for pay in pays.values()) == min(
        available, sum(each.left_minor for each in owing.values())
    )
    for key, pay in pays.items():
        assert 0 < pay.gross_minor <= owing[key].left_minor
        assert 0 <= pay.advance_minor <= owing[key].advance_minor
        assert pay.net_minor >= 0 and pay.fee_minor >= 0
        assert pay.net_minor + pay.fee_minor + pay.advance_minor == pay.gross_minor


@calm
@given(st.dictionaries(st.integers(1, 6), minor, min_size=1), st.lists(minor, max_size=6), st.integers(0, 5_000))
def test_many_payments_cost_a_workshop_what_one_would(earned, parts, fee_bp):
    paid = {key: [0, 0] for key in earned}
    for part in [*parts, sum(earned.values())]:
        owing = {key: owed(earned[key], *paid[key]) for key in earned}
        for key, pay in payouts(owing, part, fee_bp).items():
            paid[key][0] += pay.gross_minor
            paid[key][1] += pay.fee_minor
    at_once = payouts({key: owed(each) for key, each in earned.items()}, sum(earned.values()), fee_bp)

    assert {key: gross for key, (gross, _) in paid.items()} == earned
    assert {key: fee for key, (_, fee) in paid.items() if fee} == {
        key: pay.fee_minor for key, pay in at_once.items() if pay.fee_minor
    }


@calm
@given(minor.filter(bool), minor, st.lists(st.integers(1, 10**9), max_size=6), rates)
def test_payments_clear_a_debt_exactly_whatever_the_rates_were(debt, debt_mxn, amounts, rate):
    before = cleared = gain = came = 0
    for amount in [*amounts, debt]:
        amount = min(amount, debt - before)
        if amount:
            got = in_pesos(amount, rate)
            told = received(
                debt_minor=debt, debt_mxn_minor=debt_mxn, before_minor=before, amount_minor=amount, received_minor=got
            )
            before, cleared, gain, came = (
                before + amount,
                cleared + told.cleared_minor,
                gain + told.gain_minor,
                came + got,
            )

    assert (before, cleared) == (debt, debt_mxn)
    assert cleared + gain == came


@calm
@given(minor, minor, minor.filter(bool))
def test_a_part_grows_with_what_is_done_and_is_never_more_than_the_whole(whole, done, of):
    assert 0 <= part_of(whole, done, of) <= part_of(whole, done + 1, of) <= whole
    assert part_of(whole, of, of) == whole


@calm
@given(st.integers(1, 10**7), st.integers(0, 5_000), rates)
def test_a_price_never_pays_the_union_less_than_its_margin(maker, margin_bp, rate):
    price = price_for(maker, margin_bp, rate)

    assert price * rate >= D(maker) * (10_000 + margin_bp) / 10_000
    assert (price - 1) * rate < D(maker) * (10_000 + margin_bp) / 10_000


@pytest.mark.parametrize("available", [0, -5])
def test_without_money_nobody_is_paid(available):
    assert payouts({1: owed(100)}, available, 0) == {}
