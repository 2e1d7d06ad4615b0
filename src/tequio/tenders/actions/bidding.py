"""A bank opens what it was sent and bids; the committee chooses."""

from __future__ import annotations

from datetime import date
from typing import Any

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.credit.models import Application
from tequio.tenders.bundles import applications_open_to
from tequio.tenders.errors import BidLapsed, BidStale, BidWrong, DossierClosed, NoBids
from tequio.tenders.models import BankInvitation, Bid, Bundled, Choice, Tender
from tequio.tenders.queries import newest_bids
from tequio.tenders.scale import can_be_weighed, common_loan
from tequio.tenders.steps import locked_tender

State = Tender.State


def _invitation(invitation_id: int) -> BankInvitation:
    found: BankInvitation = BankInvitation.objects.select_related("tender__union", "lender").get(pk=invitation_id)
    return found


@action("tenders.bundle.open")
def open_bundle(*, actor: Actor, invitation_id: int, form: str) -> BankInvitation:
    """Hand a bank its bundle, as a page or a file, and write down that it did."""
    invitation = _invitation(invitation_id)
    events.record(actor, "tenders.bundle.opened", invitation, lender=invitation.lender.name, form=form)
    return invitation


@action("tenders.dossier.open")
def open_dossier(*, actor: Actor, invitation_id: int, number: int, form: str, today: date) -> Bundled:
    """Hand a bank one dossier and write down that it did. Raises DossierClosed without a yes that holds today."""
    invitation = _invitation(invitation_id)
    shown = Bundled.objects.select_related("application").filter(pk__in=invitation.shown, number=number)
    found: Bundled | None = shown.first()
    if found is None or not applications_open_to(invitation.lender_id, [found.application_id], today):
        raise DossierClosed
    events.record(
        actor, "tenders.dossier.opened", found.application, lender=invitation.lender.name, form=form,
        tender=invitation.tender.title,
    )  # fmt: skip
    return found


@action("tenders.dossier.read")
def read_dossier(*, actor: Actor, application_id: int, form: str) -> Application:
    """Look at a member's dossier in the office; he sees that it was done, and by whom."""
    application: Application = Application.objects.get(pk=application_id)
    events.record(actor, "tenders.dossier.opened", application, lender="", form=form)
    return application


@action("tenders.bid.give")
def give_bid(*, actor: Actor, invitation_id: int, terms: dict[str, Any], today: date) -> Bid:
    """Write down what a bank bids; it replaces its bid before. Raises NoBids and BidWrong."""
    invitation = _invitation(invitation_id)
    tender = locked_tender(invitation.tender_id)
    if not tender.takes_bids_on(today):
        raise NoBids
    bid = Bid(union_id=actor.union_id, invitation=invitation, typed_by=actor.name, given_on=today, **terms)
    amounts = [each.facts["amount"] for each in Bundled.objects.filter(pk__in=invitation.shown)]
    if not can_be_weighed(bid, common_loan(amounts), tender):
        raise BidWrong
    bid.save()
    events.record(
        actor, "tenders.bid.given", bid, lender=invitation.lender.name, tender=tender.title,
        annual_rate=str(bid.annual_rate), amount_minor=bid.amount_minor,
    )  # fmt: skip
    return bid


@action("tenders.bid.choose")
def choose_bid(*, actor: Actor, tender_id: int, bid_id: int, reason: str, today: date) -> Choice:
    """Write down which bid the committee took, and why; nothing is lent by it. Raises NotNow, BidStale, BidLapsed."""
    tender = locked_tender(tender_id, State.CLOSED)
    bid = {each.pk: each for each in newest_bids(tender)}.get(bid_id)
    if bid is None:
        raise BidStale
    if bid.valid_until < today:
        raise BidLapsed(day=bid.valid_until.strftime("%d/%m/%Y"))
    choice = Choice.objects.create(
        union_id=actor.union_id, tender=tender, bid=bid, reason=reason, user_id=actor.user_id, name=actor.name,
        chosen_on=today,
    )  # fmt: skip
    tender.state = State.CHOSEN
    tender.save(update_fields=["state"])
    events.record(
        actor, "tenders.bid.chosen", tender, title=tender.title, lender=bid.invitation.lender.name, bid=bid.pk,
        reason=reason,
    )  # fmt: skip
    return choice
