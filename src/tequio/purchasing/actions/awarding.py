"""From quotes to an award: plans are computed, one person proposes, another approves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.later import put_off
from tequio.purchasing import plans
from tequio.purchasing.awards import forget_award, write_award
from tequio.purchasing.errors import (
    AlreadyProposed,
    PlanNotReady,
    PlanOutdated,
    QuoteExpired,
    SecondPersonNeeded,
)
from tequio.purchasing.models import Invitation, Plan, Round
from tequio.purchasing.steps import locked_round, move_to, require_state


@action("purchasing.plan.ask")
def ask_for_plan(*, actor: Actor, round_id: int, kinds: Sequence[str], seconds: int = 60) -> Plan:
    """Have the cheapest award and its alternatives computed in the background; returns the first. Raises NotNow."""
    round_ = locked_round(round_id)
    require_state(round_, Round.State.QUOTED)
    asked = [
        Plan.objects.create(
            union_id=actor.union_id, round=round_, kind=kind, seconds_allowed=seconds, asked_by_id=actor.user_id
        )
        for kind in kinds
    ]
    for plan in asked:
        # Deferred inside this transaction: no plan without its job, no job without its plan. The job ends with a deed
        # of this file, so it is named here and not imported.
        put_off("purchasing.solve_plan", union_id=actor.union_id, plan_id=plan.pk)
    events.record(actor, "purchasing.plan.asked", round_, kinds=list(kinds), seconds=seconds)
    return asked[0]


@action("purchasing.plan.stop")
def stop_plan(*, actor: Actor, plan_id: int) -> Plan:
    """Stop a search and keep the best award it has found. Raises PlanNotReady when it is over."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if plan.state not in (Plan.State.WAITING, Plan.State.RUNNING):
        raise PlanNotReady
    plan.stop_asked = True
    plan.save(update_fields=["stop_asked"])
    events.record(actor, "purchasing.plan.stopped", plan, round=plan.round_id)
    return plan


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a search ended: figures in centavos, `result` as plans.as_json made it, or `problem_found` in sentences."""

    fingerprint: str = ""
    cost_minor: int | None = None
    bound_minor: int | None = None
    gap: Decimal | None = None
    seconds: float = 0
    result: dict[str, Any] | None = None
    problem_found: str = ""
    outside_minor: int = 0


@action("purchasing.plan.record")
def record_plan(*, actor: Actor, plan_id: int, outcome: Outcome) -> Plan:
    """Keep what a search found. Done by the system when the job ends. Raises PlanNotReady when it ended before."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    # A job that ran twice must not change a plan that someone has proposed or approved since.
    if plan.state not in (Plan.State.WAITING, Plan.State.RUNNING):
        raise PlanNotReady
    plan.state = Plan.State.FAILED if outcome.problem_found else Plan.State.READY
    plan.fingerprint, plan.result = outcome.fingerprint, outcome.result
    plan.cost_minor = plan.incumbent_minor = outcome.cost_minor
    plan.outside_minor = outcome.outside_minor
    plan.bound_minor, plan.gap, plan.seconds = outcome.bound_minor, outcome.gap, outcome.seconds
    plan.problem_found = outcome.problem_found
    plan.save()
    events.record(
        actor, "purchasing.plan.recorded", plan, round=plan.round_id, kind=plan.kind, cost_minor=outcome.cost_minor,
        bound_minor=outcome.bound_minor, problem=outcome.problem_found,
    )  # fmt: skip
    return plan


@action("purchasing.award.propose")
def propose_award(*, actor: Actor, plan_id: int, today: date) -> Plan:
    """Put one plan before the person who approves; a proposal made from older figures lapses.

    Raises NotNow, PlanNotReady, PlanOutdated, AlreadyProposed, SecondPersonNeeded.
    """
    plan, round_ = _locked_plan(plan_id)
    if plan.state != Plan.State.READY:
        raise PlanNotReady
    _require_somebody(actor)
    _require_current(plan, round_, today)
    others = Plan.objects.filter(round=round_, proposed_by__isnull=False).exclude(pk=plan.pk)
    if others.filter(fingerprint=plan.fingerprint).exists():
        raise AlreadyProposed
    others.update(proposed_by=None)
    plan.proposed_by_id = actor.user_id
    plan.save(update_fields=["proposed_by"])
    events.record(actor, "purchasing.award.proposed", plan, round=round_.pk, cost_minor=plan.cost_minor)
    return plan


@action("purchasing.award.approve")
def approve_award(*, actor: Actor, plan_id: int, today: date) -> Round:
    """Approve what another person proposed: it becomes the round's award.

    Raises NotNow, PlanNotReady (nobody proposed it), SecondPersonNeeded, PlanOutdated, QuoteExpired.
    """
    plan, round_ = _locked_plan(plan_id)
    if plan.proposed_by_id is None:
        raise PlanNotReady
    _require_somebody(actor)
    if plan.proposed_by_id == actor.user_id:
        raise SecondPersonNeeded
    _require_current(plan, round_, today)
    for invitation in Invitation.objects.filter(round=round_).select_related("supplier"):
        if not invitation.holds_on(today):
            raise QuoteExpired(supplier=invitation.supplier.name, day=invitation.valid_until.strftime("%d/%m/%Y"))
    plan.approved_by_id = actor.user_id
    plan.save(update_fields=["approved_by"])
    write_award(round_, plan)
    move_to(round_, Round.State.AWARDED)
    events.record(
        actor, "purchasing.award.approved", round_, plan=plan.pk, cost_minor=plan.cost_minor,
        bound_minor=plan.bound_minor, proposed_by=plan.proposed_by_id,
    )  # fmt: skip
    return round_


def _locked_plan(plan_id: int) -> tuple[Plan, Round]:
    round_ = locked_round(Plan.objects.values_list("round_id", flat=True).get(pk=plan_id))
    require_state(round_, Round.State.QUOTED)
    return Plan.objects.select_for_update().get(pk=plan_id), round_


def _require_somebody(actor: Actor) -> None:
    """Two eyes each: a program or a supplier's link is nobody who could answer for an award."""
    if actor.user_id is None:
        raise SecondPersonNeeded


def _require_current(plan: Plan, round_: Round, today: date) -> None:
    if plan.fingerprint != plans.fingerprint(plans.problem_of(round_, today)):
        raise PlanOutdated


@action("purchasing.award.undo")
def undo_award(*, actor: Actor, round_id: int, reason: str) -> Round:
    """Take the award back before orders go out. Raises NotNow."""
    round_ = locked_round(round_id)
    require_state(round_, Round.State.AWARDED)
    forget_award(round_)
    move_to(round_, Round.State.QUOTED)
    events.record(actor, "purchasing.award.undone", round_, title=round_.title, reason=reason)
    return round_
