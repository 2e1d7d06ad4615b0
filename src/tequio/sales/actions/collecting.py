"""Collection: pieces are looked at and counted, and accepted ones go into cartons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max, Sum
from django.utils import timezone

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.sales import calendars
from tequio.sales.errors import (
    DefectsWrong,
    InspectionWrong,
    MoreAcceptedThanAsked,
    MorePackedThanAccepted,
    PiecesWrong,
    TicketNotAccepted,
)
from tequio.sales.faults import faults_of
from tequio.sales.models import Carton, CartonPart, Defect, Inspection, Line, Order, Ticket
from tequio.sales.models.orders import MOST
from tequio.sales.steps import locked_order, locked_ticket
from tequio.unions.models import Union


@dataclass(frozen=True, slots=True)
class Look:
    """What an inspector saw of what a workshop brought; `defects` are pieces by kind."""

    sent: int
    accepted: int
    rework: int = 0
    rejected: int = 0
    defects: Mapping[str, int] = field(default_factory=dict)
    recipe: str = ""
    material_lot: str = ""
    note: str = ""


@action("sales.pieces.inspect")
def inspect_pieces(*, actor: Actor, ticket_id: int, look: Look, today: date) -> Inspection:
    """Note how pieces came out. Of two who look at once, the second is held to what the first left.

    Raises NotNow, TicketNotAccepted, InspectionWrong, MoreAcceptedThanAsked, DefectsWrong.
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
    inspection: Inspection = Inspection.objects.create(
        union_id=actor.union_id, ticket=ticket, sent=look.sent, accepted=look.accepted, rework=look.rework,
        rejected=look.rejected, recipe=plain(look.recipe), material_lot=plain(look.material_lot), note=plain(look.note),
        inspected_on=today, inspected_by=actor.name,
    )  # fmt: skip
    Defect.objects.bulk_create(
        Defect(union_id=actor.union_id, inspection=inspection, kind=kind, pieces=pieces)
        for kind, pieces in sorted(look.defects.items())
    )
    calendars.follow(ticket, ticket.standing - left + look.accepted, timezone.now())
    events.record(
        actor, "sales.pieces.inspected", inspection, order=ticket.order_id, ticket=ticket.pk, sent=look.sent,
        accepted=look.accepted, rework=look.rework, rejected=look.rejected,
    )  # fmt: skip
    return inspection


@action("sales.carton.pack")
def pack_cartons(*, actor: Actor, line_id: int, cartons: int, per_carton: int, today: date) -> Order:
    """Pack accepted pieces of a line, oldest lots first, into so many numbered cartons of so many pieces.

    Raises NotNow, PiecesWrong, MorePackedThanAccepted.
    """
    line = Line.objects.get(pk=line_id)
    order = locked_order(line.order_id, Order.State.MAKING, Order.State.SHIPPED, Order.State.PAID)
    if cartons < 1 or per_carton < 1 or cartons * per_carton > MOST:
        raise PiecesWrong(most=f"{MOST:,}")
    left = _unpacked(line)
    if cartons * per_carton > sum(left.values()):
        raise MorePackedThanAccepted(left=f"{sum(left.values()):,}")
    last = Carton.objects.filter(order=order).aggregate(last=Max("number"))["last"] or 0
    made = Carton.objects.bulk_create(
        Carton(union_id=actor.union_id, order=order, line=line, number=last + place, packed_on=today)
        for place in range(1, cartons + 1)
    )
    CartonPart.objects.bulk_create(_filled(made, left, per_carton))
    events.record(
        actor, "sales.carton.packed", order, line=line.number, cartons=cartons, per_carton=per_carton, first=last + 1
    )
    return order


def _unpacked(line: Line) -> dict[int, int]:
    """By lot, oldest first, the accepted pieces that are in no carton."""
    packed = dict(
        CartonPart.objects.filter(inspection__ticket__line=line).values_list("inspection_id").annotate(Sum("pieces"))
    )
    lots = Inspection.objects.filter(ticket__line=line, accepted__gt=0).order_by("pk").values_list("pk", "accepted")
    return {pk: accepted - packed.get(pk, 0) for pk, accepted in lots}


def _filled(cartons: list[Carton], left: dict[int, int], per_carton: int) -> list[CartonPart]:
    parts = []
    lots = iter([[pk, pieces] for pk, pieces in left.items() if pieces])
    lot = next(lots)
    for carton in cartons:
        room = per_carton
        while room:
            if not lot[1]:
                lot = next(lots)
            put = min(room, lot[1])
            parts.append(CartonPart(union_id=carton.union_id, box=carton, inspection_id=lot[0], pieces=put))
            lot[1] -= put
            room -= put
    return parts
