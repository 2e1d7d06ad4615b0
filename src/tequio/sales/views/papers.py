"""The papers of an order: which can be printed, what the others lack and where that is mended, and the files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tequio.engines import shipping as engine
from tequio.sales import links, papering, queries
from tequio.sales.mends import lacking, mends
from tequio.sales.models import Carton, Order
from tequio.sales.papers import LANGUAGES, PaperLacks, Words
from tequio.sales.shipping import shipment_of
from tequio.sales.views.office import find_order
from tequio.ui.asking import office_of
from tequio.ui.files import file_answer
from tequio.ui.flash import warn
from tequio.ui.links import by_link
from tequio.ui.render import render_page
from tequio.unions.models import Union
from tequio.unions.ware import customs_of, rules_of


def link_of(request: Any, union: Union) -> Callable[[Carton], str]:
    """The address behind a box's QR."""

    def link(carton: Carton) -> str:
        return str(request.build_absolute_uri(reverse("who_made", args=[union.slug, carton.code])))

    return link


@require_safe
def paper_list(request: Any, order_id: int) -> HttpResponse:
    """Each paper with its files, or what is missing with the page that mends it."""
    office_of(request, "sales")
    order = find_order(order_id)
    trade = request.union.trade
    shipment = shipment_of(order, request.today, link_of(request, order.union))
    found = lacking(shipment, customs_of(trade), rules_of(trade))
    lines = queries.lines_of(order)
    words = Words("en" if (get_language() or "es").startswith("en") else "es")
    total = engine.totals(shipment)
    return render_page(
        request, "sales/papers.html", order=order, languages=LANGUAGES, total=total,
        papers=[(paper, words(f"title.{paper}"), len(gaps)) for paper, gaps in found.items()],
        lines=lines, mends=mends(order, lines, shipment, found, words.language), is_whole=not any(found.values()),
        value=queries.written(total.goods_minor, order.currency), net=words.kilos(total.net_g),
        gross=words.kilos(total.gross_g), shipment=shipment,
    )  # fmt: skip


@require_safe
def paper_file(request: Any, order_id: int, paper: str, language: str, kind: str) -> HttpResponse:
    """One paper in one language; one that lacks something leads to the page that says what."""
    office_of(request, "sales")
    order = find_order(order_id)
    if not papering.is_known(paper, language, kind):
        raise Http404
    try:
        content = papering.printed(order, paper, language, kind, request.today, link_of(request, order.union))
    except PaperLacks as lack:
        warn(request, str(lack))
        return redirect("sales:papers", union=request.union.slug, order_id=order.pk)
    return file_answer(content, papering.file_name(order, paper, language, kind))


@require_safe
@by_link(links.ORDER)
def paper_by_link(request: Any, order: Order, token: str, paper: str, language: str, kind: str) -> HttpResponse:
    """The buyer's own papers, by the link that shows his order; only once the order has left, and only whole ones."""
    if not papering.is_known(paper, language, kind) or not papering.is_for_the_buyer(order):
        raise Http404
    try:
        content = papering.printed(order, paper, language, kind, request.today, link_of(request, order.union))
    except PaperLacks as lack:
        raise Http404 from lack
    return file_answer(content, papering.file_name(order, paper, language, kind))
