"""The cheapest award of a joint purchase, with its proven bound, after everybody who would walk away has left."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil

from tequio.engines.clock import Clock, OnProgress
from tequio.engines.money import to_centavos
from tequio.engines.pooling.allot import Handout, hand_out
from tequio.engines.pooling.check import find_flaws
from tequio.engines.pooling.cost import Bill, bill_for
from tequio.engines.pooling.grid import Grid, build_grid
from tequio.engines.pooling.landed import landed_prices
from tequio.engines.pooling.model import (
    Award,
    BadProblem,
    Delivery,
    Dropped,
    DropReason,
    Infeasible,
    Problem,
)
from tequio.engines.pooling.nextstep import next_steps
from tequio.engines.pooling.plan import deliveries_of
from tequio.engines.pooling.search import SMALL, Found, search
from tequio.engines.pooling.shortages import shortages_of


def solve(
    problem: Problem,
    *,
    seconds: float = 60,
    gap: Decimal = Decimal("0.001"),
    threads: int = 2,
    on_progress: OnProgress | None = None,
    seed: int = 0,
    allowed_suppliers: Collection[str] | None = None,
    allowed_routes: Collection[tuple[str, str]] | None = None,
) -> Award:
    """Cheapest award within `seconds` or to the relative `gap`, whichever comes first.

    `on_progress` is called with news up to ten times a second; returning True stops with the best award so far.
    `allowed_suppliers`, `allowed_routes` ((supplier, point) pairs) restrict the choice, for alternatives.
    A row of equal pledges with a price alone is served or left to buy alone as one, whichever costs all less together.
    Who would pay more than his walk-away price is dropped and the rest solved again until nobody would; the award's
    bound is that of the last solve. Amounts are exact; with a time limit the search itself is not repeatable.
    Raises BadProblem with every flaw of the input, Infeasible with what is missing when not all pledges can be served
    (also those with a price alone: that somebody must buy alone is never a silent remedy for a missing capacity).
    """
    flaws = find_flaws(problem)
    if flaws:
        raise BadProblem(flaws)
    problem = restrict(problem, allowed_suppliers, allowed_routes)
    clock = Clock(seconds, on_progress)
    gone: dict[int, Decimal] = {}
    patient = all(p.walk_away is None for p in problem.pledges)
    while True:
        grid = build_grid(problem, frozenset(gone))
        # Without prices alone a small search finds an infeasibility itself, and it is named afterwards.
        if len(grid.arcs) > SMALL or any(row.alone is not None for row in grid.rows):
            missing = shortages_of(grid)
            if missing:
                raise Infeasible(missing)
        # Who may walk away makes another round likely: keep half of the time that is left for it.
        budget = max(clock.left * (1.0 if patient else 0.5), MOMENT)
        found = search(grid, clock, seconds=budget, gap=float(gap), threads=threads, seed=seed)
        state = _settle(problem, grid, found)
        walkers = _walkers(problem, grid, state)
        if not walkers:
            return _award(problem, grid, state, gone, found, clock)
        gone.update(walkers)


# However little time is left, a search gets so many seconds: an award is always owed.
MOMENT = 1.0


def restrict(
    problem: Problem,
    suppliers: Collection[str] | None = None,
    routes: Collection[tuple[str, str]] | None = None,
) -> Problem:
    """The same wishes with fewer ways to fill them."""
    if suppliers is not None:
        named = set(suppliers)
        problem = replace(
            problem,
            quotes=tuple(q for q in problem.quotes if q.supplier in named),
            freight=tuple(f for f in problem.freight if f.supplier in named),
        )
    if routes is not None:
        open_ = set(routes)
        problem = replace(problem, freight=tuple(f for f in problem.freight if (f.supplier, f.point) in open_))
    return problem


@dataclass(frozen=True, slots=True)
class _State:
    """A plan with its exact consequences."""

    deliveries: tuple[Delivery, ...]
    bill: Bill
    handout: Handout
    landed: dict[tuple[str, str], Decimal]
    left: frozenset[int]


def _settle(problem: Problem, grid: Grid, found: Found) -> _State:
    if found.plan is None:
        if found.infeasible:
            # Rare: a linear count saw no shortage, whole packs or minimum orders make one.
            raise Infeasible(shortages_of(grid, exact=True))
        raise TimeoutError("No award was found in the time allowed; allow more seconds.")
    deliveries = deliveries_of(grid, found.plan)
    bill = bill_for(problem, deliveries)
    handout = hand_out(problem, grid, deliveries, found.plan.left)
    landed = landed_prices(problem, deliveries, bill, handout.taken)
    return _State(deliveries, bill, handout, landed, found.plan.left)


def _walkers(problem: Problem, grid: Grid, state: _State) -> dict[int, Decimal]:
    """Pledges (by number) whose row's landed price passes their walk-away price, with that price."""
    cost: dict[int, Decimal] = {}
    units: dict[int, int] = {}
    for (r, material), grains in state.handout.of_row.items():
        price = state.landed[grid.points[grid.rows[r].point], grid.materials[material]]
        cost[r] = cost.get(r, Decimal(0)) + price * grains
        units[r] = units.get(r, 0) + grains
    walkers = {}
    for r, total in cost.items():
        landed = total / units[r]
        for number in grid.rows[r].pledges:
            limit = problem.pledges[number].walk_away
            if limit is not None and landed > limit:
                walkers[number] = landed
    return walkers


def _award(problem: Problem, grid: Grid, state: _State, gone: dict[int, Decimal], found: Found, clock: Clock) -> Award:
    dropped = [Dropped(problem.pledges[i], DropReason.WALKED_AWAY, price) for i, price in gone.items()]
    outside = 0
    for r in state.left:
        row = grid.rows[r]
        assert row.alone is not None
        landed = state.landed.get((grid.points[row.point], grid.materials[row.accepts[0]]))
        for number in row.pledges:
            pledge = problem.pledges[number]
            dropped.append(Dropped(pledge, DropReason.CHEAPER_ALONE, landed))
            outside += to_centavos(row.alone * pledge.quantity)
    dropped.sort(key=lambda d: (d.pledge.point, d.pledge.member, d.pledge.material, d.pledge.quantity))
    total = state.bill.cost_minor + outside
    return Award(
        deliveries=state.deliveries,
        purchases=state.bill.purchases,
        freight=state.bill.freight,
        allotments=state.handout.allotments,
        surplus=state.handout.surplus,
        dropped=tuple(dropped),
        next_steps=next_steps(problem, state.deliveries, state.bill, state.landed),
        cost_minor=state.bill.cost_minor,
        outside_minor=outside,
        bound_minor=min(total, _bound_minor(problem, grid, found.bound)),
        seconds=clock.elapsed,
        stopped=clock.stopped,
        landed=state.landed,
    )


def _bound_minor(problem: Problem, grid: Grid, pesos: float) -> int:
    """A bound on rounded bills from one on unrounded pesos: every line that can round down may cost half a centavo
    less, the solver's floats are trusted to eight digits, and a bill is whole centavos."""
    uneven = sum(
        any((s.price * 100).denominator > 1 or (s.fixed * 100).denominator > 1 for s in line.segments)
        for line in grid.lines
    )
    uneven += len({arc.stop for arc in grid.arcs if (arc.freight * 100) % 1 or (grid.stops[arc.stop].fixed * 100) % 1})
    for row in grid.rows:
        if row.alone is not None:
            uneven += sum(bool((row.alone * problem.pledges[i].quantity * 100) % 1) for i in row.pledges)
    return max(0, ceil(pesos * 100 - uneven / 2 - 1e-8 * abs(pesos * 100) - 1e-4))
