"""Goods in and out, and what they cost outside, inside another app's deed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError

from tequio.core.actors import Actor
from tequio.core.bulk import insert_rows
from tequio.members.models import Member, Section
from tequio.stock.errors import DayToCome, GradeUnknown, ItemUnknown, NotOnHand, PriceAbsurd
from tequio.stock.models import Item, Lot, Move, PriceObservation

MOST = 1_000_000


def observe_price(
    actor: Actor, *, item_id: int, price: Decimal, observed_on: date, grade: str, today: date,
    section_id: int | None = None, member: Member | None = None, place: str = "", note: str = "",
    photo: File[bytes] | None = None,
) -> PriceObservation:  # fmt: skip
    """Write what an item costs, or brings, without the union.

    Raises PriceAbsurd, DayToCome, GradeUnknown, ItemUnknown.
    """
    if not price.is_finite() or not 0 < price < MOST:
        raise PriceAbsurd
    if observed_on > today:
        raise DayToCome
    if grade not in PriceObservation.Grade.values:
        raise GradeUnknown
    if not Item.objects.filter(pk=item_id).exists():
        raise ItemUnknown
    if section_id is not None and not Section.objects.filter(pk=section_id).exists():
        raise ItemUnknown
    seen: PriceObservation = PriceObservation.objects.create(
        union_id=actor.union_id, item_id=item_id, price=price, observed_on=observed_on, grade=grade,
        section_id=section_id, member=member, place=place, note=note, photo=photo or "",
    )  # fmt: skip
    return seen


@dataclass(frozen=True, slots=True)
class LotDraft:
    item_id: int
    place_id: int | None
    quantity: Decimal
    cost_minor: int


@dataclass(frozen=True, slots=True)
class MoveDraft:
    lot_id: int
    quantity: Decimal
    member_id: int | None = None


def receive_lots(actor: Actor, on: date, source: str, source_id: int, drafts: Sequence[LotDraft]) -> list[int]:
    """Take goods in; returns the lots' ids in the order of the drafts."""
    lots = insert_rows(
        Lot, ("union_id", "item_id", "place_id", "received_on", "cost_minor", "source", "source_id", "on_hand"),
        ((actor.union_id, d.item_id, d.place_id, on, d.cost_minor, source, source_id, 0) for d in drafts),
    )  # fmt: skip
    move_lots(actor, on, Move.Reason.RECEIVED,
              [MoveDraft(lot, d.quantity) for lot, d in zip(lots, drafts, strict=True)])  # fmt: skip
    return lots


def move_lots(actor: Actor, on: date, reason: str, drafts: Sequence[MoveDraft]) -> None:
    """Write moves; the database keeps what is on hand. Raises NotOnHand."""
    try:
        insert_rows(
            Move, ("union_id", "lot_id", "quantity", "member_id", "reason", "happened_on"),
            ((actor.union_id, d.lot_id, d.quantity, d.member_id, str(reason), on) for d in drafts if d.quantity),
        )  # fmt: skip
    except IntegrityError as refused:
        cause: Any = refused.__cause__
        if cause.diag.constraint_name == "lot_never_below_zero":
            raise NotOnHand from refused
        raise
