"""What holds for every portfolio: chances add up, the mean is the expected loss, bad years are never cheaper."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.leverage import (
    Cover,
    Fault,
    carry,
    default_rate,
    faults,
    losses,
    one_more,
    portfolio,
    worth_to_lender,
)
from tequio.engines.leverage.vasicek import failing_in_a_bad_year

HUNDRED = portfolio([1_000_000] * 100, [0.03] * 100)


@st.composite
def portfolios(draw):
    loans = draw(st.integers(1, 30))
    sectors = draw(st.integers(1, 3))
    shares = st.lists(st.integers(0, 10), min_size=sectors, max_size=sectors)
    weights = [[share / 30 for share in draw(shares)] for _ in range(loans)]
    rates = draw(st.lists(st.floats(0.0005, 0.4), min_size=loans, max_size=loans))
    swing = draw(st.floats(0, 1.5))
    amounts = draw(st.lists(st.integers(100, 10**8), min_size=loans, max_size=loans))
    return portfolio(amounts, rates, [rate * swing for rate in rates], weights)


@given(portfolios())
def test_chances_add_up_and_the_mean_is_the_expected_loss(loans):
    told = losses(loans)

    assert told.probability.sum() == pytest.approx(1, abs=1e-9)
    assert told.mean == pytest.approx(loans.expected_loss, rel=1e-6)
    assert told.expected_above(0) == pytest.approx(told.mean)


@given(portfolios(), st.randoms(use_true_random=False))
def test_the_order_of_the_loans_never_matters(loans, random):
    order = list(range(len(loans)))
    random.shuffle(order)
    other = portfolio(loans.amount[order], loans.rate[order], loans.deviation[order], loans.weight[order])

    assert losses(other).quantile(0.99) == pytest.approx(losses(loans).quantile(0.99), rel=1e-6, abs=1)


@given(portfolios(), st.floats(1, 5))
def test_a_shock_makes_no_bad_year_cheaper(loans, factor):
    unit = losses(loans).unit
    hit = np.arange(len(loans)) % 2 == 0
    before, after = losses(loans, unit), losses(loans.shocked(hit, factor), unit)

    assert after.mean >= before.mean * (1 - 1e-9)
    for confidence in (0.5, 0.95, 0.99):
        assert after.quantile(confidence) >= before.quantile(confidence) * (1 - 1e-6) - 1


@given(portfolios(), st.floats(0.01, 0.9))
def test_pool_and_lender_together_bear_the_whole_loss(loans, part):
    told = losses(loans)
    first = worth_to_lender(loans, told, Cover.FIRST_LOSS, part)
    left = told.expected_above(loans.exposure * part) / loans.exposure * 10_000

    assert first + left == pytest.approx(told.mean / loans.exposure * 10_000)
    assert worth_to_lender(loans, told, Cover.PARI_PASSU, part) == pytest.approx(
        told.mean * part / loans.exposure * 10_000
    )


def test_one_loan_of_its_own_luck_fails_as_poisson_says():
    told = losses(portfolio([1_000_000], [0.05], [0.0], [[0.0]]), unit=1_000_000)

    assert told.probability[0] == pytest.approx(math.exp(-0.05))
    assert told.probability[1] == pytest.approx(0.05 * math.exp(-0.05))


def test_one_sector_of_equal_loans_is_a_negative_binomial():
    """A hundred loans of 3 %, swinging by half: the number that fail is negative binomial with size 4 and mean 3."""
    told = losses(HUNDRED, unit=1_000_000)
    expected = [math.comb(k + 3, 3) * (4 / 7) ** 4 * (3 / 7) ** k for k in range(30)]

    assert told.probability[:30] == pytest.approx(expected, abs=1e-12)


def test_what_a_pool_must_hold_and_carries():
    """A hundred loans of 10,000.00: in 99 of 100 years at most ten fail, and half of what they lose is the pool's."""
    told = carry(HUNDRED, 0.99, Cover.PARI_PASSU, 0.5)

    assert told.exposure == 100_000_000
    assert told.expected_loss == 3_000_000
    assert told.bad_year == 9_995_866  # on the straight line that ends at ten loans
    assert told.pool == 4_997_933
    assert told.credit_per_peso == pytest.approx(20.008, abs=0.001)
    assert told.chance_used_up == pytest.approx(0.0137, abs=0.0001)


def test_what_is_recovered_lets_a_peso_carry_more():
    half = portfolio([500_000] * 100, [0.03] * 100, credit=[1_000_000] * 100)

    assert carry(half, 0.99, Cover.PARI_PASSU, 1.0).credit_per_peso == pytest.approx(
        2 * carry(HUNDRED, 0.99, Cover.PARI_PASSU, 1.0).credit_per_peso, rel=1e-6
    )


def test_a_first_loss_never_owes_more_than_its_part():
    small = carry(HUNDRED, 0.999, Cover.FIRST_LOSS, 0.05)

    assert (small.pool, small.credit_per_peso) == (5_000_000, 20)
    assert small.chance_used_up == 0
    assert carry(HUNDRED, 0.999, Cover.FIRST_LOSS, 0.05, pool=2_000_000).chance_used_up > 0.3


def test_a_small_loan_more_spreads_the_risk_and_a_large_one_gathers_it():
    small = one_more(HUNDRED, portfolio([1_000_000], [0.03]), 0.99, Cover.PARI_PASSU, 1.0)
    large = one_more(HUNDRED, portfolio([50_000_000], [0.03]), 0.99, Cover.PARI_PASSU, 1.0)

    assert 0 < small.pool < 1_000_000
    assert small.credit_per_peso == pytest.approx(0, abs=0.1)
    assert large.pool > 10_000_000
    assert large.credit_per_peso < -3


def test_a_first_loss_of_a_tenth_is_worth_more_to_a_bank_than_a_tenth_of_every_loss():
    told = losses(HUNDRED)

    assert worth_to_lender(HUNDRED, told, Cover.PARI_PASSU, 0.10) == pytest.approx(30)  # a tenth of 300 basis points
    assert 290 < worth_to_lender(HUNDRED, told, Cover.FIRST_LOSS, 0.10) < 300


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        (([], []), (Fault.EMPTY, None)),
        (([1, 2], [0.1]), (Fault.COLUMNS_DIFFER, None)),
        (([5, 0], [0.1, 0.1]), (Fault.AMOUNT_NOT_POSITIVE, 1)),
        (([5, 5], [0.1, 1.1]), (Fault.RATE_OUT_OF_RANGE, 1)),
        (([5, 5], [0.1, float("nan")]), (Fault.RATE_OUT_OF_RANGE, 1)),
        (([5, 5], [0.1, 0.1], [0.1, -0.1]), (Fault.DEVIATION_NEGATIVE, 1)),
        (([5, 5], [0.1, 0.1], [0, 0], [[0.5, 0.5], [0.9, 0.2]]), (Fault.WEIGHT_OUT_OF_RANGE, 1)),
    ],
)
def test_a_loan_that_cannot_be_is_named(columns, fault):
    assert faults(portfolio(*columns))[0] == fault
    assert faults(HUNDRED) == []


def test_little_history_leaves_a_wide_interval():
    """None of 20 failed: up to 13.9 % cannot be ruled out (0.05 to the power of 1/20 is 0.861)."""
    none = default_rate(20, 0)
    some = default_rate(400, 12)

    assert (none.seen, none.low) == (0, 0)
    assert none.high == pytest.approx(1 - 0.05 ** (1 / 20), abs=1e-9)
    assert some.seen == 0.03
    assert (round(some.low, 4), round(some.high, 4)) == (0.0174, 0.0482)
    assert default_rate(0, 0).high == 1
    assert default_rate(5, 5).low == pytest.approx(0.05 ** (1 / 5))
    with pytest.raises(ValueError, match="cannot have failed"):
        default_rate(3, 4)


@given(st.integers(1, 300), st.data())
def test_the_rate_that_was_seen_lies_in_its_interval(loans, data):
    failed = data.draw(st.integers(0, loans))
    told = default_rate(loans, failed)

    assert told.low <= told.seen <= told.high
    wider = default_rate(loans, failed, 0.99)
    assert wider.low <= told.low
    assert told.high <= wider.high


def test_without_anything_in_common_a_bad_year_is_like_any_other():
    assert failing_in_a_bad_year(0.03, 0.0) == pytest.approx(0.03)
    assert failing_in_a_bad_year(0.03, 0.2) > failing_in_a_bad_year(0.03, 0.1) > 0.03
    assert (failing_in_a_bad_year(0.0, 0.2), failing_in_a_bad_year(1.0, 0.2)) == (0, 1)
