"""Buyers, exchange rates and workshops: what the desk knows before there is an order."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tequio.core.refusals import Refusal
from tequio.core.sheets import SheetFailed
from tequio.core.sheets.reader import MAX_BYTES
from tequio.core.sheets.reasons import why_file
from tequio.sales import actions, queries, rate_file
from tequio.sales.forms import BuyerForm, RateForm, SkillForm
from tequio.ui.asking import holder_of, office_of, once
from tequio.ui.flash import tell
from tequio.ui.render import render_page

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def buyer_list(request: Any) -> HttpResponse:
    office_of(request, "sales")
    form = BuyerForm(request.POST or None)
    if request.method == "POST":
        holder_of(request, "sales.buyer.add")
        if form.is_valid() and _done(request, form, actions.add_buyer, **form.cleaned_data):
            tell(request, _("%(name)s ya está en la lista.") % {"name": form.cleaned_data["name"]})
            return redirect("sales:buyers", union=request.union.slug)
    page = Paginator(queries.buyers(), PER_PAGE).get_page(request.GET.get("pagina"))
    return render_page(
        request, "sales/buyers.html", page=page, form=form, may_add=request.actor.may("sales.buyer.add")
    )  # fmt: skip


def _done(request: Any, form: Any, deed: Any, **told: Any) -> bool:
    try:
        deed(actor=request.actor, key=once(request), **told)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def rate_list(request: Any) -> HttpResponse:
    office_of(request, "sales")
    form = RateForm(request.POST or None, request.FILES or None)
    faults: list[str] = []
    if request.method == "POST":
        holder_of(request, "sales.rate.note")
        if form.is_valid():
            rates, faults = _rates(form)
            if not faults and _done(
                request, form, actions.note_rates, rates=rates, source="Banco de México, FIX", today=request.today
            ):  # fmt: skip
                said = ngettext("Quedó el tipo de cambio de %(n)s día.", "Quedó el tipo de cambio de %(n)s días.",
                                len(rates))  # fmt: skip
                tell(request, said % {"n": f"{len(rates):,}"})
                return redirect("sales:rates", union=request.union.slug)
    page = Paginator(queries.rates(), PER_PAGE).get_page(request.GET.get("pagina"))
    return render_page(
        request, "sales/rates.html", page=page, form=form, faults=faults, may_add=request.actor.may("sales.rate.note")
    )  # fmt: skip


def _rates(form: RateForm) -> tuple[Any, list[str]]:
    """Rates as typed or from a file, or every cell that cannot be used."""
    uploaded = form.cleaned_data["file"]
    if not uploaded:
        return {form.cleaned_data["on"]: form.cleaned_data["rate"]}, []
    try:
        if uploaded.size > MAX_BYTES:
            raise SheetFailed("file_too_large", file=uploaded.name, limit=MAX_BYTES // 1_000_000)
        found = rate_file.read(uploaded.name, uploaded.read())
    except SheetFailed as failure:
        return {}, [why_file(failure)]
    return found.rates, found.faults


@require_http_methods(["GET", "HEAD", "POST"])
def maker_list(request: Any) -> HttpResponse:
    """What each workshop makes; noting one more product of it, and its certificate."""
    office_of(request, "sales")
    form = SkillForm(request.POST or None)
    if request.method == "POST":
        holder_of(request, "sales.skill.note")
        if form.is_valid() and _note(request, form):
            tell(request, _("Quedó en la ficha de %(name)s.") % {"name": form.member.name})
            return redirect("sales:makers", union=request.union.slug)
    page = Paginator(queries.makers(), PER_PAGE).get_page(request.GET.get("pagina"))
    return render_page(
        request, "sales/makers.html", page=page, form=form, may_add=request.actor.may("sales.skill.note")
    )  # fmt: skip


def _note(request: Any, form: SkillForm) -> bool:
    told, key = form.cleaned_data, once(request)
    try:
        skill = actions.note_skill(
            actor=request.actor, member=form.member, item_id=told["item"].pk, per_week=told["per_week"],
            cost_minor=told["cost_minor"], least=told["least"], key=key,
        )  # fmt: skip
        if told["valid_until"]:
            # Its own key: two deeds of one form.
            actions.note_paper(
                actor=request.actor, maker_id=skill.maker_id, valid_until=told["valid_until"],
                key=key and f"{key}:constancia",
            )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
