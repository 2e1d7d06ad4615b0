"""A member's own workshop: what goes on, this week's five numbers, and what she works with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.core.refusals import Refusal
from tequio.production import actions, queries
from tequio.production.forms import KilnForm, MeansForm, PauseForm, WeekForm
from tequio.production.making import monday_of
from tequio.production.views.asking import address, member_of, name_of
from tequio.ui.asking import deed, once
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page

SHOWN = 8


def here(request: Any, name: str, **named: Any) -> HttpResponse:
    return redirect(f"production:{name}", union=request.union.slug, **named)


@require_safe
def mine(request: Any) -> HttpResponse:
    """What goes on in one's workshop, the next tap large."""
    member, made = member_of(request), queries.making()
    batches = [
        {"batch": each, "product": name_of(made, each.product), "stage": stage_name(made, each.product, each.stage)}
        for each in queries.open_batches(member)[:30]
    ]
    costed = [each for each in queries.cards(request.today, member_ids=[member.pk]).values() if each.card.each]
    notes = list(queries.notes_of(member)[:SHOWN])
    monday = monday_of(request.today)
    return render_page(
        request, "production/mine.html", batches=batches,
        costed=[{"row": each, "product": name_of(made, each.product)} for each in costed],
        loads=list(queries.planned_loads(member)[:6]), has_kiln=queries.kilns_of(member).exists(),
        notes=[{"note": each, "product": name_of(made, each.product)} for each in notes],
        is_noted=any(each.monday == monday for each in notes), has_means=queries.means_of(member) is not None,
    )  # fmt: skip


def stage_name(made: Any, product: str, stage: str) -> str:
    recipe = made.recipe(product)
    place = recipe.place_of(stage) if recipe else -1
    return str(recipe.stages[place].stage.name) if recipe and place >= 0 else stage


@require_http_methods(["GET", "HEAD", "POST"])
def my_week(request: Any) -> HttpResponse:
    """The five numbers; what was noted of a week and piece stands there to be corrected (`?nota=`)."""
    member, made = member_of(request), queries.making()
    asked = request.GET.get("nota", "")
    rows = queries.notes_of(member)
    note = rows.filter(pk=int(asked)).first() if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
    last = note or rows.first()
    initial = {"product": last.product} if last else {}
    form = WeekForm(request.POST or None, made=made, today=request.today, note=note, initial=initial)
    if form.is_valid():
        there = address(request, "mine")
        done = _("Quedó anotado. Entre más semanas anotes, mejor sale la cuenta.")
        told = form.told | {"member": member, "today": request.today, "now": timezone.now()}
        if answer := deed(request, form, actions.note_week, done, there, **told):
            return answer
    return render_page(request, "production/week.html", form=form, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def my_means(request: Any) -> HttpResponse:
    """People, days, drying place and wage; kilns and pauses beside it."""
    member, made = member_of(request), queries.making()
    people = member.workshop.people_at_work if member.workshop else 1
    form = MeansForm(request.POST or None, initial=MeansForm.of(queries.means_of(member), people))
    if form.is_valid():
        there = address(request, "means")
        if answer := deed(request, form, actions.set_means, _("Guardado."), there, member=member, details=form.details):
            return answer
    kilns = [(each, made.kiln(each.kind)) for each in queries.kilns_of(member)]
    return render_page(
        request, "production/means.html", form=form, kilns=kilns, status=422 if form.errors else 200,
        pauses=queries.pauses_of(member, request.today - timedelta(days=30)), seasons=made.seasons,
        wage=queries.wage_here(request.today),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def kiln_new(request: Any) -> HttpResponse:
    return _kiln(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def kiln(request: Any, kiln_id: int) -> HttpResponse:
    return _kiln(request, get_object_or_404(queries.kilns_of(member_of(request)), pk=kiln_id))


def _kiln(request: Any, found: Any) -> HttpResponse:
    member, made = member_of(request), queries.making()
    kind = made.kiln(request.GET.get("tipo", ""))
    initial = (
        {name: getattr(found, name) for name in ("kind", "name", "litres", "loads_per_week", "is_shared")} if found
        else {"kind": kind.code, "name": kind.name, "litres": kind.litres, "loads_per_week": kind.loads_per_week}
        if kind else {}
    )  # fmt: skip
    form = KilnForm(request.POST or None, made=made, initial=initial)
    there = address(request, "means")
    if found and request.POST.get("deed") == "retire":
        try:
            actions.retire_kiln(
                actor=request.actor, member=member, kiln_id=found.pk, today=request.today, key=once(request)
            )
            tell(request, _("Ya no aparece entre tus hornos; lo que se quemó en él se queda anotado."))
        except Refusal as refusal:
            warn(request, str(refusal))
        return redirect(there)
    if form.is_valid():
        told = {"member": member, "details": form.details, "kiln_id": found.pk if found else None}
        if answer := deed(request, form, actions.set_kiln, _("Tu horno quedó anotado."), there, **told):
            return answer
    return render_page(
        request, "production/kiln.html", form=form, kiln=found, kinds=made.kilns, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def pause_new(request: Any) -> HttpResponse:
    member = member_of(request)
    form = PauseForm(request.POST or None)
    if form.is_valid():
        there = address(request, "means")
        told = form.cleaned_data | {"member": member}
        if answer := deed(request, form, actions.note_pause, _("Esos días no se cuentan."), there, **told):
            return answer
    return render_page(request, "production/pause.html", form=form, status=422 if form.errors else 200)


@require_POST
def pause_withdraw(request: Any, pause_id: int) -> HttpResponse:
    member = member_of(request)
    found = get_object_or_404(queries.pauses_of(member, request.today - timedelta(days=30)), pk=pause_id)
    actions.withdraw_pause(actor=request.actor, member=member, pause_id=found.pk, key=once(request))
    tell(request, _("Esos días sí se trabajan."))
    return here(request, "means")
