"""The portfolio and what the fund carries, from the loans, payments and caps of a union."""

from datetime import date, timedelta

import pytest

from tequio.credit.models import Borrowers, UpToDate
from tequio.credit.queries import standing_of
from tequio.credit.steps import keep_up_to_date
from tequio.engines.leverage import Cover, carry, portfolio
from tequio.guarantee.queries.carrying import carrying_on
from tequio.guarantee.queries.portfolio import portfolio_on
from tequio.guarantee.queries.standings import handed_out, standings
from tequio.guarantee.views.portfolio import rows_of
from tests import factories
from tests.guarantee.world import HANDED_OUT, TODAY
from tests.sales.paid import paid_order


def test_par_counts_the_whole_balance_and_the_whole_group(world):
    """Ana pays; Beto has paid nothing since October; Caro is of his group and pays: 12,000 and 6,000 of 24,000."""
    group = Borrowers.objects.create(union=world.union, name="Las del horno", formed_on=HANDED_OUT)
    anas, betos, caros = world.lend(world.ana), world.lend(world.beto, group=group), world.lend(world.caro, group=group)
    world.pay_until(anas, TODAY), world.pay_until(caros, TODAY)
    told = portfolio_on(TODAY)

    assert (told.owed, told.par30.minor, told.par30.loans) == (24_000_00, 18_000_00, (betos.pk, caros.pk))
    assert told.par90.loans == (betos.pk, caros.pk)  # since the first of October: 160 days
    assert [(bucket.age.first, bucket.minor) for bucket in told.ageing if bucket.minor] == [
        (0, 6_000_00), (91, 18_000_00),
    ]  # fmt: skip
    # 1 % of 6,000; 160 days late: 90 % of 18,000.
    assert told.provision.minor == 60_00 + 16_200_00
    assert [(held.loan_id, days) for held, days in rows_of(told, "")] == [
        (betos.pk, 160), (caros.pk, 160), (anas.pk, 0),
    ]  # fmt: skip
    (quarter,) = told.vintages
    assert (quarter.quarter_on, quarter.lent) == (date(2025, 7, 1), 36_000_00)
    assert [round(float(part), 3) for part in quarter.late] == [0, 0, 0.333, 0.333, 0.333, 0.333, 0.333]


def test_the_union_may_take_the_ladder_of_a_marginalised_zone(world):
    world.lend(world.ana, on=TODAY - timedelta(days=20))
    assert portfolio_on(TODAY).provision.minor == 120_00
    late = world.lend(world.beto, 10_000_00, on=date(2026, 1, 15))  # its first payment is 23 days late
    assert standings(handed_out().filter(pk=late.pk), TODAY)[0].standing.days_late == 23
    assert portfolio_on(TODAY).provision.minor == 120_00 + 1_500_00
    world.setting("guarantee.zone", "marginalised")
    assert portfolio_on(TODAY).provision.minor == 120_00 + 400_00
    # 2.5 % of 10,000 after a week of a loan for the workshop.
    world.setting("guarantee.ladder", "sofipo_microcredito")
    assert portfolio_on(TODAY).provision.minor == 120_00 + 250_00


def test_a_loan_that_caught_up_stays_in_its_vintage_but_is_not_at_risk(world):
    loan = world.lend(world.ana)
    world.pay(loan, date(2025, 12, 15))
    world.pay(loan, TODAY)
    told = portfolio_on(TODAY)

    assert told.par30.minor == 0
    (stood,) = standings(handed_out(), TODAY)
    assert (stood.standing.days_late, stood.first_late_on, stood.failed_on) == (0, date(2025, 11, 1), None)


def test_what_is_kept_and_what_is_worked_out_make_the_same_portfolio(world):
    """Ana and Caro are up to date, Caro after two months late; Beto is not."""
    world.deal()
    anas, betos, caros = (world.lend(member) for member in (world.ana, world.beto, world.caro))
    world.pay_until(anas, TODAY), world.pay(caros, date(2025, 12, 15)), world.pay(caros, TODAY)
    worked_out = portfolio_on(TODAY), repr(carrying_on(TODAY))  # arrays in it have no one answer to ==
    for loan in (anas, betos, caros):
        keep_up_to_date(loan, standing_of(loan, TODAY).standing, TODAY)

    assert {each.loan_id: each.late_30_on for each in UpToDate.objects.all()} == {
        anas.pk: None, caros.pk: date(2025, 11, 1),
    }  # fmt: skip
    assert (portfolio_on(TODAY), repr(carrying_on(TODAY))) == worked_out
    assert worked_out[0].owed == 24_000_00


def test_an_empty_portfolio_divides_by_nothing(world):
    told = portfolio_on(TODAY)

    assert (told.owed, told.par30.part, told.vintages, told.provision.minor) == (0, None, (), 0)
    assert carrying_on(TODAY).year is None


def test_what_the_fund_carries_is_what_the_engine_says(world):
    """Forty equal loans of 10,000 that run on time, a deal of half of every loss, 8 % planned for lack of history."""
    world.deal()
    for _ in range(40):
        member = factories.make_member(world.union, section=world.village)
        world.lend(member, 10_000_00, on=TODAY - timedelta(days=3))
    world.cap(world.ana, 90_000_00), world.put(world.ana, 50_000_00)
    told = carrying_on(TODAY)
    loans = portfolio([10_000_00] * 40, [0.08] * 40, weight=[[0.3, 0.2, 0.2]] * 40)
    expected = carry(loans, 0.99, Cover.PARI_PASSU, 0.5, told.there)

    assert (told.loans, told.credit, told.promised, told.there) == (40, 400_000_00, 200_000_00, 50_000_00)
    assert (told.rate, told.is_own_history, told.interval.loans) == (0.08, False, 0)
    assert told.credit_per_peso == 8
    assert told.year is not None
    assert told.year.carried == expected
    assert told.year.reach == 100_000_00
    assert told.is_enough == (told.there >= expected.pool)
    assert told.missing == max(expected.pool - told.there, 0)
    assert told.year.worth == pytest.approx(0.5 * 0.08 * 10_000)
    assert told.year.worth_pari == pytest.approx(80, abs=0.01)
    assert told.year.worth_first > 4 * told.year.worth_pari
    assert told.year.one_more_minor == 10_000_00
    assert 0 < told.year.one_more.pool < 10_000_00
    assert {shock.name: shock.loans for shock in told.year.shocks} == {"rains": 40, "village": 40}
    assert all(shock.missing >= told.missing for shock in told.year.shocks)


def test_the_lost_buyer_is_the_one_that_paid_the_borrowers_most_and_hits_each_by_his_part(world):
    """The largest order is another buyer's; Casa Azul's two orders together paid them more."""
    world.deal()
    on = TODAY - timedelta(days=30)
    world.lend(world.ana, on=TODAY - timedelta(days=3)), world.lend(world.beto, on=TODAY - timedelta(days=3))
    big = paid_order(world.rosa, "Hotel Sol", on, {world.ana: 6_000_00, world.caro: 90_000_00})  # Caro owes nothing
    first = paid_order(world.rosa, "Casa Azul", on, {world.ana: 2_000_00, world.beto: 5_100_00}, fee_minor=100_00)
    second = paid_order(world.rosa, "Casa Azul", on, {world.beto: 1_000_00}, title="Otro")
    paid_order(world.rosa, "Casa Azul", TODAY - timedelta(days=365), {world.ana: 50_000_00})  # not in this year
    year = carrying_on(TODAY).year
    (shock,) = [each for each in year.shocks if each.name == "buyer"]

    assert (year.buyer.name, year.buyer.minor, year.buyer.of_minor) == ("Casa Azul", 7_900_00, 13_900_00)
    assert year.buyer.orders == [(first.pk, "Pedido", 2, 6_900_00), (second.pk, "Otro", 1, 1_000_00)]
    assert big.buyer_id != year.buyer.pk
    assert (shock.loans, shock.credit) == (2, 24_000_00)
    # By hand: three times as often for Beto, who is paid by nobody else; Ana for 1,900 of her 7,900 pesos.
    assert shock.year.expected_loss == round(12_000_00 * 0.08 * (3 + 1 + 2 * 1_900 / 7_900))


def test_without_joint_sales_no_buyer_is_lost(world):
    world.deal()
    world.lend(world.ana, on=TODAY - timedelta(days=3))
    year = carrying_on(TODAY).year

    assert year.buyer is None
    assert [each.name for each in year.shocks] == ["rains", "village"]


def test_with_enough_history_the_unions_own_rate_counts_on_the_careful_side(world):
    world.deal()
    old = TODAY - timedelta(days=400)
    for number in range(30):
        loan = world.lend(factories.make_member(world.union, section=world.village), 1_000_00, on=old, payments=2)
        if number:
            world.pay_until(loan, TODAY)
    told = carrying_on(TODAY)

    assert told.is_own_history
    assert (told.interval.loans, told.interval.failed) == (30, 1)
    assert told.rate == told.interval.high
    assert 0.14 < told.rate < 0.16


def test_a_first_loss_deal_is_read_as_one(world):
    world.deal("0.10", "first_loss")
    world.lend(world.caro, on=TODAY - timedelta(days=3))
    world.cap(world.ana, 90_000_00), world.put(world.ana, 1_200_00)
    told = carrying_on(TODAY)

    assert (told.promised, told.is_enough, told.year.reach) == (1_200_00, True, 1_200_00)
    assert told.year.carried.chance_used_up == 0
