"""Money that comes in for a loan: at the counter, from a village, taken back, and passed on to the lender."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tequio.books.steps import post_entry, reverse_entry
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.credit import postings, queries, steps
from tequio.credit.errors import NothingToRemit, PaymentGone, SlipDiffers
from tequio.credit.models import Lender, Loan, Payment

OWED = (Loan.State.RUNNING, Loan.State.WRITTEN_OFF)


@action("credit.payment.record")
def record_payment(*, actor: Actor, loan_id: int, minor: int, into: str, on: date, today: date) -> Payment:
    """Take a payment and give its receipt. It pays the oldest day first, and within it fees, penalty, IVA, late
    interest, interest and principal; what is beyond lowers the principal at once.

    Raises NotNow, PaidTooEarly, PaysTooMuch, AmountAbsurd, DayToCome, PeriodClosed.
    """
    steps.refuse_day_to_come(on, today)
    steps.lock_credit(actor.union_id)
    loan = steps.locked_loan(loan_id)
    # Before its day is told first: it is the date that is wrong, not the loan.
    if loan.disbursed_on is not None:
        loan = steps.locked_loan(loan_id, *OWED)
    taken = steps.take_payment(actor, loan, minor=minor, into=into, on=on)
    events.record(actor, "credit.payment.recorded", taken.payment, number=taken.payment.number, loan=loan.number,
                  minor=minor, into=into, paid_off=taken.paid_off)  # fmt: skip
    return taken.payment


@dataclass(frozen=True, slots=True)
class Slip:
    """A receipt that was made by hand or on a phone without signal; its key stands on it."""

    key: str
    loan_id: int
    minor: int
    on: date


@action("credit.payment.merge")
def merge_slips(*, actor: Actor, slips: Sequence[Slip], today: date) -> None:
    """Take what was collected in a village: each slip once, however often its list is sent, and all of a list or none.

    A slip of a loan that was paid off meanwhile is taken too: what is too much stays the member's. Raises SlipDiffers,
    PaidTooEarly, AmountAbsurd, DayToCome, PeriodClosed.
    """
    steps.lock_credit(actor.union_id)
    known = {each.slip: each for each in Payment.objects.filter(slip__in=[slip.key for slip in slips])}
    new, minor = 0, 0
    for slip in sorted(slips, key=lambda each: (each.on, each.key)):
        steps.refuse_day_to_come(slip.on, today)
        there = known.get(slip.key)
        if there is not None:
            if (there.loan_id, there.minor, there.paid_on) != (slip.loan_id, slip.minor, slip.on):
                raise SlipDiffers(slip=slip.key)
            continue
        loan = steps.locked_loan(slip.loan_id)
        taken = steps.take_payment(
            actor, loan, minor=slip.minor, into=Payment.Into.CASH, on=slip.on, slip=slip.key, most_allowed=False
        )
        known[slip.key] = taken.payment
        new, minor = new + 1, minor + slip.minor
    events.record(actor, "credit.payments.merged", "credit.payment", new=new, known=len(slips) - new, minor=minor)


@action("credit.payment.cancel")
def cancel_payment(*, actor: Actor, payment_id: int, on: date, today: date, reason: str) -> Payment:
    """Take a payment back; its number stays used, and what the others paid is worked out again.

    Raises PaymentGone, ReasonTooShort, DayToCome, PeriodClosed.
    """
    steps.refuse_day_to_come(on, today)
    said = steps.reason_of(reason)
    steps.lock_credit(actor.union_id)
    payment: Payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)
    if not payment.stands or payment.remitted_on is not None or payment.into == Payment.Into.SETTLEMENT:
        raise PaymentGone
    loan = steps.locked_loan(payment.loan_id)
    if payment.entry_id is not None:
        reverse_entry(actor, entry_id=payment.entry_id, on=on)
    payment.cancelled_on, payment.cancel_reason = on, said
    payment.save(update_fields=["cancelled_on", "cancel_reason"])
    rows = list(Payment.objects.filter(loan=loan, version=payment.version, cancelled_on__isnull=True))
    over = sum(row.left_over_minor for row in rows)
    if payment.version == loan.version:
        rows = steps.in_order(rows, queries.agreement_of(loan).starts_on)
        standing = steps.split_again(loan, rows)
        Payment.objects.bulk_update(rows, [*steps.COLUMN_OF.values(), "left_over_minor"])
        steps.settle_state(loan, standing, rows)
        if shifted := sum(row.left_over_minor for row in rows) - over:
            text = steps.text_of(payment)
            post_entry(actor, postings.shifted_entry(payment.pk, on, text, loan.member_id, shifted))
    events.record(actor, "credit.payment.cancelled", payment, number=payment.number, minor=payment.minor, reason=said)
    return payment


@action("credit.remittance.pay")
def remit(*, actor: Actor, lender_id: int, on: date, today: date, reference: str = "") -> Lender:
    """Pass on to a lender all that was collected for it. Raises NothingToRemit, DayToCome, PeriodClosed."""
    steps.refuse_day_to_come(on, today)
    steps.lock_credit(actor.union_id)
    lender: Lender = Lender.objects.get(pk=lender_id)
    rows = [each for each in queries.to_remit(lender_id) if each.paid_on <= on]
    by_member: Counter[int] = Counter()
    for each in rows:
        by_member[each.loan.member_id] += each.minor - each.left_over_minor
    if not sum(by_member.values()):
        raise NothingToRemit
    text = _("Cobrado de préstamos, entregado a %(lender)s") % {"lender": lender.name}
    post_entry(actor, postings.remittance_entry(lender.pk, on, text, by_member))
    Payment.objects.filter(pk__in=[each.pk for each in rows]).update(remitted_on=on)
    events.record(actor, "credit.remittance.paid", lender, minor=sum(by_member.values()), payments=len(rows),
                  reference=plain(reference))  # fmt: skip
    return lender
