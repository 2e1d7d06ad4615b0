"""A season of ten orders with drop-outs: on time, within capacity, and nobody left far behind."""

import pytest
from bench._seasons import Tally, by_engine, by_equal, by_size, season


@pytest.mark.slow
def test_after_ten_orders_with_drop_outs_nobody_stands_far_behind():
    ours, largest, equal = Tally(), Tally(), Tally()
    for tally, way in ((ours, by_engine), (largest, by_size), (equal, by_equal)):
        season(3, way, tally)

    assert (ours.orders, ours.on_time, ours.over_capacity) == (10, 10, 0)
    assert ours.worst >= 0.6
    # What the habits of today come to with the same orders and the same drop-outs.
    assert largest.worst < 0.6
    assert equal.on_time < 10
    assert equal.over_capacity > 0
