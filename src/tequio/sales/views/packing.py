"""Boxes of an order, and the pages where somebody completes what its papers say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tequio.engines.founding.texts import Text
from tequio.sales import actions, packing, queries
from tequio.sales.models import Article, Buyer, Ingredient, Line, Seller, Shipment
from tequio.sales.packing_forms import FOOD, ArticleForm, BuyerPapersForm, PackForm, SellerForm, ShipmentForm, WeighForm
from tequio.sales.proving import marks_for
from tequio.sales.views.office import find_order
from tequio.stock.models import Item
from tequio.ui.asking import deed, done, holder_of, office_of
from tequio.ui.flash import tell
from tequio.ui.render import render_page
from tequio.unions.ware import customs_of, proposals_of, rules_of

MOST_SHOWN = 500


@require_http_methods(["GET", "HEAD", "POST"])
def carton_list(request: Any, order_id: int) -> HttpResponse:
    """Boxes with what is in them and who made it; packing and weighing more."""
    office_of(request, "sales")
    order = find_order(order_id)
    what = request.POST.get("what", "pack") if request.method == "POST" else ""
    weigh = WeighForm(request.POST if what == "weigh" else None, initial=packing.last_weighed(order))
    packed: PackForm | None = None
    if what == "weigh":
        holder_of(request, "sales.carton.weigh")
        if weigh.is_valid() and _weigh(request, order.pk, weigh):
            tell(request, _("Quedó el peso de las cajas."))
            return redirect("sales:cartons", union=request.union.slug, order_id=order.pk)
    elif what:
        holder_of(request, "sales.carton.pack")
        line = _line(request, order.pk)
        packed = PackForm(request.POST, is_food=line.is_food_ware, marks=marks_for(order, request.today))
        if packed.is_valid() and _pack(request, line, packed):
            tell(request, _("Las cajas están empacadas y numeradas."))
            return redirect("sales:cartons", union=request.union.slug, order_id=order.pk)
    may_pack, may_weigh = request.actor.may("sales.carton.pack"), request.actor.may("sales.carton.weigh")
    boxes, marks = packing.boxes_shown(order, MOST_SHOWN), marks_for(order, request.today)
    return render_page(
        request, "sales/cartons.html", order=order, boxes=boxes,
        waiting=[
            (row, _pack_form(row, marks, packed, request.POST.get("line")))
            for row in packing.waiting(order, request.today)
        ],
        weigh=weigh if may_weigh and boxes else None, may_pack=may_pack,
        defects=queries.defects_of(order, request.union.trade),
        status=422 if weigh.errors or (packed is not None and packed.errors) else 200,
    )  # fmt: skip


def _pack_form(row: packing.Waiting, marks: Mapping[str, Text], sent: PackForm | None, line: str | None) -> PackForm:
    if sent is not None and line == str(row.line.pk):
        return sent
    use = FOOD if not row.against else next(iter(marks), "none")
    return PackForm(
        auto_id=f"id_{row.line.pk}_%s", is_food=row.line.is_food_ware, marks=marks,
        initial={
            "per_carton": row.per_carton, "cartons": row.left // row.per_carton, "with_rest": True, "use": use,
        },
    )  # fmt: skip


def _line(request: Any, order_id: int) -> Line:
    posted = request.POST.get("line", "")
    line: Line = get_object_or_404(Line, pk=int(posted[:18]) if posted.isdecimal() else 0, order=order_id)
    return line


def _pack(request: Any, line: Line, form: PackForm) -> bool:
    return done(request, form, actions.pack_cartons, line_id=line.pk, today=request.today, **form.told)


def _weigh(request: Any, order_id: int, form: WeighForm) -> bool:
    told = form.cleaned_data
    return done(
        request, form, actions.weigh_cartons, order_id=order_id, first=told["first"], last=told["last"],
        gross_g=int(told["gross"] * 1000), size=form.size, today=request.today,
    )  # fmt: skip


def _back_to(request: Any, otherwise: str) -> str:
    """The papers of the order that somebody came from, where the address says so."""
    order = request.GET.get("pedido", "")
    if order.isdecimal():
        return reverse("sales:papers", kwargs={"union": request.union.slug, "order_id": int(order[:18])})
    return otherwise


@require_http_methods(["GET", "HEAD", "POST"])
def seller(request: Any) -> HttpResponse:
    """The union as it stands on its papers."""
    office_of(request, "sales")
    found = Seller.objects.first()
    names = ("name", "address", "state", "tax_id", "person", "title", "phone", "email", "certifies_as")
    initial = {name: getattr(found, name) for name in names} if found else {"name": request.union.name}
    form = SellerForm(request.POST or None, initial=initial)
    back = _back_to(request, reverse("sales:desk", kwargs={"union": request.union.slug}))
    if request.method == "POST":
        holder_of(request, "sales.seller.sign")
        if form.is_valid():
            said = _("Los datos de la unión quedaron. Salen así en cada papel nuevo.")
            if answer := deed(request, form, actions.set_seller, said, back, draft=form.draft):
                return answer
    return render_page(
        request, "sales/papers_form.html", form=form, back=back, title=_("Datos de la unión"),
        lead=_("Así sale la unión en facturas, listas y certificaciones, y quién responde por ellas."),
        may_save=request.actor.may("sales.seller.sign"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def buyer(request: Any, buyer_id: int) -> HttpResponse:
    """What papers say of a buyer."""
    office_of(request, "sales")
    found: Buyer = get_object_or_404(Buyer, pk=buyer_id)
    form = BuyerPapersForm(request.POST or None, initial=BuyerPapersForm.initial_of(found))
    back = _back_to(request, reverse("sales:buyers", kwargs={"union": request.union.slug}))
    if request.method == "POST":
        holder_of(request, "sales.buyer.correct")
        if form.is_valid():
            said = _("Los datos de %(name)s quedaron.") % {"name": found.name}
            told = {"buyer_id": found.pk, **form.cleaned_data}
            if answer := deed(request, form, actions.correct_buyer, said, back, **told):
                return answer
    return render_page(
        request, "sales/papers_form.html", form=form, back=back, title=found.name,
        lead=_("La aduana lee estos datos letra por letra. Cópialos de un papel del comprador."),
        may_save=request.actor.may("sales.buyer.correct"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def shipment(request: Any, order_id: int) -> HttpResponse:
    """How an order leaves: numbers, day, carrier, and where its goods may end up."""
    office_of(request, "sales")
    order = find_order(order_id)
    found = Shipment.objects.filter(order=order).first()
    form = ShipmentForm(
        request.POST or None, order=order, rules=rules_of(request.union.trade),
        initial=ShipmentForm.initial_of(order, found, request.today, packing.next_number(request.today)),
    )  # fmt: skip
    back = reverse("sales:papers", kwargs={"union": request.union.slug, "order_id": order.pk})
    if request.method == "POST":
        holder_of(request, "sales.shipment.set")
        if form.is_valid():
            said = _("Quedó cómo sale el pedido.")
            if answer := deed(request, form, actions.set_shipment, said, back, order_id=order.pk, draft=form.draft):
                return answer
    return render_page(
        request, "sales/papers_form.html", form=form, back=back, title=_("Cómo sale el pedido"), lead=order.title,
        may_save=request.actor.may("sales.shipment.set"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def article(request: Any, item_id: int) -> HttpResponse:
    """What boxes and papers need to know of a product."""
    office_of(request, "sales")
    item: Item = get_object_or_404(Item, pk=item_id, kind=Item.Kind.PRODUCT)
    found = Article.objects.filter(item=item).first()
    trade = request.union.trade
    of = Ingredient.objects.filter(article=found) if found else packing.usual_materials()
    form = ArticleForm(
        request.POST or None, rules=rules_of(trade), customs=customs_of(trade), on=request.today,
        initial=ArticleForm.initial_of(item, found, proposals_of(trade).get(item.code), of.order_by("pk")),
    )  # fmt: skip
    back = _back_to(request, reverse("sales:desk", kwargs={"union": request.union.slug}))
    if request.method == "POST":
        holder_of(request, "sales.article.set")
        if form.is_valid():
            said = _("La ficha de %(name)s quedó.") % {"name": item.name}
            if answer := deed(request, form, actions.set_article, said, back, item_id=item.pk, draft=form.draft):
                return answer
    return render_page(
        request, "sales/article.html", form=form, back=back, item=item, is_new=found is None,
        may_save=request.actor.may("sales.article.set"),
    )  # fmt: skip
