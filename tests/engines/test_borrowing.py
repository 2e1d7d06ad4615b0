"""What borrowing through the union spared: by hand, and what always holds."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines import lending
from tequio.engines.benefit import Purchase, member_benefit
from tequio.engines.borrowing import alone, spared, with_interest

D = Decimal
START = date(2026, 1, 15)
# docs/explain/loans.md: 24,000.00 for a year at 36 % on 30/360, IVA on interest.
TERMS = lending.Terms(
    2_400_000, D("0.36"), START, lending.due_days(START, lending.Every.MONTH, 12), count=lending.DayCount.THIRTY_360,
    iva=D("0.16"),
)  # fmt: skip


def test_a_month_of_a_moneylender_by_hand():
    """10,000.00 for 30 days at 120 % a year: 10,000 x (2.2^(30/365) - 1) = 669.51."""
    assert alone(1_000_000, 30, D("1.2")) == 66_951
    assert alone(1_000_000, 365, D("1.2")) == 1_200_000
    assert alone(1_000_000, 0, D("1.2")) == 0
    assert alone(0, 30, D("1.2")) == 0


def test_a_loan_line_by_line():
    """The first month: 24,000 at 3 % and IVA cost 835.20; at a CAT of 120 % they would have cost 1,662.19."""
    first, *_rest, last = spared(lending.schedule(TERMS), D("1.2"))

    assert (first.number, first.due_on, first.cost_minor, first.alone_minor) == (1, date(2026, 2, 15), 83_520, 166_219)
    assert first.gain_minor == 82_699
    assert last.due_on == date(2027, 1, 15)
    assert last.gain_minor > 0


def test_fees_of_the_opening_count_against_the_first_payment():
    fee = lending.Terms(
        2_400_000, D("0.36"), START, TERMS.due, count=TERMS.count, iva=D("0.16"),
        fees=(lending.Fee(True, rate=D("0.02")),),
    )  # fmt: skip
    with_fee, without = spared(lending.schedule(fee), D("1.2")), spared(lending.schedule(TERMS), D("1.2"))

    assert with_fee[0].cost_minor - without[0].cost_minor == 48_000 + 7_680
    assert [line.cost_minor for line in with_fee[1:]] == [line.cost_minor for line in without[1:]]


@pytest.mark.parametrize(("days", "cat"), [(-1, D(1)), (30, D("-0.1"))])
def test_what_is_no_cost_is_said(days, cat):
    with pytest.raises(ValueError, match="is no cost"):
        alone(1, days, cat)


@given(st.integers(0, 10**10), st.integers(0, 4_000), st.decimals(0, 50, places=3), st.integers(0, 10**6))
def test_more_money_longer_or_dearer_never_costs_less(balance, days, cat, more):
    cost = alone(balance, days, cat)

    assert alone(balance + more, days, cat) >= cost
    assert alone(balance, days + 1, cat) >= cost
    assert alone(balance, days, cat + D("0.001")) >= cost


@given(st.integers(1_000, 10**8), st.integers(1, 36), st.decimals("0.001", 20, places=3))
def test_at_its_own_cat_a_loan_without_iva_spares_about_nothing(principal, count, _cat):
    """The lines are the loan's own interest then, but for the convention of days and the centavos."""
    terms = lending.Terms(
        principal, D("0.36"), START, lending.due_days(START, lending.Every.MONTH, count),
        kind=lending.Kind.LEVEL_PRINCIPAL, count=lending.DayCount.ACTUAL_365,
    )  # fmt: skip
    plan = lending.schedule(terms)
    rate = lending.weigh(lending.Offer("", terms)).cat.rate
    gain = sum(line.gain_minor for line in spared(plan, rate))

    assert abs(gain) <= max(plan.interest * D("0.05"), 2 * count)


def test_interest_spared_brings_a_member_out_of_the_red():
    bought = Purchase("2026-02-01", "ana", "Barro", D(10), 9_000, D(10), "1")
    red = member_benefit("ana", 5_000, [bought])
    black = with_interest(red, [3_000, 2_000])

    assert (red.net_minor, red.in_the_red, red.way_out.missing_minor) == (-4_000, True, 4_000)
    assert (black.gains_minor, black.net_minor, black.in_the_red, black.way_out) == (6_000, 1_000, False, None)
    assert with_interest(red, [1_000]).way_out.missing_minor == 3_000
