"""Large problems whose points and materials decouple: one talks, another thread buys what it proposes."""

import threading
from collections.abc import Callable
from math import inf

from tequio.engines.clock import Clock
from tequio.engines.pooling.decoupled.buyer import Buyer
from tequio.engines.pooling.decoupled.search import Talks
from tequio.engines.pooling.grid import Grid
from tequio.engines.pooling.large import Hunt
from tequio.engines.pooling.plan import Plan

# After so many ways in a row that found nothing better, the buyer raises the bound too, for so many times as long as
# each of them took.
CONTENT, HELP = 2, 1.0
# A sketch takes seconds to search; other ways go first for this long.
LATER = 1.5


def search_with_talks(
    grid: Grid, clock: Clock, *, seconds: float, gap: float, threads: int, seed: int
) -> tuple[Plan | None, float]:
    """The best plan found (None if none was) and the proven bound in pesos.

    One thread raises the bound; this one searches, and helps with the bound while it finds nothing better.
    """
    hunt = Hunt.begin(grid, clock, seconds, gap, threads, seed)
    buyer = Buyer(grid, clock, gap)
    talks, ways, idle = Talks(grid, clock, gap, buyer), Ways(hunt, buyer), 0
    raising = Raiser(hunt, talks)
    try:
        buyer.dive()
        while not hunt.done():
            hunt.raising = hunt.threads > 1 and raising.is_alive
            begun, before = clock.elapsed, clock.incumbent
            ways.go()
            idle = idle + 1 if clock.incumbent == before else 0
            if idle >= CONTENT and hunt.threads > 1 and clock.incumbent < inf:
                _raise_bound(talks, hunt, HELP * (clock.elapsed - begun))
        if hunt.plan is None and buyer.plan is None:
            # However little time there was, an award is owed; what was found so far does not fit whole packs.
            hunt.x, hunt.value = None, inf
            hunt.start()
    finally:
        raising.stop()
    plans = [plan for plan in (hunt.plan, buyer.plan) if plan is not None]
    return min(plans, key=lambda plan: plan.pesos, default=None), clock.bound


def _raise_bound(talks: Talks, hunt: Hunt, seconds: float) -> None:
    ends = hunt.clock.elapsed + seconds
    while hunt.clock.elapsed < ends and not hunt.done() and talks.work():
        pass


class Ways:
    """Ways of searching. The one that has wasted least time since it last found something better goes next."""

    def __init__(self, hunt: Hunt, buyer: Buyer) -> None:
        self._hunt, self._buyer = hunt, buyer
        self._wasted: dict[Callable[[], bool], float] = {
            buyer.step: 0.0, self._plunge: 0.0, self._improve: 0.0, self._sketch: LATER
        }  # fmt: skip

    def go(self) -> None:
        """Go one way. Where there is no award and no corner has anything more to say, a simple award comes first, which
        says whom to talk about."""
        clock, before = self._hunt.clock, self._hunt.clock.incumbent
        if not any(self._went(way) for way in sorted(self._wasted, key=self._wasted.__getitem__)):
            if self._hunt.begin_simply():
                self._buyer.consider(self._hunt.suppliers)
            else:
                self._hunt.begin_alone()
        if clock.incumbent < before:
            self._share()

    def _went(self, way: Callable[[], bool]) -> bool:
        clock, begun, before = self._hunt.clock, self._hunt.clock.elapsed, self._hunt.clock.incumbent
        if not way():
            return False
        self._wasted[way] = 0.0 if clock.incumbent < before else self._wasted[way] + clock.elapsed - begun
        return True

    def _share(self) -> None:
        """What one found, the other goes on from; and who is used in it is talked about."""
        if self._buyer.plan is not None and self._buyer.plan.pesos < self._hunt.pesos:
            self._hunt.adopt(self._buyer.plan)
        elif self._hunt.plan is not None:
            self._buyer.adopt(self._hunt.plan)
        if self._hunt.x is not None:
            self._buyer.consider(self._hunt.suppliers)

    def _plunge(self) -> bool:
        return self._buyer.plan is not None and self._buyer.plunge()

    def _improve(self) -> bool:
        if self._hunt.x is None:
            return False
        self._hunt.improve_once()
        return True

    def _sketch(self) -> bool:
        sketched = self._buyer.sketch()
        if sketched is not None:
            self._hunt.narrow(*sketched)
        return sketched is not None


class Raiser:
    """A thread in which the talks go on till the search is over; with one thread in all they take turns with buying."""

    def __init__(self, hunt: Hunt, talks: Talks) -> None:
        self._hunt, self._talks = hunt, talks
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="pooling-talks", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._stopping and not self._hunt.done() and self._talks.work():
            pass

    @property
    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def stop(self) -> None:
        self._stopping = True
        self._thread.join()
