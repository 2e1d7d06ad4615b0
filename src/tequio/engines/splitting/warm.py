"""Compiles the inner loops once and keeps them on disk, so that the first large order need not wait for it.

Run as `python -m tequio.engines.splitting.warm`.
"""

from decimal import Decimal

from tequio.engines.splitting import instances
from tequio.engines.splitting.solve import solve


def warm() -> None:
    """Split a middling order."""
    solve(instances.generate(1, lines=3, workshops=40, places=3), gap=Decimal("0.05"))


if __name__ == "__main__":
    warm()
