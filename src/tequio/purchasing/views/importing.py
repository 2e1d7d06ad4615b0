"""A promoter's list: choose the file, look at what it would do, confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tequio.core.refusals import Refusal
from tequio.core.sheets import SheetFailed
from tequio.core.sheets.reader import MAX_BYTES
from tequio.core.sheets.reasons import why_file
from tequio.purchasing import pledge_sheet
from tequio.purchasing.actions.importing import import_pledges
from tequio.purchasing.models import Round
from tequio.purchasing.views.office import find_round
from tequio.ui.asking import holder_of, once
from tequio.ui.flash import tell
from tequio.ui.forms import FileDrop
from tequio.ui.render import render_page

RIGHT = "purchasing.pledge.import"
MOST_ROWS = 20_000
SHOWN = 300


class ListForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("La lista del pueblo"),
        widget=FileDrop(hint=gettext_lazy("Excel (.xlsx) o .csv. Primero verás qué se guardaría.")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def pledge_upload(request: Any, round_id: int) -> HttpResponse:
    holder_of(request, RIGHT)
    round_ = find_round(round_id)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        uploaded = form.cleaned_data["file"]
        try:
            if uploaded.size > MAX_BYTES:
                raise SheetFailed("file_too_large", file=uploaded.name, limit=MAX_BYTES // 1_000_000)
            reading = pledge_sheet.SHEET.read_file(uploaded.name, uploaded.read(), max_rows=MOST_ROWS)
        except SheetFailed as failure:
            form.add_error("file", why_file(failure))
        else:
            return _preview(request, round_, pledge_sheet.plan_pledges(round_, reading))
    return render_page(
        request, "purchasing/pledge_upload.html", round=round_, form=form, columns=pledge_sheet.SHEET.columns,
        takes=round_.takes_pledges_on(request.today), status=422 if form.is_bound else 200,
    )  # fmt: skip


def _preview(request: Any, round_: Round, plan: pledge_sheet.PledgePlan, refused: str = "") -> HttpResponse:
    bad = [{"cell": cell, "why": pledge_sheet.why(cell)} for cell in plan.bad[:SHOWN]]
    return render_page(
        request, "purchasing/pledge_preview.html", round=round_, plan=plan, bad=bad, refused=refused,
        placed=plan.placed[:SHOWN], rows=pledge_sheet.wishes_as_text([row.wish for row in plan.placed]),
        status=422 if plan.bad or refused else 200,
    )  # fmt: skip


@require_POST
def pledge_confirm(request: Any, round_id: int) -> HttpResponse:
    holder_of(request, RIGHT)
    round_ = find_round(round_id)
    try:
        wishes = pledge_sheet.wishes_from_text(request.POST.get("rows", ""))
    except (ValueError, ArithmeticError):
        return redirect("purchasing:pledge_upload", union=request.union.slug, round_id=round_.pk)
    try:
        import_pledges(actor=request.actor, round_id=round_.pk, wishes=wishes, today=request.today, key=once(request))
    except Refusal as refusal:
        return _preview(request, round_, pledge_sheet.plan_wishes(round_, wishes), str(refusal))
    tell(
        request,
        ngettext("Se guardó %(count)s pedido de la lista.", "Se guardaron %(count)s pedidos de la lista.", len(wishes))
        % {"count": f"{len(wishes):,}"},
        link=f"/{request.union.slug}/rondas/{round_.pk}/", label=_("Ver la ronda"),
    )  # fmt: skip
    return redirect("purchasing:pledges", union=request.union.slug, round_id=round_.pk)
