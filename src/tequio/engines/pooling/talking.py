"""Large problems whose points and materials decouple: one thread talks, the other buys what it proposes."""

import threading
from math import inf

from tequio.engines.clock import Clock
from tequio.engines.pooling.decoupled.buyer import Buyer
from tequio.engines.pooling.decoupled.search import Talks
from tequio.engines.pooling.grid import Grid
from tequio.engines.pooling.large import Hunt
from tequio.engines.pooling.plan import Plan

# After so many steps that bought nothing better, the buyer raises the bound too, so many times between two steps.
CONTENT, HELP = 4, 4
# And each time after so many of them, a sketch is searched, or a part of the best award set free, by turns.
RESTLESS = 8


def search_with_talks(
    grid: Grid, clock: Clock, *, seconds: float, gap: float, threads: int, seed: int
) -> tuple[Plan | None, float]:
    """The best plan found (None if none was) and the proven bound in pesos.

    Listens to the talks while they lead to better plans; then hunts for better ones still.
    """
    hunt = Hunt.begin(grid, clock, seconds, gap, threads, seed)
    buyer = Buyer(grid, clock, gap)
    talks, idle, turn = Talks(grid, clock, gap, buyer), 0, 0
    raising = Raiser(hunt, talks)
    try:
        buyer.dive()
        while not hunt.done():
            hunt.raising = hunt.threads > 1 and raising.is_alive
            if buyer.plan is not None and buyer.plan.pesos < hunt.pesos:
                hunt.adopt(buyer.plan)
            for _ in range(HELP if idle >= CONTENT and hunt.threads > 1 else 0):
                talks.work()
            before = clock.incumbent
            stepped = buyer.step()
            if stepped:
                idle = 0 if clock.incumbent < before else idle + 1
            if not stepped or idle % RESTLESS == RESTLESS - 1:
                turn += 1
                _search(hunt, buyer, turn, is_talked_out=not stepped)
        if hunt.plan is None and buyer.plan is None:
            # However little time there was, an award is owed; what was found so far does not fit whole packs.
            hunt.x, hunt.value = None, inf
            hunt.start()
    finally:
        raising.stop()
    plans = [plan for plan in (hunt.plan, buyer.plan) if plan is not None]
    return min(plans, key=lambda plan: plan.pesos, default=None), clock.bound


def _search(hunt: Hunt, buyer: Buyer, turn: int, *, is_talked_out: bool) -> None:
    """A sketch, or a part of the best award set free, by turns. Where there is no award and no corner has anything more
    to say, a simple one, which says whom to talk about."""
    sketched = buyer.sketch() if turn % 2 or hunt.x is None else None
    if sketched is not None:
        hunt.narrow(*sketched)
    elif hunt.x is not None:
        hunt.improve_once()
    elif is_talked_out:
        if hunt.begin_simply():
            buyer.consider(hunt.suppliers)
        else:
            hunt.begin_alone()


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
