"""Once it is settled who stops where, each material can be bought by itself: small exact programmes, one a material."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tequio.engines.clock import Clock
from tequio.engines.pooling.decoupled.terms import Floats
from tequio.engines.pooling.grid import Grid, Line
from tequio.engines.pooling.highs import run
from tequio.engines.pooling.plan import Plan, finish, pesos_of
from tequio.engines.pooling.program import write_program

Flags = NDArray[np.bool_]
NOTHING: Mapping[int, Any] = {}
# One material is solved to this gap.
CLOSE = 1e-4
# By how much a supplier below his minimum order is favoured each time, and how many times.
FAVOUR, FAVOURS = 0.01, 2


class Shop:
    """Buys material by material for a purchase whose rows accept one material each, thinking about one for `patience`
    seconds at the most. Remembers what it bought."""

    def __init__(self, grid: Grid, clock: Clock, patience: float = 5.0) -> None:
        self._grid = grid
        self._clock = clock
        self._patience = patience
        self._stops = tuple(replace(stop, fixed=Decimal(0)) for stop in grid.stops)
        self._rows = [tuple(row for row in grid.rows if row.accepts[0] == m) for m in range(len(grid.materials))]
        self._row_numbers = [
            [r for r, row in enumerate(grid.rows) if row.accepts[0] == m] for m in range(len(grid.materials))
        ]
        self._lines = [
            [i for i, line in enumerate(grid.lines) if line.material == m] for m in range(len(grid.materials))
        ]
        self._arcs: list[list[int]] = [[] for _ in grid.materials]
        for i, arc in enumerate(grid.arcs):
            self._arcs[grid.lines[arc.line].material].append(i)
        self._known: dict[tuple[int, bytes, bytes], Plan | None] = {}

    def buy(
        self,
        made: Flags,
        *,
        under: float = inf,
        ready: Mapping[int, Plan] = NOTHING,
        least: Mapping[int, float] = NOTHING,
    ) -> Plan | None:
        """The cheapest plan with these stops; None if they cannot serve everybody, miss a minimum order, or cost
        `under` pesos or more. By material: what is `ready` is taken as it is, and what the others cost at `least`."""
        favour = np.zeros(len(self._grid.suppliers))
        for _ in range(FAVOURS):
            plan = self._buy_all(made, under, favour, {} if favour.any() else ready, least)
            if plan is None or plan.pesos < inf:
                return plan
            lacking = self._lacking(plan)
            if not lacking:
                return None
            # Who sells too little for his minimum order is looked at as if he were cheaper.
            favour[lacking] += FAVOUR
        return None

    def _buy_all(
        self, made: Flags, under: float, favour: Floats, ready: Mapping[int, Plan], least: Mapping[int, float]
    ) -> Plan | None:
        packs: dict[int, int] = {}
        left: set[int] = set()
        spent = float(sum(float(stop.fixed) for stop, on in zip(self._grid.stops, made, strict=True) if on))
        spent += sum(plan.pesos for plan in ready.values())
        spent += sum(pesos for m, pesos in least.items() if m not in ready)
        for plan in ready.values():
            packs.update(plan.packs)
        for m in (m for m in range(len(self._grid.materials)) if m not in ready):
            if spent >= under or (self._clock.left <= 0 and self._clock.incumbent < inf):
                return None
            bought = self._buy_one(m, made, favour)
            if bought is None:
                return None
            packs.update(bought.packs)
            left.update(bought.left)
            spent += bought.pesos - least.get(m, 0.0)
        if spent >= under:
            return None
        return Plan(packs, frozenset(left), pesos_of(self._grid, packs, frozenset(left)))

    def _lacking(self, plan: Plan) -> list[int]:
        """Suppliers whose orders are below their minimum."""
        bought: dict[int, int] = defaultdict(int)
        for arc, count in plan.packs.items():
            bought[self._grid.arcs[arc].line] += count
        orders = np.zeros(len(self._grid.suppliers))
        for number, count in bought.items():
            line = self._grid.lines[number]
            step = next((s for s in line.segments if s.low <= count <= s.high), None)
            if step is None:
                return []
            orders[line.supplier] += float(step.fixed + step.price * count)
        least = np.array([float(order) for order in self._grid.minimum_orders])
        return [int(s) for s in np.flatnonzero((orders > 0) & (orders < least))]

    def _buy_one(self, m: int, made: Flags, favour: Floats) -> Plan | None:
        if not self._rows[m]:
            return Plan({}, frozenset(), 0.0)
        arcs = [i for i in self._arcs[m] if made[self._grid.arcs[i].stop]]
        reached = {self._grid.arcs[i].line for i in arcs}
        here = np.array([favour[self._grid.lines[line].supplier] * (line in reached) for line in self._lines[m]])
        key = m, np.array(arcs, dtype=np.int64).tobytes(), here.tobytes()
        if key not in self._known:
            self._known[key] = self._solve(m, arcs, favour)
        return self._known[key]

    def _solve(self, m: int, arcs: list[int], favour: Floats) -> Plan | None:
        grid = self._grid
        reached = {grid.arcs[i].line for i in arcs}
        lines = [line for line in self._lines[m] if line in reached]
        number = {line: i for i, line in enumerate(lines)}
        part = replace(
            grid, rows=self._rows[m], stops=self._stops,
            lines=tuple(_cheaper(grid.lines[line], favour) for line in lines),
            arcs=tuple(replace(grid.arcs[i], line=number[grid.arcs[i].line]) for i in arcs),
            minimum_orders=(Decimal(0),) * len(grid.suppliers),
        )  # fmt: skip
        # Steps first: with these chosen, whole packs are nearly a flow, however many packs are bought.
        relaxed = write_program(part, whole_packs=False, gathered=True)
        open_ = relaxed.lower.copy()
        open_[relaxed.z] = 1
        found = run(relaxed, lower=open_, seconds=self._patience, gap=CLOSE)
        if found.x is None:
            return None
        whole = write_program(part, whole_packs=True)
        plan = finish(whole, relaxed, found.x, threads=1, seed=0, seconds=self._patience)
        if plan is None:
            return None
        packs = {arcs[i]: count for i, count in plan.packs.items()}
        return Plan(packs, frozenset(self._row_numbers[m][r] for r in plan.left), plan.pesos)


def _cheaper(line: Line, favour: Floats) -> Line:
    part = 1 - Fraction(float(favour[line.supplier])).limit_denominator(10_000)
    if part == 1:
        return line
    steps = tuple(replace(s, fixed=s.fixed * part, price=s.price * part) for s in line.segments)
    return replace(line, segments=steps)
