"""Batches by telephone: open one, tap how many were lost, save."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tequio.core.refusals import Refusal
from tequio.production import actions, queries
from tequio.production.forms import BatchForm, CountForm
from tequio.production.models import Batch
from tequio.production.views.asking import address, member_of, recipe_or_404
from tequio.ui.asking import deed, once
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def batch_new(request: Any) -> HttpResponse:
    member = member_of(request)
    last = queries.batches_of(member).order_by("-number").first()
    form = BatchForm(
        request.POST or None, made=queries.making(), today=request.today, last=last,
        promises=queries.open_commitments(member),
    )  # fmt: skip
    if form.is_valid():
        told = form.cleaned_data | {"member": member, "today": request.today}
        said = _("Tanda empezada. Al terminar cada paso anota cuántas se perdieron.")
        if answer := deed(request, form, actions.begin_batch, said, address(request, "mine"), **told):
            return answer
    return render_page(request, "production/batch_new.html", form=form, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: Any, batch_id: int) -> HttpResponse:
    """One batch: what was counted, and the next stage to count."""
    member = member_of(request)
    found = get_object_or_404(queries.batches_of(member), pk=batch_id)
    if request.POST.get("deed") in ("undo", "drop"):
        return _take_back(request, found)
    recipe = recipe_or_404(found.product)
    form = CountForm(request.POST or None, alive=found.alive, today=request.today)
    if not found.is_finished and form.is_valid():
        told = {
            "member": member, "batch_id": found.pk, "stage": request.POST.get("stage", found.stage)[:40],
            "good": form.good, "counted_on": form.cleaned_data["counted_on"], "today": request.today,
        }  # fmt: skip
        if answer := deed(request, form, actions.count_stage, _said, address(request, "mine"), **told):
            return answer
    names = {each.stage.code: each.stage.name for each in recipe.stages}
    planned = queries.planned_loads(member).filter(parts__batch=found).first()
    return render_page(
        request, "production/batch.html", batch=found, product=recipe.name, form=form, stage=names.get(found.stage, ""),
        counts=[{"count": each, "stage": names.get(each.stage, each.stage)} for each in found.counted],
        left=len(recipe.stages) - len(found.counted), planned=planned, status=422 if form.errors else 200,
    )  # fmt: skip


def _said(batch: Batch) -> str:
    if batch.is_finished:
        return ngettext("Tanda terminada: salió %(n)s buena.", "Tanda terminada: salieron %(n)s buenas.",
                        batch.alive) % {"n": f"{batch.alive:,}"}  # fmt: skip
    return ngettext("Anotado. Queda %(n)s pieza.", "Anotado. Quedan %(n)s piezas.", batch.alive) % {
        "n": f"{batch.alive:,}"
    }


def _take_back(request: Any, found: Batch) -> HttpResponse:
    """The last stage that was counted, or the whole batch where nothing was."""
    member, is_drop = member_of(request), request.POST["deed"] == "drop"
    told = {"actor": request.actor, "member": member, "batch_id": found.pk, "key": once(request)}
    try:
        if is_drop:
            actions.drop_batch(**told)
            tell(request, _("La tanda se borró."))
            return redirect("production:mine", union=request.union.slug)
        actions.undo_count(**told)
        tell(request, _("Se quitó el último paso. Anótalo de nuevo."))
    except Refusal as refusal:
        warn(request, str(refusal))
    return redirect("production:batch", union=request.union.slug, batch_id=found.pk)
