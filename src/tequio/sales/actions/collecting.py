"""Collection: pieces are looked at and counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.pictures import Picture
from tequio.core.text import plain
from tequio.sales.errors import (
    DefectsWrong,
    InspectionWrong,
    MoreAcceptedThanAsked,
    TicketNotAccepted,
    TooManyPhotos,
)
from tequio.sales.faults import faults_of
from tequio.sales.models import Defect, DefectPhoto, Inspection, Order, Ticket
from tequio.sales.models.orders import MOST
from tequio.sales.steps import locked_ticket
from tequio.unions.models import Union

MOST_PHOTOS = 4


@dataclass(frozen=True, slots=True)
class Look:
    """What an inspector saw of what a workshop brought; `defects` are pieces by kind, `photos` show some of them."""

    sent: int
    accepted: int
    rework: int = 0
    rejected: int = 0
    defects: Mapping[str, int] = field(default_factory=dict)
    recipe: str = ""
    material_lot: str = ""
    note: str = ""
    photos: tuple[Picture, ...] = ()


@action("sales.pieces.inspect")
def inspect_pieces(*, actor: Actor, ticket_id: int, look: Look, today: date) -> Inspection:
    """Note how pieces came out. Of two who look at once, the second is held to what the first left.

    Raises NotNow, TicketNotAccepted, InspectionWrong, MoreAcceptedThanAsked, DefectsWrong, TooManyPhotos.
    """
    ticket = locked_ticket(ticket_id, Order.State.MAKING)
    if ticket.state != Ticket.State.ACCEPTED:
        raise TicketNotAccepted
    parts = (look.accepted, look.rework, look.rejected)
    if look.sent < 1 or min(parts) < 0 or sum(parts) != look.sent or look.sent > MOST:
        raise InspectionWrong(sent=look.sent, accepted=look.accepted, rework=look.rework, rejected=look.rejected)
    left = ticket.standing - (ticket.inspections.aggregate(sum=Sum("accepted"))["sum"] or 0)
    if look.accepted > left:
        raise MoreAcceptedThanAsked(left=f"{left:,}", accepted=f"{look.accepted:,}")
    bad = look.rework + look.rejected
    known = faults_of(Union.objects.values_list("trade", flat=True).get(pk=actor.union_id))
    if any(not 0 < pieces <= bad or kind not in known for kind, pieces in look.defects.items()):
        raise DefectsWrong(most=f"{bad:,}")
    if len(look.photos) > MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)
    inspection: Inspection = Inspection.objects.create(
        union_id=actor.union_id, ticket=ticket, sent=look.sent, accepted=look.accepted, rework=look.rework,
        rejected=look.rejected, recipe=plain(look.recipe), material_lot=plain(look.material_lot), note=plain(look.note),
        inspected_on=today, inspected_by=actor.name,
    )  # fmt: skip
    Defect.objects.bulk_create(
        Defect(union_id=actor.union_id, inspection=inspection, kind=kind, pieces=pieces)
        for kind, pieces in sorted(look.defects.items())
    )
    DefectPhoto.objects.bulk_create(
        DefectPhoto(
            union_id=actor.union_id, inspection=inspection, position=place, whole=photo.whole, small=photo.small
        )
        for place, photo in enumerate(look.photos, 1)
    )
    events.record(
        actor, "sales.pieces.inspected", inspection, order=ticket.order_id, ticket=ticket.pk, sent=look.sent,
        accepted=look.accepted, rework=look.rework, rejected=look.rejected, photos=len(look.photos),
    )  # fmt: skip
    return inspection
