"""What a paper lacks, and the page where somebody mends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.engines import shipping as engine
from tequio.engines.ware import Rules
from tequio.sales.models import Line, Order
from tequio.sales.papers import Words, gap_said

PAPERS = tuple(engine.Paper)
SELLER, BUYER, LEAVING, BOXES, ARTICLE = "seller", "buyer", "leaving", "boxes", "article"

# Where a gap is mended; what begins with one of these words, by the word before the first underscore.
OF_PARTY = {"seller": SELLER, "certifier": SELLER, "exporter": SELLER, "producer": SELLER, "certifies": SELLER,
            "buyer": BUYER, "importer": BUYER}  # fmt: skip
OF_GAP = {
    "shipment_number": LEAVING, "invoice_number": LEAVING, "invoice_or_period": LEAVING, "period": LEAVING,
    "place": LEAVING, "destinations": LEAVING, "no_rules_for": LEAVING, "incoterm": LEAVING, "currency": LEAVING,
    "lines": BOXES, "lots": BOXES, "carton_link": BOXES,
    "weight": ARTICLE, "code": ARTICLE, "made_in": ARTICLE, "shape": ARTICLE, "use": ARTICLE, "price": ARTICLE,
    "protected_name": ARTICLE,
}  # fmt: skip
LABELS: Mapping[str, Promise] = {
    SELLER: gettext_lazy("Datos de la unión"), BUYER: gettext_lazy("Datos del comprador"),
    LEAVING: gettext_lazy("Cómo sale el pedido"), BOXES: gettext_lazy("Cajas"),
    ARTICLE: gettext_lazy("Ficha del producto"),
}  # fmt: skip
UNPACKED = ("differs_pieces", "differs_net_g")


@dataclass(frozen=True, slots=True)
class Mend:
    """One page to open, and all that is mended there."""

    label: str
    url: str
    says: tuple[str, ...]


def page_of(gap: engine.Gap) -> str:
    if gap.what in OF_GAP:
        return OF_GAP[gap.what]
    if gap.what.startswith("differs_"):
        return BOXES
    if gap.what.startswith("origin_"):
        return ARTICLE
    return OF_PARTY[gap.what.partition("_")[0]]


def lacking(
    shipment: engine.Shipment, customs: engine.Customs, rules: Rules
) -> dict[engine.Paper, tuple[engine.Gap, ...]]:
    """By paper, what keeps it from being printed."""
    return {paper: engine.gaps(paper, shipment, customs, rules) for paper in PAPERS}


def mends(
    order: Order, lines: Sequence[Line], whole: engine.Shipment,
    found: Mapping[engine.Paper, Sequence[engine.Gap]], language: str,
) -> list[Mend]:  # fmt: skip
    """Pages to open, in the order of LABELS, each gap once."""
    words = Words(language)
    unpacked = False
    items = {line.item.code: line for line in lines}
    pages: dict[tuple[str, str], list[str]] = {}
    for gap in dict.fromkeys(gap for gaps in found.values() for gap in gaps):
        page = page_of(gap)
        if gap.what in UNPACKED:
            # One sentence for all lots; the papers themselves name each.
            if not unpacked:
                pages.setdefault((page, ""), []).append(_unpacked(whole))
            unpacked = True
            continue
        sku = gap.of if page == ARTICLE else ""
        pages.setdefault((page, sku), []).append(gap_said(words, gap))
    order_of = list(LABELS)
    return [
        Mend(
            f"{LABELS[page]}: {items[sku].item.name}" if sku in items else str(LABELS[page]),
            _url(order, page, items.get(sku)), tuple(says),
        )
        for (page, sku), says in sorted(pages.items(), key=lambda each: (order_of.index(each[0][0]), each[0][1]))
    ]  # fmt: skip


def _unpacked(whole: engine.Shipment) -> str:
    packed, good = engine.totals(whole).pieces, sum(line.pieces for line in whole.lines)
    return _("de %(good)s piezas buenas hay %(packed)s en cajas") % {"good": f"{good:,}", "packed": f"{packed:,}"}


def _url(order: Order, page: str, line: Line | None) -> str:
    slug = order.union.slug
    if page == SELLER:
        return reverse("sales:seller", kwargs={"union": slug})
    if page == BUYER:
        return reverse("sales:buyer", kwargs={"union": slug, "buyer_id": order.buyer_id})
    if page == ARTICLE and line is not None:
        return reverse("sales:article", kwargs={"union": slug, "item_id": line.item_id})
    name = {LEAVING: "shipment", BOXES: "cartons"}.get(page, "papers")
    return reverse(f"sales:{name}", kwargs={"union": slug, "order_id": order.pk})
