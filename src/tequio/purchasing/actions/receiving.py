"""Orders go out, goods are counted village by village, shared again where they came short, and handed out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.purchasing.errors import NotAllCounted, NotOrdered, ReceivedWrong
from tequio.purchasing.models import Allotment, AwardLine, Round
from tequio.purchasing.resharing import reshare_round
from tequio.purchasing.steps import locked_round, move_to, require_state
from tequio.purchasing.surplus import give_back
from tequio.stock.models import Item


@action("purchasing.order.issue")
def issue_orders(*, actor: Actor, round_id: int) -> Round:
    """Send the orders out: one paper per supplier (documents.py draws it). Raises NotNow."""
    round_ = locked_round(round_id)
    require_state(round_, Round.State.AWARDED)
    move_to(round_, Round.State.ORDERED)
    suppliers = AwardLine.objects.filter(round=round_).values("supplier").distinct().count()
    events.record(actor, "purchasing.order.issued", round_, title=round_.title, suppliers=suppliers)
    return round_


@action("purchasing.order.undo")
def undo_orders(*, actor: Actor, round_id: int, reason: str) -> Round:
    """Call the orders back; what has been counted so far is erased. Raises NotNow."""
    round_ = locked_round(round_id)
    require_state(round_, Round.State.ORDERED)
    AwardLine.objects.filter(round=round_).update(received=None, damaged=0, came_instead=None, note="")
    move_to(round_, Round.State.AWARDED)
    events.record(actor, "purchasing.order.undone", round_, title=round_.title, reason=reason)
    return round_


@dataclass(frozen=True, slots=True)
class Count:
    """What was found of one order line: units received, of these damaged, and what came instead of it."""

    line_id: int
    received: Decimal
    damaged: Decimal = Decimal(0)
    came_instead_id: int | None = None
    note: str = ""


@action("purchasing.goods.count")
def count_goods(*, actor: Actor, round_id: int, counts: Sequence[Count]) -> Round:
    """Write down what arrived at a point; counting again replaces the first count.

    Raises NotNow, NotOrdered, ReceivedWrong.
    """
    round_ = locked_round(round_id)
    require_state(round_, Round.State.ORDERED)
    wanted = {count.line_id: count for count in counts}
    lines = list(AwardLine.objects.filter(round=round_, pk__in=wanted).select_related("item", "section"))
    instead = {count.came_instead_id for count in counts} - {None}
    if len(lines) < len(wanted) or Item.objects.filter(pk__in=instead).count() < len(instead):
        raise NotOrdered
    for line in lines:
        count = wanted[line.pk]
        sane = count.received.is_finite() and count.damaged.is_finite()
        if not sane or not 0 <= count.damaged <= count.received <= line.quantity:
            raise ReceivedWrong(
                item=line.item.name, section=line.section.name, ordered=f"{line.quantity.normalize():f}"
            )
        line.received, line.damaged, line.note = count.received, count.damaged, count.note
        line.came_instead_id = count.came_instead_id if count.came_instead_id != line.item_id else None
    AwardLine.objects.bulk_update(lines, ["received", "damaged", "came_instead", "note"])
    events.record(
        actor, "purchasing.goods.counted", round_, lines=len(lines),
        villages=sorted({line.section.name for line in lines}),
    )  # fmt: skip
    return round_


@action("purchasing.goods.finish")
def finish_receiving(*, actor: Actor, round_id: int) -> Round:
    """End the counting: what came short, damaged or as something else is shared again exactly. Raises NotAllCounted."""
    round_ = locked_round(round_id)
    require_state(round_, Round.State.ORDERED)
    missing = AwardLine.objects.filter(round=round_, received__isnull=True)
    names = sorted(missing.values_list("section__name", flat=True).distinct())
    if names:
        raise NotAllCounted(sections=", ".join(names))
    changed = reshare_round(round_)
    given_back = give_back(round_) if round_.surplus == Round.Surplus.MEMBERS else 0
    move_to(round_, Round.State.RECEIVED)
    events.record(actor, "purchasing.goods.received", round_, title=round_.title, shares_changed=changed,
                  given_back_minor=given_back)  # fmt: skip
    return round_


@action("purchasing.goods.undo")
def undo_receiving(*, actor: Actor, round_id: int, reason: str) -> Round:
    """Go back to counting; shares are again as awarded. Raises NotNow."""
    round_ = locked_round(round_id)
    require_state(round_, Round.State.RECEIVED)
    mine = Allotment.objects.filter(round=round_)
    mine.filter(quantity=0).delete()  # rows that only a substitute had made
    mine.update(final_quantity=F("quantity"), final_minor=F("charge_minor"), is_handed_out=False)
    move_to(round_, Round.State.ORDERED)
    events.record(actor, "purchasing.goods.undone", round_, title=round_.title, reason=reason)
    return round_


@action("purchasing.goods.hand_out")
def hand_out_section(
    *, actor: Actor, round_id: int, section_id: int, today: date, absent: Sequence[int] = (),
    only: Sequence[int] | None = None,
) -> Round:  # fmt: skip
    """Note that a village's members have their goods; `absent` are members who did not come yet.

    `only` are the members of one page of a long list; the others stay as they are. Raises NotNow.
    """
    round_ = locked_round(round_id)
    require_state(round_, Round.State.RECEIVED)
    here = Allotment.objects.filter(round=round_, section_id=section_id)
    if only is not None:
        here = here.filter(member_id__in=list(only))
    here.update(is_handed_out=True)
    left = here.filter(member_id__in=list(absent)).update(is_handed_out=False)
    events.record(
        actor, "purchasing.goods.handed_out", round_, section=section_id, on=today, absent=sorted(absent), left=left
    )
    return round_
