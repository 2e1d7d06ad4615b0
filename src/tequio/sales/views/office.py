"""The sales desk: the board of orders, a quotation and its lines, an order's hub, and every one-button step."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.core.refusals import Refusal
from tequio.engines.selling import WHOLE_BP
from tequio.sales import actions, documents, history, links, queries
from tequio.sales.actions.designs import BEFORE_DELIVERY
from tequio.sales.deeds import DEEDS
from tequio.sales.forms import LineForm, OrderForm
from tequio.sales.models import Line, Order
from tequio.sales.risk import Risk, board
from tequio.ui import charts
from tequio.ui.asking import deed as do
from tequio.ui.asking import holder_of, office_of, once
from tequio.ui.deeds import ask_then_do, deeds_for, find
from tequio.ui.files import file_answer
from tequio.ui.flash import tell, warn
from tequio.ui.numbers import percent
from tequio.ui.render import render_page

State = Order.State
STAGES = (State.DRAFT, State.QUOTED, State.ORDERED, State.MAKING, State.SHIPPED, State.PAID)
STOPPED = (State.LOST, State.CANCELLED)
PER_PAGE = 50
HISTORY_PAGE = 50


def find_order(order_id: int) -> Order:
    order: Order = get_object_or_404(queries.orders(), pk=order_id)
    return order


@require_safe
def desk(request: Any) -> HttpResponse:
    """Orders under way, those that need somebody first; the past below."""
    office_of(request, "sales")
    rows = board(queries.orders_under_way(), request.union.trade, request.today)
    page = Paginator(queries.orders_over(), PER_PAGE).get_page(request.GET.get("pagina"))
    return render_page(
        request, "sales/desk.html", rows=rows, page=page, late=sum(row.risk == Risk.LATE for row in rows),
        watch=sum(row.risk == Risk.WATCH for row in rows),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def order_new(request: Any) -> HttpResponse:
    holder_of(request, "sales.quotation.draft")
    form = OrderForm(request.POST or None)
    if form.is_valid():
        answer = do(
            request, form, actions.draft_order, _("La cotización está empezada. Agrega sus renglones."),
            buyer_id=form.cleaned_data["buyer"].pk, terms=form.terms, today=request.today,
        )  # fmt: skip
        if answer:
            return answer
    return render_page(request, "sales/order_form.html", form=form, order=None)


@require_http_methods(["GET", "HEAD", "POST"])
def order_edit(request: Any, order_id: int) -> HttpResponse:
    holder_of(request, "sales.quotation.edit")
    order = find_order(order_id)
    names = ("title", "currency", "destination", "incoterm", "place", "valid_until", "due_on", "margin_bp")
    form = OrderForm(request.POST or None, order=order, initial={name: getattr(order, name) for name in names})
    if form.is_valid():
        margin = form.cleaned_data["margin_bp"]
        answer = do(
            request, form, actions.edit_order, _("Los cambios quedaron guardados."), order_id=order.pk,
            terms=form.terms, margin_bp=order.margin_bp if margin is None else margin, today=request.today,
        )  # fmt: skip
        if answer:
            return answer
    return render_page(request, "sales/order_form.html", form=form, order=order)


@require_http_methods(["GET", "HEAD", "POST"])
def line_new(request: Any, order_id: int) -> HttpResponse:
    holder_of(request, "sales.line.set")
    return _line(request, find_order(order_id), None)


@require_http_methods(["GET", "HEAD", "POST"])
def line_edit(request: Any, line_id: int) -> HttpResponse:
    holder_of(request, "sales.line.set")
    line = get_object_or_404(Line.objects.select_related("order__union", "order__buyer"), pk=line_id)
    return _line(request, line.order, line)


def _line(request: Any, order: Order, line: Line | None) -> HttpResponse:
    form = LineForm(
        request.POST or None, trade=request.union.trade, initial=_initial(line) if line else {"due_on": order.due_on}
    )
    floor = None
    if form.is_valid():
        told = form.cleaned_data
        floor = queries.floor_of(told["item"].pk, told["pieces"], told["due_on"] or order.due_on, request.today)
        if not request.POST.get("step"):
            answer = do(
                request, form, actions.set_line, _("El renglón quedó en la cotización."), order.get_absolute_url(),
                order_id=order.pk, draft=form.draft, number=line.number if line else None, today=request.today,
            )  # fmt: skip
            if answer:
                return answer
    return render_page(
        request, "sales/line_form.html", form=form, order=order, line=line, floor=floor,
        asked=form.is_bound and form.is_valid(),
    )  # fmt: skip


def _initial(line: Line) -> dict[str, Any]:
    names = (
        "item",
        "pieces",
        "maker_minor",
        "use",
        "depth_mm",
        "volume_ml",
        "quality",
        "design",
        "tolerance",
        "due_on",
    )
    return {name: getattr(line, name) for name in names} | {"price": f"{line.price_minor / 100:.2f}"}


@require_POST
def line_drop(request: Any, line_id: int) -> HttpResponse:
    line = get_object_or_404(Line.objects.select_related("order__union"), pk=line_id)
    try:
        actions.drop_line(actor=request.actor, line_id=line.pk, key=once(request))
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("El renglón quedó fuera."))
    return redirect(line.order)


@require_safe
def order_hub(request: Any, order_id: int) -> HttpResponse:
    office_of(request, "sales")
    order = find_order(order_id)
    may = deeds_for(DEEDS, order.state, request.actor.rights)
    standing = board([order], request.union.trade, request.today)[0]
    lines, designs = queries.lines_of(order), queries.designs_of(order)
    return render_page(
        request, "sales/order.html", order=order, lines=bool(lines), standing=standing,
        forward=[deed for deed in may if not deed.goes_back], back=[deed for deed in may if deed.goes_back],
        stages=[(state, capfirst(state.label)) for state in STAGES],
        current=None if order.state == State.PAID else State.DRAFT if order.state in STOPPED else order.state,
        is_stopped=order.state in STOPPED, total=queries.written(sum(li.total_minor for li in lines), order.currency),
        priced=[(line, queries.written(line.price_minor, order.currency), designs.get(line.pk)) for line in lines],
        margin=percent(Decimal(order.margin_bp) / WHOLE_BP),
        link=request.build_absolute_uri(reverse("buyer_link", args=[links.ORDER.token_for(order)])),
        may_link="sales.link.renew" in request.actor.rights and order.state != State.DRAFT,
        may_attach=request.actor.may("sales.design.attach") and order.state in BEFORE_DELIVERY,
        may_edit=order.state == State.DRAFT and request.actor.may("sales.line.set"),
        is_past_quoting=order.state not in (State.DRAFT, State.QUOTED, State.LOST),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def order_deed(request: Any, order_id: int, name: str) -> HttpResponse:
    """Ask, then do: every one-button step of an order."""
    order = find_order(order_id)
    deed = find(DEEDS, name, order.state)
    return ask_then_do(request, "sales/order_deed.html", deed, "order_id", order=order)


@require_safe
def quotation_paper(request: Any, order_id: int) -> HttpResponse:
    office_of(request, "sales")
    return file_answer(documents.quotation_pdf(find_order(order_id)), f"cotizacion-{order_id}.pdf")


@require_POST
def link_renew(request: Any, order_id: int) -> HttpResponse:
    """A new link for the buyer; the old one stops working."""
    order = find_order(order_id)
    try:
        actions.renew_link(actor=request.actor, order_id=order.pk, key=once(request))
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("Hay un enlace nuevo para el comprador; el anterior ya no sirve."))
    return redirect(order)


@require_safe
def order_history(request: Any, order_id: int) -> HttpResponse:
    office_of(request, "sales")
    order = find_order(order_id)
    page = Paginator(queries.history_of(order), HISTORY_PAGE).get_page(request.GET.get("pagina"))
    rows = [(event, history.said(event.kind)) for event in page]
    return render_page(request, "sales/order_history.html", order=order, page=page, rows=rows)


def village_map(spots: Any, title: str) -> Any:
    """Villages with their pieces."""
    return charts.places(
        [charts.Place(section.name, float(section.latitude), float(section.longitude), pieces, f"{pieces:,}")
         for section, pieces in spots],
        title=title, quantity=_("Piezas"),
    )  # fmt: skip
