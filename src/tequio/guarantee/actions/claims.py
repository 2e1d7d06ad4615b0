"""A guaranteed loan failed: the lender asks, two people sign, the fund pays, and what is got back goes up again."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _

from tequio.books.errors import DayToCome
from tequio.books.steps import post_entry
from tequio.books.writing import lock as lock_books
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.credit import steps as credit
from tequio.credit.models import Loan, Payment
from tequio.credit.queries import standing_of
from tequio.engines import guarantee as engine
from tequio.guarantee import steps
from tequio.guarantee.errors import (
    ClaimDecided,
    ClaimMoved,
    ClaimStands,
    GoneUnknown,
    LossTooLarge,
    NobodyPays,
    NotCovered,
    NotLate,
    NotPaidYet,
    SignedByAnother,
    TwoHaveNotSigned,
)
from tequio.guarantee.models import Claim, ClaimSignature, Part, Recovery, Returned
from tequio.guarantee.postings import claim_entry, favour_entry, recovery_entry
from tequio.guarantee.queries.claims import claims, deal_for, lacking, split_of
from tequio.ui.numbers import money


@action("guarantee.claim.ask")
def ask_claim(*, actor: Actor, loan_id: int, loss_minor: int, reason: str, today: date) -> Claim:
    """Write down that a lender asks the fund for a loan that is not paid. Nothing moves before two people sign.

    Raises NotCovered, NotLate, LossTooLarge, ClaimStands, AmountAbsurd.
    """
    steps.check_money(loss_minor, today, today)
    steps.lock_fund(actor.union_id)
    loan = Loan.objects.select_for_update(of=("self",)).select_related("lender").filter(pk=loan_id).first()
    if loan is None:
        raise GoneUnknown
    deal = deal_for(loan)
    if deal is None or not loan.is_owed:
        raise NotCovered
    if Claim.objects.filter(loan=loan).exclude(state=Claim.State.REFUSED).exists():
        raise ClaimStands
    stood = standing_of(loan, today)
    if stood is None or not stood.days_late:
        raise NotLate
    if loss_minor > stood.standing.to_close:
        raise LossTooLarge(most=money(stood.standing.to_close))
    claim: Claim = Claim.objects.create(
        union_id=actor.union_id, loan=loan, deal=deal, loss_minor=loss_minor, reason=reason.strip(), asked_on=today,
        asked_by=actor.name,
    )  # fmt: skip
    events.record(actor, "guarantee.claim.asked", claim, loan=loan.number, loss_minor=loss_minor,
                  days_late=stood.days_late, reason=claim.reason)  # fmt: skip
    return claim


def _locked(claim_id: int) -> Claim:
    """The claim, while nobody else decides on it. Raises GoneUnknown, ClaimDecided."""
    if not Claim.objects.select_for_update().filter(pk=claim_id).exists():
        raise GoneUnknown
    claim = claims().get(pk=claim_id)
    if claim.state != Claim.State.ASKED:
        raise ClaimDecided
    return claim


@action("guarantee.claim.sign")
def sign_claim(*, actor: Actor, claim_id: int, says_yes: bool, reason: str, today: date) -> Claim:
    """Say yes or no to a claim, with the reason. One no ends it.

    Raises ClaimDecided, SignedByAnother: nobody signs twice, for his own loan or for his group's.
    """
    steps.lock_fund(actor.union_id)
    claim = _locked(claim_id)
    if actor.user_id is None:
        raise SignedByAnother
    ClaimSignature.objects.create(
        union_id=actor.union_id, claim=claim, user_id=actor.user_id, name=actor.name, says_yes=says_yes,
        reason=reason.strip(), given_on=today,
    )  # fmt: skip
    if not says_yes:
        claim.state = Claim.State.REFUSED
        claim.save(update_fields=["state"])
    events.record(actor, "guarantee.claim.signed", claim, loan=claim.loan.number, says_yes=says_yes,
                  reason=reason.strip())  # fmt: skip
    return claim


@action("guarantee.claim.pay")
def pay_claim(*, actor: Actor, claim_id: int, from_: str, on: date, today: date, seen: str) -> Claim:
    """Pay a lender what the fund guarantees of a claim, everybody his part, from the "bank" or the "cash".

    `seen` is the digest of the parts that were looked at. Raises TwoHaveNotSigned, ClaimMoved, NobodyPays,
    LossTooLarge, AboveTheCap, DayToCome, PeriodClosed.
    """
    if on > today:
        raise DayToCome
    steps.lock_fund(actor.union_id)
    claim = _locked(claim_id)
    if claim.signatures.filter(says_yes=True).count() < 2:
        raise TwoHaveNotSigned
    # What he paid since it was asked is lost no more.
    stood = standing_of(claim.loan, on)
    owed = stood.standing.to_close if stood else 0
    if claim.loss_minor > owed:
        raise LossTooLarge(most=money(owed))
    # From here on nobody's part of the fund changes under us.
    lock_books(actor.union_id)
    split = split_of(claim)
    if split.digest != seen:
        raise ClaimMoved
    by_member: dict[int, int] = defaultdict(int)
    for part in split.called.parts:
        if part.member is not None:
            by_member[part.member] += part.minor
    if not by_member:
        raise NobodyPays
    text = _("Garantía del préstamo %(number)s pagada a %(lender)s") % {
        "number": claim.loan.number, "lender": claim.loan.lender.name,
    }  # fmt: skip
    claim.entry = post_entry(actor, claim_entry(claim.pk, on, text, from_, by_member))
    claim.state, claim.paid_on, claim.paid_from = Claim.State.PAID, on, from_
    claim.save(update_fields=["entry", "state", "paid_on", "paid_from"])
    for part in split.called.parts:
        Part.objects.create(
            union_id=actor.union_id, claim=claim, layer=part.layer.value, member_id=part.member, minor=part.minor,
            cap_id=split.cap_of[part.layer.value, part.member] if part.member is not None else None,
        )  # fmt: skip
    events.record(actor, "guarantee.claim.paid", claim, loan=claim.loan.number, members=len(by_member),
                  minor=sum(by_member.values()), from_account=from_)  # fmt: skip
    return claim


@action("guarantee.recovery.record")
def record_recovery(*, actor: Actor, claim_id: int, minor: int, into: str, on: date, today: date) -> Recovery:
    """Note what a borrower paid back after the fund had paid for him, and give each his part.

    All of it pays his loan: the fund's part was the lender's already, the rest is collected for the lender like any
    payment. What he owes nobody is his own. Raises NotPaidYet, AmountAbsurd, DayToCome, PeriodClosed.
    """
    steps.check_money(minor, on, today)
    credit.lock_credit(actor.union_id)
    steps.lock_fund(actor.union_id)
    claim = claims().filter(pk=claim_id).first()
    if claim is None:
        raise GoneUnknown
    if claim.state != Claim.State.PAID or (claim.paid_on and on < claim.paid_on):
        raise NotPaidYet
    open_ = lacking(claim)
    told = engine.recover(
        minor, [engine.Part(engine.Layer(part.layer), part.member_id, rest) for part, rest in open_],
        engine.Cover(claim.deal.cover),
    )  # fmt: skip
    part_of = {(part.layer, part.member_id): part for part, _rest in open_}
    by_member: dict[int, int] = defaultdict(int)
    for part in told.parts:
        if part.member is not None:
            by_member[part.member] += part.minor
    to_members = sum(by_member.values())
    loan = credit.locked_loan(claim.loan_id)
    entry_id = _book_return(actor, loan, claim, into, on, by_member) if to_members else None
    left_over = 0
    if minor > to_members:
        payment = _pay_lender(actor, loan, claim, minor - to_members, into, on)
        entry_id, left_over = entry_id or payment[0], payment[1]
    recovery: Recovery = Recovery.objects.create(
        union_id=actor.union_id, claim=claim, minor=minor, left_over_minor=left_over, got_on=on, into=into,
        received_by=actor.name, entry_id=entry_id,
    )  # fmt: skip
    for part in told.parts:
        Returned.objects.create(union_id=actor.union_id, recovery=recovery,
                                part=part_of[part.layer.value, part.member], minor=part.minor)  # fmt: skip
    events.record(actor, "guarantee.recovery.recorded", recovery, loan=claim.loan.number, minor=minor,
                  to_members=to_members, left_over=left_over)  # fmt: skip
    return recovery


def _book_return(
    actor: Actor, loan: Loan, claim: Claim, into: str, on: date, by_member: dict[int, int]
) -> int:  # fmt: skip
    """Give members back what is theirs. The lender had it from the fund, so the loan is lower by it as well."""
    text = _("Recuperado del préstamo %(number)s") % {"number": loan.number}
    entry = post_entry(actor, recovery_entry(claim.pk, on, text, into, by_member))
    stood = standing_of(loan, on)
    if loan.is_owed and stood is not None and (paid := min(sum(by_member.values()), stood.standing.to_close)):
        credit.take_payment(actor, loan, minor=paid, into=Payment.Into.LENDER, on=on, entry_id=None)
    return entry.pk


def _pay_lender(
    actor: Actor, loan: Loan, claim: Claim, minor: int, into: str, on: date
) -> tuple[int | None, int]:  # fmt: skip
    """Collect the rest for the lender; what the loan does not owe any more stays the borrower's."""
    if loan.is_owed:
        payment = credit.take_payment(actor, loan, minor=minor, into=into, on=on, most_allowed=False).payment
        return payment.entry_id, payment.left_over_minor
    text = _("Recuperado del préstamo %(number)s") % {"number": loan.number}
    return post_entry(actor, favour_entry(claim.pk, on, text, into, minor, loan.member_id)).pk, minor
