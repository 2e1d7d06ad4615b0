"""Finding the cheapest plan: exactly where the problem is small, by bounding and improving where large."""

from dataclasses import dataclass
from math import inf

from tequio.engines.clock import Clock
from tequio.engines.pooling.decoupled.terms import decouples
from tequio.engines.pooling.grid import Grid
from tequio.engines.pooling.highs import run
from tequio.engines.pooling.large import FLOAT, search_large
from tequio.engines.pooling.plan import Plan, finish, plan_from
from tequio.engines.pooling.program import Program, write_program
from tequio.engines.pooling.start import first_choice
from tequio.engines.pooling.talking import search_with_talks

# Up to so many arcs HiGHS decides on whole packs and everything else at once; up to so many more it may try to
# for a moment before the search in parts.
TINY, SMALL = 150, 1000


@dataclass(frozen=True, slots=True)
class Found:
    """The best plan (None only when none exists or time ran out before any) and a proven bound in pesos."""

    plan: Plan | None
    bound: float
    infeasible: bool = False


def search(grid: Grid, clock: Clock, *, seconds: float, gap: float, threads: int, seed: int) -> Found:
    """Cheapest plan for all rows of the grid within `seconds`, to a relative `gap`."""
    clock.new_search()
    if not grid.rows:
        return Found(Plan({}, frozenset(), 0.0), 0.0)
    if not grid.arcs:
        return Found(None, -inf, infeasible=True)
    if len(grid.arcs) <= TINY:
        return _search_small(grid, clock, seconds=seconds, gap=gap, threads=threads, seed=seed)
    ends = clock.elapsed + seconds
    # Many a middling problem is easy as it stands; a short look tells.
    look = min(5.0, 0.15 * seconds)
    best = Found(None, -inf)
    if len(grid.arcs) <= SMALL:
        best = _search_small(grid, clock, seconds=look, gap=gap, threads=threads, seed=seed)
        if best.infeasible or _close_enough(best, gap) or clock.stopped:
            return best
    left = max(1.0, ends - clock.elapsed)
    search_it = search_with_talks if decouples(grid) else search_large
    plan, bound = search_it(grid, clock, seconds=left, gap=gap, threads=threads, seed=seed)
    best = _better(best, Found(plan, bound))
    if best.plan is None:
        # Packs of odd sizes can refuse every plan made in parts; then all at once, late rather than never.
        return _search_small(grid, clock, seconds=max(10.0, ends - clock.elapsed), gap=gap, threads=threads, seed=seed)
    return best


def _close_enough(found: Found, gap: float) -> bool:
    return found.plan is not None and found.plan.pesos - found.bound <= (gap + FLOAT) * abs(found.plan.pesos)


def _better(one: Found, other: Found) -> Found:
    plans = [found.plan for found in (one, other) if found.plan is not None]
    return Found(min(plans, key=lambda plan: plan.pesos, default=None), max(one.bound, other.bound))


def _search_small(grid: Grid, clock: Clock, *, seconds: float, gap: float, threads: int, seed: int) -> Found:
    program = write_program(grid, whole_packs=True)

    def watch(best: float, bound: float, _: float) -> bool:
        clock.incumbent, clock.bound = min(clock.incumbent, best), max(clock.bound, bound)
        return clock.tell()

    found = run(program, seconds=seconds, gap=gap, threads=threads, seed=seed, watch=watch)
    if found.x is not None:
        return Found(plan_from(program, found.x), max(found.bound, clock.bound))
    if found.infeasible:
        return Found(None, -inf, infeasible=True)
    # Stopped before anything was found: the quick way, however dear, still serves everybody.
    plan = start_plan(program, grid, threads=threads, seed=seed)
    return Found(plan, max(0.0, found.bound))


def start_plan(whole: Program, grid: Grid, *, threads: int, seed: int) -> Plan | None:
    relaxed = write_program(grid, whole_packs=False)
    x = first_choice(relaxed, seconds=20.0, threads=threads, seed=seed)
    return None if x is None else finish(whole, relaxed, x, threads=threads, seed=seed)
