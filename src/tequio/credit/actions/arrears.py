"""What is done about a loan that is late, from a reminder to writing it off; and what a member lets the union keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.later import put_off
from tequio.core.text import plain
from tequio.credit import queries, steps
from tequio.credit.errors import BeforeLastPayment, ConsentThere, ConsentWrong, NotLate, NotNow, PlanWrong
from tequio.credit.models import CatchUp, CatchUpPart, DeductionConsent, Loan, Payment, Reminder, Visit
from tequio.credit.settings import REMIND_DAYS
from tequio.credit.steps import TermsDraft
from tequio.engines import lending as engine
from tequio.members.models import Member
from tequio.unions.queries import ruling

OWED = (Loan.State.RUNNING, Loan.State.WRITTEN_OFF)


@action("credit.reminder.send")
def send_reminders(*, actor: Actor, today: date) -> None:
    """Remind by text whoever pays soon and whoever is late: of one day at most once before it and once after."""
    new = [
        Reminder(
            union_id=actor.union_id, loan=each.loan, due_on=due_on, kind=kind, minor=minor, asked_on=today,
            state=Reminder.State.WAITING if each.loan.member.person.phone else Reminder.State.PHONELESS,
        )
        for each, due_on, kind, minor in queries.reminders_open(today, ruling(REMIND_DAYS, today))
    ]  # fmt: skip
    before = Reminder.objects.count()
    Reminder.objects.bulk_create(new, ignore_conflicts=True)
    put_off("credit.send_reminders", union_id=actor.union_id)
    events.record(actor, "credit.reminders.sent", "credit.reminder", reminders=Reminder.objects.count() - before)


def claim_reminders(many: int) -> list[Reminder]:
    """Take so many texts that wait, or that a worker which was killed had on their way: from now on they are on theirs.

    Outside any deed, in a union's scope.
    """
    waiting = Reminder.objects.filter(state__in=Reminder.NOT_OUT).order_by("pk")
    with transaction.atomic():
        taken = list(
            waiting.select_for_update(of=("self",), skip_locked=True).select_related(
                "loan__member__person", "loan__lender"
            )[:many]
        )
        Reminder.objects.filter(pk__in=[each.pk for each in taken]).update(state=Reminder.State.SENDING)
    return taken


@action("credit.reminder.deliver")
def record_reminders(*, actor: Actor, states: Mapping[int, str]) -> None:
    """Note how the texts on their way ended. Done by the system."""
    for pk, state in sorted(states.items()):
        Reminder.objects.filter(pk=pk, state=Reminder.State.SENDING).update(state=state)
    events.record(actor, "credit.reminders.delivered", "credit.reminder", texts=len(states))


@action("credit.visit.note")
def note_visit(
    *, actor: Actor, loan_id: int, found: str, happened: str, visited_on: date, today: date,
    again_on: date | None = None,
) -> Visit:  # fmt: skip
    """Note that somebody went to see a member about his loan. Raises NotNow, ReasonTooShort, DayToCome."""
    steps.refuse_day_to_come(visited_on, today)
    told = steps.reason_of(happened)
    loan = steps.locked_loan(loan_id, *OWED)
    visit: Visit = Visit.objects.create(
        union_id=actor.union_id, loan=loan, visited_on=visited_on, visited_by=actor.name, found=found, said=told,
        again_on=again_on,
    )  # fmt: skip
    events.record(actor, "credit.visit.noted", loan, number=loan.number, found=found)
    return visit


@action("credit.plan.agree")
def agree_plan(
    *, actor: Actor, loan_id: int, parts: Sequence[tuple[date, int]], today: date, note: str = ""
) -> CatchUp:  # fmt: skip
    """Write down how a member who is late will catch up, as (day, centavos). Raises NotNow, NotLate, PlanWrong."""
    loan = steps.locked_loan(loan_id, *OWED)
    stands = queries.standing_of(loan, today)
    if stands is None or not stands.overdue_minor:
        raise NotLate
    days = [day for day, _minor in parts]
    if not parts or min(days) < today or len(set(days)) != len(days) or min(minor for _day, minor in parts) <= 0:
        raise PlanWrong
    plan: CatchUp = CatchUp.objects.create(
        union_id=actor.union_id, loan=loan, made_on=today, made_by=actor.name, note=plain(note)
    )
    CatchUpPart.objects.bulk_create(
        CatchUpPart(union_id=actor.union_id, catch_up=plan, due_on=day, minor=minor) for day, minor in sorted(parts)
    )
    events.record(actor, "credit.plan.agreed", loan, number=loan.number, minor=sum(minor for _day, minor in parts),
                  until=str(max(days)))  # fmt: skip
    return plan


@action("credit.loan.restructure")
def restructure(
    *, actor: Actor, loan_id: int, payments: int, reason: str, today: date, first_on: date | None = None,
    terms: TermsDraft | None = None,
) -> Loan:  # fmt: skip
    """Write down that the lender gave new days for all that is owed today: the old schedule stays as history.

    The terms stay but for the days unless others were agreed. Raises NotNow, BeforeLastPayment, TermsWrong,
    EveryMonthRests, ReasonTooShort.
    """
    said = steps.reason_of(reason)
    loan = steps.locked_loan(loan_id, Loan.State.RUNNING)
    before = queries.standing_of(loan, today)
    if before is None:
        raise NotNow(state=loan.get_state_display())
    later = Payment.objects.filter(loan=loan, cancelled_on__isnull=True, paid_on__gt=today).order_by("-paid_on").first()
    if later is not None:
        raise BeforeLastPayment(day=f"{later.paid_on:%d/%m/%Y}")
    draft = terms or TermsDraft.of(before.agreement)
    new = engine.restructured(before.agreement.agreed, before.standing, starts_on=today, due=())
    steps.check_terms(draft, new.principal, payments, today, first_on)
    loan.version += 1
    loan.save(update_fields=["version"])
    agreement = steps.write_agreement(
        actor, loan, _without_opening(draft), principal_minor=new.principal, payments=payments, starts_on=today,
        first_on=first_on, reason=said,
    )  # fmt: skip
    steps.begin_up_to_date(loan, agreement)
    events.record(actor, "credit.loan.restructured", loan, number=loan.number, version=loan.version,
                  principal_minor=new.principal, payments=payments, reason=said)  # fmt: skip
    return loan


def _without_opening(draft: TermsDraft) -> TermsDraft:
    """Fees of the opening and the guarantee are not asked for again."""
    told = draft.columns | {"opening_fee_minor": 0, "opening_fee_rate": 0, "guarantee_rate": 0, "interest_only": 0}
    return TermsDraft(**told | {"rest_in": draft.rest_in})


@action("credit.loan.write_off")
def write_off(*, actor: Actor, loan_id: int, reason: str, today: date) -> Loan:
    """Note that the lender gave a late loan up as lost. It is still owed: what comes in is a recovery.

    Raises NotNow, NotLate, ReasonTooShort.
    """
    said = steps.reason_of(reason)
    loan = steps.locked_loan(loan_id, Loan.State.RUNNING)
    stands = queries.standing_of(loan, today)
    if stands is None or not stands.is_late:
        raise NotLate
    loan.state, loan.written_off_on, loan.written_off_why = Loan.State.WRITTEN_OFF, today, said
    loan.written_off_minor = stands.standing.to_close
    loan.save(update_fields=["state", "written_off_on", "written_off_why", "written_off_minor"])
    events.record(actor, "credit.loan.written_off", loan, number=loan.number, minor=loan.written_off_minor, reason=said)
    return loan


@action("credit.deduction.allow", for_self="member")
def allow_deduction(
    *, actor: Actor, member: Member, loan_id: int, cap_minor: int, ends_on: date, today: date, cap_bp: int = 5_000
) -> DeductionConsent:  # fmt: skip
    """Let the union keep one's instalments from what it pays one, so much at most each time, until a day.

    The office writes it for one who signed on paper. Raises ConsentWrong, ConsentThere, NotNow.
    """
    loan = steps.locked_loan(loan_id, Loan.State.AGREED, Loan.State.RUNNING)
    if loan.member_id != member.pk:
        raise Loan.DoesNotExist
    if cap_minor <= 0 or ends_on <= today or not 1 <= cap_bp <= 10_000:
        raise ConsentWrong
    if DeductionConsent.objects.filter(loan=loan, withdrawn_on__isnull=True).exists():
        raise ConsentThere
    himself = actor.member_id == member.pk
    consent: DeductionConsent = DeductionConsent.objects.create(
        union_id=actor.union_id, loan=loan, cap_minor=cap_minor, cap_bp=cap_bp, begins_on=today, ends_on=ends_on,
        on_paper=not himself, taken_by=actor.name,
    )  # fmt: skip
    events.record(actor, "credit.deduction.allowed", loan, number=loan.number, cap_minor=cap_minor, cap_bp=cap_bp,
                  until=str(ends_on), on_paper=consent.on_paper)  # fmt: skip
    return consent


@action("credit.deduction.withdraw", for_self="member")
def withdraw_deduction(*, actor: Actor, member: Member, loan_id: int, today: date) -> Loan:
    """Take that back; from today on nothing is kept. Raises NotNow."""
    loan = steps.locked_loan(loan_id)
    if loan.member_id != member.pk:
        raise Loan.DoesNotExist
    if not DeductionConsent.objects.filter(loan=loan, withdrawn_on__isnull=True).update(withdrawn_on=today):
        raise NotNow(state=loan.get_state_display())
    events.record(actor, "credit.deduction.withdrawn", loan, number=loan.number)
    return loan
