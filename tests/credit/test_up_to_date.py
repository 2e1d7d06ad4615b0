"""What is kept of loans with nothing overdue: written with payments, taken away by the database, as the engine says."""

from datetime import date, timedelta

import pytest

from tequio.credit import actions, queries
from tequio.credit.models import UpToDate
from tests.credit.world import LENT

FIRST, SECOND, THIRD = date(2026, 2, 15), date(2026, 3, 15), date(2026, 4, 15)
DUE = 2_526_29  # 2,411.09 and IVA of 115.20
DAYS = [LENT, FIRST - timedelta(days=1), FIRST, date(2026, 3, 1), SECOND, date(2026, 6, 30)]


def kept():
    rows = UpToDate.objects.order_by("pk")
    return [(each.from_on, each.until_on, each.balance_minor, each.next_minor) for each in rows]


def in_full(day):
    """Every figure of the desk with each loan worked out."""
    rows = queries.stood(queries.loans_owed(), day)
    late = [each for each in rows if each.days_late]
    return queries.Owed(
        sum(each.balance_minor for each in rows), len(rows), len(late), sum(each.overdue_minor for each in late)
    )


def test_from_one_payment_to_the_next_a_loan_is_up_to_date(world):
    loan = world.lend()
    assert kept() == [(LENT, date(2026, 2, 14), 24_000_00, DUE)]
    world.pay(loan, DUE, FIRST)

    # Of 2,411.09 interest is 720.00; then it is 669.27 with 107.08 of IVA.
    assert kept() == [(FIRST, date(2026, 3, 14), 22_308_91, 2_411_09 + 107_08)]
    assert (UpToDate.objects.get().late_30_on, UpToDate.objects.get().late_90_on) == (None, None)


def test_who_paid_in_part_is_not_up_to_date_and_who_paid_late_was(world):
    loan = world.lend()
    world.pay(loan, 500_00, FIRST)
    assert kept() == []
    on = date(2026, 3, 20)  # 33 days after the first day, with the second due too
    world.pay(loan, queries.standing_of(loan, on).overdue_minor, on)

    (row,) = UpToDate.objects.all()
    assert (row.from_on, row.until_on) == (on, date(2026, 4, 14))
    assert (row.late_30_on, row.late_90_on) == (date(2026, 3, 18), None)


def test_a_payment_taken_back_is_what_was_kept_before_it(world):
    loan = world.lend()
    before = kept()
    payment = world.pay(loan, DUE, FIRST)
    actions.cancel_payment(
        actor=world.desk, payment_id=payment.pk, on=FIRST, today=FIRST, reason="Era de otra persona, se anotó mal."
    )

    assert kept() == before


def test_a_loan_with_new_days_begins_again_and_one_paid_off_stays(world):
    loan = world.lend()
    actions.restructure(
        actor=world.desk, loan_id=loan.pk, payments=6, reason="Las lluvias pararon el horno.", today=date(2026, 3, 1)
    )
    balance = queries.standing_of(queries.loans().get(), date(2026, 3, 1)).balance_minor
    assert [row[:3] for row in kept()] == [(date(2026, 3, 1), date(2026, 3, 31), balance)]
    world.pay(loan, queries.standing_of(queries.loans().get(), SECOND).standing.to_close, SECOND)

    assert kept() == [(SECOND, date.max, 0, 0)]


def test_the_database_takes_away_what_holds_no_more(world):
    """Whatever writes a payment, and not the deed alone."""
    loan = world.lend()
    assert len(kept()) == 1
    payment = world.pay(loan, DUE, FIRST)
    payment.pk, payment.number = None, payment.number + 1
    payment.save(force_insert=True)

    assert kept() == []


@pytest.mark.parametrize("day", DAYS)
def test_the_desks_sums_are_those_of_every_loan_worked_out(world, day):
    """Ana pays the first, Beto nothing, Dina pays both; kept or not, before or after what is kept."""
    loans = [world.lend(member) for member in (world.ana, world.beto, world.dina)]
    world.pay(loans[0], DUE, FIRST)
    world.pay(loans[2], DUE, FIRST)
    world.pay(loans[2], DUE, SECOND)

    assert queries.owed_on(queries.loans_owed(), day) == in_full(day)
    assert {each.loan.pk: each.days_late for each in queries.late(day)} == {
        each.loan.pk: each.days_late for each in queries.stood(queries.loans_owed(), day) if each.days_late
    }
    soon = day + timedelta(days=7)
    due = [each.loan.pk for each in queries.stood(queries.loans_owed(), day)
           if each.overdue_minor or (each.next_on is not None and each.next_on <= soon)]  # fmt: skip
    assert [each.loan.pk for each in queries.dues_of_village(world.village.pk, day, soon)] == due
    assert {each.loan.pk for each, *_ in queries.reminders_due(day, 7)} == set(due)
    village = queries.due_by_village(day, soon).get(world.village.pk, queries.VillageDue())
    rows = [each for each in queries.stood(queries.loans_owed(), day) if each.loan.pk in due]
    late = sum(each.overdue_minor for each in rows if each.days_late)
    assert village == queries.VillageDue(len(due), late, sum(each.due_until(soon) for each in rows))
