"""What is at risk, how late, and what must be set aside: by hand, and what always holds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.dated import Certainty
from tequio.engines.portfolio import Lived, Loan, Zone, ageing, at_risk, overdue, provisions, vintages
from tequio.engines.portfolio.ladder import LADDER, MICRO, ladder

TODAY = date(2026, 3, 10)
# Five loans of 10,000 or less; the second and third are one group's, and the third is 45 days late.
FIVE = (
    Loan(1, 1_000_000, 0),
    Loan(2, 500_000, 0, group=7),
    Loan(3, 300_000, 45, group=7),
    Loan(4, 200_000, 120, has_new_plan=True),
    Loan(5, 400_000, 30, has_new_plan=True),
    Loan(6, 0, 400),
)

loans = st.lists(
    st.builds(
        Loan, key=st.integers(1, 10**6), balance=st.integers(0, 10**9), days_late=st.integers(0, 400),
        group=st.none() | st.integers(1, 5), has_new_plan=st.booleans(), at_once=st.booleans(),
    ),
    max_size=30, unique_by=lambda loan: loan.key,
)  # fmt: skip


def test_the_whole_balance_of_a_late_loan_is_at_risk_and_so_is_its_groups():
    """5,000 and 3,000 of the group and 2,000: 10,000 of 24,000. Thirty days are not more than thirty."""
    risk = at_risk(FIVE, 30)

    assert (risk.minor, risk.gross, risk.loans) == (1_000_000, 2_400_000, (2, 3, 4))
    assert risk.part == Decimal(1_000_000) / 2_400_000
    assert risk.new_plan == 400_000  # loan 4 has a new plan too, but is counted as late already
    assert (at_risk(FIVE, 90).minor, at_risk(FIVE, 90).loans) == (200_000, (4,))
    assert at_risk([], 30).part is None


def test_a_loan_due_at_once_is_overdue_after_thirty_days_and_others_after_ninety():
    assert overdue(FIVE).loans == (4,)
    assert overdue([replace(FIVE[4], at_once=True)]).loans == (5,)
    assert overdue([replace(FIVE[4], at_once=True, days_late=29), replace(FIVE[4], days_late=89)]).loans == ()


def test_ageing_by_hand():
    assert [(bucket.age.first, bucket.minor, bucket.loans) for bucket in ageing(FIVE)] == [
        (0, 1_000_000, (1,)), (1, 400_000, (5,)), (31, 800_000, (2, 3)), (61, 0, ()), (91, 200_000, (4,)), (181, 0, ()),
    ]  # fmt: skip


def test_provisions_by_hand():
    """1 % of 10,000, 15 % of 4,000, 30 % of the group's 8,000 and 75 % of 2,000: 100 + 600 + 2,400 + 1,500."""
    told = provisions(FIVE, ladder(TODAY, Zone.URBAN))

    assert [step.minor for step in told.steps] == [10_000, 0, 60_000, 240_000, 0, 150_000, 0, 0]
    assert told.minor == 460_000
    assert told.certainty is Certainty.SECONDARY
    assert "anexo D" in told.source
    # In a marginalised zone the first month is milder and the third harder.
    assert provisions(FIVE, ladder(TODAY, Zone.MARGINALISED)).minor == 10_000 + 16_000 + 240_000 + 160_000


def test_the_ladder_is_dated_data_and_its_steps_are_those_of_the_rules():
    rungs = {zone: [(each.days_from, int(each.percent)) for each in ladder(TODAY, zone)] for zone in Zone}

    days = [0, 1, 8, 31, 61, 91, 121, 181]
    assert rungs[Zone.URBAN] == list(zip(days, [1, 4, 15, 30, 50, 75, 90, 100], strict=True))
    assert rungs[Zone.MARGINALISED] == list(zip(days, [1, 1, 4, 30, 60, 80, 90, 100], strict=True))
    micro = {zone: [(each.days_from, str(each.percent)) for each in ladder(TODAY, zone, MICRO)] for zone in Zone}
    days = [0, 8, 31, 61, 90, 121]
    assert micro[Zone.URBAN] == list(zip(days, ["1", "5", "20", "40", "70", "100"], strict=True))
    assert micro[Zone.MARGINALISED] == list(zip(days, ["1", "2.5", "20", "50", "80", "100"], strict=True))
    # Nothing of it is called verified before its text as it stands today was read.
    assert {
        each.dated.certainty for name in (LADDER, MICRO) for zone in Zone for each in ladder(TODAY, zone, name)
    } == {Certainty.SECONDARY}
    with pytest.raises(ValueError, match="No ladder 'sofipo_consumo' for urban begins at 0 days on 2010-01-01"):
        ladder(date(2010, 1, 1), Zone.URBAN)


def test_vintages_by_hand():
    """Of 3,000 lent in the first quarter, 1,000 fell late in its third month; a loan of yesterday hides nothing."""
    lives = [
        Lived(date(2025, 1, 15), 100_000, first_late_on=date(2025, 4, 1)),
        Lived(date(2025, 3, 31), 200_000),
        Lived(date(2025, 10, 5), 50_000, first_late_on=date(2025, 11, 5)),
        Lived(date(2025, 12, 20), 150_000),
        Lived(date(2026, 3, 20), 999_999),  # not paid out yet
    ]
    first, last = vintages(lives, TODAY)

    third = Decimal(1) / 3
    assert (first.quarter_on, first.loans, first.lent) == (date(2025, 1, 1), 2, 300_000)
    assert first.late == (0, 0, 0, *[third] * 9)  # the younger of both has lived eleven whole months
    assert (last.quarter_on, last.late) == (date(2025, 10, 1), (Decimal(0), Decimal("0.25"), Decimal("0.25")))
    assert len(vintages(lives, TODAY, months=2)[0].late) == 3


@given(loans, st.integers(0, 200), st.integers(0, 200))
def test_what_is_at_risk_lies_between_nothing_and_all_and_falls_with_the_days(given_, one, other):
    few, many = sorted((one, other))
    early, late = at_risk(given_, few), at_risk(given_, many)

    assert 0 <= late.minor <= early.minor <= early.gross == sum(loan.balance for loan in given_)
    assert set(late.loans) <= set(early.loans)
    assert early.minor + early.new_plan <= early.gross


@given(loans)
def test_buckets_and_steps_add_up_to_the_portfolio(given_):
    gross = sum(loan.balance for loan in given_)
    told = provisions(given_, ladder(TODAY, Zone.URBAN))

    assert sum(bucket.minor for bucket in ageing(given_)) == gross == sum(step.balance for step in told.steps)
    assert sum(step.minor for step in told.steps) == told.minor <= gross
    assert sum(bucket.minor for bucket in ageing(given_) if bucket.age.first > 30) == at_risk(given_, 30).minor


@given(loans, st.randoms(use_true_random=False))
def test_the_order_of_the_loans_never_matters(given_, random):
    shuffled = list(given_)
    random.shuffle(shuffled)

    assert at_risk(shuffled, 30).minor == at_risk(given_, 30).minor
    assert provisions(shuffled, ladder(TODAY, Zone.URBAN)).minor == provisions(given_, ladder(TODAY, Zone.URBAN)).minor


days = st.dates(date(2023, 1, 1), date(2026, 6, 1))


@given(st.lists(st.builds(Lived, days, st.integers(1, 10**8), st.none() | days), max_size=20))
def test_a_curve_never_falls_and_never_passes_the_whole(lives):
    for vintage in vintages(lives, TODAY):
        assert list(vintage.late) == sorted(vintage.late)
        assert all(0 <= part <= 1 for part in vintage.late)
    assert sum(vintage.loans for vintage in vintages(lives, TODAY)) == sum(life.paid_out_on <= TODAY for life in lives)
