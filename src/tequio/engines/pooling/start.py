"""A first award within moments: steps and suppliers from all points as one, then stops from a linear programme."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from math import gcd

import numpy as np

from tequio.engines.pooling.grid import Arc, Grid, Row, Stop
from tequio.engines.pooling.highs import run
from tequio.engines.pooling.program import Floats, Program, write_program


def gathered_grid(grid: Grid) -> Grid:
    """All points as one: wishes rounded to what packs can make at each point, freight at its average per pack."""
    sizes: dict[tuple[int, int], list[int]] = defaultdict(list)
    freight: dict[int, list[Decimal]] = defaultdict(list)
    for arc in grid.arcs:
        line = grid.lines[arc.line]
        sizes[arc.point, line.material].append(line.grains)
        freight[arc.line].append(arc.freight)
    wishes: dict[tuple[int, ...], Decimal] = defaultdict(Decimal)
    for (point, accepts), grains in _needs(grid).items():
        packs = sizes.get((point, accepts[0]))
        unit = gcd(*packs) if packs and len(accepts) == 1 else 1
        wishes[accepts] += -(-grains // unit) * unit * grid.grain[accepts[0]]
    rows = tuple(Row(0, accepts, quantity, Decimal(0), None, ()) for accepts, quantity in sorted(wishes.items()))
    stops = tuple(Stop(s, "", Decimal(0), (0,)) for s in range(len(grid.suppliers)))
    arcs = tuple(
        Arc(number, 0, grid.lines[number].supplier, sum(prices, Decimal(0)) / len(prices))
        for number, prices in sorted(freight.items())
    )
    return replace(grid, points=("",), rows=rows, stops=stops, arcs=arcs)


def _needs(grid: Grid) -> dict[tuple[int, tuple[int, ...]], int]:
    needs: dict[tuple[int, tuple[int, ...]], int] = defaultdict(int)
    for row in grid.rows:
        needs[row.point, row.accepts] += grid.grains(row)
    return needs


def first_choice(program: Program, *, seconds: float, threads: int, seed: int) -> Floats | None:
    """A feasible solution of the (relaxed) programme that serves everybody; None if this quick way finds none."""
    together = write_program(gathered_grid(program.grid), whole_packs=False)
    found = run(together, seconds=min(seconds, 5.0), gap=0.002, threads=threads, seed=seed)
    if found.x is None:
        return None
    lower, upper = program.lower.copy(), program.upper.copy()
    for number, columns in enumerate(program.b):
        for column, twin in zip(columns, together.b[number], strict=True):
            lower[column] = upper[column] = round(found.x[twin])
    for column, twin in zip(program.o, together.o, strict=True):
        if column >= 0:
            lower[column] = upper[column] = round(found.x[twin])
    upper[program.u[program.u >= 0]] = 0
    nothing_whole = np.zeros_like(program.whole)
    loose = run(
        program,
        lower=lower,
        upper=upper,
        whole=nothing_whole,
        seconds=seconds,
        threads=threads,
        options={"solver": "ipm"},
    )
    if loose.x is None:
        return None
    x = loose.x
    x[program.z] = np.where(x[program.z] > 1e-7, 1.0, 0.0)
    return x
