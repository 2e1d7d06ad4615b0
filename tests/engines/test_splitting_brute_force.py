"""The split costs what trying everything finds: an enumerator of its own, in whole centavos, on small orders."""

from decimal import Decimal
from random import Random

import numpy as np
import pytest

from tequio.engines.clock import Clock
from tequio.engines.splitting.fairness import shares_due, wants
from tequio.engines.splitting.ground import lay_out
from tequio.engines.splitting.many import search_many
from tequio.engines.splitting.model import Infeasible
from tequio.engines.splitting.solve import settle, solve
from tequio.engines.splitting.table import make_ready
from tequio.engines.splitting.talk import Talk
from tequio.engines.splitting.verify import verify
from tests.engines.splitting_cases import cheapest, small_order

BATCHES, PER_BATCH = 24, 100


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_split_costs_what_trying_everything_finds(batch):
    random = Random(batch)
    for number in range(PER_BATCH):
        order = small_order(random)
        expected = cheapest(order)
        if expected is None:
            with pytest.raises(Infeasible) as refusal:
                solve(order, gap=Decimal(0), threads=1)
            assert refusal.value.shortages, (batch, number)
            continue
        split = solve(order, gap=Decimal(0), threads=1)
        assert abs(split.total_minor - expected) <= Decimal("0.5"), (batch, number)
        assert split.total_minor - split.bound_minor <= 1, (batch, number)
        assert verify(order, split) == (), (batch, number)


@pytest.mark.parametrize("batch", range(6))
def test_whatever_the_prices_no_split_is_cheaper_than_the_bound_of_the_many(batch):
    """The way for many workshops, on orders so small that the best is known."""
    random = Random(1_000 + batch)
    for number in range(60):
        order = small_order(random, most=5_000)
        expected = cheapest(order)
        if expected is None:
            continue
        ground = lay_out(order)
        due = shares_due(ground)
        want = wants(ground, due)
        talk = Talk(make_ready(ground, want), np.array(ground.place_of), Clock(60, None), 1)
        for _ in range(10):
            prices = np.array([random.uniform(-5, 30) for _ in order.lines])
            assert talk.ask(prices).bound * 100 <= float(expected) + 1e-4, (batch, number)
        clock = Clock(2, None)
        plan, bound = search_many(ground, want, clock, gap=0.0, threads=1, seed=0)
        assert bound * 100 <= float(expected) + 1e-4, (batch, number)
        if plan is not None:
            split = settle(ground, due, want, plan, bound, clock)
            assert split.total_minor >= expected - Decimal("0.5"), (batch, number)
            assert verify(order, split) == (), (batch, number)
