"""The joint purchase: how close to the proven bound in how many seconds, and what members cost.

The bars are for two quiet cores. The ratio says how much of a bar was used: below 1 it is met.
"""

import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from examples.make_morelos import write

from bench.table import show
from tequio.cli.pool.folder import read_folder
from tequio.engines.clock import Clock
from tequio.engines.pooling import instances
from tequio.engines.pooling.grid import build_grid
from tequio.engines.pooling.model import Problem
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

# To how much a purchase is solved when members are counted.
NEAR = Decimal("0.005")


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
    """Reading wishes and gathering equal ones grows with members; what is then solved, and how long it takes, does
    not."""
    rows: list[tuple[str, str, str, str]] = []
    before = solved_before = 0.0
    for count in counts:
        with TemporaryDirectory() as folder:
            write(instances.ample(1, members=count), Path(folder))
            begun = time.process_time()
            grid = build_grid(read_folder(Path(folder)).problem)
            read = time.process_time() - begun
        # What was read has a price alone in it; the search is measured on the wishes of the other benches.
        grid = build_grid(instances.ample(1, members=count))
        clock, worked = Clock(60, None), time.process_time()
        found = search(grid, clock, seconds=60, gap=float(NEAR), threads=2, seed=0)
        took, work = clock.elapsed, time.process_time() - worked
        assert found.plan is not None
        gap = (found.plan.pesos - found.bound) / found.plan.pesos
        rows += [
            (f"{count:,} members: read and gathered", f"{read:.2f} s", "x 10 each", _times(read, before)),
            ("  rows of equal wishes, possible deliveries", f"{len(grid.rows):,}, {len(grid.arcs):,}", "flat", ""),
            (f"  solved to {NEAR:.1%} (reached {gap:.2%})", f"{took:.1f} s ({work:.1f} s)", "flat",
             _times(took, solved_before)),
        ]  # fmt: skip
        before, solved_before = read, took
    show("The cheapest award: what members cost", rows)


def _times(now: float, before: float) -> str:
    return f"x {now / before:.1f}" if before else ""
