"""What a plan costs: the only place that turns pieces into centavos."""

from collections import defaultdict
from collections.abc import Mapping

from tequio.engines.splitting.fairness import to_whole, unfairness
from tequio.engines.splitting.ground import GRAIN, Ground
from tequio.engines.splitting.model import Bill

# Pieces by (line, shop, week), pins and all.
Plan = Mapping[tuple[int, int, int], int]


def bill_for(ground: Ground, want: tuple[tuple[int, int], ...], plan: Plan) -> Bill:
    """The exact cost; only the weight of missing shares is rounded, once."""
    pairs = {(pair.line, pair.shop): pair for pair in ground.pairs}
    making = haul = risk = hurry = 0
    gets: dict[int, int] = defaultdict(int)
    fired: dict[tuple[int, int], int] = defaultdict(int)
    for (line, shop, week), pieces in plan.items():
        if not pieces:
            continue
        pair = pairs[line, shop]
        making += pieces * pair.making
        haul += pieces * pair.haul
        risk += pieces * pair.risk
        hurry += pieces * ground.hurry(line, week)
        gets[shop] += pieces * ground.lines[line].price_minor
        load = ground.shops[shop].load
        if load is not None:
            fired[shop, week] += pieces * dict(pair.uses).get(ground.resources.index(load.resource), 0)
    workers = {shop for (_, shop, _), pieces in plan.items() if pieces}
    visits = sum(ground.shops[shop].visit_minor for shop in workers)
    stops = sum(ground.order.places[p].stop_minor for p in {ground.place_of[shop] for shop in workers})
    firing = sum(loads_for(ground, shop, grains) * _fuel(ground, shop) for (shop, _), grains in fired.items())
    unfair = sum(unfairness(ground, want[shop], gets[shop]) for shop in range(len(ground.shops)))
    return Bill(making, haul + visits + stops, firing, risk, hurry, to_whole(unfair))


def base_minor(ground: Ground) -> int:
    """What pins with a week cost in any case, in centavos: all but the loads of weeks that may still be worked."""
    told = bill_for(ground, ((0, 0),) * len(ground.shops), ground.fixed)
    ahead = sum(
        loads_for(ground, shop, grains) * _fuel(ground, shop)
        for (shop, week), grains in ground.fired.items()
        if week >= ground.order.first
    )
    return told.total_minor - ahead


def loads_for(ground: Ground, shop: int, grains: int) -> int:
    """Whole loads of a kiln for so many grains."""
    load = ground.shops[shop].load
    assert load is not None
    return -(-grains // int(load.amount * GRAIN))


def _fuel(ground: Ground, shop: int) -> int:
    load = ground.shops[shop].load
    return 0 if load is None else load.cost_minor
