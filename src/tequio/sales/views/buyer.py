"""What a buyer sees with his link: how his own order stands, and nothing else; no name of who makes it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from tequio.sales import documents, links, papering, queries
from tequio.sales.account import buyers_account
from tequio.sales.models import Order
from tequio.sales.papers import LANGUAGES, Words
from tequio.sales.risk import board
from tequio.sales.views.office import STAGES, STOPPED
from tequio.sales.views.papers import link_of
from tequio.sales.views.pictures import sheet_answer
from tequio.ui.files import file_answer
from tequio.ui.links import by_link
from tequio.ui.render import render_page

State = Order.State
TOLD = tuple(state for state in STAGES if state not in (State.DRAFT, State.PAID))


@require_safe
@by_link(links.ORDER)
def order_by_link(request: Any, order: Order, token: str) -> HttpResponse:
    if request.GET.get("formato") == "pdf":
        return file_answer(documents.quotation_pdf(order), f"cotizacion-{order.pk}.pdf")
    lines, designs = queries.lines_of(order), queries.designs_of(order)
    ready = papering.ready_for_the_buyer(order, request.today, link_of(request, order.union))
    account = buyers_account(order, sum(line.total_minor for line in lines))
    return render_page(
        request, "sales/buyer_page.html", order=order, for_union=order.union,
        standing=board([order], order.union.trade, request.today)[0],
        rows=[(line, queries.written(line.price_minor, order.currency), designs.get(line.pk)) for line in lines],
        stages=[(state, capfirst(state.label)) for state in TOLD],
        current=None if order.state == State.PAID else State.QUOTED if order.state in STOPPED else order.state,
        papers=[(paper, [(code, Words(code)(f"title.{paper}")) for code in LANGUAGES]) for paper in ready],
        token=token, is_stopped=order.state in STOPPED, total=queries.written(account.billed_minor, order.currency),
        paid=queries.written(account.paid_minor, order.currency),
        left=queries.written(max(0, account.left_minor), order.currency),
    )  # fmt: skip


@require_safe
@by_link(links.ORDER)
def design_by_link(request: Any, order: Order, token: str, number: int) -> HttpResponseBase:
    """How a line of his order is to look, as the buyer himself sent it."""
    sheet = queries.design_of_number(order, number)
    if sheet is None:
        raise Http404
    return sheet_answer(request, sheet, f"{order.pk}-{number}")
