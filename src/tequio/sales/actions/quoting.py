"""From a buyer's wish to an order: buyers, rates, the quotation and its lines, and the buyer's yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.engines.selling import in_pesos, price_for
from tequio.engines.ware import Shape
from tequio.sales.errors import (
    BelowFloor,
    BuyerKnown,
    DatesWrong,
    NotAProduct,
    NothingToSell,
    NoWareClass,
    PiecesWrong,
    PriceWrong,
    QuotationLapsed,
    RateWrong,
    ShapeMissing,
)
from tequio.sales.models import Article, Buyer, Contact, ExchangeRate, Line, Order
from tequio.sales.models.orders import MOST
from tequio.sales.settings import FEE, MARGIN
from tequio.sales.steps import locked_order, move_to, rate_on, require_shape
from tequio.sales.ware import shape_of, ware_of
from tequio.stock.models import Item
from tequio.ui.numbers import money
from tequio.unions.models import Union
from tequio.unions.queries import ruling

State = Order.State
MOST_PESOS = 1_000


@action("sales.buyer.add")
def add_buyer(
    *, actor: Actor, name: str, country: str = "MX", tax_id: str = "", address: str = "", contact: str = "",
    email: str = "", phone: str = "",
) -> Buyer:  # fmt: skip
    """Note a buyer and whom to talk to there. Raises BuyerKnown."""
    name = plain(name)
    if Buyer.objects.filter(name=name).exists():
        raise BuyerKnown(name=name)
    buyer: Buyer = Buyer.objects.create(
        union_id=actor.union_id, name=name, country=country, tax_id=plain(tax_id), address=plain(address)
    )
    if contact:
        Contact.objects.create(
            union_id=actor.union_id, buyer=buyer, name=plain(contact), email=email, phone=plain(phone)
        )
    events.record(actor, "sales.buyer.added", buyer, name=name, country=country)
    return buyer


@action("sales.rate.note")
def note_rates(*, actor: Actor, rates: Mapping[date, Decimal], source: str, today: date) -> int:
    """Note what a dollar was worth on some days; a day noted before is corrected. Raises RateWrong."""
    if not rates or any(not 1 <= rate <= MOST_PESOS or on > today for on, rate in rates.items()):
        raise RateWrong
    for on, rate in sorted(rates.items()):
        ExchangeRate.objects.update_or_create(
            union_id=actor.union_id, on=on, defaults={"mxn_per_usd": rate, "source": plain(source)}
        )
    events.record(actor, "sales.rate.noted", "sales.exchangerate", days=len(rates), last=str(max(rates)))
    return len(rates)


@dataclass(frozen=True, slots=True)
class Terms:
    """The head of a quotation."""

    title: str
    currency: str
    valid_until: date
    due_on: date
    destination: str
    incoterm: str = Order.Incoterm.EXW
    place: str = ""

    def fields(self) -> dict[str, Any]:
        return {name: plain(value) if isinstance(value, str) else value for name, value in asdict(self).items()}


@action("sales.quotation.draft")
def draft_order(*, actor: Actor, buyer_id: int, terms: Terms, today: date) -> Order:
    """Begin a quotation with the margin, the fee and the rate that rule today. Raises DatesWrong, NoRate."""
    _require_dates(terms, today)
    rate, on = rate_on(terms.currency, today)
    order: Order = Order.objects.create(
        union_id=actor.union_id, buyer=Buyer.objects.get(pk=buyer_id), rate=rate, rate_on=on,
        margin_bp=ruling(MARGIN, today), fee_bp=ruling(FEE, today), **terms.fields(),
    )  # fmt: skip
    events.record(actor, "sales.quotation.drafted", order, title=order.title, buyer=buyer_id)
    return order


@action("sales.quotation.edit")
def edit_order(*, actor: Actor, order_id: int, terms: Terms, margin_bp: int, today: date) -> Order:
    """Change a quotation that was not sent; the rate is today's. Raises NotNow, DatesWrong, NoRate."""
    order = locked_order(order_id, State.DRAFT)
    _require_dates(terms, today)
    order.rate, order.rate_on = rate_on(terms.currency, today)
    order.margin_bp = margin_bp
    for name, value in terms.fields().items():
        setattr(order, name, value)
    order.save()
    _class_again(order, today)
    events.record(actor, "sales.quotation.edited", order, title=order.title)
    return order


def _class_again(order: Order, today: date) -> None:
    """Where goods go elsewhere, another law says what class a piece is of. Raises NoWareClass."""
    trade = Union.objects.values_list("trade", flat=True).get(pk=order.union_id)
    for line in Line.objects.filter(order=order).order_by("number"):
        shape = shape_of(line, Article.objects.filter(item=line.item_id).first())
        if shape is not None:
            line.ware = ware_of(trade, shape, order.destination, today)
            if not line.ware:
                raise NoWareClass
            line.save(update_fields=["ware"])


def _require_dates(terms: Terms, today: date) -> None:
    if terms.due_on <= today or terms.valid_until < today or terms.due_on <= terms.valid_until:
        raise DatesWrong


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A line as typed; without a price it is what the maker gets and the union's margin.

    The class of the piece comes from its shape: as told here, or else as its product's card says. Only where nobody
    knows any shape does `ware` count.
    """

    item_id: int
    pieces: int
    maker_minor: int
    ware: str = ""
    quality: str = Line.Quality.FIRST
    design: str = ""
    tolerance: str = ""
    price_minor: int | None = None
    due_on: date | None = None
    use: str = ""
    depth_mm: Decimal | None = None
    volume_ml: Decimal | None = None

    @property
    def shape(self) -> Shape | None:
        return Shape(self.use, self.depth_mm or Decimal(0), self.volume_ml or Decimal(0)) if self.use else None


@action("sales.line.set")
def set_line(*, actor: Actor, order_id: int, draft: LineDraft, today: date, number: int | None = None) -> Line:
    """Put a product into a quotation, or change line `number` of it.

    Raises NotNow, NotAProduct, PiecesWrong, PriceWrong, DatesWrong, UseUnknown, ShapeUnknown, ShapeMissing,
    NoWareClass.
    """
    order = locked_order(order_id, State.DRAFT)
    if not Item.objects.filter(pk=draft.item_id, kind=Item.Kind.PRODUCT).exists():
        raise NotAProduct
    if not 1 <= draft.pieces <= MOST:
        raise PiecesWrong(most=f"{MOST:,}")
    if draft.maker_minor <= 0 or (draft.price_minor is not None and draft.price_minor <= 0):
        raise PriceWrong
    due_on = draft.due_on or order.due_on
    if not today < due_on <= order.due_on:
        raise DatesWrong
    ware = _ware_of(order, draft, today)
    price = draft.price_minor or price_for(draft.maker_minor, order.margin_bp, order.rate)
    last = Line.objects.filter(order=order).aggregate(last=Max("number"))["last"] or 0
    line, _ = Line.objects.update_or_create(
        union_id=actor.union_id, order=order, number=number or last + 1,
        defaults={
            "item_id": draft.item_id, "pieces": draft.pieces, "maker_minor": draft.maker_minor, "price_minor": price,
            "ware": ware, "use": draft.use, "depth_mm": draft.depth_mm, "volume_ml": draft.volume_ml,
            "quality": draft.quality, "design": plain(draft.design),
            "tolerance": plain(draft.tolerance), "due_on": due_on,
        },
    )  # fmt: skip
    events.record(
        actor, "sales.line.was_set", order, line=line.number, item=draft.item_id, pieces=draft.pieces,
        maker_minor=draft.maker_minor, price_minor=price,
    )  # fmt: skip
    return line


def _ware_of(order: Order, draft: LineDraft, today: date) -> str:
    """The class of what is ordered, by the law of where it goes."""
    trade = Union.objects.values_list("trade", flat=True).get(pk=order.union_id)
    require_shape(trade, draft.use, draft.depth_mm, draft.volume_ml)
    shape = draft.shape or shape_of(None, Article.objects.filter(item_id=draft.item_id).first())
    if shape is None:
        if not draft.ware:
            raise ShapeMissing(item=Item.objects.values_list("name", flat=True).get(pk=draft.item_id))
        return draft.ware
    if not (found := ware_of(trade, shape, order.destination, today)):
        raise NoWareClass
    return found


@action("sales.line.drop")
def drop_line(*, actor: Actor, line_id: int) -> Order:
    """Take a product out of a quotation. Raises NotNow."""
    line = Line.objects.get(pk=line_id)
    order = locked_order(line.order_id, State.DRAFT)
    line.design_sheets.all().delete()
    line.delete()
    events.record(actor, "sales.line.dropped", order, line=line.number)
    return order


@action("sales.quotation.send")
def send_quotation(*, actor: Actor, order_id: int, today: date) -> Order:
    """Say the quotation to the buyer: from here on it stands. Raises NotNow, NothingToSell, BelowFloor, DatesWrong."""
    order = locked_order(order_id, State.DRAFT)
    lines = list(order.lines.order_by("number"))
    if not lines:
        raise NothingToSell
    if order.valid_until < today or min(line.due_on for line in lines) <= today:
        raise DatesWrong
    for line in lines:
        if in_pesos(line.price_minor, order.rate) < line.maker_minor:
            raise BelowFloor(
                line=line.number, price=money(in_pesos(line.price_minor, order.rate)), pay=money(line.maker_minor)
            )
    move_to(order, State.QUOTED)
    events.record(
        actor, "sales.quotation.sent", order, title=order.title, total_minor=sum(line.total_minor for line in lines),
        currency=order.currency, rate=str(order.rate),
    )  # fmt: skip
    return order


@action("sales.quotation.reopen")
def reopen_quotation(*, actor: Actor, order_id: int) -> Order:
    """Take a quotation back to change it. Raises NotNow."""
    order = locked_order(order_id, State.QUOTED)
    move_to(order, State.DRAFT)
    events.record(actor, "sales.quotation.reopened", order, title=order.title)
    return order


@action("sales.quotation.accept")
def accept_quotation(*, actor: Actor, order_id: int, today: date) -> Order:
    """The buyer said yes: the quotation is an order. Raises NotNow, QuotationLapsed."""
    order = locked_order(order_id, State.QUOTED)
    if not order.holds_on(today):
        raise QuotationLapsed(day=order.valid_until.strftime("%d/%m/%Y"))
    move_to(order, State.ORDERED, accepted_on=today)
    events.record(actor, "sales.quotation.accepted", order, title=order.title)
    return order


@action("sales.quotation.lose")
def lose_quotation(*, actor: Actor, order_id: int, reason: str) -> Order:
    """The buyer said no, or the union does not want it. Raises NotNow."""
    order = locked_order(order_id, State.DRAFT, State.QUOTED)
    move_to(order, State.LOST)
    events.record(actor, "sales.quotation.lost", order, title=order.title, reason=plain(reason))
    return order
