"""Fees worked out for one member, what is late, how a payment is divided, and the net of one who leaves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.dues import (
    Cadence,
    Due,
    Joining,
    Open,
    Part,
    Period,
    Standing,
    State,
    Tariff,
    Why,
    apply_payment,
    assess,
    farewell,
    past_due,
    period_of,
    state_of,
    still_open,
    unused,
)

MARCH = Period(Cadence.MONTHLY, date(2026, 3, 1))
YEAR = Period(Cadence.YEARLY, date(2026, 1, 1))
FIRST = date(2026, 3, 1)
BY_SIZE = ((1, 10_00), (4, 15_00), (11, 30_00))

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
amounts = st.integers(0, 10**9)


@st.composite
def tariffs(draw):
    cadence = draw(st.sampled_from(Cadence))
    sizes = [1, *sorted(draw(st.sets(st.integers(2, 60), max_size=4)))]
    brackets = tuple((size, draw(amounts)) for size in sizes)
    parts = draw(st.integers(1, 12)) if cadence == Cadence.YEARLY else 1
    return Tariff(cadence, brackets, draw(st.sampled_from(Joining)), draw(st.integers(1, 28)), parts,
                  draw(st.integers(0, 90)))  # fmt: skip


@st.composite
def cases(draw):
    tariff = draw(tariffs())
    period = period_of(tariff.cadence, draw(days))
    member = Standing(
        joined_on=draw(days), people=draw(st.integers(0, 80)), relief_bp=draw(st.integers(0, 10_000)),
        is_applicant=draw(st.booleans()), is_charged=draw(st.booleans()), is_chosen=draw(st.booleans()),
    )  # fmt: skip
    return tariff, period, member, period.first + timedelta(days=draw(st.integers(0, period.days - 1)))


@given(cases())
def test_the_parts_add_up_to_what_is_asked_less_what_is_taken_off(case):
    tariff, period, member, charged_on = case
    found = assess(tariff, period, member, charged_on)
    if isinstance(found, Why):
        return
    assert found.full_minor == tariff.asks(member.people)
    assert sum(part.minor for part in found.parts) == found.minor
    assert found.minor == found.full_minor - found.outside_minor - found.relief_minor > 0
    assert min(found.outside_minor, found.relief_minor) >= 0
    assert all(part.minor > 0 for part in found.parts)
    assert max(part.minor for part in found.parts) - min(part.minor for part in found.parts) <= 1


@given(cases())
def test_parts_come_one_after_another_within_the_period_and_never_before_they_are_charged(case):
    tariff, period, member, charged_on = case
    found = assess(tariff, period, member, charged_on)
    if isinstance(found, Why):
        return
    due = [part.due_on for part in found.parts]
    assert due == sorted(due)
    assert [part.number for part in found.parts] == list(range(1, len(due) + 1))
    assert all(max(charged_on, period.first) <= day <= period.last for day in due)
    assert all((part.late_on - part.due_on).days == tariff.grace_days + 1 for part in found.parts)


@given(cases())
def test_whoever_belongs_all_along_without_relief_pays_the_whole_fee(case):
    tariff, period, member, charged_on = case
    whole = Standing(period.first, None, False, member.people)
    found = assess(tariff, period, whole, charged_on)
    if tariff.asks(member.people) == 0:
        assert found is Why.FREE
    else:
        assert isinstance(found, Due)
        assert (found.minor, found.days) == (tariff.asks(member.people), period.days)


@given(tariffs(), st.integers(0, 80), st.integers(0, 9_999), days)
def test_a_later_day_of_joining_or_more_relief_never_costs_more(tariff, people, relief, day):
    period = period_of(tariff.cadence, day)

    def asked(joined_on, relief_bp):
        found = assess(tariff, period, Standing(joined_on, None, False, people, relief_bp), period.first)
        return 0 if isinstance(found, Why) else found.minor

    assert asked(day + timedelta(days=1), relief) <= asked(day, relief)
    assert asked(day, relief + 1) <= asked(day, relief)


@given(cases())
def test_nobody_is_charged_who_is_charged_already_or_does_not_belong(case):
    tariff, period, member, charged_on = case
    found = assess(tariff, period, member, charged_on)
    if member.is_charged:
        assert found is Why.CHARGED
    elif member.is_applicant:
        assert found is Why.APPLICANT
    elif member.joined_on > period.last:
        assert found is Why.NOT_YET
    elif member.is_chosen:
        assert isinstance(found, Why)


@pytest.mark.parametrize(
    ("member", "minor"),
    [
        (Standing(date(2024, 1, 1)), 10_00),
        (Standing(date(2024, 1, 1), people=3), 10_00),
        (Standing(date(2024, 1, 1), people=4), 15_00),
        (Standing(date(2024, 1, 1), people=500), 30_00),
        (Standing(date(2024, 1, 1), relief_bp=2_500), 7_50),
        (Standing(date(2026, 3, 17)), 4_84),  # 15 of 31 days are 4.8387; half centavos stay with the member
        (Standing(date(2026, 3, 31), relief_bp=5_000), 16),  # 1 of 31 days is 0.32
        (Standing(date(2024, 1, 1), left_on=FIRST), 10_00),
        (Standing(date(2024, 1, 1), left_on=date(2026, 2, 28)), Why.GONE),
        (Standing(date(2026, 4, 1)), Why.NOT_YET),
        (Standing(date(2024, 1, 1), relief_bp=10_000), Why.RELIEVED),
        (Standing(date(2024, 1, 1), is_chosen=True), Why.CHOSEN),
    ],
)
def test_fees_that_a_treasurer_can_work_out(member, minor):
    found = assess(Tariff(Cadence.MONTHLY, BY_SIZE, Joining.BY_DAY), MARCH, member, FIRST)

    assert (found.minor if isinstance(found, Due) else found) == minor


def test_a_year_in_four_parts_with_the_odd_centavos_first():
    tariff = Tariff(Cadence.YEARLY, ((1, 100_02),), instalments=4, due_day=10, grace_days=15)
    found = assess(tariff, YEAR, Standing(date(2024, 1, 1)), date(2026, 1, 20))

    assert [(part.minor, part.due_on, part.late_on) for part in found.parts] == [
        (25_01, date(2026, 1, 20), date(2026, 2, 5)),
        (25_01, date(2026, 4, 10), date(2026, 4, 26)),
        (25_00, date(2026, 7, 10), date(2026, 7, 26)),
        (25_00, date(2026, 10, 10), date(2026, 10, 26)),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"brackets": ()}, {"brackets": ((2, 100),)}, {"brackets": ((1, 100), (1, 200))}, {"brackets": ((1, -1),)},
        {"due_day": 0}, {"due_day": 29}, {"instalments": 2}, {"grace_days": -1},
    ],
)  # fmt: skip
def test_a_tariff_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError):
        Tariff(**{"cadence": Cadence.MONTHLY, "brackets": BY_SIZE} | wrong)


@pytest.mark.parametrize(
    ("cadence", "first"), [(Cadence.MONTHLY, date(2026, 3, 2)), (Cadence.YEARLY, date(2026, 3, 1))]
)
def test_a_period_begins_where_it_begins(cadence, first):
    with pytest.raises(ValueError):
        Period(cadence, first)


def test_periods_of_a_leap_year():
    assert period_of(Cadence.MONTHLY, date(2028, 2, 5)).last == date(2028, 2, 29)
    assert period_of(Cadence.YEARLY, date(2028, 2, 5)).days == 366
    assert YEAR.last == date(2026, 12, 31)


parts_of_any_day = st.lists(
    st.builds(lambda minor, day: Part(1, minor, day, day + timedelta(days=5)), st.integers(1, 10**6), days), max_size=12
)


@given(parts_of_any_day, st.integers(-(10**6), 10**7))
def test_what_is_open_is_what_is_owed_and_the_oldest_is_paid_first(parts, owed):
    open_ = still_open(parts, owed)

    assert sum(each.minor for each in open_) == min(max(owed, 0), sum(part.minor for part in parts))
    assert [each.due_on for each in open_] == sorted(each.due_on for each in open_)
    # Only the oldest open part may be paid in part.
    by_day = sorted(parts, key=lambda part: (part.due_on, part.number))
    whole = by_day[len(by_day) - len(open_) + 1 :] if open_ else []
    assert [each.minor for each in open_[1:]] == [part.minor for part in whole]


def one(day):
    return Open(10_00, day, day + timedelta(days=16))


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 3, 10), State.DUE), (date(2026, 3, 11), State.GRACE), (date(2026, 3, 25), State.GRACE),
        (date(2026, 3, 26), State.LATE), (date(2026, 6, 8), State.LATE), (date(2026, 6, 9), State.LONG),
    ],
)  # fmt: skip
def test_where_a_member_stands_follows_from_the_day(today, state):
    open_ = [one(date(2026, 4, 10)), one(date(2026, 3, 10))]

    assert state_of(open_, today, 90) is state
    assert past_due(open_, date(2026, 4, 10)) == 10_00
    assert state_of([], today, 90) is State.CLEAR


@given(parts_of_any_day.filter(bool), st.integers(1, 10**6), days, st.integers(1, 400))
def test_time_alone_never_betters_a_standing_and_paying_never_worsens_it(parts, owed, today, long_days):
    order = list(State)
    before = order.index(state_of(still_open(parts, owed), today, long_days))

    assert order.index(state_of(still_open(parts, owed), today + timedelta(days=1), long_days)) >= before
    assert order.index(state_of(still_open(parts, owed - 1), today, long_days)) <= before


@given(st.integers(1, 10**9), st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9), st.booleans())
def test_a_payment_is_divided_whole_and_pays_no_purchase_twice(minor, dues, purchases, dues_first):
    applied = apply_payment(minor, dues, purchases, dues_first=dues_first)

    assert applied.dues_minor + applied.purchases_minor == minor
    assert 0 <= applied.purchases_minor <= max(purchases, 0)
    assert applied.dues_minor >= 0
    if dues_first:
        assert applied.dues_minor >= min(minor, dues)
    if minor <= max(dues, 0) + max(purchases, 0):
        assert applied.dues_minor <= max(dues, 0)


@pytest.mark.parametrize(
    ("minor", "dues_first", "to"),
    [(5_00, True, (5_00, 0)), (50_00, True, (30_00, 20_00)), (200_00, True, (130_00, 70_00)),
     (50_00, False, (0, 50_00)), (90_00, False, (20_00, 70_00))],
)  # fmt: skip
def test_payments_that_a_treasurer_can_divide(minor, dues_first, to):
    applied = apply_payment(minor, 30_00, 70_00, dues_first=dues_first)

    assert (applied.dues_minor, applied.purchases_minor) == to


@given(st.integers(1, 10**9), days)
def test_what_is_unused_falls_to_nothing_by_the_last_day(minor, left_on):
    period = period_of(Cadence.YEARLY, left_on)

    assert 0 <= unused(minor, period, left_on) <= minor
    assert unused(minor, period, left_on + timedelta(days=1)) <= unused(minor, period, left_on)
    assert unused(minor, period, period.last) == 0


def test_a_third_of_a_month_unused():
    assert unused(31_00, MARCH, date(2026, 3, 21)) == 10_00
    assert unused(31_00, MARCH, date(2026, 1, 1)) == 31_00


@given(
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 10**9)),
    st.dictionaries(st.sampled_from("xy"), st.integers(-(10**9), 10**9)),
)
def test_a_farewell_loses_no_centavo_and_pays_nobody_who_owes(funds, debts):
    net = farewell(funds, debts)

    assert sum(funds.values()) == sum(net.cleared.values()) + net.pays_minor
    assert net.pays_minor - net.owing_minor == sum(funds.values()) - sum(debts.values())
    assert min(net.pays_minor, net.owing_minor) == 0 <= max(net.pays_minor, net.owing_minor)
    assert all(net.cleared[name] == minor for name, minor in debts.items() if minor < 0)
    assert all(0 <= net.cleared[name] <= minor for name, minor in debts.items() if minor >= 0)


def test_a_farewell_that_a_treasurer_can_add_up():
    net = farewell({"share_capital": 500_00, "guarantee": 0}, {"dues": 30_00, "purchases": 120_00})
    assert (net.cleared, net.pays_minor, net.owing_minor) == ({"dues": 30_00, "purchases": 120_00}, 350_00, 0)

    net = farewell({"share_capital": 100_00}, {"dues": 30_00, "purchases": 120_00})
    assert (net.cleared, net.pays_minor, net.owing_minor) == ({"dues": 30_00, "purchases": 70_00}, 0, 50_00)

    with pytest.raises(ValueError):
        farewell({"share_capital": -1}, {})
