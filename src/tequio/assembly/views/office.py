"""The office's pages of an assembly: list, draft, hub, and every step that takes one button."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.assembly import actions, deeds, queries
from tequio.assembly.actions.calling import days_of
from tequio.assembly.bodies import renewals
from tequio.assembly.delegations import delegates_wanted
from tequio.assembly.documents import weighed_sentence
from tequio.assembly.forms import AssemblyForm, initial_of
from tequio.assembly.models import Assembly
from tequio.assembly.petitioning import carried_by
from tequio.assembly.views.asking import find_assembly, find_vote, to
from tequio.core.refusals import Refusal
from tequio.ui.asking import done, holder_of, office_of, once, status_of
from tequio.ui.deeds import ask_then_do, find
from tequio.ui.flash import tell
from tequio.ui.render import render_page

State = Assembly.State
STAGES = (State.DRAFT, State.CALLED, State.OPEN, State.CLOSED)


@require_safe
def assembly_list(request: Any) -> HttpResponse:
    office_of(request, "assembly")
    page = Paginator(queries.assemblies().filter(section=None), 20).get_page(request.GET.get("pagina"))
    return render_page(request, "assembly/assemblies.html", page=page)


@require_http_methods(["GET", "HEAD", "POST"])
def assembly_new(request: Any) -> HttpResponse:
    holder_of(request, "assembly.assembly.draft")
    day = request.today + timedelta(days=21)
    form = AssemblyForm(request.POST or None, initial={
        "day": day, "hour": "10:00", "second_day": day + timedelta(days=7), "second_hour": "10:00",
        "point_1": _("Lista de asistencia y declaración de quórum"),
    })  # fmt: skip
    if form.is_valid():
        try:
            assembly = actions.draft_assembly(
                actor=request.actor, today=request.today, key=once(request), **form.arguments
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("La asamblea está en preparación. Revísala y convócala a tiempo."))
            return redirect(assembly)
    return render_page(request, "assembly/assembly_form.html", form=form, assembly=None, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def assembly_edit(request: Any, assembly_id: int) -> HttpResponse:
    holder_of(request, "assembly.assembly.edit")
    assembly = find_assembly(assembly_id)
    form = AssemblyForm(request.POST or None, initial=initial_of(assembly), is_of_section=bool(assembly.section_id))
    if form.is_valid() and done(
        request, form, actions.edit_assembly, assembly_id=assembly.pk, today=request.today, **form.arguments
    ):
        tell(request, _("Los cambios quedaron guardados."))
        return redirect(assembly)
    return render_page(request, "assembly/assembly_form.html", form=form, assembly=assembly, status=status_of(form))


@require_safe
def assembly_hub(request: Any, assembly_id: int) -> HttpResponse:
    office_of(request, "assembly")
    assembly = find_assembly(assembly_id)
    may = deeds.of_assembly(assembly, request.actor.rights)
    stood = State.CALLED if assembly.state == State.LACKED else assembly.state
    return render_page(
        request, "assembly/assembly.html", assembly=assembly, days=days_of(assembly), rules=assembly.bylaws,
        forward=[deed for deed in may if not deed.goes_back], back=[deed for deed in may if deed.goes_back],
        stages=[(state, capfirst(state.label)) for state in STAGES], is_cancelled=assembly.state == State.CANCELLED,
        current=None if stood == State.CLOSED else State.DRAFT if stood == State.CANCELLED else stood,
        items=queries.agenda_of(assembly), documents=assembly.documents.order_by("pk"),
        presence=queries.presence_of(assembly), told=queries.told_of(assembly), today=request.today,
        renewals=renewals(assembly) if not assembly.is_over and not assembly.section_id else [],
        wanted=delegates_wanted(assembly, assembly.entitled) if assembly.section_id else 0,
        petitions=carried_by(assembly), weighed=weighed_sentence(assembly),
        is_late=assembly.state == State.DRAFT and request.today > days_of(assembly).first_by,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def assembly_deed(request: Any, assembly_id: int, name: str) -> HttpResponse:
    """Ask, then do: every one-button step of an assembly."""
    assembly = find_assembly(assembly_id)
    deed = find(deeds.OF_ASSEMBLY, name, assembly.state)
    back = to(request, "sections", assembly_id=assembly.pk).url if name == deeds.SECTIONS else None
    return ask_then_do(request, "assembly/deed.html", deed, "assembly_id", back, row=assembly)


@require_http_methods(["GET", "HEAD", "POST"])
def vote_deed(request: Any, vote_id: int, name: str) -> HttpResponse:
    """Ask, then do: every one-button step of a vote."""
    vote = find_vote(vote_id)
    back = to(request, "vote", vote_id=vote.pk).url
    return ask_then_do(request, "assembly/deed.html", find(deeds.OF_VOTE, name, vote.state), "vote_id", back, row=vote)
