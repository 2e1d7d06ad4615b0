"""The joint purchase as a mixed-integer programme: whole packs, price steps, stops, minimum orders, outside options.

Variables (all in packs, or 0/1):
  n[a]  packs of arc a that serve wishes there;      e[a]  packs of arc a beyond all wishes (surplus)
  b[t]  price step t (of one line) is the one used;  x[t]  packs bought at it, low*b <= x <= high*b
  z[d]  the stop is made;                            o[s]  the supplier is used
  u[r]  row r (with a price alone) buys alone;       y[r,m] grains that row r (with substitutes) takes of material m

Why it is tight: each line's steps are the convex hull of their union (multiple choice), n[a] <= useful packs * z[d]
for every arc rather than summed, and wishes are rounded up to what whole packs can make (Chvatal-Gomory).
Pesos in floats: exact costs come from `cost`, never from here.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from math import ceil, gcd, inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tequio.engines.pooling.grid import Grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(slots=True)
class Matrix:
    """Rows and columns of a programme while it is being written."""

    cost: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    entries: list[tuple[int, int, float]] = field(default_factory=list)

    def column(self, cost: float, lower: float, upper: float, whole: bool) -> int:
        self.cost.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, lower: float, upper: float, terms: list[tuple[int, float]]) -> int:
        number = len(self.row_lower)
        self.row_lower.append(lower)
        self.row_upper.append(upper)
        self.entries.extend((number, column, value) for column, value in terms)
        return number


@dataclass(frozen=True, slots=True)
class Program:
    """The written programme; n, e, z, o, u by the grid's numbers, b and x by (line, segment). -1: no such column."""

    grid: Grid
    cost: Floats
    lower: Floats
    upper: Floats
    whole: NDArray[np.bool_]
    row_lower: Floats
    row_upper: Floats
    start: Ints
    index: Ints
    value: Floats
    n: Ints
    e: Ints
    b: tuple[tuple[int, ...], ...]
    x: tuple[tuple[int, ...], ...]
    z: Ints
    o: Ints
    u: Ints
    y: dict[tuple[int, int], int]
    useful: Ints  # per arc: most packs that can serve wishes
    shortfall: dict[tuple[int, int], int]  # (point, material) -> column, where asked for

    def bounds_with(self, suppliers: Collection[int]) -> tuple[Floats, Floats]:
        """Bounds of the columns where these of the suppliers with minimum orders are used, and no others."""
        lower, upper = self.lower.copy(), self.upper.copy()
        for s, column in enumerate(self.o):
            if column >= 0:
                lower[column] = upper[column] = 1.0 if s in suppliers else 0.0
        return lower, upper

    @property
    def choices(self) -> Ints:
        """The columns that decide: steps, stops, suppliers, outside options. The rest is nearly a flow."""
        steps = [c for line in self.b for c in line]
        columns = np.concatenate([np.array(steps, dtype=np.int64), self.z, self.o, self.u])
        return columns[columns >= 0]


def write_program(
    grid: Grid, *, whole_packs: bool, gathered: bool = False, linked: bool = True, shortage: bool = False
) -> Program:
    """`whole_packs`: n and e are integers (else continuous: a relaxation). `shortage`: wishes may go unmet, the cost is
    what is missing in grains and prices do not matter; finds what is infeasible and by how much. Not `linked`: packs
    flow without paying for stops."""
    m = Matrix()
    useful, wished = _useful(grid)
    capacity = _capacities(grid, useful)
    priced = 0.0 if shortage else 1.0
    z = np.array([m.column(priced * float(stop.fixed), 0, 1, True) for stop in grid.stops], dtype=np.int64)
    used = [s for s, least in enumerate(grid.minimum_orders) if least > 0]
    o = np.full(len(grid.suppliers), -1, dtype=np.int64)
    for s in used:
        o[s] = m.column(0.0, 0, 1, True)
    n = np.array(
        [m.column(priced * float(a.freight), 0, useful[i], whole_packs) for i, a in enumerate(grid.arcs)],
        dtype=np.int64,
    )
    b, x = _write_steps(m, grid, capacity, o, priced)
    surplus = [_may_exceed(grid, number, capacity) for number in range(len(grid.lines))]
    e = _write_surplus(m, grid, capacity, surplus, priced, whole_packs, gathered)
    _write_links(m, grid, n, e, x, z, o, useful, capacity, gathered, linked)
    u, y, shortfall = _write_wishes(m, grid, n, wished, priced, shortage)
    return _finish(m, grid, n, e, b, x, z, o, u, y, useful, shortfall)


def _useful(grid: Grid) -> tuple[Ints, dict[tuple[int, int], int]]:
    """Per arc the packs that can serve wishes at its point; per (point, material) the grains wished at most."""
    wished: dict[tuple[int, int], int] = {}
    for row in grid.rows:
        for material in row.accepts:
            wished[row.point, material] = wished.get((row.point, material), 0) + grid.grains(row)
    packs = [
        min(-(-wished[a.point, grid.lines[a.line].material] // grid.lines[a.line].grains), grid.lines[a.line].capacity)
        for a in grid.arcs
    ]
    return np.array(packs, dtype=np.int64), wished


def _capacities(grid: Grid, useful: Ints) -> list[int]:
    """Most packs of each line worth thinking of: all wishes, its last step's entry, or the minimum order."""
    most = [0] * len(grid.lines)
    for i, arc in enumerate(grid.arcs):
        most[arc.line] += int(useful[i])
    capacities = []
    for number, line in enumerate(grid.lines):
        if not line.segments:
            capacities.append(0)
            continue
        entry = max(segment.low for segment in line.segments)
        cheapest = min(float(segment.price) for segment in line.segments)
        least = float(grid.minimum_orders[line.supplier])
        order = ceil(least / cheapest) + 1 if cheapest > 0 else 0
        capacities.append(min(line.capacity, max(most[number], entry, order)))
    return capacities


def _may_exceed(grid: Grid, number: int, capacity: list[int]) -> bool:
    """Whether buying more than is wished can ever pay on this line: a cheaper step, a minimum order."""
    line = grid.lines[number]
    if grid.minimum_orders[line.supplier] > 0:
        return True
    return any(segment.low > 1 for segment in line.segments)


def _write_surplus(
    m: Matrix, grid: Grid, capacity: list[int], surplus: list[bool], priced: float, whole: bool, gathered: bool
) -> Ints:
    """Columns of surplus per arc. Gathered: one per line, on its arc of least freight (relaxation)."""
    e = np.full(len(grid.arcs), -1, dtype=np.int64)
    nearest: dict[int, int] = {}
    for i, arc in enumerate(grid.arcs):
        if arc.line not in nearest or arc.freight < grid.arcs[nearest[arc.line]].freight:
            nearest[arc.line] = i
    for i, arc in enumerate(grid.arcs):
        if surplus[arc.line] and (not gathered or nearest[arc.line] == i):
            e[i] = m.column(priced * float(arc.freight), 0, capacity[arc.line], whole)
    return e


def _write_steps(
    m: Matrix, grid: Grid, capacity: list[int], o: Ints, priced: float
) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
    chosen, bought = [], []
    value: dict[int, list[tuple[int, float]]] = {}
    for number, line in enumerate(grid.lines):
        bs, xs = [], []
        for segment in line.segments:
            high = min(segment.high, capacity[number])
            possible = segment.low <= high
            fixed, price = float(segment.fixed), float(segment.price)
            b = m.column(priced * fixed, 0, 1 if possible else 0, True)
            x = m.column(priced * price, 0, max(0, high), False)
            m.row(-inf, 0, [(x, 1.0), (b, -float(max(0, high)))])
            m.row(0, inf, [(x, 1.0), (b, -float(segment.low))])
            bs.append(b)
            xs.append(x)
            value.setdefault(line.supplier, []).extend([(x, price)] + ([(b, fixed)] if fixed else []))
        if bs:
            opened = [(int(o[line.supplier]), -1.0)] if o[line.supplier] >= 0 else []
            m.row(-inf, 0 if opened else 1, [(b, 1.0) for b in bs] + opened)
        chosen.append(tuple(bs))
        bought.append(tuple(xs))
    for supplier, terms in value.items():
        if o[supplier] >= 0:
            m.row(0, inf, [*terms, (int(o[supplier]), -float(grid.minimum_orders[supplier]))])
    return tuple(chosen), tuple(bought)


def _write_links(
    m: Matrix,
    grid: Grid,
    n: Ints,
    e: Ints,
    x: tuple[tuple[int, ...], ...],
    z: Ints,
    o: Ints,
    useful: Ints,
    capacity: list[int],
    gathered: bool,
    linked: bool,
) -> None:
    flows: list[list[tuple[int, float]]] = [[] for _ in grid.lines]
    for i, arc in enumerate(grid.arcs):
        flows[arc.line].append((int(n[i]), 1.0))
        if linked:
            m.row(-inf, 0, [(int(n[i]), 1.0), (int(z[arc.stop]), -float(useful[i]))])
        if e[i] >= 0:
            flows[arc.line].append((int(e[i]), 1.0))
            if not gathered:
                m.row(-inf, 0, [(int(e[i]), 1.0), (int(z[arc.stop]), -float(capacity[arc.line]))])
    for number, terms in enumerate(flows):
        if terms:
            m.row(0, 0, terms + [(column, -1.0) for column in x[number]])
        else:
            for column in x[number]:
                m.upper[column] = 0
    for d, stop in enumerate(grid.stops):
        if o[stop.supplier] >= 0:
            m.row(-inf, 0, [(int(z[d]), 1.0), (int(o[stop.supplier]), -1.0)])


def _write_wishes(
    m: Matrix, grid: Grid, n: Ints, wished: dict[tuple[int, int], int], priced: float, shortage: bool
) -> tuple[Ints, dict[tuple[int, int], int], dict[tuple[int, int], int]]:
    supply: dict[tuple[int, int], list[tuple[int, int]]] = {node: [] for node in wished}
    for i, arc in enumerate(grid.arcs):
        line = grid.lines[arc.line]
        supply[arc.point, line.material].append((int(n[i]), line.grains))
    u = np.full(len(grid.rows), -1, dtype=np.int64)
    y: dict[tuple[int, int], int] = {}
    fixed: dict[tuple[int, int], int] = dict.fromkeys(wished, 0)
    leaving: dict[tuple[int, int], list[tuple[int, int]]] = {node: [] for node in wished}
    flexible: dict[tuple[int, int], list[int]] = {node: [] for node in wished}
    for r, row in enumerate(grid.rows):
        grains = grid.grains(row)
        if row.alone is not None and not shortage:
            u[r] = m.column(float(row.alone * row.quantity), 0, 1, True)
        if len(row.accepts) == 1:
            node = row.point, row.accepts[0]
            fixed[node] += grains
            if u[r] >= 0:
                leaving[node].append((int(u[r]), grains))
            continue
        for material in row.accepts:
            y[r, material] = m.column(0.0, 0, grains, False)
            flexible[row.point, material].append(y[r, material])
        terms = [(y[r, material], 1.0) for material in row.accepts]
        m.row(grains, grains, terms + ([(int(u[r]), float(grains))] if u[r] >= 0 else []))
    shortfall: dict[tuple[int, int], int] = {}
    for node in sorted(wished):
        need = fixed[node]
        unit = 1
        # Whole packs only make multiples of their common measure; a lone wish may be rounded up to one.
        if not flexible[node] and len(leaving[node]) <= 1 and supply[node] and not shortage:
            unit = gcd(*(grains for _, grains in supply[node]))
            if not leaving[node]:
                need = -(-need // unit) * unit
            elif leaving[node][0][1] == need:
                need = -(-need // unit) * unit
                leaving[node] = [(leaving[node][0][0], need)]
        terms = [(column, grains / unit) for column, grains in supply[node]]
        terms += [(column, grains / unit) for column, grains in leaving[node]]
        terms += [(column, -1.0 / unit) for column in flexible[node]]
        if shortage:
            shortfall[node] = m.column(1.0, 0, inf, False)
            terms.append((shortfall[node], 1.0))
        m.row(need / unit, inf, terms)
    return u, y, shortfall


def _finish(
    m: Matrix,
    grid: Grid,
    n: Ints,
    e: Ints,
    b: tuple[tuple[int, ...], ...],
    x: tuple[tuple[int, ...], ...],
    z: Ints,
    o: Ints,
    u: Ints,
    y: dict[tuple[int, int], int],
    useful: Ints,
    shortfall: dict[tuple[int, int], int],
) -> Program:
    entries: Any = np.array(m.entries, dtype=[("row", np.int64), ("column", np.int64), ("value", np.float64)])
    order = np.argsort(entries["row"], kind="stable")
    counts = np.bincount(entries["row"], minlength=len(m.row_lower))
    return Program(
        grid=grid,
        cost=np.array(m.cost),
        lower=np.array(m.lower, dtype=np.float64),
        upper=np.array(m.upper, dtype=np.float64),
        whole=np.array(m.whole, dtype=np.bool_),
        row_lower=np.array(m.row_lower),
        row_upper=np.array(m.row_upper),
        start=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        index=entries["column"][order],
        value=entries["value"][order],
        n=n, e=e, b=b, x=x, z=z, o=o, u=u, y=y, useful=useful, shortfall=shortfall,
    )  # fmt: skip
