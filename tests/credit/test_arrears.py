"""Late: reminders, visits, a plan, new days, writing off, recoveries; and what a member lets the union keep."""

from datetime import date, timedelta

import pytest

from tequio.books.steps import EntryDraft, LegDraft, post_entry
from tequio.core import events
from tequio.core.action import REGISTRY, action
from tequio.core.models import Event
from tequio.core.outbox import OutboxMessage
from tequio.core.refusals import NotAllowed
from tequio.core.scope import in_union
from tequio.credit import actions, jobs, queries, steps
from tequio.credit.errors import ConsentThere, ConsentWrong, DeductsTooMuch, NotLate, NotNow, PlanWrong
from tequio.credit.models import CatchUp, DeductionConsent, Instalment, Loan, Payment, Reminder
from tests import factories
from tests.credit import world as worlds
from tests.credit.test_loans import DUE, FIRST, SECOND
from tests.credit.world import LENT

WHY = "Se le cayó el horno y el banco dio más tiempo."


def test_reminders_go_once_before_the_day_and_once_after(world):
    loan, _quiet = world.lend(), world.lend(world.beto)
    for day in (FIRST - timedelta(days=4), FIRST - timedelta(days=3), FIRST - timedelta(days=2)):
        actions.send_reminders(actor=world.desk, today=day)
    for day in (FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=6)):
        actions.send_reminders(actor=world.desk, today=day)

    mine = Reminder.objects.filter(loan=loan).order_by("pk")
    assert [(each.kind, each.due_on, each.minor, each.state) for each in mine] == [
        ("before", FIRST, DUE, "waiting"), ("late", FIRST, DUE, "waiting"),
    ]  # fmt: skip
    # Who has no phone is on the list for somebody to go and see him.
    assert set(Reminder.objects.exclude(loan=loan).values_list("state", flat=True)) == {"phoneless"}


def test_the_texts_go_out_and_say_that_one_can_talk(live):
    union = factories.make_union()
    with in_union(union.pk):
        world = worlds.build(union)
        world.lend()
        actions.send_reminders(actor=world.desk, today=FIRST + timedelta(days=1))
    jobs.send_reminders(union_id=union.pk)
    jobs.send_reminders(union_id=union.pk)

    (text,) = OutboxMessage.objects.values_list("text", flat=True)
    assert "Ana, se pasó el pago del 15/02/2026. Debes $2,526.29." in text
    with in_union(union.pk):
        assert Reminder.objects.get().state == "kept"


def test_a_visit_is_written_down(world):
    loan = world.lend()
    visit = actions.note_visit(actor=world.desk, loan_id=loan.pk, found="met", happened="Vende hasta el jueves y paga.",
                               visited_on=SECOND, today=SECOND, again_on=SECOND + timedelta(days=7))  # fmt: skip

    assert (visit.visited_by, visit.again_on) == ("Marta", SECOND + timedelta(days=7))


def test_a_plan_is_for_who_is_late_and_changes_nothing_owed(world):
    loan = world.lend()
    parts = [(SECOND, 1_300_00), (SECOND + timedelta(days=7), 1_300_00)]
    with pytest.raises(NotLate):
        actions.agree_plan(actor=world.desk, loan_id=loan.pk, parts=parts, today=LENT)
    late = FIRST + timedelta(days=8)
    owed = world.stands(loan, late).overdue_minor
    plan = actions.agree_plan(actor=world.desk, loan_id=loan.pk, parts=parts, today=late)

    assert [(each.due_on, each.minor) for each in plan.parts.order_by("due_on")] == parts
    assert world.stands(loan, late).overdue_minor == owed
    for wrong in ([], [(LENT, 1)], [(SECOND, 0)], [(SECOND, 1), (SECOND, 1)]):
        with pytest.raises(PlanWrong):
            actions.agree_plan(actor=world.desk, loan_id=loan.pk, parts=wrong, today=late)
    assert CatchUp.objects.count() == 1


def test_restructured_all_that_is_owed_gets_new_days_and_the_old_ones_stay(world):
    loan = world.lend()
    world.pay(loan, DUE, FIRST)
    on = date(2026, 5, 15)
    before = world.stands(loan, on).standing
    owed = before.balance + sum(
        owed - line.paid.get(what, 0)
        for line in before.lines if line.due_on <= on for what, owed in line.owed.items() if what != "principal"
    )  # fmt: skip
    loan = actions.restructure(actor=world.desk, loan_id=loan.pk, payments=18, reason=WHY, today=on)

    stands = world.stands(loan, on)
    assert (loan.version, stands.balance_minor, stands.overdue_minor, stands.days_late) == (2, owed, 0, 0)
    assert Instalment.objects.filter(loan=loan, version=1).count() == 12
    assert sum(row.principal_minor for row in queries.instalments_of(loan)) == owed
    # A slip from before comes in afterwards: it lowers what is owed now.
    actions.merge_slips(actor=world.desk, slips=[actions.Slip("t-1", loan.pk, 500_00, SECOND)], today=on)
    assert world.stands(loan, on).balance_minor == owed - 500_00


def test_written_off_is_still_owed_and_what_comes_in_is_a_recovery(world):
    loan = world.lend()
    with pytest.raises(NotLate):
        actions.write_off(actor=world.desk, loan_id=loan.pk, reason=WHY, today=FIRST + timedelta(days=5))
    on = date(2026, 9, 15)
    lost = world.stands(loan, on).standing.to_close
    loan = actions.write_off(actor=world.desk, loan_id=loan.pk, reason=WHY, today=on)
    assert (loan.state, loan.written_off_minor) == (Loan.State.WRITTEN_OFF, lost)
    payment = world.pay(loan, 5_000_00, on)

    assert payment.is_recovery
    assert world.books() == {"cash": 5_000_00, "loan_collected": -5_000_00}
    with pytest.raises(NotNow):
        actions.restructure(actor=world.desk, loan_id=loan.pk, payments=6, reason=WHY, today=on)


# --- kept from what the union pays -----------------------------------------------------------------------------------


def allow(world, loan, cap_minor=2_000_00, **more):
    told = {"ends_on": date(2026, 12, 31), "today": LENT, "actor": world.own(world.ana)}
    return actions.allow_deduction(member=world.ana, loan_id=loan.pk, cap_minor=cap_minor, **told | more)


def agreed(world, payout, on):
    return [(each.loan_id, each.minor) for each in queries.deductions_agreed({world.ana.pk: payout}, on)]


def test_without_a_consent_nothing_is_kept(world):
    world.lend()
    assert agreed(world, 10_000_00, SECOND) == []


@pytest.mark.parametrize(
    ("payout", "on", "kept"),
    [
        (10_000_00, FIRST - timedelta(days=1), 0),  # nothing is due yet
        (10_000_00, FIRST, 2_000_00),  # the cap
        (3_000_00, FIRST, 1_500_00),  # half of the payment
        (10_000_00, date(2026, 12, 31), 0),  # the consent is over
    ],
)
def test_what_is_due_is_kept_up_to_the_cap(world, payout, on, kept):
    loan = world.lend()
    allow(world, loan)
    assert agreed(world, payout, on) == ([(loan.pk, kept)] if kept else [])


def test_no_more_is_kept_than_is_due(world):
    loan = world.lend()
    allow(world, loan, cap_minor=50_000_00)
    assert agreed(world, 100_000_00, FIRST) == [(loan.pk, DUE)]


def test_only_the_member_or_his_paper_says_yes_and_he_takes_it_back(world):
    loan = world.lend()
    with pytest.raises(NotAllowed):
        allow(world, loan, actor=world.own(world.beto))
    for wrong in ({"cap_minor": 0}, {"ends_on": LENT}):
        with pytest.raises(ConsentWrong):
            allow(world, loan, **wrong)
    consent = allow(world, loan)
    with pytest.raises(ConsentThere):
        allow(world, loan)
    assert (consent.on_paper, DeductionConsent.objects.count()) == (False, 1)
    actions.withdraw_deduction(actor=world.own(world.ana), member=world.ana, loan_id=loan.pk, today=FIRST)

    assert agreed(world, 10_000_00, FIRST) == []
    assert allow(world, loan, today=SECOND, actor=world.desk).on_paper


@pytest.fixture
def payout(world):
    """A sibling that pays a member and keeps what he agreed to, in one entry."""

    @action("tests.credit.payout")
    def pay(*, actor, loan, gross, kept, on):
        member = loan.member_id
        legs = (
            LegDraft("exit_payable", gross, member),
            LegDraft("bank", kept - gross),
            steps.deduction_leg(member, kept),
        )
        entry = post_entry(actor, EntryDraft(on, "Liquidación", "tests.payout", 1, legs))
        steps.keep_deduction(actor, loan_id=loan.pk, minor=kept, payout_minor=gross, on=on, entry_id=entry.pk)
        events.record(actor, "tests.credit.paid_out", loan)

    yield pay
    del REGISTRY["tests.credit.payout"]


def test_a_payout_keeps_the_instalment_and_it_is_the_lenders(world, payout):
    loan = world.lend()
    allow(world, loan)
    actor = factories.actor_with(world.union, "tests.credit.payout")
    payout(actor=actor, loan=loan, gross=10_000_00, kept=2_000_00, on=FIRST)

    kept = Payment.objects.get()
    assert (kept.into, kept.minor, kept.iva_to_minor) == ("settlement", 2_000_00, 115_20)
    assert world.books() == {"bank": -8_000_00, "loan_collected": -2_000_00}
    assert world.stands(loan, FIRST).overdue_minor == DUE - 2_000_00


def test_beyond_the_cap_nothing_is_kept(world, payout):
    loan = world.lend()
    allow(world, loan)
    actor = factories.actor_with(world.union, "tests.credit.payout")
    with pytest.raises(DeductsTooMuch, match=r"\$2,000.00"):
        payout(actor=actor, loan=loan, gross=10_000_00, kept=2_000_01, on=FIRST)

    assert (Payment.objects.count(), world.books()) == (0, {})
    assert not Event.objects.filter(kind="tests.credit.paid_out").exists()
