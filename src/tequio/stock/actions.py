"""Noting items and what they cost outside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.files.base import File
from django.utils import timezone

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.stock.errors import ItemAbsurd, ItemExists, ObservationUnknown
from tequio.stock.models import Item, PriceObservation
from tequio.stock.steps import observe_price


@action("stock.item.add")
def add_item(*, actor: Actor, code: str, name: str, unit: str, kind: str = Item.Kind.MATERIAL,
             pack: Decimal = Decimal(1), kg_per_unit: Decimal = Decimal(1), sat_key: str = "") -> Item:  # fmt: skip
    """Add a material or product to the union's list. Raises ItemExists, ItemAbsurd."""
    if not (pack.is_finite() and kg_per_unit.is_finite() and pack > 0 and kg_per_unit >= 0):
        raise ItemAbsurd
    if Item.objects.filter(code=code).exists():
        raise ItemExists(code=code)
    item = Item.objects.create(
        union_id=actor.union_id, code=code, name=name, unit=unit, kind=kind, pack=pack, kg_per_unit=kg_per_unit,
        sat_key=sat_key,
    )  # fmt: skip
    events.record(actor, "stock.item.added", item, code=code, name=name)
    return item


@action("stock.price.record")
def record_price(
    *, actor: Actor, item_id: int, price: Decimal, observed_on: date, grade: str, today: date,
    section_id: int | None = None, place: str = "", note: str = "", photo: File[bytes] | None = None,
) -> PriceObservation:  # fmt: skip
    """Note what an item costs without the union, with its evidence.

    Raises PriceAbsurd, DayToCome, GradeUnknown, ItemUnknown.
    """
    seen = observe_price(
        actor, item_id=item_id, price=price, observed_on=observed_on, grade=grade, today=today, section_id=section_id,
        place=place, note=note, photo=photo,
    )  # fmt: skip
    events.record(actor, "stock.price.recorded", seen, item=item_id, price=str(price), grade=grade)
    return seen


@action("stock.price.withdraw")
def withdraw_price(*, actor: Actor, observation_id: int, reason: str) -> PriceObservation:
    """Take evidence back: its lines count as without proof from now on; the row stays. Raises ObservationUnknown."""
    seen = PriceObservation.objects.select_for_update().filter(pk=observation_id).first()
    if seen is None:
        raise ObservationUnknown
    if seen.withdrawn_at is None:
        seen.withdrawn_at = timezone.now()
        seen.save(update_fields=["withdrawn_at"])
    events.record(actor, "stock.price.withdrawn", seen, item=seen.item_id, reason=reason)
    return seen
