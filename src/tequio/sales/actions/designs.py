"""The design sheet of a line, as the file that the buyer sent."""

from __future__ import annotations

import hashlib
from datetime import date

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.pictures import picture_of
from tequio.sales.errors import DesignFixed, DesignWrong
from tequio.sales.models import DesignSheet, Line, Order
from tequio.sales.queries import is_design_fixed
from tequio.sales.steps import locked_order

State = Order.State
LARGEST_PDF = 5 * 1024 * 1024
BEFORE_DELIVERY = (State.DRAFT, State.QUOTED, State.ORDERED, State.MAKING)


@action("sales.design.attach")
def attach_design(*, actor: Actor, line_id: int, content: bytes, today: date) -> DesignSheet:
    """Keep a picture or a PDF as the line's design sheet. Once a workshop was offered the line, what is there stays.

    Raises NotNow, DesignFixed, DesignWrong, PictureWrong, PictureTooLarge.
    """
    line = Line.objects.get(pk=line_id)
    order = locked_order(line.order_id, *BEFORE_DELIVERY)
    if is_design_fixed(line):
        raise DesignFixed
    digest = hashlib.sha256(content).hexdigest()
    if content.startswith(b"%PDF-"):
        if len(content) > LARGEST_PDF:
            raise DesignWrong
        told = {"kind": DesignSheet.Kind.PDF, "content": content, "small": b""}
    else:
        seen = picture_of(content)
        told = {"kind": DesignSheet.Kind.PICTURE, "content": seen.whole, "small": seen.small}
    sheet, _ = DesignSheet.objects.update_or_create(
        line=line,
        defaults={
            "union_id": actor.union_id,
            "sha256": digest,
            "attached_on": today,
            "attached_by": actor.name,
            **told,
        },
    )
    events.record(
        actor, "sales.design.attached", order, line=line.number, file=str(told["kind"]), sha256=digest
    )  # fmt: skip
    return sheet
