"""One order as the shipment that its papers are printed from: plain facts, read with a dozen questions.

Nothing is filled in: what nobody wrote down is empty, and `engines.shipping.gaps` names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from tequio.engines import shipping as engine
from tequio.engines.founding.texts import Text
from tequio.engines.ware import LabReport
from tequio.sales.models import (
    Article,
    Buyer,
    Carton,
    CartonPart,
    Ingredient,
    Inspection,
    Line,
    Order,
    Seller,
    Shipment,
    Weighing,
)
from tequio.sales.ware import destinations_of, mixes_of, reports_for, shape_of

HOME = "MX"
Links = Callable[[Carton], str]


@dataclass(frozen=True, slots=True)
class Lots:
    """The inspections of an order, and the code by which papers call what came of each."""

    rows: tuple[Inspection, ...]
    codes: Mapping[int, str]


def lot_code(order_id: int, place: int) -> str:
    """Inspections are never deleted, so the place of one in its order is for good."""
    return f"P{order_id}-L{place:02d}"


def lots_of(order: Order) -> Lots:
    """Every inspection counts for the numbers; only those with good pieces are lots."""
    rows = tuple(Inspection.objects.filter(ticket__order=order).select_related("ticket__line").order_by("pk"))
    return Lots(rows, {row.pk: lot_code(order.pk, place) for place, row in enumerate(rows, start=1)})


def shipment_of(order: Order, today: date, link: Links) -> engine.Shipment:
    """Everything the papers of an order say; `link` gives the address behind a box's QR."""
    leaving = Shipment.objects.filter(order=order).first()
    seller = Seller.objects.first()
    lots = lots_of(order)
    lines = lines_of(order, lots, seller)
    buyer = party_of_buyer(order.buyer)
    own = party_of_seller(seller, order)
    return engine.Shipment(
        number=leaving.number if leaving else "", on=leaving.on if leaving else order.closed_on or today,
        seller=own, buyer=buyer, lines=tuple(each for _line, each in lines),
        cartons=tuple(_cartons(order, lots, lines, link)), currency=order.currency,
        invoice=leaving.invoice if leaving else "", order=leaving.buyers_order if leaving else "",
        incoterm=order.incoterm, place=(leaving.place if leaving else "") or order.place,
        carrier=leaving.carrier if leaving else "", destinations=destinations_of(order, leaving),
        producer=own if seller and seller.certifies_as == Seller.Role.PRODUCER else None, certifier=own,
        certifies_as=seller.certifies_as if seller else "", is_demo=order.union.is_demo,
        marks=leaving.marks if leaving else "",
    )  # fmt: skip


def lines_of(order: Order, lots: Lots, seller: Seller | None) -> list[tuple[Line, engine.Line]]:
    """The articles of an order with their lots. Once the order is closed, what was never brought is no line of it."""
    rows = list(Line.objects.filter(order=order).select_related("item").order_by("number"))
    articles = articles_of(row.item_id for row in rows)
    reports = reports_for(lots.rows)
    found = [(row, _line(row, articles.get(row.item_id), lots, reports, seller)) for row in rows]
    return found if order.closed_on is None else [(row, line) for row, line in found if line.lots]


def articles_of(items: Iterable[int]) -> dict[int, Article]:
    ingredients = Prefetch("ingredients", Ingredient.objects.order_by("pk"))
    rows = Article.objects.filter(item__in=set(items)).prefetch_related(ingredients)
    return {row.item_id: row for row in rows}


def _line(
    row: Line, article: Article | None, lots: Lots, reports: Mapping[int, tuple[LabReport, ...]], seller: Seller | None
) -> engine.Line:
    size = _size(article) if article else None
    return engine.Line(
        sku=row.item.code, name=Text(row.item.name, article.name_en if article else row.item.name),
        code=article.tariff if article else "", price_minor=row.price_minor, net_g=article.net_g if article else 0,
        packing=engine.Packing(article.per_carton if article else 1, article.tare_g if article else 0, size),
        lots=tuple(
            engine.Lot(lots.codes[each.pk], each.accepted, each.recipe, mixes_of(each), reports[each.pk])
            for each in lots.rows if each.ticket.line_id == row.pk and each.accepted
        ),
        shape=shape_of(row, article),
        materials=tuple(
            engine.Material(each.name, each.tariff, engine.From(each.origin)) for each in article.ingredients.all()
        ) if article else (),
        made_in=article.made_in if article else "", state=seller.state if seller else "",
    )  # fmt: skip


def _cartons(
    order: Order, lots: Lots, lines: Sequence[tuple[Line, engine.Line]], link: Links
) -> Iterable[engine.Carton]:
    places = {row.pk: place for place, (row, _line) in enumerate(lines)}
    for box in boxes_of(order):
        line = lines[places[box.line_id]][1]
        parts = tuple(engine.Part(lots.codes[part.inspection_id], part.pieces) for part in box.parts.all())
        net = sum(part.pieces for part in parts) * line.net_g
        scale = next(iter(box.weighings.all()), None)
        yield engine.Carton(
            box.number, places[box.line_id], parts, net, scale.gross_g if scale else net + line.packing.tare_g,
            (_size(scale) if scale else None) or line.packing.size, link(box), box.as_food,
        )  # fmt: skip


def boxes_of(order: Order) -> list[Carton]:
    """Boxes in order of their numbers, each with its parts and its weighings, the newest first. Three questions."""
    return list(
        Carton.objects.filter(order=order)
        .prefetch_related(
            Prefetch("parts", CartonPart.objects.order_by("pk")),
            Prefetch("weighings", Weighing.objects.order_by("-pk")),
        )
        .order_by("number")
    )  # fmt: skip


def _size(of: Article | Weighing) -> engine.Size | None:
    if of.length_mm is None or of.width_mm is None or of.height_mm is None:
        return None
    return engine.Size(of.length_mm, of.width_mm, of.height_mm)


def party_of_seller(seller: Seller | None, order: Order) -> engine.Party:
    """The union as its papers name it; until somebody wrote that down, its name alone."""
    if seller is None:
        return engine.Party(order.union.name)
    return engine.Party(
        seller.name, seller.address, HOME, seller.tax_id, seller.person, seller.title, seller.phone, seller.email
    )


def party_of_buyer(buyer: Buyer) -> engine.Party:
    first = buyer.contacts.order_by("pk").first()
    country = "" if buyer.country == Buyer.Country.OTHER else buyer.country
    return engine.Party(
        buyer.name, buyer.address, country, buyer.tax_id, first.name if first else "",
        phone=first.phone if first else "", email=first.email if first else "",
    )  # fmt: skip
