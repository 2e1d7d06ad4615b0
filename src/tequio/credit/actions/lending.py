"""A loan from what was agreed with the lender to the money in the member's hand."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tequio.books.steps import post_entry
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.credit import postings, queries, steps
from tequio.credit.errors import FileMissing, HandedOverAlready, NotALender, NotToDecide, OtherDay
from tequio.credit.models import Application, Lender, Loan
from tequio.credit.steps import TermsDraft
from tequio.engines import lending as engine

State = Loan.State


@action("credit.loan.agree")
def agree_loan(
    *, actor: Actor, application_id: int, lender_id: int, principal_minor: int, payments: int, terms: TermsDraft,
    starts_on: date, today: date, first_on: date | None = None, reference: str = "",
) -> Loan:  # fmt: skip
    """Write down what the lender will lend for an approved application, and its days of payment from `starts_on`.

    Raises NotToDecide, NotALender, TermsWrong, EveryMonthRests, NotActive, Underage, AgeUnknown, TwoHaveNotSaidYes.
    """
    steps.check_terms(terms, principal_minor, payments, starts_on, first_on)
    steps.lock_credit(actor.union_id)
    application = Application.objects.select_for_update(of=("self",)).select_related("member__person").get(
        pk=application_id
    )  # fmt: skip
    if application.state != Application.State.APPROVED:
        raise NotToDecide(state=application.get_state_display())
    if not Lender.objects.filter(pk=lender_id).exists():
        raise NotALender
    steps.refuse_who_cannot_sign(application.member, today, age_known=True)
    loan: Loan = Loan.objects.create(
        union_id=actor.union_id, number=steps.next_loan_number(), application=application, member=application.member,
        lender_id=lender_id, principal_minor=principal_minor, agreed_on=today, reference=plain(reference),
    )  # fmt: skip
    steps.write_agreement(
        actor, loan, terms, principal_minor=principal_minor, payments=payments, starts_on=starts_on, first_on=first_on
    )
    application.state = Application.State.LENT
    application.save(update_fields=["state"])
    events.record(actor, "credit.loan.agreed", loan, number=loan.number, member=loan.member_id, lender=lender_id,
                  principal_minor=principal_minor, rate=str(terms.annual_rate), payments=payments)  # fmt: skip
    return loan


@action("credit.loan.call_off")
def call_off_loan(*, actor: Actor, loan_id: int, reason: str) -> Loan:
    """The loan will not be handed out as agreed; its application is approved as before. Raises NotNow."""
    said = steps.reason_of(reason)
    loan = steps.locked_loan(loan_id, State.AGREED)
    loan.state = State.CALLED_OFF
    loan.save(update_fields=["state"])
    Application.objects.filter(pk=loan.application_id).update(state=Application.State.APPROVED)
    events.record(actor, "credit.loan.called_off", loan, number=loan.number, reason=said)
    return loan


@action("credit.loan.disburse")
def disburse(*, actor: Actor, loan_id: int, through: str, on: date, today: date) -> Loan:
    """The lender handed the money out: straight to the member, or to the union's bank account for him.

    Raises NotNow, OtherDay, FileMissing, DayToCome, PeriodClosed.
    """
    steps.refuse_day_to_come(on, today)
    loan = steps.locked_loan(loan_id, State.AGREED)
    agreement = queries.agreement_of(loan)
    if on != agreement.starts_on:
        raise OtherDay(day=f"{agreement.starts_on:%d/%m/%Y}")
    if loan.member_id not in queries.files_of([loan.member_id]):
        raise FileMissing(name=loan.member.name)
    loan.state, loan.disbursed_on, loan.through = State.RUNNING, on, through
    if through == Loan.Through.DIRECT:
        loan.handed_over_on = on
    loan.save(update_fields=["state", "disbursed_on", "through", "handed_over_on"])
    steps.begin_up_to_date(loan, agreement)
    minor = in_hand(loan)
    if through == Loan.Through.UNION:
        post_entry(actor, postings.arrival_entry(loan.pk, on, _text(loan), loan.member_id, minor))
    events.record(actor, "credit.loan.disbursed", loan, number=loan.number, through=through, in_hand_minor=minor)
    return loan


@action("credit.loan.hand_over")
def hand_over(*, actor: Actor, loan_id: int, from_: str, on: date, today: date) -> Loan:
    """Give the member what the lender sent to the union for him, from the "cash" or the "bank".

    Raises HandedOverAlready, PaidTooEarly, DayToCome, PeriodClosed.
    """
    steps.refuse_day_to_come(on, today)
    loan = steps.locked_loan(loan_id, State.RUNNING)
    if loan.handed_over_on is not None or loan.through != Loan.Through.UNION:
        raise HandedOverAlready
    assert loan.disbursed_on is not None
    if on < loan.disbursed_on:
        raise OtherDay(day=f"{loan.disbursed_on:%d/%m/%Y}")
    loan.handed_over_on = on
    loan.save(update_fields=["handed_over_on"])
    minor = in_hand(loan)
    post_entry(actor, postings.handing_entry(loan.pk, on, _text(loan), loan.member_id, minor, from_))
    events.record(actor, "credit.loan.handed_over", loan, number=loan.number, minor=minor, source=from_)
    return loan


def in_hand(loan: Loan) -> int:
    """What reaches the member: the principal less fees of the opening, their IVA and the cash guarantee."""
    agreement = loan.agreements.get(version=1)
    offer = engine.Offer("", agreement.agreed, agreement.guarantee_rate, agreement.guarantee_yield)
    return engine.weigh(offer).in_hand


def _text(loan: Loan) -> str:
    return _("Préstamo %(number)s de %(lender)s") % {"number": loan.number, "lender": loan.lender.name}
