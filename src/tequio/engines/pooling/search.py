"""Finding the cheapest plan: exactly where the problem is small, by bounding and improving where large."""

from dataclasses import dataclass
from math import inf

from tequio.engines.pooling.clock import Clock
from tequio.engines.pooling.grid import Grid
from tequio.engines.pooling.highs import run
from tequio.engines.pooling.large import search_large
from tequio.engines.pooling.plan import Plan, finish, plan_from
from tequio.engines.pooling.program import Program, write_program
from tequio.engines.pooling.start import first_choice

# Up to so many arcs HiGHS decides on whole packs and everything else at once.
SMALL = 1000


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
    if len(grid.arcs) > SMALL:
        plan, bound = search_large(grid, clock, seconds=seconds, gap=gap, threads=threads, seed=seed)
        if plan is not None:
            return Found(plan, bound)
    return _search_small(grid, clock, seconds=seconds, gap=gap, threads=threads, seed=seed)


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
