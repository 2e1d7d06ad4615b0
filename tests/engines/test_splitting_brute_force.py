"""The split costs what trying everything finds: an enumerator of its own, in whole centavos, on small orders."""

from decimal import Decimal
from random import Random

import pytest

from tequio.engines.splitting.model import Infeasible
from tequio.engines.splitting.solve import solve
from tequio.engines.splitting.verify import verify
from tests.engines.splitting_cases import cheapest, small_order

BATCHES, PER_BATCH = 12, 100


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
