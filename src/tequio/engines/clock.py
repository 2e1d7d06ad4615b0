"""How long a search may still take, what it has found, and whether somebody asked it to stop."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a running search stands; amounts in centavos, None while nothing is known."""

    seconds: float
    seconds_left: float
    incumbent_minor: int | None
    bound_minor: int | None


# Called now and then while a search runs; returning True stops it with the best found so far.
OnProgress = Callable[[Progress], bool | None]


class Clock:
    """The only place in an engine that looks at the time: a limit on effort, never part of a result's meaning.

    `incumbent` and `bound` in pesos.
    """

    def __init__(self, seconds: float, on_progress: OnProgress | None) -> None:
        self._begin = time.monotonic()
        self._seconds = seconds
        self._on_progress = on_progress
        self._told = -inf
        self.incumbent = inf
        self.bound = -inf
        self.stopped = False

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self._begin

    @property
    def left(self) -> float:
        return 0.0 if self.stopped else max(0.0, self._seconds - self.elapsed)

    def left_till(self, ends: float) -> float:
        """Seconds left of a part of the search that ends then."""
        return 0.0 if self.stopped else max(0.0, ends - self.elapsed)

    def new_search(self) -> None:
        """Other pledges, other costs: what was found before says nothing now."""
        self.incumbent, self.bound = inf, -inf

    def found(self, incumbent: float) -> None:
        self.incumbent = min(self.incumbent, incumbent)
        self.tell()

    def proved(self, bound: float) -> None:
        self.bound = max(self.bound, bound)
        self.tell()

    def gap(self) -> float:
        if self.incumbent == inf or self.bound == -inf:
            return inf
        return max(0.0, self.incumbent - self.bound) / max(abs(self.incumbent), 1e-9)

    def tell(self) -> bool:
        """Report at most ten times a second; True when the search is to stop."""
        if self._on_progress is None or self.stopped or self.elapsed - self._told < 0.1:
            return self.stopped
        self._told = self.elapsed
        news = Progress(self.elapsed, self.left, _centavos(self.incumbent), _centavos(self.bound))
        self.stopped = self._on_progress(news) is True
        return self.stopped


def _centavos(pesos: float) -> int | None:
    return None if abs(pesos) == inf else round(pesos * 100)
