"""Large problems whose points and materials decouple: one talks, another thread buys what it proposes."""

import threading
from collections.abc import Callable
from math import inf

from tequio.engines.clock import Clock
from tequio.engines.pooling.decoupled.buyer import Buyer
from tequio.engines.pooling.decoupled.search import Talks
from tequio.engines.pooling.descent import Descent
from tequio.engines.pooling.grid import Grid
from tequio.engines.pooling.large import Hunt
from tequio.engines.pooling.plan import Plan

# After so many ways in a row that found nothing better, the buyer raises the bound too, for so many times as long as
# each of them took.
CONTENT, HELP = 2, 1.0
# How the bound will rise is judged by what it did since this part of the time; two raise it so many times as fast.
LATELY, TWO = 0.6, 1.5
# A sketch takes seconds to search; other ways go first for this long. But a turn in a corner that was never searched
# before counts as waste only if it takes this part of the time left.
LATER, CHEAP = 1.5, 0.1


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
        past: list[tuple[float, float]] = []
        while not hunt.done():
            hunt.raising = hunt.threads > 1 and raising.is_alive
            begun, before = clock.elapsed, clock.incumbent
            ways.go()
            idle = idle + 1 if clock.incumbent == before else 0
            past.append((clock.elapsed, clock.bound))
            if idle >= CONTENT and hunt.threads > 1 and may_close(past, hunt):
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


def may_close(past: list[tuple[float, float]], hunt: Hunt) -> bool:
    """Whether the bound alone, rising as it lately did, would come near enough in time. `past`: seconds and bounds."""
    now, bound = past[-1]
    then, lower = next(((t, b) for t, b in reversed(past) if t <= LATELY * now), past[0])
    missing = hunt.clock.incumbent * (1 - hunt.gap) - bound
    return missing * (now - then) <= TWO * (bound - lower) * hunt.left


# A way of searching, gone once: whether it got on; None where there was nothing to do.
Way = Callable[[], bool | None]


class Ways:
    """Ways of searching. The one that has wasted least time since it last found something better goes next."""

    def __init__(self, hunt: Hunt, buyer: Buyer) -> None:
        self._hunt, self._buyer = hunt, buyer
        self._descent: Descent | None = None
        # The best award on its way down, and where the last one ended.
        self._polish: Descent | None = None
        self._low = inf
        self._wasted: dict[Way, float] = {
            self._step: 0.0, self._plunge: 0.0, self._improve: 0.0, self._descend: LATER
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

    def _went(self, way: Way) -> bool:
        clock, begun, before = self._hunt.clock, self._hunt.clock.elapsed, self._hunt.clock.incumbent
        got_on = way()
        if got_on is None:
            return False
        if clock.incumbent < before:
            self._wasted[way] = 0.0
        elif not got_on:
            self._wasted[way] += clock.elapsed - begun
        return True

    def _share(self) -> None:
        """What one found, the other goes on from; and who is used in it is talked about."""
        if self._buyer.plan is not None and self._buyer.plan.pesos < self._hunt.pesos:
            self._hunt.adopt(self._buyer.plan)
        elif self._hunt.plan is not None:
            self._buyer.adopt(self._hunt.plan)
        if self._hunt.x is not None:
            self._buyer.consider(self._hunt.suppliers)
            if self._polish is not None and self._polish.sketch.suppliers != frozenset(self._hunt.suppliers):
                self._polish = None

    def _step(self) -> bool | None:
        return False if self._buyer.step() else None

    def _plunge(self) -> bool | None:
        return False if self._buyer.plan is not None and self._buyer.plunge() else None

    def _improve(self) -> bool | None:
        """The best award so far comes down by turns as far as it goes; from there on parts of it are set free."""
        hunt = self._hunt
        if hunt.x is None:
            return None
        if hunt.pesos >= self._low:
            hunt.improve_once()
            return False
        if self._polish is None:
            self._polish = Descent(hunt, self._buyer.sketch_with(hunt.suppliers))
        if not self._polish.go():
            self._polish, self._low = None, hunt.pesos
        return False

    def _descend(self) -> bool | None:
        """On from a sketch, one turn. It gets on while it comes down, however dear it still is, or where it tells of a
        corner soon what nobody knew of it."""
        if self._descent is None:
            sketched = self._buyer.sketch()
            if sketched is None:
                return None
            self._descent = Descent(self._hunt.afresh(), *sketched)
        descent, hunt, begun = self._descent, self._descent.hunt, self._hunt.clock.elapsed
        before = hunt.pesos
        if not descent.go():
            self._descent = None
        if hunt.plan is not None and hunt.pesos < self._hunt.pesos:
            self._hunt.adopt(hunt.plan)
        if descent.is_first and hunt.clock.elapsed - begun < CHEAP * hunt.left:
            return True
        return self._descent is not None and hunt.pesos < before


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
