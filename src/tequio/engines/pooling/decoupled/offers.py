"""Quotes as the talk reads them: by material, supplier and price step, in grains and pesos a grain."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tequio.engines.pooling.grid import Grid, Line

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NOTHING = -1  # the step of a line on which nothing is bought
# Quantities that differ by less are the same.
GRAIN_PART = 1e-6


class Step(NamedTuple):
    """From `low` to `high` grains cost `fixed` + `price` a grain."""

    low: float
    high: float
    fixed: float
    price: float


@dataclass(frozen=True, slots=True)
class Offers:
    """`lines` by (material, supplier): the steps that the capacity allows. The same as arrays (material, supplier,
    step), where a step that is none cannot be reached; `pack` (material, supplier) in grains."""

    lines: dict[tuple[int, int], tuple[Step, ...]]
    pack: Floats
    low: Floats
    high: Floats
    fixed: Floats
    price: Floats

    def cost(self, materials: Ints, suppliers: Ints, grains: Floats) -> Floats:
        """What so many grains of these lines cost at least, more of them if that is cheaper; packs may be broken.
        What nobody offers costs nothing."""
        line = materials, suppliers
        bought = grains[..., None]
        cost = self.fixed[line] + self.price[line] * np.maximum(bought, self.low[line])
        cost = np.where(bought <= self.high[line] + GRAIN_PART, cost, np.inf).min(-1)
        return np.where((grains > GRAIN_PART) & np.isfinite(cost), cost, 0.0)

    def step(self, materials: Ints, suppliers: Ints, grains: Floats) -> Ints:
        """The step that so many grains reach, or a pack if that is more."""
        line = materials, suppliers
        bought = np.maximum(grains, self.pack[line])[..., None]
        return np.asarray((self.low[line] <= bought + GRAIN_PART).sum(-1) - 1)


def offers_of(grid: Grid) -> Offers:
    lines = {(line.material, line.supplier): _steps(line) for line in grid.lines if line.segments}
    shape = len(grid.materials), len(grid.suppliers), max((len(steps) for steps in lines.values()), default=0) + 1
    pack, low, high = np.zeros(shape[:2]), np.full(shape, np.inf), np.full(shape, -np.inf)
    fixed, price = np.full(shape, np.inf), np.ones(shape)
    for line in grid.lines:
        pack[line.material, line.supplier] = line.grains
    for place, steps in lines.items():
        for t, step in enumerate(steps):
            low[place][t], high[place][t], fixed[place][t], price[place][t] = step
        if steps:
            # Whatever is beyond the capacity is counted by the last step.
            high[place][len(steps) - 1] = np.inf
    return Offers(lines, pack, low, high, fixed, price)


def _steps(line: Line) -> tuple[Step, ...]:
    return tuple(
        Step(
            float(s.low * line.grains), float(min(s.high, line.capacity) * line.grains), float(s.fixed),
            float(s.price) / line.grains,
        )
        for s in line.segments if s.low <= line.capacity
    )  # fmt: skip
