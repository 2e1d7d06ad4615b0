"""A settled round in the stock: what arrived becomes lots, what members took leaves them."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from tequio.core.actors import Actor
from tequio.purchasing.models import Allotment, AwardLine, Round
from tequio.purchasing.postings import SOURCE
from tequio.purchasing.resharing import payable
from tequio.stock.models import Lot, Move
from tequio.stock.steps import LotDraft, MoveDraft, move_lots, receive_lots

Place = tuple[int, int]  # section, item


def put_in_stock_and_hand_out(actor: Actor, round_: Round, on: date) -> None:
    """One lot per village and material; what members did not take (surplus of whole packs) stays on hand."""
    arrived: dict[Place, tuple[Decimal, int]] = defaultdict(lambda: (Decimal(0), 0))
    for line in AwardLine.objects.filter(round=round_).order_by("section_id", "item_id", "pk"):
        good = (line.received or Decimal(0)) - line.damaged
        place = (line.section_id, line.came_instead_id or line.item_id)
        quantity, minor = arrived[place]
        arrived[place] = (quantity + good, minor + payable(line))
    drafts = [LotDraft(item, section, q, minor) for (section, item), (q, minor) in arrived.items() if q]
    lots = receive_lots(actor, on, SOURCE, round_.pk, drafts)
    lot_at = {(draft.place_id, draft.item_id): lot for draft, lot in zip(drafts, lots, strict=True)}
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
