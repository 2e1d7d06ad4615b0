"""A distribution as a committee reads it: of a hundred years, in how many is so much lost."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tequio.engines.leverage.distribution import Distribution

WHOLE = 100
RARE = 0.995  # what is lost in one year of two hundred ends the last band but one


@dataclass(frozen=True, slots=True)
class Band:
    """Losses above `low` up to `high` centavos (None: without limit), and in how many of a hundred years they come."""

    low: int
    high: int | None
    years: float


def bands(told: Distribution, wanted: int = 8, reach: int | None = None) -> tuple[Band, ...]:
    """Equal bands of round amounts up to a rare year, then all that is worse; together they are a hundred years.

    The first is of years without any loss. `reach`, what the loss may be at most for the pool to pay its part, is an
    edge where it falls inside, so that no band is half paid.
    """
    most = max(told.quantile(RARE), float(told.unit))
    step = _round(most / wanted)
    edges = [at * step for at in range(math.ceil(most / step) + 1)]
    if reach is not None and 0 < reach < edges[-1]:
        edges = sorted({*edges, reach})
    below = [told.chance_above(-1.0) - told.chance_above(edge) for edge in edges]
    found = [Band(0, 0, below[0])]
    found += [Band(low, high, up - down) for low, high, down, up in
              zip(edges[:-1], edges[1:], below[:-1], below[1:], strict=True)]  # fmt: skip
    found.append(Band(edges[-1], None, told.chance_above(edges[-1])))
    return tuple(Band(each.low, each.high, max(each.years, 0.0) * WHOLE) for each in found)


def whole_years(found: Sequence[Band]) -> tuple[int, ...]:
    """The bands in whole years that add up to a hundred: the largest remainders round up."""
    down = [math.floor(each.years) for each in found]
    left = WHOLE - sum(down)
    for at in sorted(range(len(found)), key=lambda at: down[at] - found[at].years)[:left]:
        down[at] += 1
    return tuple(down)


def _round(rough: float) -> int:
    power = 10 ** math.floor(math.log10(max(rough, 1.0)))
    return int(next(step * power for step in (1, 2, 5, 10) if step * power >= rough * 0.999))
