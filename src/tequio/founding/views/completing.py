"""After the act: what is registered, and everything into the hands of those elected."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.engines import founding as engine
from tequio.founding import actions, queries
from tequio.founding.forms import RegistrationForm, SeedForm
from tequio.founding.models import Founding
from tequio.founding.views.asking import deed, here, lacks, page
from tequio.founding.words import said
from tequio.ui.asking import holder_of
from tequio.unions.rights import said as right_said

Stage = Founding.Stage


@require_safe
def registrations(request: Any) -> HttpResponse:
    founding = here(request)
    lines = _lines(founding, request.today)
    return page(request, "registrations", founding, lines=lines, done=sum(bool(each["done_on"]) for each in lines))


@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: Any, code: str) -> HttpResponse:
    founding = here(request)
    line = next((each for each in _lines(founding, request.today) if each["code"] == code), None)
    if line is None:
        raise Http404
    holder_of(request, "founding.registration.note")
    form = RegistrationForm(request.POST or None, initial={"done_on": line["done_on"], "number": line["number"]})
    if form.is_valid():
        told = form.cleaned_data | {"code": code, "today": request.today}
        if answer := deed(request, form, actions.note_registration, _("Quedó anotado."), "registrations", **told):
            return answer
    return page(request, "registration", founding, form, line=line)


@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: Any) -> HttpResponse:
    founding = here(request)
    form = SeedForm({"seed": "-"}) if request.method == "POST" else None
    if form is not None:
        holder_of(request, "founding.handover.complete")
        sentence = _("Todo está en manos de quienes eligieron.")
        if form.is_valid() and deed(request, form, actions.hand_over, sentence, "handover", now=timezone.now()):
            # Whoever kept the forum may have no page here any more; the front door knows where she belongs.
            return redirect("front")
    is_asked = "seguro" in request.GET and founding.stage == Stage.FOUNDED
    heir, passing = queries.orphans(founding) if is_asked else (None, [])
    return page(
        request, "handover", founding, form, leaving=queries.leaving(request.today), heir=heir,
        passing=sorted(right_said(right) for right in passing), is_asked=is_asked,
        lacks=lacks(request, founding) if founding.stage == Stage.FOUNDED else [],
        is_open=founding.stage == Stage.FOUNDED,
    )  # fmt: skip


def _lines(founding: Founding, today: Any) -> list[dict[str, Any]]:
    kept = {each.code: each for each in queries.registrations()}
    found = engine.registrations_of(founding.form, founding.founded_on) if founding.founded_on else ()
    return [
        {
            "code": each.code, "what": said(each.what), "where": said(each.where), "source": each.source,
            "papers": [said(paper) for paper in each.papers], "due_on": kept[each.code].due_on,
            "done_on": kept[each.code].done_on, "number": kept[each.code].number,
            "noted_by": kept[each.code].noted_by, "is_late": kept[each.code].is_late(today),
        }
        for each in found if each.code in kept
    ]  # fmt: skip
