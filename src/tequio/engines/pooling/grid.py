"""The problem as the solver sees it: equal wishes gathered into rows, everything numbered, quantities in whole grains.

A *grain* is the largest unit of a family of materials that divides every pack and every wish in it, so that inside the
solver all quantities are whole numbers. A *family* is a set of materials joined by substitution.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm

from tequio.engines.pooling.model import Pledge, Problem, Quote, StepKind


@dataclass(frozen=True, slots=True)
class Row:
    """All pledges of one point with the same wish. Served or left out as one, so equals are treated equally.

    `accepts`: materials (numbers), his own first. `alone` in pesos per unit. `pledges`: places in Problem.pledges.
    """

    point: int
    accepts: tuple[int, ...]
    quantity: Decimal
    tolerance: Decimal
    alone: Decimal | None
    pledges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A price step in packs: from `low` to `high` packs in all cost `fixed + price * packs` pesos."""

    low: int
    high: int
    fixed: Fraction
    price: Fraction


@dataclass(frozen=True, slots=True)
class Line:
    """A quote in numbers. `grains`: grains in a pack; `capacity` in packs."""

    quote: Quote
    supplier: int
    material: int
    grains: int
    capacity: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """One supplier's shared drop: `fixed` pesos once for all its points."""

    supplier: int
    drop: str
    fixed: Decimal
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Arc:
    """A line that can be brought to a point: `stop` pays the fixed price, `freight` is pesos per pack."""

    line: int
    point: int
    stop: int
    freight: Decimal


@dataclass(frozen=True, slots=True)
class Grid:
    points: tuple[str, ...]
    materials: tuple[str, ...]
    suppliers: tuple[str, ...]
    minimum_orders: tuple[Decimal, ...]
    grain: tuple[Decimal, ...]  # per material: units in a grain
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    stops: tuple[Stop, ...]
    arcs: tuple[Arc, ...]

    def grains(self, row: Row) -> int:
        return int(row.quantity / self.grain[row.accepts[0]])


def build_grid(problem: Problem, left_out: frozenset[int] = frozenset()) -> Grid:
    """The grid of a checked problem without the pledges numbered in `left_out`. Input order does not matter."""
    points = sorted({p.point for i, p in enumerate(problem.pledges) if i not in left_out})
    materials = sorted(m.code for m in problem.materials)
    suppliers = sorted(s.code for s in problem.suppliers)
    point_no, material_no, supplier_no = _numbers(points), _numbers(materials), _numbers(suppliers)
    rows = _rows(problem, left_out, point_no, material_no)
    grain = _grain_sizes(problem, rows, materials, material_no)
    lines = tuple(
        _line(q, supplier_no[q.supplier], material_no[q.material], grain[material_no[q.material]])
        for q in sorted(problem.quotes, key=lambda q: (q.supplier, q.material))
    )
    stops, arcs = _roads(problem, rows, lines, point_no, supplier_no, materials)
    minimum = {s.code: s.minimum_order for s in problem.suppliers}
    return Grid(
        tuple(points), tuple(materials), tuple(suppliers), tuple(minimum[s] for s in suppliers),
        tuple(grain), rows, lines, stops, arcs,
    )  # fmt: skip


def _numbers(codes: list[str]) -> dict[str, int]:
    return {code: number for number, code in enumerate(codes)}


def _rows(
    problem: Problem, left_out: frozenset[int], point_no: dict[str, int], material_no: dict[str, int]
) -> tuple[Row, ...]:
    gathered: dict[tuple[str, str, tuple[str, ...], Decimal | None], list[int]] = defaultdict(list)
    for number, pledge in enumerate(problem.pledges):
        if number not in left_out:
            substitutes = tuple(sorted(set(pledge.substitutes))) if pledge.substitutes else ()
            gathered[pledge.point, pledge.material, substitutes, pledge.alone].append(number)
    rows = []
    for point, material, substitutes, alone in sorted(gathered, key=_row_order):
        numbers = gathered[point, material, substitutes, alone]
        others = (material_no[m] for m in substitutes if m != material)
        rows.append(
            Row(
                point=point_no[point],
                accepts=(material_no[material], *others),
                quantity=sum((problem.pledges[i].quantity for i in numbers), Decimal(0)),
                tolerance=sum((problem.pledges[i].tolerance for i in numbers), Decimal(0)),
                alone=alone,
                pledges=tuple(numbers),
            )
        )
    return tuple(rows)


def _row_order(key: tuple[str, str, tuple[str, ...], Decimal | None]) -> tuple[str, str, tuple[str, ...], Decimal]:
    point, material, substitutes, alone = key
    return point, material, substitutes, Decimal(-1) if alone is None else alone


def _grain_sizes(
    problem: Problem, rows: Iterable[Row], materials: list[str], material_no: dict[str, int]
) -> list[Decimal]:
    """The grain of each material: the same for all materials that can stand in for one another."""
    family = list(range(len(materials)))

    def root(m: int) -> int:
        while family[m] != m:
            m = family[m]
        return m

    amounts: dict[int, list[Decimal]] = defaultdict(list)
    for row in rows:
        for other in row.accepts[1:]:
            family[root(other)] = root(row.accepts[0])
    for pledge in _distinct_amounts(problem.pledges):
        amounts[root(material_no[pledge[0]])].append(pledge[1])
    for quote in problem.quotes:
        amounts[root(material_no[quote.material])].append(quote.pack)
    sizes = {m: common_measure(values) for m, values in amounts.items()}
    return [sizes.get(root(m), Decimal(1)) for m in range(len(materials))]


def _distinct_amounts(pledges: Iterable[Pledge]) -> set[tuple[str, Decimal]]:
    wishes = {(p.material, p.quantity) for p in pledges}
    return wishes | {(p.material, p.tolerance) for p in pledges if p.tolerance}


def common_measure(amounts: Iterable[Decimal]) -> Decimal:
    """The largest number that divides all `amounts` (> 0) without rest: 25 and 37.5 give 12.5."""
    top, bottom = 0, 1
    for amount in set(amounts):
        numerator, denominator = amount.as_integer_ratio()
        common = lcm(bottom, denominator)
        top = gcd(top * (common // bottom), numerator * (common // denominator))
        bottom = common
    # Decimals have denominators of twos and fives only, so the division is exact.
    return Decimal(top) / Decimal(bottom)


def _line(quote: Quote, supplier: int, material: int, grain: Decimal) -> Line:
    most = None if quote.capacity is None else int(quote.capacity // quote.pack)
    capacity = most if most is not None else UNLIMITED
    return Line(quote, supplier, material, int(quote.pack / grain), capacity, tuple(segments(quote, capacity)))


# Stands for "no capacity given"; the program lowers it to what could ever be useful.
UNLIMITED = 10**12


def segments(quote: Quote, capacity: int) -> Iterable[Segment]:
    """The price steps of a quote in whole packs; steps between which no whole pack falls vanish."""
    pack, below, before = Fraction(quote.pack), Fraction(0), quote.steps[0].price
    for index, step in enumerate(quote.steps):
        # `below`: what an incremental quote costs up to this step's minimum.
        below += Fraction(before) * (
            Fraction(step.minimum) - (Fraction(quote.steps[index - 1].minimum) if index else 0)
        )
        before = step.price
        low = max(1, -(-Fraction(step.minimum) // pack))
        high = capacity
        if index + 1 < len(quote.steps):
            high = min(high, -(-Fraction(quote.steps[index + 1].minimum) // pack) - 1)
        if low <= high:
            fixed = Fraction(0)
            if quote.kind is StepKind.INCREMENTAL:
                fixed = below - Fraction(step.price) * Fraction(step.minimum)
            yield Segment(int(low), int(high), fixed, Fraction(step.price) * pack)


def _roads(
    problem: Problem,
    rows: tuple[Row, ...],
    lines: tuple[Line, ...],
    point_no: dict[str, int],
    supplier_no: dict[str, int],
    materials: list[str],
) -> tuple[tuple[Stop, ...], tuple[Arc, ...]]:
    """Stops and arcs; only arcs that can serve somebody at their point (surplus rides along, it never opens a stop)."""
    weight = {m.code: m.kg_per_unit for m in problem.materials}
    wanted = {(row.point, material) for row in rows for material in row.accepts}
    stop_no: dict[tuple[int, str], int] = {}
    visited: dict[int, set[int]] = defaultdict(set)
    fixed: dict[int, Decimal] = {}
    of_supplier: dict[int, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        of_supplier[line.supplier].append(number)
    arcs = []
    for road in sorted(problem.freight, key=lambda f: (f.supplier, f.point)):
        if road.point not in point_no:
            continue
        supplier, point = supplier_no[road.supplier], point_no[road.point]
        for number in of_supplier[supplier]:
            line = lines[number]
            if (point, line.material) in wanted and line.segments:
                stop = stop_no.setdefault((supplier, road.drop or road.point), len(stop_no))
                fixed[stop] = road.fixed
                visited[stop].add(point)
                arcs.append(Arc(number, point, stop, road.per_kg * weight[materials[line.material]] * line.quote.pack))
    stops = tuple(
        Stop(supplier, drop, fixed[number], tuple(sorted(visited[number])))
        for (supplier, drop), number in stop_no.items()
    )
    return stops, tuple(arcs)
