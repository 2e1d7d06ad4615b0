"""The joint purchase: how close to the proven bound in how many seconds, and what members cost.

The bars are for two quiet cores. The ratio says how much of a bar was used: below 1 it is met.
"""

import time
from collections.abc import Callable
from decimal import Decimal

from bench.table import show
from tequio.engines.clock import Clock
from tequio.engines.pooling import instances
from tequio.engines.pooling.grid import build_grid
from tequio.engines.pooling.model import Problem
from tequio.engines.pooling.program import write_program
from tequio.engines.pooling.search import search
from tequio.engines.pooling.solve import solve
from tequio.engines.pooling.verify import verify

Kind = Callable[[int], Problem]
# What is measured: kind, seconds allowed, largest gap.
AIMS: tuple[tuple[str, Kind, float, str], ...] = (
    ("ample, 4,000 members x 30 x 6 x 40", instances.ample, 10, "0.001"),
    ("tight, 20 x 12 suppliers x 5 steps x 40", instances.tight, 30, "0.01"),
    ("tight, 20 x 12 suppliers x 5 steps x 40", instances.tight, 300, "0.003"),
)


def main(quick: bool = False) -> None:
    rows: list[tuple[str, str, str, str]] = []
    for seed in (1,) if quick else (1, 2, 3):
        for name, kind, seconds, gap in AIMS[:2] if quick else AIMS:
            rows.extend(_aim(f"{name}, seed {seed}", kind(seed), seconds, Decimal(gap)))
    show("The cheapest award: distance to the proven bound", rows)
    _members((400, 4_000) if quick else (400, 4_000, 40_000))


def _aim(name: str, problem: Problem, seconds: float, gap: Decimal) -> list[tuple[str, str, str, str]]:
    begun, worked = time.perf_counter(), time.process_time()
    award = solve(problem, seconds=seconds, gap=gap)
    took, work = time.perf_counter() - begun, time.process_time() - worked
    faults = verify(problem, award)
    assert not faults, faults[:3]
    reached = award.gap
    return [
        (f"{name}: gap", f"{reached:.3%}", f"{gap:.1%}", f"{reached / gap:.2f}"),
        ("  seconds (of them at work)", f"{took:.1f} s ({work:.1f} s)", f"{seconds:.0f} s", f"{took / seconds:.2f}"),
    ]


def _members(counts: tuple[int, ...]) -> None:
    """Gathering wishes grows with members; the programme that is solved does not."""
    rows: list[tuple[str, str, str, str]] = []
    before = 0.0
    for count in counts:
        problem = instances.ample(1, members=count)
        begun = time.process_time()
        grid = build_grid(problem)
        gathered = time.process_time() - begun
        columns = len(write_program(grid, whole_packs=False, gathered=True).cost)
        ratio = f"x {gathered / before:.1f}" if before else ""
        rows.append((f"{count:,} members: wishes gathered", f"{gathered:.2f} s", "x 10 each", ratio))
        rows.append((f"{count:,} members: columns to solve", f"{columns:,}", "flat", ""))
        clock = Clock(30, None)
        search(grid, clock, seconds=30, gap=0.01, threads=2, seed=0)
        rows.append((f"{count:,} members: solved to 1 %", f"{clock.elapsed:.1f} s", "flat", ""))
        before = gathered
    show("The cheapest award: what members cost", rows)
