"""Who lends to members, on which terms, and what was collected for each."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.credit import actions, queries
from tequio.credit.forms import LenderForm, ProductForm, RemitForm
from tequio.credit.models import Lender, Product
from tequio.credit.steps import TermsDraft
from tequio.credit.views.asking import office_only
from tequio.ui.asking import deed, holder_of
from tequio.ui.render import render_page

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def lender_list(request: Any) -> HttpResponse:
    office_only(request)
    form = LenderForm(request.POST or None)
    if request.method == "POST":
        holder_of(request, "credit.lender.add")
        if form.is_valid():
            said = _("%(name)s ya está en la lista.") % {"name": form.cleaned_data["name"]}
            if there := deed(request, form, actions.add_lender, said, request.path, **form.cleaned_data):
                return there
    page = Paginator(queries.lenders(), PER_PAGE).get_page(request.GET.get("pagina"))
    return render_page(
        request, "credit/lenders.html", page=page, form=form, may_add=request.actor.may("credit.lender.add"),
        status=422 if form.errors else 200,
    )  # fmt: skip


@require_safe
def lender(request: Any, lender_id: int) -> HttpResponse:
    """One lender: its terms, its loans, and what waits to be passed on to it."""
    office_only(request)
    shown = get_object_or_404(queries.lenders(), pk=lender_id)
    held = queries.to_remit(shown.pk)
    owed = queries.loans_owed().filter(lender=shown)
    page = Paginator(owed, PER_PAGE).get_page(request.GET.get("pagina"))
    return render_page(
        request, "credit/lender.html", lender=shown, held=held, page=page,
        loans=queries.stood(page.object_list, request.today),
        products=list(Product.objects.filter(lender=shown).order_by("-valid_from", "-pk")),
        held_minor=sum(each.minor - each.left_over_minor for each in held),
        balance=queries.owed_on(owed, request.today).balance_minor,
    )  # fmt: skip


def _page(request: Any, shown: Lender, form: Any, title: str, lead: str) -> HttpResponse:
    return render_page(request, "credit/lender_deed.html", lender=shown, form=form, title=title, lead=lead,
                       status=422 if form.errors else 200)  # fmt: skip


def _home(request: Any, shown: Lender) -> str:
    return reverse("credit:lender", kwargs={"union": request.union.slug, "lender_id": shown.pk})


@require_http_methods(["GET", "HEAD", "POST"])
def product_new(request: Any, lender_id: int) -> HttpResponse:
    holder_of(request, "credit.product.announce")
    shown = get_object_or_404(queries.lenders(), pk=lender_id)
    form = ProductForm(request.POST or None, initial={"valid_from": request.today})
    if form.is_valid():
        told = form.cleaned_data
        named = {name: told[name] for name in ("name", "least_minor", "most_minor", "most_payments", "valid_from",
                                               "source")}  # fmt: skip
        said = _("Quedaron sus condiciones. Ya se ve lo que cuesta.")
        if there := deed(request, form, actions.announce_product, said, _home(request, shown), lender_id=shown.pk,
                         terms=TermsDraft(**form.terms()), **named):  # fmt: skip
            return there
    return _page(request, shown, form, _("Anotar en qué condiciones presta"),
                 _("Con esto cada quien ve lo que cuesta antes de pedir."))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def remit(request: Any, lender_id: int) -> HttpResponse:
    holder_of(request, "credit.remittance.pay")
    shown = get_object_or_404(queries.lenders(), pk=lender_id)
    form = RemitForm(request.POST or None, initial={"on": request.today})
    if form.is_valid() and (
        there := deed(request, form, actions.remit, _("Quedó entregado todo lo cobrado."), _home(request, shown),
                      lender_id=shown.pk, today=request.today, **form.cleaned_data)
    ):  # fmt: skip
        return there
    return _page(request, shown, form, _("Entregar lo cobrado"),
                 _("Sale del banco de la unión todo lo que se cobró por su cuenta hasta ese día."))  # fmt: skip
