"""The sections of a delegates' assembly: their own meetings, whom they elected, and the delegates' credentials."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tequio.assembly import actions, queries
from tequio.assembly.delegations import delegations, shared
from tequio.assembly.forms import DelegatesForm, SectionsForm
from tequio.assembly.models import Assembly
from tequio.assembly.views.asking import find_assembly, to
from tequio.core.refusals import Refusal
from tequio.ui.asking import done, holder_of, office_of, once, status_of
from tequio.ui.counting import told_apportionment
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def sections(request: Any, assembly_id: int) -> HttpResponse:
    """Each section with its meeting and its delegates; and the form that prepares the meetings that are missing."""
    office_of(request, "assembly")
    assembly = find_assembly(assembly_id)
    parts = delegations(assembly)
    lacking = [part for part in parts if part.wanted and part.meeting is None]
    may_plan = (
        bool(lacking) and assembly.by_delegates and assembly.state in (Assembly.State.DRAFT, Assembly.State.CALLED)
    )
    form = SectionsForm(request.POST or None, initial=_days(assembly)) if may_plan else None
    if request.method == "POST":
        holder_of(request, "assembly.section.plan")
        form = form or SectionsForm(request.POST)
        if form.is_valid() and done(
            request, form, actions.plan_sections, assembly_id=assembly.pk, **form.arguments
        ):  # fmt: skip
            tell(request, _("Las asambleas de sección están en preparación. Cambia el lugar de cada una y convócalas."))
            return to(request, "sections", assembly_id=assembly.pk)
    share = shared(assembly)
    return render_page(
        request, "assembly/sections.html", assembly=assembly, parts=parts, form=form,
        drafts=[part for part in parts if part.meeting and part.meeting.state == Assembly.State.DRAFT],
        ready=[part for part in parts if part.vote], wanted=sum(part.wanted for part in parts),
        status=status_of(form) if form else 200, shared=told_apportionment(share) if share else [],
    )  # fmt: skip


def _days(assembly: Assembly) -> dict[str, Any]:
    """Two Sundays before the general assembly, so that the second call has room."""
    day = timezone.localdate(assembly.meets_at)
    return {
        "day": day - timedelta(days=14), "hour": "17:00", "second_day": day - timedelta(days=7), "second_hour": "17:00",
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def delegates(request: Any, assembly_id: int) -> HttpResponse:
    """Give the credentials: from the sections' votes, and for those that elected on paper from their numbers."""
    holder_of(request, "assembly.credential.name_delegates")
    assembly = find_assembly(assembly_id)
    parts = delegations(assembly)
    typed = [(p.section.pk, p.section.name, p.members, p.wanted) for p in parts if p.vote is None]
    form = DelegatesForm(request.POST or None, sections=typed)
    if request.method == "POST" and form.is_valid() and done(
        request, form, actions.name_delegates, assembly_id=assembly.pk, delegates=form.delegates,
        mandate=form.cleaned_data.get("mandate", ""), substitutes=form.substitutes,
    ):  # fmt: skip
        tell(request, _("Las credenciales de delegadas y delegados están listas, con los votos de su sección."))
        return redirect(assembly)
    return render_page(
        request, "assembly/delegates.html", form=form, assembly=assembly, status=status_of(form),
        elected=[part for part in parts if part.vote],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def substitutes(request: Any, assembly_id: int) -> HttpResponse:
    """Who may come in for a delegate who is missing; and who did."""
    holder_of(request, "assembly.substitute.admit", "assembly.presence.record")
    assembly = find_assembly(assembly_id)
    if request.method == "POST":
        holder_of(request, "assembly.substitute.admit")
        return _admitted(request, assembly)
    cards = list(queries.credentials(assembly))
    inside = {card.member_id: card for card in queries.stood_in(assembly)}
    missing: dict[int, list[Any]] = {}
    for card in cards:
        if not card.is_present and card.instead_of_id is None:
            missing.setdefault(card.section_id, []).append(card)
    rows = [
        (each, inside.get(each.member_id), missing.get(each.section_id, []))
        for each in queries.substitutes_of(assembly)
    ]
    return render_page(request, "assembly/substitutes.html", assembly=assembly, rows=rows)


def _admitted(request: Any, assembly: Assembly) -> HttpResponse:
    asked = {name: request.POST.get(name, "") for name in ("substitute", "credential")}
    pks = {name: int(value) if value.isdecimal() and len(value) < 19 else 0 for name, value in asked.items()}
    substitute = get_object_or_404(queries.substitutes_of(assembly), pk=pks["substitute"])
    try:
        actions.admit_substitute(
            actor=request.actor, assembly_id=assembly.pk, substitute_id=substitute.pk, credential_id=pks["credential"],
            key=once(request),
        )  # fmt: skip
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("%(name)s entró como suplente. Dale su tarjeta nueva.") % {"name": substitute.member.name})
    return to(request, "substitutes", assembly_id=assembly.pk)
