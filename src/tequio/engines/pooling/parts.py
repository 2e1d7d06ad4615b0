"""Parts of an award that are set free while the rest of it stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from tequio.engines.pooling.program import Floats, Program

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Free:
    """What a neighbourhood sets free; everything else stays as it is."""

    stops: Flags
    steps: Flags
    suppliers: Flags
    arcs: Flags


def nothing_free(program: Program) -> Free:
    """Only how much goes where."""
    grid = program.grid
    counts = len(grid.stops), sum(len(columns) for columns in program.b), len(program.o)
    stops, steps, suppliers = (np.zeros(count, dtype=np.bool_) for count in counts)
    return Free(stops, steps, suppliers, np.ones(len(grid.arcs), dtype=np.bool_))


def neighbourhoods(program: Program, x: Floats, random: Random) -> Iterator[Free]:
    """Points, materials, both, all stops, all steps, one supplier in for others: in an order that varies."""
    grid = program.grid
    stop_points = [set(stop.points) for stop in grid.stops]
    line_of_step = np.array([number for number, columns in enumerate(program.b) for _ in columns], dtype=np.int64)
    material = np.array([line.material for line in grid.lines])
    supplier = np.array([line.supplier for line in grid.lines])
    arc_point = np.array([arc.point for arc in grid.arcs])
    arc_line = np.array([arc.line for arc in grid.arcs])
    stop_supplier = np.array([stop.supplier for stop in grid.stops])
    every_arc = np.ones(len(grid.arcs), dtype=np.bool_)
    every_step, no_step = np.ones(len(line_of_step), dtype=np.bool_), np.zeros(len(line_of_step), dtype=np.bool_)
    every_stop, no_stop = np.ones(len(grid.stops), dtype=np.bool_), np.zeros(len(grid.stops), dtype=np.bool_)
    nobody = np.zeros(len(program.o), dtype=np.bool_)

    def some(count: int, share: float) -> list[int]:
        return random.sample(range(count), max(1, min(count, round(count * share))))

    kinds = ["points", "both", "stops", "steps", "points", "materials", "both", "suppliers"]
    random.shuffle(kinds)
    for kind in kinds:
        points = set(some(len(grid.points), 0.3))
        materials = some(len(grid.materials), 0.4)
        stops = np.array([bool(of & points) for of in stop_points])
        if kind == "points":
            yield Free(stops, every_step, nobody, np.isin(arc_point, list(points)))
        elif kind == "materials":
            loose = np.isin(material, materials)
            yield Free(no_stop, loose[line_of_step], nobody, loose[arc_line])
        elif kind == "both":
            yield Free(stops, np.isin(material, materials)[line_of_step], nobody, every_arc)
        elif kind == "stops":
            yield Free(every_stop, no_step, nobody, every_arc)
        elif kind == "steps":
            yield Free(no_stop, every_step, nobody, every_arc)
        elif (program.o >= 0).sum() > 1:
            open_ = [s for s, c in enumerate(program.o) if c >= 0 and x[c] > 0.5]
            shut = [s for s, c in enumerate(program.o) if c >= 0 and x[c] < 0.5]
            swapped = random.sample(open_, min(2, len(open_))) + random.sample(shut, min(1, len(shut)))
            loose = np.isin(np.arange(len(program.o)), swapped)
            mine = loose[supplier] | np.isin(supplier, open_)
            yield Free(loose[stop_supplier], mine[line_of_step], loose, every_arc)
