"""Prices without the union: the list, noting one with its photo, taking one back, and the photo itself."""

from __future__ import annotations

import mimetypes
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.core.refusals import Refusal
from tequio.stock import actions, queries
from tequio.stock.forms import PriceForm, WithdrawForm
from tequio.ui.asking import holder_of, layout_of, once
from tequio.ui.files import sealed
from tequio.ui.flash import tell
from tequio.ui.render import render_page

PER_PAGE = 20


@require_safe
def price_list(request: Any) -> HttpResponse:
    """Everybody of the union may look: these prices are what each one's proof rests on."""
    item = request.GET.get("material", "")
    found = queries.observations()
    if item.isdecimal():
        found = found.filter(item_id=int(item))
    if request.GET.get("retirados") != "1":
        found = found.filter(withdrawn_at__isnull=True)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    return render_page(
        request, "stock/prices.html", fragment="found", page=page, item=item, items=queries.materials(),
        base=layout_of(request), withdrawn=request.GET.get("retirados") == "1",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def price_new(request: Any) -> HttpResponse:
    holder_of(request, "stock.price.record")
    initial = {"observed_on": request.today, "item": request.GET.get("material")}
    form = PriceForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        told = form.cleaned_data
        try:
            seen = actions.record_price(
                actor=request.actor, item_id=told["item"].pk, price=told["price"], observed_on=told["observed_on"],
                grade=told["grade"], section_id=told["section"].pk if told["section"] else None, place=told["place"],
                note=told["note"], photo=told["photo"], today=request.today, key=once(request),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("Quedó anotado lo que cuesta %(item)s. Puedes anotar otro.") % {"item": told["item"].name})
            return redirect("benefit:evidence", union=request.union.slug, observation_id=seen.pk)
    status = 422 if form.is_bound else 200
    return render_page(request, "stock/price_form.html", form=form, base=layout_of(request), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def price_withdraw(request: Any, observation_id: int) -> HttpResponse:
    holder_of(request, "stock.price.withdraw")
    seen = get_object_or_404(queries.observations(), pk=observation_id)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        actions.withdraw_price(
            actor=request.actor, observation_id=seen.pk, reason=form.cleaned_data["reason"], key=once(request)
        )
        tell(request, _("La prueba quedó retirada: sus renglones dicen ahora «sin prueba»."))
        return redirect("stock:prices", union=request.union.slug)
    status = 422 if form.is_bound else 200
    return render_page(
        request, "stock/price_withdraw.html", form=form, seen=seen, base=layout_of(request), status=status
    )


@require_safe
def price_photo(request: Any, observation_id: int) -> HttpResponseBase:
    """The photo, never run by the browser: it is what somebody uploaded."""
    seen = get_object_or_404(queries.observations(), pk=observation_id)
    if not seen.photo or not seen.photo.storage.exists(seen.photo.name):
        raise Http404
    kind = mimetypes.guess_type(seen.photo.name)[0] or "application/octet-stream"
    return sealed(FileResponse(seen.photo.open("rb"), content_type=kind))


@require_safe
def item_list(request: Any) -> HttpResponse:
    return render_page(
        request, "stock/items.html", rows=queries.materials_with_prices(request.today), base=layout_of(request)
    )
