"""A plan: whole packs on arcs and the rows left to buy alone. What searching hands to settling."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tequio.engines.pooling.grid import Grid
from tequio.engines.pooling.highs import run
from tequio.engines.pooling.model import Delivery
from tequio.engines.pooling.program import Floats, Program


@dataclass(frozen=True, slots=True)
class Plan:
    """`packs` by arc number (> 0 only); `left`: rows that buy alone; `pesos`: what it costs with them, in float."""

    packs: Mapping[int, int]
    left: frozenset[int]
    pesos: float


def plan_from(program: Program, x: Floats) -> Plan:
    """The plan in a solution whose packs are whole (up to the solver's tolerance)."""
    grid = program.grid
    packs: dict[int, int] = {}
    for i in range(len(grid.arcs)):
        count = round(x[program.n[i]]) + (round(x[program.e[i]]) if program.e[i] >= 0 else 0)
        if count:
            packs[i] = count
    left = frozenset(int(r) for r in np.flatnonzero(program.u >= 0) if x[program.u[r]] > 0.5)
    return Plan(packs, left, pesos_of(grid, packs, left))


def pesos_of(grid: Grid, packs: Mapping[int, int], left: frozenset[int]) -> float:
    """Cost of a plan in pesos; infinite where a line falls between its steps or an order below its minimum."""
    bought: dict[int, int] = defaultdict(int)
    stops = set()
    total = 0.0
    for i, count in packs.items():
        arc = grid.arcs[i]
        bought[arc.line] += count
        stops.add(arc.stop)
        total += count * float(arc.freight)
    total += sum(float(grid.stops[stop].fixed) for stop in stops)
    orders: dict[int, float] = defaultdict(float)
    for number, count in bought.items():
        line = grid.lines[number]
        step = next((s for s in line.segments if s.low <= count <= s.high), None)
        if step is None:
            return float("inf")
        orders[line.supplier] += float(step.fixed + step.price * count)
    for supplier, value in orders.items():
        if value < float(grid.minimum_orders[supplier]) - 1e-6:
            return float("inf")
    alone = 0.0
    for r in left:
        row = grid.rows[r]
        assert row.alone is not None
        alone += float(row.alone * row.quantity)
    return total + sum(orders.values()) + alone


def deliveries_of(grid: Grid, plan: Plan) -> tuple[Delivery, ...]:
    """In order of supplier, material and point."""
    found = []
    for i, count in plan.packs.items():
        quote = grid.lines[grid.arcs[i].line].quote
        point = grid.points[grid.arcs[i].point]
        found.append(Delivery(quote.supplier, quote.material, point, count, count * quote.pack))
    return tuple(sorted(found, key=lambda d: (d.supplier, d.material, d.point)))


def finish(
    whole: Program, relaxed: Program, x: Floats, *, threads: int, seed: int, seconds: float = 10.0
) -> Plan | None:
    """Whole packs for the choices made in `x`; if they do not fit, other steps at the same suppliers and stops."""
    lower, upper = whole.lower.copy(), whole.upper.copy()
    for mine, theirs in ((whole.z, relaxed.z), (whole.o, relaxed.o), (whole.u, relaxed.u)):
        open_ = mine >= 0
        lower[mine[open_]] = upper[mine[open_]] = np.round(x[theirs[open_]])
    steps = np.array([c for line in whole.b for c in line], dtype=np.int64)
    twins = np.array([c for line in relaxed.b for c in line], dtype=np.int64)
    fixed_lower, fixed_upper = lower.copy(), upper.copy()
    fixed_lower[steps] = fixed_upper[steps] = np.round(x[twins])
    for low, high in ((fixed_lower, fixed_upper), (lower, upper)):
        found = run(whole, lower=low, upper=high, seconds=seconds, gap=1e-5, threads=threads, seed=seed)
        if found.x is not None:
            return plan_from(whole, found.x)
    return None


def relaxed_from(program: Program, plan: Plan) -> Floats:
    """A plan as a solution of the relaxed programme, in which surplus is gathered on each line's nearest road."""
    grid = program.grid
    x = np.zeros_like(program.cost)
    bought = np.zeros(len(grid.lines))
    for i, count in plan.packs.items():
        arc = grid.arcs[i]
        x[program.z[arc.stop]] = 1.0
        x[program.n[i]] = min(count, program.useful[i])
        bought[arc.line] += count
    surplus = bought.copy()
    for i in plan.packs:
        surplus[grid.arcs[i].line] -= x[program.n[i]]
    for i, column in enumerate(program.e):
        if column >= 0:
            x[column] = surplus[grid.arcs[i].line]
    for number, line in enumerate(grid.lines):
        if bought[number] > 0:
            step = next(t for t, s in enumerate(line.segments) if s.low <= bought[number] <= s.high)
            x[program.b[number][step]] = 1.0
            x[program.x[number][step]] = bought[number]
            if program.o[line.supplier] >= 0:
                x[program.o[line.supplier]] = 1.0
    for r in plan.left:
        x[program.u[r]] = 1.0
    return x
