"""Which stops to make: dynamic slope scaling. A stop's fixed price is spread over what the last round sent through it,
so a plain flow problem, solved again and again, learns to gather goods on few stops.

Source: D. Kim and P. M. Pardalos, A solution approach to the fixed charge network flow problem using a dynamic slope
scaling procedure, Operations Research Letters 24 (1999).
"""

from math import inf

import numpy as np
from numpy.typing import NDArray

from tequio.engines.pooling.highs import Session
from tequio.engines.pooling.program import Floats, Program

ROUNDS = 12


def gather_stops(
    flow: Program, lower: Floats, upper: Floats, *, seconds: float, threads: int
) -> NDArray[np.bool_] | None:
    """The stops of the cheapest round, as flags; None if the flow cannot be. `flow` has no links between packs and
    stops; `lower` and `upper` are its bounds (suppliers chosen). Goods are valued at the relaxation's step prices."""
    grid = flow.grid
    stop = np.array([arc.stop for arc in grid.arcs])
    fixed = flow.cost[flow.z]
    # A pack counts by what its line costs, so that a stop is paid by value: grams of oxide as well as tons of clay.
    price = np.array([float(line.segments[-1].price) if line.segments else 0.0 for line in grid.lines])
    weight = price[np.array([arc.line for arc in grid.arcs])] + 1e-6
    most = np.bincount(stop, weight * flow.useful, len(fixed))
    slope = fixed / np.maximum(most, 1e-9)
    cost = flow.cost.copy()
    cost[flow.z] = 0.0
    session = Session(flow, lower, upper, threads=threads, seconds=seconds)
    best, chosen = inf, None
    for _ in range(ROUNDS):
        cost[flow.n] = flow.cost[flow.n] + slope[stop] * weight
        x = session.again(cost)
        if x is None:
            break
        through = np.bincount(stop, weight * x[flow.n], len(fixed))
        made = through > 1e-6
        true = float(flow.cost @ x - flow.cost[flow.z] @ x[flow.z] + fixed[made].sum())
        if true < best - 1e-6:
            best, chosen = true, made
        new = np.where(made, fixed / np.maximum(through, 1e-9), slope)
        if np.allclose(new, slope, rtol=1e-6):
            break
        slope = new
    return chosen
