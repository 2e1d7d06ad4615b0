"""Work that outlasts a request, done by the worker beside the server: searching the cheapest award.

Progress is written while the search runs, outside any deed; its end is a deed of the system.
"""

from datetime import date
from decimal import Decimal

from django.utils import timezone
from procrastinate.contrib.django import app

from tequio.core.actors import Actor
from tequio.core.scope import in_union
from tequio.core.searching import FAULT, Teller
from tequio.engines.pooling.model import BadProblem, Infeasible
from tequio.purchasing import plans, solving
from tequio.purchasing.actions import Outcome, record_plan
from tequio.purchasing.models import Plan

SYSTEM = frozenset({"purchasing.plan.record"})


@app.task(name="purchasing.solve_plan")
def solve_plan(*, union_id: int, plan_id: int) -> None:
    """Search one plan. Doing it again after a crash is harmless: a finished plan is left alone."""
    with in_union(union_id):
        plan = Plan.objects.select_related("round").get(pk=plan_id)
        if plan.state in (Plan.State.READY, Plan.State.FAILED):
            return
        mine = Plan.objects.filter(pk=plan_id)
        mine.update(state=Plan.State.RUNNING)
        try:
            outcome = search(plan, timezone.localdate(), Teller(mine, "incumbent_minor"))
        except Exception:
            # Whoever waits for the plan is told; the fault itself goes to the log.
            _record(union_id, plan_id, Outcome(problem_found=str(FAULT)))
            raise
    _record(union_id, plan_id, outcome)


def _record(union_id: int, plan_id: int, outcome: Outcome) -> None:
    record_plan(actor=Actor(union_id, "Tequio", rights=SYSTEM), plan_id=plan_id, outcome=outcome)


def search(plan: Plan, today: date, on_progress: Teller) -> Outcome:
    problem = plans.problem_of(plan.round, today)
    fingerprint = plans.fingerprint(problem)
    try:
        award, sharing = solving.solve_kind(problem, plan.kind, plans.rule_of(plan.round), plan.seconds_allowed,
                                            on_progress)  # fmt: skip
    except Infeasible as lack:
        return Outcome(fingerprint, problem_found="\n".join(solving.sentences_of(lack)))
    except BadProblem as bad:
        return Outcome(fingerprint, problem_found=str(bad))
    except solving.NoSingleSupplier:
        return Outcome(fingerprint, problem_found=solving.NO_SINGLE_SUPPLIER)
    # The bound speaks of the bill and of what some buy alone; with these left to buy alone the bill itself cannot fall
    # below the difference.
    bound = award.bound_minor - award.outside_minor
    return Outcome(
        fingerprint, award.cost_minor, bound, round(Decimal(award.gap), 6), award.seconds,
        plans.as_json(award, sharing), outside_minor=award.outside_minor,
    )  # fmt: skip
