"""The committee bundles applications, sends them to banks, and ends the wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.credit.models import Application, Lender
from tequio.tenders.errors import ClosesTooSoon, NoBank, NotApproved, NothingBundled
from tequio.tenders.models import BankInvitation, Bundled, Tender
from tequio.tenders.queries import applications, bundled_in, invitations_of
from tequio.tenders.rows import CROWD
from tequio.tenders.steps import locked_tender, show_to, write_down

State = Tender.State


@dataclass(frozen=True, slots=True)
class TenderDraft:
    """`terms` are the tender's own fields: title, closing day, what is reckoned with, and the guarantee."""

    terms: dict[str, Any]
    application_ids: Sequence[int]
    lender_ids: Sequence[int]


@action("tenders.tender.prepare")
def prepare_tender(*, actor: Actor, draft: TenderDraft, today: date, tender_id: int | None = None) -> Tender:
    """Put together whose applications go to which banks; nothing leaves the union yet.

    Raises NotNow, ClosesTooSoon, NothingBundled, NotApproved and NoBank.
    """
    tender = locked_tender(tender_id, State.DRAFT) if tender_id else Tender(union_id=actor.union_id, number=_next())
    if draft.terms["closes_on"] < today:
        raise ClosesTooSoon
    for name, value in draft.terms.items():
        setattr(tender, name, value)
    chosen = list(applications().filter(pk__in=draft.application_ids))
    if len(chosen) < CROWD:
        raise NothingBundled
    for application in chosen:
        if application.state != Application.State.APPROVED:
            raise NotApproved(name=application.member.person.full_name)
    lenders = list(Lender.objects.filter(pk__in=draft.lender_ids).order_by("pk"))
    if not lenders:
        raise NoBank
    tender.save()
    Bundled.objects.filter(tender=tender).exclude(application__in=chosen).delete()
    BankInvitation.objects.filter(tender=tender).exclude(lender__in=lenders).delete()
    for application in chosen:
        Bundled.objects.get_or_create(tender=tender, application=application, defaults={"union_id": actor.union_id})
    for lender in lenders:
        BankInvitation.objects.get_or_create(tender=tender, lender=lender, defaults={"union_id": actor.union_id})
    events.record(
        actor, "tenders.tender.prepared", tender, title=tender.title, applications=len(chosen),
        lenders=[each.name for each in lenders],
    )  # fmt: skip
    return tender


def _next() -> int:
    return (Tender.objects.aggregate(last=Max("number"))["last"] or 0) + 1


@action("tenders.tender.send")
def send_tender(*, actor: Actor, tender_id: int, seed: str, today: date) -> Tender:
    """Open it to the banks: every dossier is kept as it is today, and each bank gets those who say yes to it.

    `seed` draws the numbers under which applications go. Raises NotNow, ClosesTooSoon, NotApproved and TooFewConsents.
    """
    tender = locked_tender(tender_id, State.DRAFT)
    if tender.closes_on < today:
        raise ClosesTooSoon
    entries = list(bundled_in(tender))
    for each in entries:
        if each.application.state != Application.State.APPROVED:
            raise NotApproved(name=each.application.member.person.full_name)
    write_down(tender, seed, today)
    entries = list(bundled_in(tender))
    invitations = list(invitations_of(tender))
    for invitation in invitations:
        show_to(invitation, entries, today)
    tender.state, tender.sent_on = State.OPEN, today
    tender.save(update_fields=["state", "sent_on"])
    events.record(
        actor, "tenders.tender.sent", tender, title=tender.title,
        shown={each.lender.name: len(each.shown) for each in invitations},
    )  # fmt: skip
    return tender


@action("tenders.tender.close")
def close_tender(*, actor: Actor, tender_id: int) -> Tender:
    """Take no more bids; what came is put side by side. Raises NotNow."""
    tender = locked_tender(tender_id, State.OPEN)
    tender.state = State.CLOSED
    tender.save(update_fields=["state"])
    events.record(actor, "tenders.tender.closed", tender, title=tender.title)
    return tender


@action("tenders.tender.call_off")
def call_off_tender(*, actor: Actor, tender_id: int, reason: str) -> Tender:
    """Give it up, saying why; every link closes. Raises NotNow."""
    tender = locked_tender(tender_id, State.DRAFT, State.OPEN, State.CLOSED)
    tender.state, tender.called_off_why = State.CALLED_OFF, reason
    tender.save(update_fields=["state", "called_off_why"])
    events.record(actor, "tenders.tender.called_off", tender, title=tender.title, reason=reason)
    return tender


@action("tenders.link.renew")
def renew_link(*, actor: Actor, invitation_id: int) -> BankInvitation:
    """Give a bank a new link; the one it had stops working."""
    invitation: BankInvitation = (
        BankInvitation.objects.select_for_update(of=("self",)).select_related("lender", "tender").get(pk=invitation_id)
    )
    invitation.link_serial += 1
    invitation.save(update_fields=["link_serial"])
    events.record(actor, "tenders.link.renewed", invitation, lender=invitation.lender.name)
    return invitation
