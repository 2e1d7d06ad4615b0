"""Boxes and what papers need: packing, weighing, the union's own data, a product's card, how an order leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, Sum

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.sales.errors import (
    BoxLighterThanPieces,
    BoxUnknown,
    DestinationUnknown,
    MarkNeeded,
    MorePackedThanAccepted,
    NotAProduct,
    NotFoodWare,
    NumberUsed,
    PiecesWrong,
    SizeWrong,
    TariffWrong,
    WeightWrong,
)
from tequio.sales.models import (
    Article,
    Buyer,
    Carton,
    CartonPart,
    Contact,
    Ingredient,
    Inspection,
    Line,
    Order,
    Seller,
    Shipment,
    Weighing,
)
from tequio.sales.models.orders import MOST
from tequio.sales.models.packing import LONGEST_MM, SHORTEST_MM
from tequio.sales.proving import marks_for, proofs_in, why_not
from tequio.sales.steps import locked_order, require_shape
from tequio.stock.models import Item
from tequio.unions.models import Union
from tequio.unions.ware import rules_of

HEAVIEST_G = 2_000_000  # two tonnes: a pallet, not a box
TARIFF_DIGITS = (4, 10)
PACKED_IN = (Order.State.MAKING, Order.State.SHIPPED, Order.State.PAID)
Size = tuple[int, int, int]


@action("sales.carton.pack")
def pack_cartons(
    *, actor: Actor, line_id: int, cartons: int, per_carton: int, today: date, with_rest: bool = False,
    as_food: bool = True, mark: str = "",
) -> Order:  # fmt: skip
    """Pack accepted pieces of a line, oldest lots first, into so many numbered boxes of so many pieces.

    `with_rest` adds one more box for what is left over, where that is less than a whole one. Food ware is packed as
    such only with a report of each lot that holds everywhere it may end up; otherwise it is marked as decoration.
    Raises NotNow, PiecesWrong, MorePackedThanAccepted, NotFoodWare, MarkNeeded.
    """
    line = Line.objects.select_related("item").get(pk=line_id)
    order = locked_order(line.order_id, *PACKED_IN)
    left = _unpacked(line)
    total = sum(left.values())
    rest = total - cartons * per_carton if with_rest else 0
    if min(cartons, per_carton) < 0 or not per_carton or cartons * per_carton > MOST or not (cartons or rest > 0):
        raise PiecesWrong(most=f"{MOST:,}")
    if cartons * per_carton > total:
        raise MorePackedThanAccepted(left=f"{total:,}")
    counts = [per_carton] * cartons + ([rest] if 0 < rest < per_carton else [])
    as_food = as_food and line.is_food_ware
    if as_food:
        _require_proof(order, line, _taken(left, sum(counts)), today)
    else:
        _require_mark(order, line, mark, today)
    last = Carton.objects.filter(order=order).aggregate(last=Max("number"))["last"] or 0
    made = Carton.objects.bulk_create(
        Carton(
            union_id=actor.union_id, order=order, line=line, number=last + place, packed_on=today, as_food=as_food,
            mark="" if as_food else mark,
        )
        for place in range(1, len(counts) + 1)
    )  # fmt: skip
    CartonPart.objects.bulk_create(_filled(made, counts, left))
    events.record(
        actor, "sales.carton.packed", order, line=line.number, cartons=len(counts), per_carton=per_carton,
        pieces=sum(counts), first=last + 1, as_food=as_food, mark=mark,
    )  # fmt: skip
    return order


def _unpacked(line: Line) -> dict[int, int]:
    """By lot, oldest first, the accepted pieces that are in no box."""
    packed = dict(
        CartonPart.objects.filter(inspection__ticket__line=line).values_list("inspection_id").annotate(Sum("pieces"))
    )
    lots = Inspection.objects.filter(ticket__line=line, accepted__gt=0).order_by("pk").values_list("pk", "accepted")
    return {pk: accepted - packed.get(pk, 0) for pk, accepted in lots}


def _taken(left: dict[int, int], pieces: int) -> list[int]:
    """The lots that so many pieces come from."""
    found = []
    for lot, there in left.items():
        if pieces > 0 and there:
            found.append(lot)
            pieces -= there
    return found


def _require_proof(order: Order, line: Line, lots: Sequence[int], today: date) -> None:
    proofs = proofs_in(order, [line], today)
    for lot in lots:
        if not proofs[lot].is_food_ware:
            raise NotFoodWare(lot=proofs[lot].code, item=line.item.name, why=why_not(order, proofs[lot]))


def _require_mark(order: Order, line: Line, mark: str, today: date) -> None:
    """Something that could hold food and must not has to say so, where a law of its destinations asks it."""
    if line.is_food_ware and (asked := marks_for(order, today)) and mark not in asked:
        raise MarkNeeded


def _filled(cartons: Sequence[Carton], counts: Sequence[int], left: dict[int, int]) -> list[CartonPart]:
    parts = []
    lots = iter([[pk, pieces] for pk, pieces in left.items() if pieces])
    lot = next(lots)
    for carton, room in zip(cartons, counts, strict=True):
        while room:
            if not lot[1]:
                lot = next(lots)
            put = min(room, lot[1])
            parts.append(CartonPart(union_id=carton.union_id, box=carton, inspection_id=lot[0], pieces=put))
            lot[1] -= put
            room -= put
    return parts


@action("sales.carton.weigh")
def weigh_cartons(
    *, actor: Actor, order_id: int, first: int, last: int, gross_g: int, today: date, size: Size | None = None
) -> Order:
    """Note what each box from one number to another weighs, and its outside; the newest weighing counts.

    Raises NotNow, BoxUnknown, WeightWrong, SizeWrong, BoxLighterThanPieces.
    """
    order = locked_order(order_id, *PACKED_IN)
    boxes = list(
        Carton.objects.filter(order=order, number__gte=first, number__lte=last).select_related("line")
        .annotate(pieces=Sum("parts__pieces")).order_by("number")
    )  # fmt: skip
    if first > last or len(boxes) != last - first + 1:
        raise BoxUnknown(first=f"{first:,}", last=f"{last:,}")
    if not 0 < gross_g <= HEAVIEST_G:
        raise WeightWrong
    _require_size(size)
    weights = dict(Article.objects.filter(item__in={box.line.item_id for box in boxes}).values_list("item_id", "net_g"))
    for box in boxes:
        if gross_g < (net := weights.get(box.line.item_id, 0) * box.pieces):
            raise BoxLighterThanPieces(box=f"{box.number:,}", net=f"{net / 1000:,.3f}", gross=f"{gross_g / 1000:,.3f}")
    length, width, height = size or (None, None, None)
    Weighing.objects.bulk_create(
        Weighing(
            union_id=actor.union_id, box=box, gross_g=gross_g, length_mm=length, width_mm=width, height_mm=height,
            weighed_on=today, weighed_by=actor.name,
        )
        for box in boxes
    )  # fmt: skip
    events.record(actor, "sales.carton.weighed", order, first=first, last=last, gross_g=gross_g)
    return order


def _require_size(size: Size | None) -> None:
    if size is not None and not all(SHORTEST_MM <= side <= LONGEST_MM for side in size):
        raise SizeWrong


@dataclass(frozen=True, slots=True)
class SellerDraft:
    """The union's data as typed."""

    name: str
    address: str = ""
    state: str = ""
    tax_id: str = ""
    person: str = ""
    title: str = ""
    phone: str = ""
    email: str = ""
    certifies_as: str = ""


@action("sales.seller.sign")
def set_seller(*, actor: Actor, draft: SellerDraft) -> Seller:
    """Say how the union stands on its papers, and who signs them. What was printed before stays as it was."""
    told = {name: plain(value) for name, value in asdict(draft).items()}
    seller, _ = Seller.objects.update_or_create(union_id=actor.union_id, defaults=told)
    events.record(actor, "sales.seller.was_set", seller, **told)
    return seller


@dataclass(frozen=True, slots=True)
class IngredientDraft:
    name: str
    tariff: str
    origin: str


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """A product's card as typed."""

    name_en: str
    net_g: int
    per_carton: int
    tare_g: int
    tariff: str = ""
    made_in: str = "MX"
    size: Size | None = None
    use: str = ""
    depth_mm: Decimal | None = None
    volume_ml: Decimal | None = None
    materials: Sequence[IngredientDraft] = ()


@action("sales.article.set")
def set_article(*, actor: Actor, item_id: int, draft: ArticleDraft) -> Article:
    """Say what papers and boxes need to know of a product; a second card replaces the first.

    Raises NotAProduct, WeightWrong, PiecesWrong, SizeWrong, TariffWrong, UseUnknown, ShapeUnknown.
    """
    if not Item.objects.filter(pk=item_id, kind=Item.Kind.PRODUCT).exists():
        raise NotAProduct
    _require_article(draft, Union.objects.values_list("trade", flat=True).get(pk=actor.union_id))
    length, width, height = draft.size or (None, None, None)
    article, _ = Article.objects.update_or_create(
        union_id=actor.union_id, item_id=item_id,
        defaults={
            "name_en": plain(draft.name_en), "tariff": draft.tariff, "made_in": draft.made_in, "net_g": draft.net_g,
            "per_carton": draft.per_carton, "tare_g": draft.tare_g, "length_mm": length, "width_mm": width,
            "height_mm": height, "use": draft.use, "depth_mm": draft.depth_mm, "volume_ml": draft.volume_ml,
        },
    )  # fmt: skip
    article.ingredients.all().delete()
    Ingredient.objects.bulk_create(
        Ingredient(
            union_id=actor.union_id, article=article, name=plain(each.name), tariff=each.tariff, origin=each.origin
        )
        for each in draft.materials
    )
    events.record(
        actor, "sales.article.was_set", article, item=item_id, tariff=draft.tariff, net_g=draft.net_g, use=draft.use,
        depth_mm=str(draft.depth_mm or ""), volume_ml=str(draft.volume_ml or ""),
        materials={plain(each.name): [each.tariff, each.origin] for each in draft.materials},
    )  # fmt: skip
    return article


def _require_article(draft: ArticleDraft, trade: str) -> None:
    if not 0 < draft.net_g <= HEAVIEST_G or not 0 <= draft.tare_g <= HEAVIEST_G:
        raise WeightWrong
    if not 1 <= draft.per_carton <= MOST:
        raise PiecesWrong(most=f"{MOST:,}")
    _require_size(draft.size)
    for tariff in (draft.tariff, *(each.tariff for each in draft.materials)):
        digits = tariff.replace(".", "").replace(" ", "")
        if tariff and not (digits.isdecimal() and TARIFF_DIGITS[0] <= len(digits) <= TARIFF_DIGITS[1]):
            raise TariffWrong(tariff=tariff)
    require_shape(trade, draft.use, draft.depth_mm, draft.volume_ml)


@action("sales.buyer.correct")
def correct_buyer(
    *, actor: Actor, buyer_id: int, tax_id: str, address: str, contact: str, email: str, phone: str
) -> Buyer:
    """Complete what papers say of a buyer, and whom to talk to there first."""
    buyer: Buyer = Buyer.objects.select_for_update().get(pk=buyer_id)
    buyer.tax_id, buyer.address = plain(tax_id), plain(address)
    buyer.save(update_fields=["tax_id", "address"])
    if contact:
        told: dict[str, Any] = {"name": plain(contact), "email": email, "phone": plain(phone)}
        if first := buyer.contacts.order_by("pk").first():
            Contact.objects.filter(pk=first.pk).update(**told)
        else:
            Contact.objects.create(union_id=actor.union_id, buyer=buyer, **told)
    events.record(actor, "sales.buyer.corrected", buyer, tax_id=buyer.tax_id, address=buyer.address)
    return buyer


@dataclass(frozen=True, slots=True)
class ShipmentDraft:
    """How an order leaves, as typed."""

    number: str
    on: date
    invoice: str = ""
    buyers_order: str = ""
    place: str = ""
    carrier: str = ""
    marks: str = ""
    also: Sequence[str] = ()


@action("sales.shipment.set")
def set_shipment(*, actor: Actor, order_id: int, draft: ShipmentDraft) -> Shipment:
    """Say under which numbers, by whom and on what day an order leaves, and where its goods may end up.

    Raises NotNow, NumberUsed, DestinationUnknown.
    """
    order = locked_order(order_id, Order.State.ORDERED, *PACKED_IN)
    number = plain(draft.number)
    if Shipment.objects.filter(number=number).exclude(order=order).exists():
        raise NumberUsed(number=number)
    known = rules_of(Union.objects.values_list("trade", flat=True).get(pk=actor.union_id)).destinations
    if any(code not in known for code in draft.also):
        raise DestinationUnknown
    told = {"invoice", "buyers_order", "place", "carrier", "marks"}
    shipment, _ = Shipment.objects.update_or_create(
        union_id=actor.union_id, order=order,
        defaults={"number": number, "on": draft.on, "also": sorted(draft.also)}
        | {name: plain(getattr(draft, name)) for name in told},
    )  # fmt: skip
    events.record(
        actor, "sales.shipment.was_set", order, number=number, invoice=shipment.invoice, also=shipment.also
    )  # fmt: skip
    return shipment
