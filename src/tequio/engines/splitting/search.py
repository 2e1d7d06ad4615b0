"""Looking for a plan: at once where there is little to decide, by prices where there is much."""

from dataclasses import dataclass
from math import inf

from tequio.engines.clock import Clock
from tequio.engines.pooling.highs import run
from tequio.engines.pooling.program import Floats
from tequio.engines.splitting.cost import Plan, base_minor
from tequio.engines.splitting.ground import Ground
from tequio.engines.splitting.lacking import too_many
from tequio.engines.splitting.many import search_many
from tequio.engines.splitting.whole import Program, write_whole

# Up to so many pieces-by-week columns HiGHS decides on everything at once.
SMALL = 400
# However little time is left, a split is owed: so many seconds for everything at once where prices led to none.
OWED = 10.0


@dataclass(frozen=True, slots=True)
class Found:
    """The best plan, pins and all (None if none was found), and a proven bound in pesos. `small`: exactly told."""

    plan: Plan | None
    bound: float
    small: bool = True


def search(
    ground: Ground, want: tuple[tuple[int, int], ...], clock: Clock, *, gap: float, threads: int, seed: int
) -> Found:
    """The cheapest plan within the clock's time, to a relative `gap`."""
    columns = sum(max(0, len(ground.weeks_of(number))) for number in range(len(ground.pairs)))
    if columns <= SMALL:
        return _at_once(ground, want, clock, seconds=clock.left, gap=gap, threads=threads, seed=seed)
    plan, bound = search_many(ground, want, clock, gap=gap, threads=threads, seed=seed)
    if plan is None and not clock.stopped and not too_many(ground):
        seconds = max(OWED, clock.left)
        found = _at_once(ground, want, clock, seconds=seconds, gap=gap, threads=threads, seed=seed)
        return Found(found.plan, max(bound, found.bound), small=False)
    return Found(plan, bound, small=False)


def _at_once(
    ground: Ground,
    want: tuple[tuple[int, int], ...],
    clock: Clock,
    *,
    seconds: float,
    gap: float,
    threads: int,
    seed: int,
) -> Found:
    program = write_whole(ground, want)
    base = base_minor(ground) / 100
    if not len(program.cost):
        made = all(pieces == 0 for pieces in ground.wanted)
        return Found(dict(ground.fixed) if made else None, base if made else -inf)

    def watch(best: float, bound: float, _: float) -> bool:
        clock.incumbent, clock.bound = min(clock.incumbent, best + base), max(clock.bound, bound + base)
        return clock.tell()

    found = run(program, seconds=seconds, gap=gap, threads=threads, seed=seed, watch=watch)
    if found.x is None:
        return Found(None, max(0.0, found.bound) + base)
    return Found(_with_pins(ground, program, found.x), max(found.bound, 0.0) + base)


def _with_pins(ground: Ground, program: Program, solution: Floats) -> Plan:
    plan = dict(ground.fixed)
    for key, pieces in program.plan_from(solution).items():
        plan[key] = plan.get(key, 0) + pieces
    return plan
