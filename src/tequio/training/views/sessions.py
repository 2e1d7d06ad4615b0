"""One session as the office sees it: move it, correct it, call it off."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.training import actions, queries
from tequio.training.forms import ReasonForm, SessionForm
from tequio.training.views.asking import find_session, office_only
from tequio.ui.asking import deed, holder_of
from tequio.ui.render import render_page


@require_safe
def session(request: Any, session_id: int) -> HttpResponse:
    office_only(request)
    found = find_session(session_id)
    return render_page(
        request, "training/session.html", session=found, now=timezone.now(), seats=queries.seats_in(found),
        is_over=found.is_over(timezone.now()), sheet=queries.sheet_of(found),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def session_edit(request: Any, session_id: int) -> HttpResponse:
    holder_of(request, "training.session.change")
    found = find_session(session_id)
    form = SessionForm(request.POST or None, initial=SessionForm.initial_of(found))
    if form.is_valid():
        told = {"session_id": found.pk, "topic": form.cleaned_data["topic"], "begins_at": form.begins_at,
                "details": form.details, "now": timezone.now()}  # fmt: skip
        done = _("La sesión quedó cambiada, y también en los calendarios que la siguen.")
        if answer := deed(request, form, actions.change_session, done, **told):
            return answer
    return render_page(request, "training/session_form.html", form=form, session=found)


@require_http_methods(["GET", "HEAD", "POST"])
def session_cancel(request: Any, session_id: int) -> HttpResponse:
    holder_of(request, "training.session.cancel")
    found = find_session(session_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        told = {"session_id": found.pk, "reason": form.cleaned_data["reason"], "now": timezone.now()}
        done = _("La sesión quedó cancelada. Avisa también de palabra: no todo el mundo mira el teléfono.")
        if answer := deed(request, form, actions.cancel_session, done, **told):
            return answer
    return render_page(request, "training/session_cancel.html", form=form, session=found)
