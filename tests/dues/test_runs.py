"""One collection for everybody: previewed, whole or not at all, never twice, and taken back whole."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tequio.books.errors import DayToCome, PeriodClosed
from tequio.books.models import Entry, Period
from tequio.books.queries import balance
from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.dues import actions, queries
from tequio.dues.errors import (
    FeeCancelled,
    NobodyToCharge,
    NoSchedule,
    PeriodToCome,
    PlanMoved,
    RunUndone,
    ScheduleTooOld,
    ScheduleWrong,
)
from tequio.dues.models import Fee, Run, Schedule, Skip
from tequio.engines.dues import Why
from tequio.members.models import Member
from tests import factories
from tests.dues.conftest import APRIL, MARCH, TODAY


def nothing_was_charged():
    return (Run.objects.count(), Fee.objects.count(), Entry.objects.count(), Skip.objects.count()) == (0, 0, 0, 0)


def test_a_month_is_charged_to_everybody_by_the_size_of_his_workshop(house):
    run = house.collect()

    assert (run.members, run.minor) == (3, 35_00)
    assert [house.owes(who) for who in (house.ana, house.beto, house.caro)] == [10_00, 15_00, 10_00]
    assert balance("dues_income") == -35_00
    fee = house.fee(house.beto)
    assert (fee.people, fee.full_minor, fee.minor, fee.part, fee.parts) == (5, 15_00, 15_00, 1, 1)
    assert (fee.due_on, fee.late_on, fee.text) == (date(2026, 3, 10), date(2026, 3, 26), "Cuota de marzo de 2026")
    entry = Entry.objects.get(pk=fee.entry_id)
    assert (entry.source, entry.source_id, entry.on, entry.text) == ("dues.fee", fee.pk, TODAY, fee.text)
    assert Event.objects.filter(kind="dues.run.collected").get().data["members"] == 3


def test_who_is_skipped_is_kept_with_the_reason(house):
    Member.objects.filter(pk=house.caro.pk).update(state=Member.State.APPLICANT)
    actions.grant_relief(actor=house.actor, member_id=house.ana.pk, percent=100, begins_on=MARCH, ends_on=None,
                         reason="Enfermedad")  # fmt: skip
    run = house.collect()

    assert run.members == 1
    assert set(Skip.objects.values_list("member", "why")) == {
        (house.ana.pk, Why.RELIEVED), (house.caro.pk, Why.APPLICANT),
    }  # fmt: skip


def test_whom_the_treasurer_leaves_out_can_be_charged_later(house):
    first = house.collect(left_out=(house.ana.pk,), note="Acuerdo de la mesa")
    assert Skip.objects.get().note == "Acuerdo de la mesa"
    second = house.collect()

    assert (first.members, second.members) == (2, 1)
    assert house.owes(house.ana) == 10_00
    with pytest.raises(NobodyToCharge):
        house.collect()
    assert Run.objects.count() == 2


def test_half_a_fee_by_relief_and_the_days_that_are_left(house):
    house.schedule(joining="by_day", valid_from=date(2026, 2, 1), source="Acta 4")
    Member.objects.filter(pk=house.caro.pk).update(joined_on=date(2026, 3, 17))
    actions.grant_relief(actor=house.actor, member_id=house.ana.pk, percent=50, begins_on=date(2026, 1, 1),
                         ends_on=APRIL, reason="Mayor de setenta")  # fmt: skip
    house.collect(on=date(2026, 3, 20))

    assert [house.owes(who) for who in (house.ana, house.caro)] == [5_00, 4_84]
    assert house.fee(house.ana).relief_minor == 5_00
    assert (house.fee(house.caro).outside_minor, house.fee(house.caro).days) == (5_16, 15)
    house.collect(APRIL, on=APRIL)
    assert house.owes(house.ana) == 15_00


def test_a_year_in_four_parts_is_one_entry_and_four_days_to_pay(house):
    house.schedule(cadence="yearly", brackets=((1, 100_02),), instalments=4)
    house.collect(date(2026, 1, 1), "yearly")

    fees = list(Fee.objects.filter(member=house.ana).order_by("part"))
    assert [(fee.minor, fee.due_on) for fee in fees] == [
        (25_01, TODAY), (25_01, date(2026, 4, 10)), (25_00, date(2026, 7, 10)), (25_00, date(2026, 10, 10)),
    ]  # fmt: skip
    assert len({fee.entry_id for fee in fees}) == 1
    assert house.owes(house.ana) == 100_02


def test_what_was_looked_at_is_what_is_charged_or_nothing_is(house):
    seen = house.plan().digest
    factories.make_member(house.union, "Dora", "Sol", section=house.ana.section, number=4)
    before = Event.objects.count()
    with pytest.raises(PlanMoved):
        house.collect(seen=seen)

    assert nothing_was_charged()
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("first", "on", "refusal"),
    [
        (APRIL, date(2026, 3, 31), PeriodToCome),
        (date(2025, 12, 1), TODAY, NoSchedule),
    ],
)
def test_a_period_that_cannot_be_charged(house, first, on, refusal):
    with pytest.raises(refusal):
        house.collect(first, on=on, seen="x")
    assert nothing_was_charged()


def test_a_day_to_come_and_a_closed_month_charge_nobody(house):
    with pytest.raises(DayToCome):
        actions.collect(actor=house.actor, cadence="monthly", period_on=MARCH, charged_on=APRIL, today=TODAY, seen="x")
    Period.objects.create(union=house.union, month=MARCH, closed_at="2026-03-31T00:00Z")
    with pytest.raises(PeriodClosed):
        house.collect()
    assert nothing_was_charged()


def test_the_same_form_sent_twice_charges_once(house):
    seen = house.plan().digest
    first, again = house.collect(seen=seen, key="one"), house.collect(seen=seen, key="one")

    assert again == first
    assert (Run.objects.count(), Fee.objects.count()) == (1, 3)


def test_the_database_itself_refuses_a_second_fee_for_a_period(house):
    house.collect()
    fee = house.fee(house.ana)
    with pytest.raises(IntegrityError, match="fee_once_a_period"), transaction.atomic():
        fee.pk = None
        fee.save(force_insert=True)

    assert Fee.objects.count() == 3


def test_what_is_written_of_a_fee_stays(house):
    run = house.collect()
    for change in ("minor = 1", "member_id = member_id", "due_on = '2030-01-01'"):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE dues_fee SET {change}")
    actions.undo_run(actor=house.actor, run_id=run.pk, on=TODAY, today=TODAY, reason="x")
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        Fee.objects.update(cancelled_on=None)


def test_undone_a_run_leaves_nobody_owing_and_can_be_done_again(house):
    run = house.collect()
    house.pay(house.ana, 10_00)
    actions.undo_run(actor=house.actor, run_id=run.pk, on=TODAY, today=TODAY, reason="tarifa equivocada")

    assert [house.owes(who) for who in (house.ana, house.beto)] == [-10_00, 0]
    assert balance("dues_income") == 0
    with pytest.raises(RunUndone):
        actions.undo_run(actor=house.actor, run_id=run.pk, on=TODAY, today=TODAY, reason="otra vez")
    assert house.collect().members == 3
    assert house.owes(house.ana) == 0


def test_one_fee_is_cancelled_and_charged_again_with_the_next_run(house):
    run = house.collect()
    fee = house.fee(house.ana)
    actions.cancel_fee(actor=house.actor, fee_id=fee.pk, on=TODAY, today=TODAY, reason="no le tocaba")
    with pytest.raises(FeeCancelled):
        actions.cancel_fee(actor=house.actor, fee_id=fee.pk, on=TODAY, today=TODAY, reason="otra vez")

    assert house.owes(house.ana) == 0
    # Undone afterwards, the run takes back only what still stands.
    actions.undo_run(actor=house.actor, run_id=run.pk, on=TODAY, today=TODAY, reason="x")
    assert balance("dues_receivable") == balance("dues_income") == 0
    assert Entry.objects.filter(reverses__isnull=False).count() == 3


def test_a_fee_by_itself_can_be_charged_twice_and_counts_as_owed(house):
    for _ in range(2):
        actions.charge_fee(actor=house.actor, member_id=house.ana.pk, minor=50_00, on=TODAY, due_on=APRIL, today=TODAY,
                           text="Inscripción")  # fmt: skip

    assert house.owes(house.ana) == 100_00
    assert [each.due_on for each in queries.owing_of(house.ana.pk, TODAY).open] == [APRIL, APRIL]


def test_the_newest_schedule_that_has_begun_rules_and_history_is_not_rewritten(house):
    house.collect()
    with pytest.raises(ScheduleTooOld, match="marzo de 2026"):
        house.schedule(valid_from=MARCH, brackets=((1, 99_00),))
    house.schedule(valid_from=APRIL, brackets=((1, 12_00),), source="Acta 5")
    house.schedule(valid_from=APRIL, brackets=((1, 13_00),), source="Acta 5, corregida")
    house.collect(APRIL, on=APRIL)

    assert house.owes(house.beto) == 15_00 + 13_00
    assert [each.standing for each in queries.schedules_shown(TODAY)] == ["coming", "replaced", "now"]


@pytest.mark.parametrize(
    "wrong",
    [{"brackets": ()}, {"brackets": ((2, 1),)}, {"valid_from": date(2026, 1, 2)}, {"due_day": 31}, {"instalments": 3},
     {"cadence": "yearly", "valid_from": date(2026, 2, 1)}, {"cadence": "weekly"}, {"joining": "x"}],
)  # fmt: skip
def test_a_schedule_that_makes_no_sense_is_refused(house, wrong):
    with pytest.raises(ScheduleWrong):
        house.schedule(**wrong)
    assert Schedule.objects.count() == 1


def test_without_the_right_nothing_is_charged(house):
    with pytest.raises(NotAllowed):
        house.collect(actor=factories.actor_with(house.union, "dues.payment.record"))
    assert nothing_was_charged()
