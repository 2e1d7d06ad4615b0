"""What a piece brings without the union: a member says what he gets, the office what it saw."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tequio.sales import actions
from tequio.sales.forms import OutsideForm
from tequio.ui.asking import done, holder_of
from tequio.ui.flash import tell
from tequio.ui.render import render_page

RIGHT = "sales.outside.record"


@require_http_methods(["GET", "HEAD", "POST"])
def outside_new(request: Any) -> HttpResponse:
    is_own = request.member is not None and not request.actor.may(RIGHT)
    if request.member is None:
        holder_of(request, RIGHT)
    initial = {"observed_on": request.today, "item": request.GET.get("pieza")}
    form = OutsideForm(request.POST or None, request.FILES or None, initial=initial, is_own=is_own)
    if form.is_valid():
        told = form.cleaned_data
        maker, section = told.get("maker"), told.get("section")
        member = request.member if is_own else maker.member if maker else None
        if done(
            request, form, actions.record_outside, member=member, item_id=told["item"].pk, price=told["price"],
            observed_on=told["observed_on"], grade=told["grade"], place=told["place"], note=told["note"],
            photo=told["photo"], section_id=section.pk if section and not member else None, today=request.today,
        ):  # fmt: skip
            tell(request, _("Quedó anotado. Tus ventas que esperaban prueba ya la tienen.") if is_own
                 else _("Quedó anotado. Las ventas que esperaban prueba ya la tienen."))  # fmt: skip
            return redirect("benefit:mine" if is_own else "benefit:committee", union=request.union.slug)
    return render_page(
        request, "sales/outside_form.html", form=form, is_own=is_own,
        base="ui/member.html" if is_own else "ui/page.html", status=422 if form.is_bound else 200,
    )  # fmt: skip
