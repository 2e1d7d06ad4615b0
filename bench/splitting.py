"""One order over many workshops: how close to the proven bound in how many seconds, and seasons with drop-outs.

The bars are for two quiet cores. The ratio says how much of a bar was used: below 1 it is met.
"""

import time
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal

from bench._seasons import ORDERS, Tally, Way, alone, by_engine, by_equal, by_size
from bench.table import show
from tequio.engines.splitting import instances
from tequio.engines.splitting.solve import solve
from tequio.engines.splitting.verify import verify
from tequio.engines.splitting.warm import warm

# What is measured: workshops, seconds allowed, largest gap.
AIMS = ((800, 30, "0.005"), (8_000, 600, "0.02"))
WAYS: tuple[tuple[str, Way], ...] = (
    ("the engine", by_engine),
    ("largest first", by_size),
    ("equal shares", by_equal),
)


def main(quick: bool = False) -> None:
    warm()
    rows: list[tuple[str, str, str, str]] = []
    for workshops, seconds, gap in AIMS[:1] if quick else AIMS:
        for seed in (1,) if quick or workshops > 1_000 else (1, 2, 3):
            rows.extend(_aim(workshops, seed, seconds, Decimal(gap)))
    show("The split: distance to the proven bound (60 lines, 10 weeks)", rows)
    _seasons(3 if quick else 100)


def _aim(workshops: int, seed: int, seconds: float, gap: Decimal) -> list[tuple[str, str, str, str]]:
    order = instances.generate(seed, workshops=workshops)
    begun, worked = time.perf_counter(), time.process_time()
    split = solve(order, seconds=seconds * 0.9, gap=gap)
    took, work = time.perf_counter() - begun, time.process_time() - worked
    faults = verify(order, split)
    assert not faults, faults[:3]
    money = Decimal(split.total_minor - split.bound_minor) / split.bill.money_minor
    name = f"{workshops:,} workshops, seed {seed}"
    return [
        (f"{name}: gap", f"{split.gap:.3%}", f"{gap:.1%}", f"{split.gap / gap:.2f}"),
        ("  the same against money alone", f"{money:.3%}", "", ""),
        ("  seconds (of them at work)", f"{took:.1f} s ({work:.1f} s)", f"{seconds:.0f} s", f"{took / seconds:.2f}"),
    ]


def _seasons(count: int) -> None:
    rows: list[tuple[str, str, str, str]] = []
    for name, way in WAYS:
        begun = time.perf_counter()
        with ProcessPoolExecutor(2) as pool:
            tally = sum(pool.map(alone, range(count), [way] * count), Tally())
        rows.extend(_told(name, tally, time.perf_counter() - begun))
    show(f"{count * ORDERS:,} orders of 3,000 pieces, one in ten drops out; seasons of {ORDERS} orders", rows)


def _told(name: str, t: Tally, seconds: float) -> list[tuple[str, str, str, str]]:
    on_time, below = t.on_time / t.orders, f"{t.below:.1%} below 60 %"
    rows = [
        (f"{name}: on time", f"{on_time:.1%}", ">= 95 %", f"{0.95 / max(on_time, 0.01):.2f}"),
        ("  pieces late", f"{t.late_pieces / t.orders / 30:.2f} %", "", ""),
        ("  asked for more than they can", f"{t.over_capacity:,}", "0", "met" if not t.over_capacity else "not met"),
        ("  least of a fair share", f"{t.worst:.1%} ({below})", ">= 60 %", f"{0.6 / max(t.worst, 0.01):.2f}"),
        ("  what of it came in as money", f"{min(t.earned):.1%}", "", ""),
        ("  cost to members", f"{t.money_minor / 100 / t.made:.2f} a piece", "", ""),
        ("  seconds in all", f"{seconds:.0f} s", "", ""),
    ]
    if t.asked:
        seen = t.changed / t.asked
        rows.insert(3, ("  untouched that see a change", f"{seen:.1%}", "<= 5 %", f"{seen / 0.05:.2f}"))
        rows.insert(4, ("  re-splits that needed more", f"{t.beyond} of {t.resplits:,}", "", ""))
    return rows
