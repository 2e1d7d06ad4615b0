"""Suppliers are asked and answer; the office accepts the quotes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.purchasing.errors import NoQuotes, QuoteExpired
from tequio.purchasing.models import FreightRate, Invitation, Pledge, Quote, QuoteStep, Round, Supplier
from tequio.purchasing.quoting import FreightDraft, QuoteDraft, require_sound
from tequio.purchasing.steps import locked_round, move_to, require_state


@dataclass(frozen=True, slots=True)
class Terms:
    """A supplier's terms for all he quotes in a round; pesos, days."""

    minimum_order: Decimal = Decimal(0)
    valid_until: date | None = None
    payment_days: int = 0


@action("purchasing.supplier.add")
def add_supplier(*, actor: Actor, code: str, name: str, rfc: str = "", phone: str = "", email: str = "",
                 town: str = "") -> Supplier:  # fmt: skip
    """Note a supplier in the union's list."""
    supplier = Supplier.objects.create(
        union_id=actor.union_id, code=code, name=name, rfc=rfc, phone=phone, email=email, town=town
    )
    events.record(actor, "purchasing.supplier.added", supplier, name=name)
    return supplier


QUOTING = (Round.State.DRAFT, Round.State.OPEN, Round.State.CLOSED)


@action("purchasing.supplier.invite")
def invite_supplier(*, actor: Actor, round_id: int, supplier_id: int) -> Invitation:
    """Ask a supplier to quote; asking again makes a new link and the old one useless. Raises NotNow."""
    round_ = locked_round(round_id)
    require_state(round_, *QUOTING)
    supplier = Supplier.objects.get(pk=supplier_id)
    invitation, is_new = Invitation.objects.get_or_create(union_id=actor.union_id, round=round_, supplier=supplier)
    if not is_new:
        invitation.link_serial += 1
        invitation.save(update_fields=["link_serial"])
    events.record(actor, "purchasing.supplier.invited", invitation, round=round_.pk, supplier=supplier.name)
    return invitation


@action("purchasing.supplier.uninvite")
def withdraw_invitation(*, actor: Actor, invitation_id: int) -> None:
    """Take a supplier out of a round with all he quoted. Raises NotNow."""
    invitation = Invitation.objects.select_related("round", "supplier").get(pk=invitation_id)
    round_ = locked_round(invitation.round_id)
    require_state(round_, *QUOTING)
    _forget(invitation)
    name = invitation.supplier.name
    Invitation.objects.filter(pk=invitation.pk).delete()
    events.record(actor, "purchasing.supplier.uninvited", round_, supplier=name)


@action("purchasing.quote.give")
def give_quotes(
    *,
    actor: Actor,
    invitation_id: int,
    terms: Terms,
    quotes: Sequence[QuoteDraft],
    freight: Sequence[FreightDraft],
    today: date,
) -> Invitation:
    """Put down all that one supplier offers in a round; it replaces what he offered before.

    Raises NotNow, QuoteWrong (naming material and field) and QuoteExpired.
    """
    invitation = Invitation.objects.select_related("supplier").get(pk=invitation_id)
    round_ = locked_round(invitation.round_id)
    require_state(round_, *QUOTING)
    require_sound(round_, terms.minimum_order, quotes, freight)
    if terms.valid_until is not None and terms.valid_until < today:
        raise QuoteExpired(supplier=invitation.supplier.name, day=terms.valid_until.strftime("%d/%m/%Y"))

    _forget(invitation)
    invitation.minimum_order = terms.minimum_order
    invitation.valid_until = terms.valid_until
    invitation.payment_days = terms.payment_days
    invitation.answered_at = timezone.now()
    invitation.save(update_fields=["minimum_order", "valid_until", "payment_days", "answered_at"])
    _write(actor.union_id, invitation, quotes, freight)
    events.record(
        actor, "purchasing.quote.given", invitation, supplier=invitation.supplier.name, quotes=len(quotes),
        villages=len(freight),
    )  # fmt: skip
    return invitation


def _forget(invitation: Invitation) -> None:
    QuoteStep.objects.filter(quote__invitation=invitation).delete()
    Quote.objects.filter(invitation=invitation).delete()
    FreightRate.objects.filter(invitation=invitation).delete()


def _write(
    union_id: int, invitation: Invitation, quotes: Sequence[QuoteDraft], freight: Sequence[FreightDraft]
) -> None:
    rows = Quote.objects.bulk_create(
        Quote(union_id=union_id, invitation=invitation, item_id=draft.item_id, kind=draft.kind, pack=draft.pack,
              capacity=draft.capacity) for draft in quotes
    )  # fmt: skip
    QuoteStep.objects.bulk_create(
        QuoteStep(union_id=union_id, quote=row, minimum=minimum, price=price)
        for row, draft in zip(rows, quotes, strict=True)
        for minimum, price in draft.steps
    )
    FreightRate.objects.bulk_create(
        FreightRate(union_id=union_id, invitation=invitation, section_id=draft.section_id, fixed=draft.fixed,
                    per_kg=draft.per_kg, drop=draft.drop) for draft in freight
    )  # fmt: skip


@action("purchasing.quote.accept")
def accept_quotes(*, actor: Actor, round_id: int, today: date) -> Round:
    """End the quoting: every pledged material has a price that holds today. Raises NotNow, NoQuotes, QuoteExpired."""
    round_ = locked_round(round_id)
    require_state(round_, Round.State.CLOSED)
    for invitation in (
        Invitation.objects.filter(round=round_, quotes__isnull=False).select_related("supplier").distinct()
    ):
        if not invitation.holds_on(today):
            raise QuoteExpired(supplier=invitation.supplier.name, day=invitation.valid_until.strftime("%d/%m/%Y"))
    priced = Quote.objects.filter(invitation__round=round_).values("item_id")
    unpriced = Pledge.objects.filter(round=round_).exclude(item_id__in=priced)
    names = sorted(unpriced.values_list("item__name", flat=True).distinct())
    if names:
        raise NoQuotes(items=", ".join(names))
    move_to(round_, Round.State.QUOTED)
    events.record(actor, "purchasing.quote.accepted", round_, title=round_.title)
    return round_


@action("purchasing.quote.reopen")
def reopen_quoting(*, actor: Actor, round_id: int) -> Round:
    """Go back to quoting; plans made so far no longer count. Raises NotNow."""
    round_ = locked_round(round_id)
    require_state(round_, Round.State.QUOTED)
    move_to(round_, Round.State.CLOSED)
    round_.plans.filter(proposed_by__isnull=False).update(proposed_by=None)
    events.record(actor, "purchasing.quote.reopened", round_, title=round_.title)
    return round_
