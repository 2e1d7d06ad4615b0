"""The committee prepares: who is in it, which bylaws, which founders, and when they meet."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tequio.founding import actions, queries
from tequio.founding.drafting import lost
from tequio.founding.forms import (
    AnswersForm,
    FounderForm,
    MeetingForm,
    PromotersForm,
    SeedForm,
)
from tequio.founding.models import Founding
from tequio.founding.views.asking import deed, here, lacks, page, to
from tequio.ui.asking import done, holder_of
from tequio.ui.flash import tell

Stage = Founding.Stage


@require_http_methods(["GET", "HEAD", "POST"])
def promoters(request: Any) -> HttpResponse:
    founding = here(request)
    constant = [each.member for each in queries.attenders(founding, request.today) if each.is_constant]
    chosen = [(each.member_id, each.task) for each in queries.promoters()]
    form = PromotersForm(request.POST or None, members=constant, chosen=chosen)
    if request.method == "POST":
        holder_of(request, "founding.promoter.name")
    if form.is_valid():
        told = {"people": form.chosen, "today": request.today}
        sentence = _("El comité está nombrado. Ahora, la figura legal.")
        if answer := deed(request, form, actions.name_promoters, sentence, "form", **told):
            return answer
    return page(
        request, "promoters", founding, form, people=list(queries.promoters()),
        priorities=[each for each in queries.problems() if each.is_priority],
        is_open=founding.stage in (Stage.PROMOTERS, Stage.FORM),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def bylaws(request: Any) -> HttpResponse:
    """The plain questions, and what founders still lack."""
    founding = here(request)
    if request.method == "POST":
        holder_of(request, "founding.answer.draft")
    if not founding.form:
        return to(request, "home")
    form_ = AnswersForm(request.POST or None, legal_form=founding.form, today=request.today, given=queries.answers())
    if form_.is_valid():
        told = {"answers": form_.answers, "today": request.today}
        if answer := deed(request, form_, actions.draft_answers, _("Las respuestas quedaron guardadas."), "bylaws",
                          **told):  # fmt: skip
            return answer
    is_open = founding.stage == Stage.BYLAWS
    return page(
        request, "bylaws", founding, form_, is_open=is_open, lacks=lacks(request, founding) if is_open else [],
        founders=queries.founders().count(),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def founders(request: Any) -> HttpResponse:
    founding = here(request)
    form_ = FounderForm(request.POST or None, members=list(queries.belonging()))
    if request.method == "POST":
        holder_of(request, "founding.founder.enlist")
    if form_.is_valid():
        told = {"member_id": form_.cleaned_data["member"], "paper": form_.cleaned_data["paper"],
                "today": request.today}  # fmt: skip
        if answer := deed(request, form_, actions.enlist_founder, _("Quedó en la lista de fundadores."), "founders",
                          **told):  # fmt: skip
            return answer
    return page(
        request, "founders", founding, form_, is_open=founding.stage == Stage.BYLAWS,
        founders=[(each, queries.lacks_of(each)) for each in queries.founders()],
    )  # fmt: skip


@require_POST
def strike(request: Any, member_id: int) -> HttpResponse:
    here(request)
    holder_of(request, "founding.founder.strike")
    get_object_or_404(queries.founders(), member_id=member_id)
    if done(request, SeedForm({"seed": "-"}), actions.strike_founder, member_id=member_id):
        tell(request, _("Se quitó de la lista; sigue en el padrón."))
    return to(request, "founders")


@require_http_methods(["GET", "HEAD", "POST"])
def assembly(request: Any) -> HttpResponse:
    """When it meets; then its own pages; and at the end the act, or back to the bylaws."""
    founding = here(request)
    meets = request.today + timedelta(days=14)
    form_ = MeetingForm(request.POST if "day" in request.POST else None, initial={"day": meets})
    ask = SeedForm({"seed": "-"}) if request.method == "POST" and "day" not in request.POST else None
    if request.method == "POST" and ask is None:
        holder_of(request, "founding.assembly.prepare")
    if form_.is_bound and form_.is_valid():
        told = form_.arguments | {"now": timezone.now()}
        sentence = _("La asamblea está preparada. Revísala y convócala.")
        if answer := deed(request, form_, actions.prepare_assembly, sentence, "assembly", **told):
            return answer
    if ask is not None and ask.is_valid() and (answer := _finish(request, ask)):
        return answer
    is_lost = founding.stage == Stage.ASSEMBLY and lost(founding)
    shown = form_ if founding.stage == Stage.BYLAWS else None
    return page(
        request, "assembly", founding, ask or shown, meeting=shown, is_lost=is_lost,
        lacks=lacks(request, founding) if founding.stage in (Stage.BYLAWS, Stage.ASSEMBLY) else [],
    )  # fmt: skip


def _finish(request: Any, ask: SeedForm) -> HttpResponse | None:
    if request.POST.get("step") == "back":
        return deed(request, ask, actions.return_to_bylaws, _("Las bases están abiertas otra vez."), "bylaws")
    sentence = _("El acta salió. La unión existe.")
    return deed(request, ask, actions.issue_act, sentence, "registrations", now=timezone.now())
