"""Noting what pieces bring outside, and looking again for evidence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.files.base import File
from django.db.models import Q

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.members.models import Member
from tequio.sales.errors import NotAProduct, PhotoNeeded
from tequio.sales.outside import pin_outside
from tequio.stock.models import Item, PriceObservation
from tequio.stock.steps import observe_price


@action("sales.outside.record", for_self="member")
def record_outside(
    *, actor: Actor, member: Member | None, item_id: int, price: Decimal, observed_on: date, grade: str, today: date,
    section_id: int | None = None, place: str = "", note: str = "", photo: File[bytes] | None = None,
) -> PriceObservation:  # fmt: skip
    """Note what a piece brings without the union: a workshop, or (without `member`) a market. It proves what waited.

    Raises NotAProduct, PhotoNeeded and what noting a price raises.
    """
    if not Item.objects.filter(pk=item_id, kind=Item.Kind.PRODUCT).exists():
        raise NotAProduct
    if grade == PriceObservation.Grade.A and not photo:
        raise PhotoNeeded
    seen = observe_price(
        actor, item_id=item_id, price=price, observed_on=observed_on, grade=grade, today=today, section_id=section_id,
        member=member, place=plain(place), note=plain(note), photo=photo,
    )  # fmt: skip
    whose = Q(line__item=item_id) if member is None else Q(line__item=item_id, maker__member=member)
    found = pin_outside(whose)
    # What a workshop gets stays out of the log that everybody's history shows.
    events.record(
        actor, "sales.outside.recorded", seen, item=item_id, grade=grade, member=member.pk if member else None,
        proven=found,
    )  # fmt: skip
    return seen


@action("sales.outside.review")
def review_outside(*, actor: Actor) -> int:
    """Look again for evidence of all sold pieces that have none; returns how many tickets have one now."""
    found = pin_outside(Q())
    events.record(actor, "sales.outside.reviewed", "sales.ticket", found=found)
    return found
