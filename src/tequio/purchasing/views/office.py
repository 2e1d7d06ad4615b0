"""The office's pages of a round: list, draft, hub, and every step that takes one button."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.core.refusals import Refusal
from tequio.purchasing import actions, history, queries
from tequio.purchasing.deeds import DEEDS
from tequio.purchasing.forms import RoundForm
from tequio.purchasing.models import Round
from tequio.purchasing.settings import SHARING_RULE
from tequio.purchasing.surplus import is_in_the_books, surplus_shown
from tequio.ui.asking import holder_of, office_of, once
from tequio.ui.deeds import ask_then_do, deeds_for, find
from tequio.ui.flash import tell
from tequio.ui.render import render_page
from tequio.unions.queries import ruling

STAGES = (
    Round.State.DRAFT, Round.State.OPEN, Round.State.CLOSED, Round.State.QUOTED, Round.State.AWARDED,
    Round.State.ORDERED, Round.State.RECEIVED, Round.State.HANDED_OUT, Round.State.SETTLED,
)  # fmt: skip


def find_round(round_id: int) -> Round:
    return get_object_or_404(queries.rounds(), pk=round_id)


def stages(round_: Round) -> dict[str, Any]:
    """What the stepper shows."""
    settled = round_.state == Round.State.SETTLED
    cancelled = round_.state == Round.State.CANCELLED
    return {
        "stages": [(state, capfirst(state.label)) for state in STAGES],
        "current": None if settled else Round.State.DRAFT if cancelled else round_.state,
        "is_cancelled": cancelled,
    }


@require_safe
def round_list(request: Any) -> HttpResponse:
    office_of(request, "purchasing")
    page = Paginator(queries.rounds(), 20).get_page(request.GET.get("pagina"))
    return render_page(request, "purchasing/rounds.html", page=page)


@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request: Any) -> HttpResponse:
    holder_of(request, "purchasing.round.draft")
    rule = ruling(SHARING_RULE, request.today)
    form = RoundForm(request.POST or None, initial={"opens_on": request.today, "rule": rule})
    if form.is_valid():
        try:
            round_ = actions.draft_round(actor=request.actor, key=once(request), **form.arguments)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("La ronda está en borrador. Ábrela cuando quieras recibir pedidos."))
            return redirect(round_)
    return render_page(request, "purchasing/round_form.html", form=form, round=None)


@require_http_methods(["GET", "HEAD", "POST"])
def round_edit(request: Any, round_id: int) -> HttpResponse:
    holder_of(request, "purchasing.round.edit")
    round_ = find_round(round_id)
    form = RoundForm(request.POST or None, initial={
        "title": round_.title, "opens_on": round_.opens_on, "closes_on": round_.closes_on, "rule": round_.rule,
        "items": [item.pk for item in queries.items_of(round_)],
    })  # fmt: skip
    if form.is_valid():
        try:
            actions.edit_round(actor=request.actor, round_id=round_.pk, key=once(request), **form.arguments)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("Los cambios quedaron guardados."))
            return redirect(round_)
    return render_page(request, "purchasing/round_form.html", form=form, round=round_)


@require_safe
def round_hub(request: Any, round_id: int) -> HttpResponse:
    office_of(request, "purchasing")
    round_ = find_round(round_id)
    may = deeds_for(DEEDS, round_.state, request.actor.rights)
    surplus = surplus_shown(round_)
    context = {
        "round": round_,
        "forward": [deed for deed in may if not deed.goes_back],
        "back": [deed for deed in may if deed.goes_back],
        "needs": queries.needs(round_),
        "facts": queries.facts_of(round_),
        "surplus": surplus,
        "surplus_minor": sum(row.left.landed_minor for row in surplus),
        "is_booked": bool(surplus) and is_in_the_books(round_),
        **stages(round_),
    }
    return render_page(request, "purchasing/round.html", **context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_deed(request: Any, round_id: int, name: str) -> HttpResponse:
    """Ask, then do: every one-button step of a round."""
    round_ = find_round(round_id)
    deed = find(DEEDS, name, round_.state)
    return ask_then_do(request, "purchasing/round_deed.html", deed, "round_id", round=round_)


@require_safe
def round_history(request: Any, round_id: int) -> HttpResponse:
    office_of(request, "purchasing")
    round_ = find_round(round_id)
    events = queries.history_of(round_)
    page = Paginator(events, 50).get_page(request.GET.get("pagina"))
    rows = [(event, history.said(event.kind)) for event in page]
    return render_page(request, "purchasing/round_history.html", round=round_, page=page, rows=rows)
