"""The list of members, one member, admitting and correcting."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.core.refusals import Refusal
from tequio.members import actions, forms, identity, queries
from tequio.members.models import Member
from tequio.members.roster.sentences import ROSTER
from tequio.members.views.asking import member_or_404, office_only, to
from tequio.ui.asking import holder_of, once
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page

PER_PAGE = 50


@require_safe
def member_list(request: Any) -> HttpResponse:
    office_only(request)
    asked = request.GET
    section_id = int(asked["seccion"]) if asked.get("seccion", "").isdecimal() else None
    state = asked.get("estado", "") if asked.get("estado") in Member.State else ""
    search = asked.get("q", "")[:100].replace("\x00", "")
    found = queries.found_members(search, section_id, state)
    return render_page(
        request,
        "members/member_list.html",
        "found",
        page=Paginator(found, PER_PAGE).get_page(asked.get("pagina")),
        search=search,
        section_id=section_id,
        state=state,
        states=Member.State.choices,
        sections=forms.sections(),
    )


@require_safe
def member_detail(request: Any, member_id: int) -> HttpResponse:
    member = member_or_404(request, member_id)
    return _detail(request, member, forms.StateForm(member=member))


def _detail(request: Any, member: Member, form: forms.StateForm, status: int = 200) -> HttpResponse:
    sees_everyone = queries.may_see_everyone(request.actor)
    return render_page(
        request,
        "members/member_detail.html",
        member=member,
        state_form=form,
        sees_everyone=sees_everyone,
        layout="ui/page.html" if sees_everyone else "ui/member.html",
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def member_new(request: Any) -> HttpResponse:
    holder_of(request, "members.member.admit")
    form = forms.AdmitForm(request.POST or None)
    if form.is_valid():
        try:
            member = actions.admit_member(
                actor=request.actor,
                person=form.person,
                section_id=form.cleaned_data["section_id"],
                number=form.cleaned_data["number"],
                state=form.cleaned_data["state"],
                workshop=form.workshop_details if form.has_workshop else None,
                household=form.cleaned_data["household"],
                today=request.today,
                key=once(request),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            named = {"name": member.name, "number": member.number}
            tell(request, _("%(name)s ya está en el padrón con el número %(number)s.") % named)
            _warn_about_rfc(request, form)
            return to(request, "member_detail", member_id=member.pk)
    return render_page(request, "members/member_form.html", form=form, member=None, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def member_edit(request: Any, member_id: int) -> HttpResponse:
    holder_of(request, "members.member.update")
    member = member_or_404(request, member_id)
    form = forms.MemberForm(request.POST or None, initial=forms.initial_of(member))
    if form.is_valid():
        try:
            actions.update_member(
                actor=request.actor,
                member_id=member.pk,
                person=form.person,
                section_id=form.cleaned_data["section_id"],
                workshop=form.workshop_details,
                household=form.cleaned_data["household"],
                key=once(request),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("Los datos quedaron guardados."))
            _warn_about_rfc(request, form)
            return to(request, "member_detail", member_id=member.pk)
    return render_page(request, "members/member_form.html", form=form, member=member, status=_status(form))


@require_POST
def member_state(request: Any, member_id: int) -> HttpResponse:
    holder_of(request, "members.member.change_state")
    member = member_or_404(request, member_id)
    form = forms.StateForm(request.POST, member=member)
    if form.is_valid():
        try:
            actions.change_member_state(
                actor=request.actor,
                member_id=member.pk,
                state=form.cleaned_data["state"],
                reason=form.cleaned_data["reason"],
                today=request.today,
                key=once(request),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("El cambio de estado quedó anotado."))
            return to(request, "member_detail", member_id=member.pk)
    return _detail(request, member, form, _status(form))


def _warn_about_rfc(request: Any, form: forms.MemberForm) -> None:
    code = identity.rfc_warning(form.cleaned_data["rfc"])
    if code:
        warn(request, str(ROSTER[code]))


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200
