"""Which suppliers: slope scaling on likely sets of them, then on sets that differ by one from the best."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from random import Random

from tequio.engines.clock import Clock
from tequio.engines.pooling.program import Floats, Program, write_program
from tequio.engines.pooling.slopes import Gathered, Slopes

# So many sets come from the relaxation; each is begun so many times, a neighbour of the best once.
SETS = 6
BEGINNINGS = 3
# Scouting takes no more than this part of the time, and no more than so many seconds.
PART, MOST = 0.3, 30.0


@dataclass(frozen=True, slots=True)
class End:
    """Where slope scaling ended with a set of suppliers (of those that ask for a minimum order)."""

    suppliers: frozenset[int]
    gathered: Gathered


def scout(program: Program, linear: Floats, clock: Clock, *, ends: float, threads: int, seed: int) -> list[End]:
    """Where slope scaling ends, in order of cost. `linear` solves the relaxation; the search lasts till `ends`."""
    flow = write_program(program.grid, whole_packs=False, gathered=True, linked=False)
    slopes = Slopes(flow, seconds=max(1.0, clock.left_till(ends)), threads=threads)
    random = Random(seed)
    ends = clock.elapsed + min(MOST, PART * clock.left_till(ends))
    found: list[End] = []
    tried: set[frozenset[int]] = set()

    def attempt(suppliers: frozenset[int], times: int) -> bool:
        """Whether there is time to go on."""
        tried.add(suppliers)
        slopes.choose(*program.bounds_with(suppliers))
        for number in range(times):
            gathered = slopes.settle(random if number or len(tried) > SETS else None)
            if gathered is None:
                break
            found.append(End(suppliers, gathered))
            if clock.tell() or clock.elapsed >= ends:
                return False
        return not clock.tell() and clock.elapsed < ends

    going = all(attempt(suppliers, BEGINNINGS) for suppliers in likely_sets(program, linear))
    while going and found:
        best = min(found, key=lambda end: end.gathered.pesos)
        fresh = [near for near in neighbours(program, best.suppliers) if near not in tried]
        if not fresh:
            going = attempt(best.suppliers, BEGINNINGS)
        random.shuffle(fresh)
        for near in fresh:
            going = attempt(near, 1)
            if not going or found[-1].gathered.pesos < best.gathered.pesos:
                break
    return sorted(found, key=lambda end: end.gathered.pesos)


def neighbours(program: Program, suppliers: frozenset[int]) -> Iterator[frozenset[int]]:
    """Sets one apart, of those that ask for a minimum order."""
    return one_apart(suppliers, frozenset(s for s, column in enumerate(program.o) if column >= 0))


def one_apart(suppliers: frozenset[int], every: frozenset[int]) -> Iterator[frozenset[int]]:
    """One supplier less, one more, or one for another."""
    for out in sorted(suppliers):
        yield suppliers - {out}
    for new in sorted(every - suppliers):
        yield suppliers | {new}
        for out in sorted(suppliers):
            yield (suppliers - {out}) | {new}


def likely_sets(program: Program, linear: Floats) -> list[frozenset[int]]:
    """Sets of suppliers with minimum orders, those first that agree most with the linear solution. Up to SETS.

    A set's minimum orders must not exceed what the linear solution buys; the rest is left to its own relaxation.
    """
    grid = program.grid
    asking = [s for s, column in enumerate(program.o) if column >= 0]
    if not asking:
        return [frozenset()]
    value = dict.fromkeys(range(len(grid.suppliers)), 0.0)
    for number, line in enumerate(grid.lines):
        for b, x in zip(program.b[number], program.x[number], strict=True):
            value[line.supplier] += program.cost[x] * linear[x] + program.cost[b] * linear[b]
    total = sum(value.values())
    # Suppliers that the relaxation surely wants or surely shuns are not varied; at most ten are.
    doubt = sorted(asking, key=lambda s: abs(linear[program.o[s]] - 0.5))[:10]
    sure = frozenset(s for s in asking if s not in doubt and linear[program.o[s]] > 0.5)
    ranked: list[tuple[float, tuple[int, ...]]] = []
    for size in range(len(doubt) + 1):
        for some in combinations(sorted(doubt), size):
            chosen = sure.union(some)
            if sum(float(grid.minimum_orders[s]) for s in chosen) <= total * 1.01:
                agreed = sum(linear[program.o[s]] - 0.3 for s in some)
                ranked.append((-agreed, some))
    return [sure.union(some) for _, some in sorted(ranked)[:SETS]]
