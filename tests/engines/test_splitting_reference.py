"""Published cases through the engine's own interface: the five generalised assignment problems of gap1."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tequio.engines.splitting.model import Line, Order, Place, Skill, Terms, Workshop
from tequio.engines.splitting.solve import solve
from tequio.engines.splitting.verify import verify

CASES = json.loads((Path(__file__).parents[1] / "reference" / "group_purchasing" / "gap1.json").read_text())
# A profit becomes a cost by taking it from this, in centavos; each job is done once, so the sum only moves.
TOP = 100


@pytest.mark.parametrize("case", CASES["instances"])
def test_the_published_optima_of_gap1_are_met(case):
    """An agent is a workshop with one week, a job a line of one piece that takes as much of it as the agent needs."""
    agents, jobs = range(len(case["capacity"])), range(len(case["profit"][0]))
    order = Order(
        weeks=1,
        lines=tuple(Line(f"job-{j}", f"job-{j}", 1, 1, price_minor=TOP) for j in jobs),
        workshops=tuple(Workshop(f"agent-{a}", "here", {"time": (Decimal(case["capacity"][a]),)}) for a in agents),
        skills=tuple(
            Skill(f"agent-{a}", f"job-{j}", TOP - case["profit"][a][j], uses={"time": Decimal(case["use"][a][j])})
            for a in agents
            for j in jobs
        ),
        places=(Place("here"),),
        terms=Terms(reserve=0, hurry_bp=0, behind_bp=0, far_bp=0),
    )
    split = solve(order, gap=Decimal(0))
    assert TOP * len(jobs) - split.total_minor == case["maximum"]
    assert split.bound_minor == split.total_minor
    assert verify(order, split) == ()
