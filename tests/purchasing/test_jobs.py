"""A plan that was asked for is searched by the worker beside the server, in a process of its own."""

import subprocess
import sys

import pytest

from tequio.core.scope import in_union
from tequio.purchasing import actions
from tequio.purchasing.models import Plan
from tests import factories
from tests.purchasing import world as worlds

WORKER = [sys.executable, "-W", "ignore", "manage.py", "procrastinate", "worker", "--one-shot"]


@pytest.mark.slow
def test_the_worker_searches_what_was_asked_for(live):
    union = factories.make_union()
    with in_union(union.pk):
        world = worlds.build(union)
        world.to_quoted()
        kinds = [Plan.Kind.CHEAPEST, Plan.Kind.NEAREST]
        actions.ask_for_plan(actor=world.buyer, round_id=world.round.pk, kinds=kinds, seconds=5)

    done = subprocess.run(WORKER, capture_output=True, text=True, timeout=60)

    with in_union(union.pk):
        found = {plan.kind: (plan.state, plan.cost_minor) for plan in Plan.objects.all()}
    assert found == dict.fromkeys(kinds, (Plan.State.READY, 112400)), done.stderr[-2000:]
