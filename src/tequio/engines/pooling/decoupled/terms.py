"""What a joint purchase is made of, as arrays: by point, by material and by supplier.

Works for purchases in which every row accepts one material and every stop serves one point; `decouples` tells.
"""

from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

from tequio.engines.pooling.decoupled.offers import GRAIN_PART, Offers, offers_of
from tequio.engines.pooling.grid import Grid

Floats = NDArray[np.float64]
# A way that does not exist costs so many times the dearest that does. Any figure is safe: a bound only gets lower.
FAR = 20.0
# The sets of suppliers that may stop at a point are counted out; with more suppliers there are too many of them.
MOST_SUPPLIERS = 16


def decouples(grid: Grid) -> bool:
    """Whether the talk can be about this purchase, and not too much of it."""
    if len(grid.suppliers) > MOST_SUPPLIERS:
        return False
    return all(len(row.accepts) == 1 for row in grid.rows) and all(len(stop.points) == 1 for stop in grid.stops)


@dataclass(frozen=True, slots=True)
class Terms:
    """Quantities in grains, money in pesos.

    `wished` (point, material); `leaving`: wishes with a price alone, as pairs of such arrays (grains, price per grain);
    `freight` per grain and `fixed` per stop (point, material, supplier) and (point, supplier), `far` where there is no
    way; `nearest` freight (material, supplier); `least` order by supplier.
    """

    wished: Floats
    leaving: tuple[tuple[Floats, Floats], ...]
    freight: Floats
    fixed: Floats
    nearest: Floats
    offers: Offers
    least: Floats
    usual: Floats  # a price per grain (material), to weigh one material against another
    far: float

    @property
    def demand_at(self) -> Floats:
        """All wishes (point, material)."""
        return sum((quantity for quantity, _ in self.leaving), self.wished)

    @property
    def demand(self) -> Floats:
        """Wishes of all points (material)."""
        return np.asarray(self.demand_at.sum(0))

    def can_serve(self, suppliers: list[int]) -> bool:
        """Whether these have enough of everything that is wished for certain."""
        lines = self.offers.lines
        return all(
            sum(lines[m, s][-1].high for s in suppliers if lines.get((m, s))) >= need * (1 - GRAIN_PART)
            for m, need in enumerate(self.wished.sum(0))
        )


def terms_of(grid: Grid) -> Terms:
    shape = len(grid.points), len(grid.materials), len(grid.suppliers)
    wished = np.zeros(shape[:2])
    alone: list[tuple[Floats, Floats]] = []
    seen = np.zeros(shape[:2], dtype=np.int64)
    for row in grid.rows:
        place, grains = (row.point, row.accepts[0]), grid.grains(row)
        if row.alone is None:
            wished[place] += grains
            continue
        while len(alone) <= seen[place]:
            alone.append((np.zeros(shape[:2]), np.zeros(shape[:2])))
        alone[seen[place]][0][place] = grains
        alone[seen[place]][1][place] = float(row.alone * row.quantity) / grains
        seen[place] += 1
    _round_up(grid, wished, seen)
    offers = offers_of(grid)
    prices = [step.price for steps in offers.lines.values() for step in steps]
    roads = [float(arc.freight) / grid.lines[arc.line].grains for arc in grid.arcs]
    far = FAR * (max(prices, default=0.0) + max(roads, default=0.0) + 1e-6)
    freight = np.full(shape, far)
    for arc, road in zip(grid.arcs, roads, strict=True):
        line = grid.lines[arc.line]
        freight[arc.point, line.material, line.supplier] = road
    fixed = np.zeros((shape[0], shape[2]))
    for stop in grid.stops:
        fixed[stop.points[0], stop.supplier] = float(stop.fixed)
    least = np.array([float(order) for order in grid.minimum_orders])
    usual = np.full(shape[1], far)
    for (material, _), steps in offers.lines.items():
        usual[material] = min([usual[material], *(step.price for step in steps[:1])])
    return Terms(wished, tuple(alone), freight, fixed, freight.min(0), offers, least, usual, far)


def _round_up(grid: Grid, wished: Floats, leaving: NDArray[np.int64]) -> None:
    """Where nobody may leave, whole packs only make multiples of their common measure."""
    packs: dict[tuple[int, int], int] = {}
    for arc in grid.arcs:
        line = grid.lines[arc.line]
        place = arc.point, line.material
        packs[place] = gcd(packs.get(place, 0), line.grains)
    for place, unit in packs.items():
        if not leaving[place]:
            wished[place] = -(-int(wished[place]) // unit) * unit
