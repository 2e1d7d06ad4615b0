"""What cannot be delivered at all: which material, where, and how much is missing.

Everybody counts here, also who could buy alone: that a union cannot serve all its members is said, not hidden behind
their price alone. Substitutes, capacities, whole packs, least quantities, minimum orders and who delivers where are
taken into account; prices are not.
"""

from collections import defaultdict
from decimal import Decimal

import numpy as np

from tequio.engines.pooling.grid import Grid, build_grid
from tequio.engines.pooling.highs import run
from tequio.engines.pooling.model import Problem, Shortage
from tequio.engines.pooling.program import Program, write_program

# Up to so many arcs whole packs are counted exactly; beyond, a linear programme finds what is missing.
EXACT = 1000


def find_shortages(problem: Problem, *, seconds: float = 30.0, exact: bool | None = None) -> tuple[Shortage, ...]:
    """Shortages of a checked problem, by material and, where a point is the trouble, by point; none means it can be
    served. `exact` counts in whole packs (default: where the problem is small)."""
    return shortages_of(build_grid(problem), seconds=seconds, exact=exact)


def shortages_of(grid: Grid, *, seconds: float = 30.0, exact: bool | None = None) -> tuple[Shortage, ...]:
    if not grid.rows:
        return ()
    counted = len(grid.arcs) <= EXACT if exact is None else exact
    program = write_program(grid, whole_packs=counted, gathered=not counted, linked=counted, shortage=True)
    whole = program.whole if counted else np.zeros_like(program.whole)
    found = run(program, whole=whole, seconds=seconds)
    if found.x is None or found.objective < 1e-6:
        return ()
    return _named(program, {node: found.x[column] for node, column in program.shortfall.items()})


def _named(program: Program, missing: dict[tuple[int, int], float]) -> tuple[Shortage, ...]:
    """By material; a point is named where nobody brings the material (or a substitute) there at all."""
    grid = program.grid
    brought = {(arc.point, grid.lines[arc.line].material) for arc in grid.arcs}
    total: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for (point, material), grains in missing.items():
        # Whole grains: what packs and capacities leave open is a whole number of them up to the solver's tolerance.
        amount = Decimal(round(grains, 6)).quantize(Decimal("0.000001")) * grid.grain[material]
        if amount > 0:
            where = "" if (point, material) in brought else grid.points[point]
            total[grid.materials[material], where] += amount
    return tuple(
        Shortage(material, _short(amount), point or None) for (material, point), amount in sorted(total.items())
    )


def _short(amount: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    return Decimal(f"{amount.normalize():f}")
