"""The union's written guarantee to a lender."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.credit.models import Lender
from tequio.guarantee import steps
from tequio.guarantee.errors import DealStands, GoneUnknown
from tequio.guarantee.models import Deal


@action("guarantee.deal.sign")
def sign_deal(*, actor: Actor, lender_id: int, cover: str, part: Decimal, valid_from: date, source: str) -> Deal:
    """Write down what the union guarantees a lender. Raises DealStands, GoneUnknown."""
    steps.lock_fund(actor.union_id)
    lender = Lender.objects.filter(pk=lender_id).first()
    if lender is None:
        raise GoneUnknown
    if Deal.objects.filter(lender=lender, ends_on__isnull=True).exists():
        raise DealStands(lender=lender.name)
    deal: Deal = Deal.objects.create(
        union_id=actor.union_id, lender=lender, cover=cover, part=part, valid_from=valid_from, source=plain(source),
        signed_by=actor.name,
    )  # fmt: skip
    events.record(actor, "guarantee.deal.signed", deal, lender=lender.name, cover=cover, part=str(part),
                  source=deal.source)  # fmt: skip
    return deal


@action("guarantee.deal.end")
def end_deal(*, actor: Actor, deal_id: int, ends_on: date) -> Deal:
    """Guarantee no loan that is handed out from a day on; those before stay guaranteed. Raises GoneUnknown."""
    steps.lock_fund(actor.union_id)
    deal = Deal.objects.select_related("lender").filter(
        pk=deal_id, ends_on__isnull=True, valid_from__lt=ends_on
    ).first()  # fmt: skip
    if deal is None:
        raise GoneUnknown
    deal.ends_on = ends_on
    deal.save(update_fields=["ends_on"])
    events.record(actor, "guarantee.deal.ended", deal, lender=deal.lender.name, ends_on=str(ends_on))
    return deal
