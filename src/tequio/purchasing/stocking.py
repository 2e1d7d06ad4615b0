"""A settled round in the stock: what arrived becomes lots, what members took leaves them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from tequio.core.actors import Actor
from tequio.engines.leftover import Left
from tequio.purchasing.models import Allotment, Round
from tequio.purchasing.postings import SOURCE
from tequio.stock.models import Lot, Move
from tequio.stock.steps import LotDraft, MoveDraft, move_lots, receive_lots

Place = tuple[int, int]  # section, item


def put_in_stock_and_hand_out(
    actor: Actor, round_: Round, on: date, arrived: Mapping[Place, tuple[Decimal, int]], surplus: Sequence[Left]
) -> None:
    """One lot per village and material. What nobody takes is a lot of its own, at what it cost there with its freight:
    what is on hand of a round is worth what the books say of it.
    """
    left = {each.key: each for each in surplus}
    taken_home, staying = [], []
    for (section, item), (quantity, minor) in arrived.items():
        stays = left.get((section, item))
        if stays is None:
            taken_home.append(LotDraft(item, section, quantity, minor))
            continue
        staying.append(LotDraft(item, section, stays.quantity, stays.landed_minor))
        if quantity > stays.quantity:
            taken_home.append(LotDraft(item, section, quantity - stays.quantity, minor - stays.goods_minor))
    lots = receive_lots(actor, on, SOURCE, round_.pk, [*taken_home, *staying])
    lot_at = {(draft.place_id, draft.item_id): lot for draft, lot in zip(taken_home, lots, strict=False)}
    taken = (
        Allotment.objects.filter(round=round_, final_quantity__gt=0)
        .order_by("pk")
        .values_list("section_id", "item_id", "final_quantity", "member_id")
    )
    out = [MoveDraft(lot_at[section, item], -quantity, member) for section, item, quantity, member in taken]
    move_lots(actor, on, Move.Reason.HANDED_OUT, out)


def take_back_from_stock(actor: Actor, round_: Round, on: date) -> None:
    """Undo the passage of a settlement: members' goods come back and the lots are emptied. Older attempts are zero."""
    out = (
        Move.objects.filter(lot__source=SOURCE, lot__source_id=round_.pk)
        .values("lot_id", "member_id")
        .annotate(quantity=Sum("quantity"))
        .exclude(quantity=0)
        .order_by("lot_id", "member_id")
    )
    rows = [(row["lot_id"], row["member_id"], row["quantity"]) for row in out]
    back = [MoveDraft(lot, -quantity, member) for lot, member, quantity in rows if quantity < 0]
    move_lots(actor, on, Move.Reason.TAKEN_BACK, back)
    left = Lot.objects.filter(source=SOURCE, source_id=round_.pk, on_hand__gt=0).values_list("pk", "on_hand")
    move_lots(actor, on, Move.Reason.TAKEN_BACK, [MoveDraft(lot, -on_hand) for lot, on_hand in left])
