"""Where to buy and which stops to make: dynamic slope scaling.

A stop's fixed price is spread over what the last round sent through it, and each line is priced at what its last
quantity really costs per pack; so a plain flow problem, solved again and again, learns to gather goods on few stops and
to fill price steps. Begun from prices shaken a little, it ends elsewhere, so several beginnings are tried.

Source: D. Kim and P. M. Pardalos, A solution approach to the fixed charge network flow problem using a dynamic slope
scaling procedure, Operations Research Letters 24 (1999).
"""

from dataclasses import dataclass
from math import inf
from random import Random

import numpy as np
from numpy.typing import NDArray

from tequio.engines.pooling.highs import Session
from tequio.engines.pooling.program import Floats, Program

ROUNDS = 14


@dataclass(frozen=True, slots=True)
class Gathered:
    """Stops made (flags), packs per arc, and what it would cost in pesos (minimum orders aside)."""

    made: NDArray[np.bool_]
    n: Floats
    pesos: float


class Slopes:
    """Slope scaling on one flow problem: a programme without links between packs and stops."""

    def __init__(self, flow: Program, *, seconds: float, threads: int) -> None:
        grid = flow.grid
        self._flow = flow
        self._session = Session(flow, threads=threads, seconds=seconds)
        self._stop = np.array([arc.stop for arc in grid.arcs])
        self._line = np.array([arc.line for arc in grid.arcs])
        # A pack counts by what its line costs, so that a stop is paid by value: grams of oxide as well as tons of clay.
        self._price = np.array([float(line.segments[-1].price) if line.segments else 0.0 for line in grid.lines])
        self._weight = self._price[self._line] + 1e-6
        self._fixed = flow.cost[flow.z]
        self._steps = [
            [(s.low, min(float(s.high), 1e9), float(s.fixed), float(s.price)) for s in line.segments]
            for line in grid.lines
        ]
        most = np.bincount(self._stop, self._weight * flow.useful, len(self._fixed))
        self._first_slope = self._fixed / np.maximum(most, 1e-9)

    def choose(self, lower: Floats, upper: Floats) -> None:
        """Other suppliers: bounds of the flow's columns."""
        self._session.bound(lower, upper)

    def settle(self, random: Random | None = None) -> Gathered | None:
        """The cheapest round from one beginning (shaken by `random`); None if nothing flows or time is up."""
        flow = self._flow
        slope, price = self._first_slope.copy(), self._price.copy()
        if random is not None:
            slope *= np.array([random.uniform(0.3, 4.0) for _ in slope])
            price *= np.array([random.uniform(0.97, 1.06) for _ in price])
        best: Gathered | None = None
        for _ in range(ROUNDS):
            x = self._session.again(self._costs(slope, price))
            if x is None:
                return best
            n = x[flow.n]
            through = np.bincount(self._stop, self._weight * n, len(slope))
            made = through > 1e-6
            bought = np.bincount(self._line, n, len(price))
            goods = np.array([_cost(steps, packs) for steps, packs in zip(self._steps, bought, strict=True)])
            pesos = float(goods.sum() + flow.cost[flow.n] @ n + self._fixed[made].sum())
            if best is None or pesos < best.pesos - 1e-6:
                best = Gathered(made, n, pesos)
            new_slope = np.where(made, self._fixed / np.maximum(through, 1e-9), slope)
            new_price = np.where(bought > 1e-6, goods / np.maximum(bought, 1e-9), price)
            if np.allclose(new_slope, slope, rtol=1e-6) and np.allclose(new_price, price, rtol=1e-6):
                break
            slope, price = new_slope, new_price
        return best

    def _costs(self, slope: Floats, price: Floats) -> Floats:
        flow = self._flow
        cost = flow.cost.copy()
        cost[flow.z] = 0.0
        cost[flow.n] += slope[self._stop] * self._weight
        for number, columns in enumerate(flow.x):
            cost[list(columns)] = price[number]
            cost[list(flow.b[number])] = 0.0
        return cost


def _cost(steps: list[tuple[int, float, float, float]], packs: float) -> float:
    """What so many packs cost on a line, more of them if that is cheaper."""
    if packs < 1e-9 or not steps:
        return 0.0
    fitting = [fixed + price * max(packs, low) for low, high, fixed, price in steps if packs <= high + 1e-6]
    return min(fitting, default=inf)
