"""Kiln loads by telephone: planned with what waits, joined by neighbours, and what came out."""

from __future__ import annotations

from math import ceil
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tequio.core.refusals import Refusal
from tequio.production import actions, queries
from tequio.production.forms import FireForm, LoadForm
from tequio.production.models import Batch, Load
from tequio.production.views.asking import member_of, name_of
from tequio.production.views.member import stage_name
from tequio.ui.asking import deed, once
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page
from tequio.unions.making import Making


def firing_stages(made: Making) -> list[tuple[str, str]]:
    """The stages that are done in a kiln, in their order."""
    found = {s.stage.position: (s.stage.code, s.stage.name) for r in made.recipes for s in r.stages if s.fires}
    return [found[position] for position in sorted(found)]


@require_http_methods(["GET", "HEAD", "POST"])
def load_new(request: Any) -> HttpResponse:
    """Light a kiln: one's batches that wait are marked already."""
    member, made = member_of(request), queries.making()
    kilns = list(queries.kilns_of(member))
    if not kilns:
        return render_page(request, "production/load_no_kiln.html")
    stages = firing_stages(made)
    waiting = [each for each in queries.open_batches(member) if not each.in_load and each.stage in dict(stages)]
    # What more batches wait for is what the kiln is lit for.
    stages.sort(key=lambda stage: -sum(each.stage == stage[0] for each in waiting))
    rows = [(str(each.pk), _waiting_said(each, made)) for each in waiting]
    form = LoadForm(request.POST or None, kilns=kilns, stages=stages, waiting=rows, today=request.today)
    if form.is_valid():
        told = form.cleaned_data
        wanted = [each for each in waiting if str(each.pk) in told.get("batches", ()) and each.stage == told["stage"]]
        try:
            load = actions.plan_load(
                actor=request.actor, member=member, kiln_id=told["kiln"], stage=told["stage"], lit_on=told["lit_on"],
                now=timezone.now(), key=once(request),
            )  # fmt: skip
            _fill(request, load, wanted)
            return redirect("production:load", union=request.union.slug, load_id=load.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render_page(request, "production/load_new.html", form=form, status=422 if form.errors else 200)


def _waiting_said(batch: Batch, made: Making) -> str:
    told = {"n": batch.number, "pieces": f"{batch.alive:,}", "product": name_of(made, batch.product),
            "stage": stage_name(made, batch.product, batch.stage)}  # fmt: skip
    return _("Tanda %(n)s: %(pieces)s, %(product)s (%(stage)s)") % told


def _fill(request: Any, load: Load, batches: list[Batch]) -> None:
    """Each batch is a deed of its own; what does not fit is said, the rest is in."""
    for batch in batches:
        try:
            actions.join_load(
                actor=request.actor, member=member_of(request), load_id=load.pk, batch_id=batch.pk,
                key=f"{once(request)} {batch.pk}",
            )  # fmt: skip
        except Refusal as refusal:
            warn(request, _("Tanda %(n)s: %(why)s") % {"n": batch.number, "why": refusal})


@require_http_methods(["GET", "HEAD", "POST"])
def load(request: Any, load_id: int) -> HttpResponse:
    """One load: who put in what; its owner says what came out, and each sees her part of the fuel."""
    member, made = member_of(request), queries.making()
    found = get_object_or_404(queries.loads_seen_by(member), pk=load_id)
    is_owner = found.kiln.member_id == member.pk
    parts = found.all_parts
    names = {
        part.pk: _("%(owner)s, tanda %(n)s: %(product)s") % {
            "owner": part.batch.member.person.nombres, "n": part.batch.number,
            "product": name_of(made, part.batch.product),
        }
        for part in parts
    }  # fmt: skip
    form = FireForm(
        request.POST if request.POST.get("deed") == "fire" else None, parts=parts, names=names, today=request.today
    )
    if request.method == "POST" and request.POST.get("deed") != "fire":
        return _change(request, found)
    if is_owner and form.is_valid():
        told = {
            "member": member, "load_id": found.pk, "fuel_minor": form.cleaned_data["fuel_minor"], "goods": form.goods,
            "fired_on": form.cleaned_data["fired_on"], "today": request.today, "now": timezone.now(),
        }  # fmt: skip
        if answer := deed(request, form, actions.fire_load, _("Hornada anotada. Así se reparte."),
                          request.path, **told):  # fmt: skip
            return answer
    broke = queries.what_broke(found, member.pk, request.today) if found.state == Load.State.FIRED else {}
    return render_page(
        request, "production/load.html", load=found, form=form, is_owner=is_owner,
        stage=dict(firing_stages(made)).get(found.stage, found.stage),
        parts=[
            {"part": part, "name": names[part.pk], "is_mine": part.batch.member_id == member.pk}
            for part in parts
        ],
        place=ceil(sum(part.litres * part.pieces for part in parts)), broke_minor=sum(broke.values()),
        waiting=queries.batches_waiting(member, found.stage), status=422 if form.errors else 200,
    )  # fmt: skip


def _change(request: Any, found: Load) -> HttpResponse:
    """Put a batch in, take one out, or call the load off."""
    member, what = member_of(request), request.POST.get("deed", "")
    told = {"actor": request.actor, "member": member, "load_id": found.pk, "key": once(request)}
    batch = request.POST.get("batch", "")
    batch_id = int(batch) if batch.isascii() and batch.isdecimal() and len(batch) < 19 else 0
    try:
        if what == "cancel":
            actions.cancel_load(now=timezone.now(), **told)
            tell(request, _("La hornada se canceló; las tandas esperan otra."))
            return redirect("production:mine", union=request.union.slug)
        if what == "join" and Batch.objects.filter(pk=batch_id, member=member).exists():
            actions.join_load(batch_id=batch_id, **told)
            tell(request, _("Tu tanda va en la hornada."))
        elif what == "leave":
            actions.leave_load(batch_id=batch_id, **told)
            tell(request, _("Tu tanda ya no va."))
    except Refusal as refusal:
        warn(request, str(refusal))
    return redirect("production:load", union=request.union.slug, load_id=found.pk)
