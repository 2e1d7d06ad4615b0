"""What holds for every loan: its principal adds up, its last row closes it, and no payment is lost on the way."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.lending import (
    DayCount,
    DueDay,
    Every,
    Fault,
    Fee,
    Flow,
    Kind,
    Nearest,
    Offer,
    Order,
    Payment,
    Rhythm,
    Rules,
    Terms,
    Timing,
    annual_rate,
    cat,
    due_days,
    faults,
    late_since,
    on_one_scale,
    restructured,
    schedule,
    stand,
    up_to_date,
    weigh,
)

START = date(2026, 1, 31)
RAINS = (6, 7, 8, 9)


def monthly(principal=1_000_000, rate="0.36", payments=12, **more):
    more.setdefault("count", DayCount.PERIODS)
    return Terms(principal, Decimal(rate), START, due_days(START, Every.MONTH, payments), **more)


@st.composite
def loans(draw):
    every = draw(st.sampled_from(Every))
    payments = draw(st.integers(1, 40))
    rest = draw(st.sampled_from([(), RAINS, (12,)]))
    starts_on = draw(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
    return Terms(
        principal=draw(st.integers(1, 10**9)),
        annual_rate=draw(st.decimals(0, 3, places=4)),
        starts_on=starts_on,
        due=due_days(starts_on, every, payments, rest_in=rest),
        kind=draw(st.sampled_from(Kind)),
        count=draw(st.sampled_from(DayCount)),
        per_year=every.per_year,
        interest_only=draw(st.integers(0, payments - 1)),
        round_to=draw(st.sampled_from([1, 50, 100, 1000])),
        rounding=draw(st.sampled_from(Nearest)),
        iva=draw(st.sampled_from([Decimal(0), Decimal("0.16")])),
        fees=draw(st.sampled_from([(), (Fee(True, rate=Decimal("0.05")), Fee(False, fixed=1500))])),
    )


@given(loans())
def test_principal_adds_up_to_the_loan_and_the_last_row_closes_it(terms):
    plan = schedule(terms)

    assert sum(row.principal for row in plan.rows) == terms.principal
    assert plan.rows[-1].closing == 0
    assert all(row.principal >= 0 and row.interest >= 0 for row in plan.rows)
    assert plan.total == terms.principal + plan.interest + plan.iva + plan.fees
    assert plan.total == sum(row.total for row in plan.rows) + plan.opening_fees + plan.opening_iva


@given(loans())
def test_a_debt_never_grows(terms):
    rows = schedule(terms).rows
    assert all(row.opening >= row.closing >= 0 for row in rows)


@given(loans())
def test_who_pays_each_row_on_its_day_pays_the_schedule(terms):
    plan = schedule(terms)
    payments = [Payment(row.due_on, row.total) for row in plan.rows if row.total]
    told = stand(terms, payments, terms.due[-1].on)

    assert told.is_paid_off
    assert (told.balance, told.overdue, told.days_late) == (0, 0, 0)
    paid = {what: sum(line.paid.get(what, 0) for line in told.lines) for what in Order}
    assert paid[Order.PRINCIPAL] == terms.principal
    assert paid[Order.INTEREST] == plan.interest
    assert paid[Order.IVA] == plan.iva - plan.opening_iva


@given(loans(), st.lists(st.tuples(st.integers(0, 900), st.integers(1, 10**8)), max_size=8), st.integers(0, 900))
def test_no_centavo_of_any_payment_is_lost(terms, paid, days):
    today = terms.starts_on + timedelta(days=days)
    payments = [Payment(terms.starts_on + timedelta(days=min(at, days)), minor) for at, minor in paid]
    rules = Rules(late_rate=Decimal("0.24"), penalty=Decimal("0.02"), grace_days=3)
    told = stand(terms, payments, today, rules)

    for entered in told.entered:
        assert sum(entered.to.values()) + entered.left_over == entered.payment.minor
    to_principal = sum(entered.to[Order.PRINCIPAL] for entered in told.entered)
    assert told.balance == terms.principal - to_principal >= 0
    assert sum(line.owed[Order.PRINCIPAL] for line in told.lines) <= terms.principal
    assert told.lines[-1].closing == 0
    assert all(line.open >= 0 for line in told.lines)
    if any(entered.left_over for entered in told.entered):
        assert told.balance == 0


@given(loans(), st.lists(st.tuples(st.integers(0, 900), st.integers(1, 10**8)), max_size=8), st.floats(0, 1))
def test_until_its_next_payment_a_loan_that_is_up_to_date_stays_as_it_is(terms, paid, part):
    rules = Rules(late_rate=Decimal("0.24"), penalty=Decimal("0.02"), grace_days=3)
    payments = [Payment(terms.starts_on + timedelta(days=at), minor) for at, minor in paid]
    on = max((payment.on for payment in payments), default=terms.starts_on)
    told = stand(terms, payments, on, rules)
    is_so = up_to_date(told, on)
    assert (is_so is None) == (told.overdue > 0)
    if is_so is None:
        return
    last = min(is_so.until, on + timedelta(days=1_000))
    for day in (on, on + timedelta(days=round((last - on).days * part)), last):
        then = stand(terms, payments, day, rules)
        assert (then.balance, then.overdue, then.days_late) == (told.balance, 0, 0)
        assert [late_since(then, day, days) for days in (0, 30, 90)] == [
            late_since(told, on, days) for days in (0, 30, 90)
        ]
        assert up_to_date(then, day) == is_so
    assert told.is_paid_off == (is_so.until == date.max)
    if not told.is_paid_off:
        assert stand(terms, payments, is_so.until + timedelta(days=1), rules).overdue == is_so.next_minor > 0


@given(loans(), st.integers(0, 900))
def test_what_closes_a_loan_closes_it(terms, days):
    today = terms.starts_on + timedelta(days=days)
    before = stand(terms, [], today)
    after = stand(terms, [Payment(today, before.to_close)], today)

    assert after.is_paid_off
    assert after.entered[0].left_over == 0
    assert stand(terms, [Payment(today, before.to_close + 7)], today).entered[0].left_over == 7


@given(loans())
def test_a_late_payment_never_saves_interest(terms):
    first = schedule(terms).rows[0]
    if not first.total:
        return
    late_on = first.due_on + timedelta(days=5)
    if len(terms.due) == 1 or late_on >= terms.due[1].on:
        return
    on_time = stand(terms, [Payment(first.due_on, first.total)], late_on)
    late = stand(terms, [Payment(late_on, first.total)], late_on)

    def interest(told):
        return sum(line.owed[Order.INTEREST] for line in told.lines)

    # Stretches are rounded one by one: half a centavo each may go either way.
    assert interest(late) >= interest(on_time) - len(terms.due)


def test_a_month_keeps_its_day_and_short_months_their_last():
    days = [due.on for due in due_days(START, Every.MONTH, 4)]
    assert days == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]


def test_half_months_end_on_the_15th_and_the_last_day():
    days = [due.on for due in due_days(date(2026, 1, 20), Every.HALF_MONTH, 3)]
    assert days == [date(2026, 1, 31), date(2026, 2, 15), date(2026, 2, 28)]


def test_in_the_rains_nothing_is_due_and_interest_waits():
    due = due_days(date(2026, 4, 1), Every.MONTH, 3, rest_in=RAINS)
    plan = schedule(Terms(1_000_000, Decimal("0.36"), date(2026, 4, 1), due, count=DayCount.PERIODS))

    assert due == (DueDay(date(2026, 5, 1)), DueDay(date(2026, 10, 1), 5), DueDay(date(2026, 11, 1)))
    assert (plan.rows[1].opening, plan.rows[1].interest) == (650_459, 97_569)  # 15 % of it
    assert plan.rows[-1].closing == 0


def test_where_a_rest_costs_more_than_the_instalment_its_interest_is_paid_alone():
    due = due_days(date(2026, 4, 1), Every.MONTH, 12, rest_in=RAINS)
    plan = schedule(Terms(1_000_000, Decimal("0.96"), date(2026, 4, 1), due, count=DayCount.PERIODS))
    rest = plan.rows[1]

    assert (rest.principal, rest.interest) == (0, rest.opening * 40 // 100)
    assert len({row.instalment for at, row in enumerate(plan.rows[:-1]) if at != 1}) == 1
    assert abs(plan.rows[-1].instalment - plan.rows[0].instalment) < 10


def test_a_year_without_a_month_to_pay_in_is_refused():
    with pytest.raises(ValueError, match="rests in every month"):
        due_days(START, Every.MONTH, 3, rest_in=range(1, 13))
    with pytest.raises(ValueError, match="not after the start"):
        due_days(START, Every.WEEK, 3, first_on=START)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"principal": 0}, Fault.PRINCIPAL_NOT_POSITIVE),
        ({"annual_rate": Decimal("-0.01")}, Fault.RATE_NEGATIVE),
        ({"annual_rate": Decimal(36)}, Fault.RATE_ABSURD),
        ({"due": ()}, Fault.NO_DUE_DAYS),
        ({"due": (DueDay(START),)}, Fault.DAYS_OUT_OF_ORDER),
        ({"interest_only": 12}, Fault.NOTHING_PAYS_PRINCIPAL),
        ({"round_to": 0}, Fault.ROUNDING_NOT_POSITIVE),
        ({"fees": (Fee(True, fixed=-1),)}, Fault.FEE_NEGATIVE),
        ({"iva": Decimal(16)}, Fault.IVA_OUT_OF_RANGE),
    ],
)
def test_terms_that_cannot_be_are_named(changed, fault):
    assert faults(replace(monthly(), **changed)) == (fault,)
    assert faults(monthly()) == ()


@pytest.mark.parametrize("payment", [Payment(START - timedelta(days=1), 100), Payment(START, 0),
                                     Payment(START + timedelta(days=9), 100)])  # fmt: skip
def test_a_payment_before_the_loan_of_nothing_or_from_the_future_is_refused(payment):
    with pytest.raises(ValueError, match="payment"):
        stand(monthly(), [payment], START + timedelta(days=5))


def test_a_late_payment_pays_penalty_and_late_interest_before_interest_and_principal():
    """10,000.00 at 36 %: 300.00 of interest and 704.62 of principal are due, and come ten days late."""
    terms = monthly(iva=Decimal("0.16"))
    late_on = terms.due[0].on + timedelta(days=10)
    told = stand(terms, [Payment(late_on, 50_000)], late_on,
                 Rules(late_rate=Decimal("0.24"), penalty=Decimal("0.02")))  # fmt: skip
    line = told.lines[0]

    assert (line.owed[Order.INTEREST], line.owed[Order.PRINCIPAL]) == (30_000, 70_462)
    assert line.owed[Order.PENALTY] == 1_409  # 2 % of 704.62
    assert line.owed[Order.LATE_INTEREST] == 470  # 704.62 · 24 % · 10/360
    assert line.owed[Order.IVA] == 4_800 + 225 + 75
    assert line.paid == {Order.PENALTY: 1_409, Order.IVA: 5_100, Order.LATE_INTEREST: 470, Order.INTEREST: 30_000,
                         Order.PRINCIPAL: 13_021}  # fmt: skip
    assert (told.balance, told.days_late) == (1_000_000 - 13_021, 10)
    assert told.overdue == 70_462 - 13_021


def test_within_its_grace_nothing_is_charged_for_lateness():
    terms = monthly()
    day = terms.due[0].on + timedelta(days=3)
    rules = Rules(late_rate=Decimal("0.24"), penalty=Decimal("0.02"), grace_days=3)
    told = stand(terms, [], day, rules)

    assert told.lines[0].owed.keys() == {Order.PRINCIPAL, Order.INTEREST, Order.IVA, Order.FEES}
    assert Order.PENALTY in stand(terms, [], day + timedelta(days=1), rules).lines[0].owed


def test_lateness_is_charged_day_by_day_once():
    terms = monthly()
    due = terms.due[0].on
    rules = Rules(late_rate=Decimal("0.36"))
    told = stand(terms, [Payment(due + timedelta(days=10), 1), Payment(due + timedelta(days=20), 1)],
                 due + timedelta(days=25), rules)  # fmt: skip

    # 704.62 · 36 % / 360 is 70.46 centavos a day: 704.62 for ten days, and so on, each rounded by itself.
    assert told.lines[0].owed[Order.LATE_INTEREST] == 705 + 705 + 352


def test_a_restructured_loan_carries_all_that_is_overdue():
    terms = monthly(iva=Decimal("0.16"), fees=(Fee(True, fixed=5000),))
    day = terms.due[1].on
    told = stand(terms, [], day)
    new = restructured(terms, told, starts_on=day, due=due_days(day, Every.WEEK, 20))

    beside = sum(line.owed[Order.INTEREST] + line.owed[Order.IVA] for line in told.lines[:2])
    assert new.principal == 1_000_000 + beside
    assert (new.fees, new.annual_rate, len(new.due)) == ((), terms.annual_rate, 20)


def test_a_cash_guarantee_makes_a_loan_dearer():
    """10,000.00 in 16 weeks at 72 %/360: 106.46 % a year; with a tenth of it kept until the end, 140.44."""
    terms = Terms(1_000_000, Decimal("0.72"), START, due_days(START, Every.WEEK, 16), per_year=52)
    plain = weigh(Offer("a", terms))
    fee = weigh(Offer("b", replace(terms, fees=(Fee(True, rate=Decimal("0.02")),))))
    kept = weigh(Offer("c", terms, guarantee=Decimal("0.10")))

    assert plain.schedule.rows[0].instalment == 70_196
    assert [round(each.cat.rate * 100, 2) for each in (plain, fee, kept)] == [
        Decimal("106.46"), Decimal("134.84"), Decimal("140.44"),
    ]  # fmt: skip
    assert [each.in_hand for each in (plain, fee, kept)] == [1_000_000, 980_000, 900_000]
    assert (plain.total, kept.total) == (kept.total, plain.total)
    assert [each.offer.lender for each in on_one_scale([kept.offer, fee.offer, plain.offer])] == ["a", "b", "c"]


def test_a_guarantee_that_leaves_no_rate_is_lessened_until_one_is_there():
    """Half is deposited and yields far more than the loan costs: only a smaller deposit leaves a rate above zero."""
    terms = Terms(1_000_000, Decimal("0.01"), START, due_days(START, Every.MONTH, 12), count=DayCount.PERIODS)
    told = weigh(Offer("d", terms, guarantee=Decimal("0.50"), guarantee_yield=Decimal("0.30")))

    assert told.cat.rate is not None
    assert told.cat.rate > 0


@given(st.integers(10_000, 10**9), st.integers(1, 10**9), st.integers(1, 60))
def test_the_rate_of_one_payment_is_known_in_closed_form(minor, more, months):
    back = minor + more % (minor * months // 12 + 1)
    found = annual_rate([(0, minor), (months / 12, -back)])
    assert float(found) == pytest.approx((back / minor) ** (12 / months) - 1, rel=1e-6, abs=1e-9)


def test_who_pays_back_less_than_he_got_has_no_rate():
    assert cat([Flow(100, START), Flow(-90, START + timedelta(days=30), 1)], Timing.DAYS).percent is None
    assert cat([Flow(100, START), Flow(-100, START + timedelta(days=30), 1)], Timing.DAYS).percent == 0
    with pytest.raises(ValueError, match="Without flows"):
        cat([], Timing.DAYS)


def test_of_several_rates_the_positive_one_nearest_to_zero_counts():
    """Getting 100, paying 230 and getting 132 has two rates, 10 % and 20 % a year."""
    assert annual_rate([(0, 10_000), (1, -23_000), (2, 13_200)]) == Decimal("0.1000000000")


# --- rhythms ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("payments", "from_", "to", "many"), [
    (12, "month", "week", 52), (52, "week", "month", 12), (24, "half_month", "fortnight", 26), (1, "week", "month", 1),
    (3, "month", "week", 13), (10, "week", "month", 2),
])  # fmt: skip
def test_as_many_payments_of_another_rhythm_take_as_long(payments, from_, to, many):
    assert Rhythm(Every(from_)).as_many(payments, Rhythm(Every(to))) == many


@given(payments=st.integers(1, 300), one=st.sampled_from(Every), other=st.sampled_from(Every))
def test_another_rhythm_is_nearest_to_as_long_and_one_that_is_as_fine_comes_back(payments, one, other):
    many = Rhythm(one).as_many(payments, Rhythm(other))
    off = abs(many * one.per_year - payments * other.per_year)

    assert many == 1 or 2 * off <= one.per_year
    if other.per_year >= one.per_year:
        assert Rhythm(other).as_many(many, Rhythm(one)) == payments


def test_only_a_rhythm_that_rests_in_every_month_never_pays():
    assert Rhythm(Every.MONTH, tuple(range(1, 13))).never_pays
    assert not Rhythm(Every.MONTH, RAINS).never_pays
