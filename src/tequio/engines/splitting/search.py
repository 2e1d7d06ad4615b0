"""Looking for a plan: at once where there is little to decide, by prices where there is much."""

from dataclasses import dataclass
from math import inf

from tequio.engines.pooling.highs import run
from tequio.engines.splitting.clock import Clock
from tequio.engines.splitting.cost import Plan, base_minor
from tequio.engines.splitting.ground import Ground
from tequio.engines.splitting.whole import write_whole

# Up to so many columns HiGHS decides on everything at once.
SMALL = 600


@dataclass(frozen=True, slots=True)
class Found:
    """The best plan, pins and all (None if none was found), and a proven bound in pesos."""

    plan: Plan | None
    bound: float
    small: bool = True


def search(
    ground: Ground, want: tuple[tuple[int, int], ...], clock: Clock, *, gap: float, threads: int, seed: int
) -> Found:
    """The cheapest plan within the clock's time, to a relative `gap`."""
    program = write_whole(ground, want)
    base = base_minor(ground) / 100

    def watch(best: float, bound: float, _: float) -> bool:
        clock.incumbent, clock.bound = min(clock.incumbent, best + base), max(clock.bound, bound + base)
        return clock.tell()

    if not len(program.cost):
        made = all(pieces == 0 for pieces in ground.wanted)
        return Found(dict(ground.fixed) if made else None, base if made else -inf)
    found = run(program, seconds=clock.left, gap=gap, threads=threads, seed=seed, watch=watch)
    if found.x is None:
        return Found(None, -inf)
    plan = dict(ground.fixed)
    for key, pieces in program.plan_from(found.x).items():
        plan[key] = plan.get(key, 0) + pieces
    return Found(plan, max(found.bound, 0.0) + base)
