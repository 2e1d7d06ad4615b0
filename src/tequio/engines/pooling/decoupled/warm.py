"""Compiles the inner loops once and keeps them on disk, so that the first large purchase need not wait for it.

Run as `python -m tequio.engines.pooling.decoupled.warm`.
"""

from tequio.engines.clock import Clock
from tequio.engines.pooling import instances
from tequio.engines.pooling.decoupled.buyer import Buyer
from tequio.engines.pooling.grid import build_grid


def warm() -> None:
    """Talk about a small purchase for a moment."""
    grid = build_grid(instances.ample(1, members=60, materials=4, suppliers=4, points=5))
    buyer = Buyer(grid, Clock(60.0, None), 0.0)
    buyer.dive()
    buyer.step()


if __name__ == "__main__":
    warm()
