"""Goods in and out, inside another app's deed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError

from tequio.core.actors import Actor
from tequio.core.bulk import insert_rows
from tequio.stock.errors import NotOnHand
from tequio.stock.models import Lot, Move


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
