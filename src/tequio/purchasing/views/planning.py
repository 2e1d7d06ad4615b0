"""Plans: asking for them, watching the search, comparing, proposing and approving."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.core.refusals import Refusal
from tequio.purchasing import actions, queries
from tequio.purchasing.forms import PlanForm
from tequio.purchasing.models import Plan, Round
from tequio.purchasing.plan_shown import shown
from tequio.purchasing.views.office import find_round, stages
from tequio.ui.asking import office_of, once
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page

SEARCHING = (Plan.State.WAITING, Plan.State.RUNNING)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_list(request: Any, round_id: int) -> HttpResponse:
    """The alternatives side by side, with their bound, and the search while it runs."""
    office_of(request, "purchasing")
    round_ = find_round(round_id)
    form = PlanForm(request.POST or None)
    if form.is_valid():
        try:
            actions.ask_for_plan(actor=request.actor, round_id=round_.pk, key=once(request), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("purchasing:plans", union=request.union.slug, round_id=round_.pk)
    plans = queries.plans_of(round_)
    ready = [plan for plan in plans if plan.state == Plan.State.READY]
    # Plans are compared by what all pay together: the bill, and what some buy alone.
    best = min((plan.total_minor for plan in ready), default=0)
    return render_page(
        request, "purchasing/plans.html", fragment="plans", round=round_, form=form,
        rows=[{"plan": plan, "dearer_minor": plan.total_minor - best if plan in ready else 0} for plan in plans],
        is_searching=any(plan.state in SEARCHING for plan in plans),
        may_ask=request.actor.may("purchasing.plan.ask") and round_.state == Round.State.QUOTED, **stages(round_),
    )  # fmt: skip


@require_safe
def plan_detail(request: Any, plan_id: int) -> HttpResponse:
    office_of(request, "purchasing")
    plan = get_object_or_404(Plan.objects.select_related("round__union", "proposed_by", "approved_by"), pk=plan_id)
    rights, round_ = request.actor, plan.round
    is_open = round_.state == Round.State.QUOTED and plan.state == Plan.State.READY
    return render_page(
        request, "purchasing/plan.html", plan=plan, round=round_, told=shown(plan) if plan.result else None,
        may_propose=is_open and plan.proposed_by is None and rights.may("purchasing.award.propose"),
        may_approve=is_open and plan.proposed_by is not None and plan.proposed_by_id != rights.user_id
        and rights.may("purchasing.award.approve"),
        waits=is_open and plan.proposed_by_id is not None,
    )  # fmt: skip


DEEDS = {"detener": actions.stop_plan, "proponer": actions.propose_award, "aprobar": actions.approve_award}


@require_POST
def plan_deed(request: Any, plan_id: int, name: str) -> HttpResponse:
    """Stop a search, propose a plan or approve it."""
    if name not in DEEDS:
        raise Http404
    plan = get_object_or_404(Plan.objects.defer("result").select_related("round__union"), pk=plan_id)
    told = {} if name == "detener" else {"today": request.today}
    try:
        DEEDS[name](actor=request.actor, plan_id=plan.pk, key=once(request), **told)
    except Refusal as refusal:
        warn(request, str(refusal))
        return redirect("purchasing:plan", union=request.union.slug, plan_id=plan.pk)
    if name == "aprobar":
        tell(request, _("La compra está adjudicada. Sigue mandar los pedidos."))
        return redirect(plan.round)
    if name == "proponer":
        tell(request, _("El plan está propuesto. Debe aprobarlo otra persona."))
        return redirect("purchasing:plan", union=request.union.slug, plan_id=plan.pk)
    tell(request, _("La búsqueda se detiene y se queda con lo mejor que halló."))
    return redirect("purchasing:plans", union=request.union.slug, round_id=plan.round_id)
