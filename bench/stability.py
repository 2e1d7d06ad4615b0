"""Sharing the bill of a large joint purchase: how long, how much is proven, and what members cost."""

import time

from bench.table import show
from tequio.engines.pooling.instances import ample
from tequio.engines.pooling.model import Award, Problem
from tequio.engines.pooling.solve import solve
from tequio.engines.stability import Basis, Rule, share

BY_WEIGHT = Rule(Basis.WEIGHT)
IN_ALL = 60.0  # seconds for award and charges together


def main(quick: bool = False) -> None:
    size = {"materials": 8, "suppliers": 4, "points": 10} if quick else {"materials": 30, "suppliers": 6, "points": 40}
    members, award_seconds = (400, 5.0) if quick else (4000, 10.0)
    problem = ample(1, members=members, **size)
    begun = time.perf_counter()
    award = solve(problem, seconds=award_seconds)
    awarded = time.perf_counter() - begun
    sharing = share(problem, award, BY_WEIGHT, seconds=(IN_ALL - 3 - awarded) / (4 if quick else 1))
    total = time.perf_counter() - begun
    bill = award.cost_minor
    named = f"{members} members, {size['points']} villages"
    rows = [
        (f"award, {named}", f"{awarded:.1f} s", f"gap {float(award.gap):.2%}", ""),
        (f"award and charges, {named}", f"{total:.1f} s", f"{IN_ALL:.0f} s", f"{total / IN_ALL:.2f}"),
        ("a known group gains (epsilon)", f"{sharing.epsilon_minor / bill:.3%}", "of the bill", ""),
        ("no group can gain more than (proven)", f"{sharing.proven_minor / bill:.3%}", "of the bill", ""),
        ("groups known that bind", f"{len(sharing.binding)}", "", f"{sharing.rounds} rounds"),
    ]
    before = 0.0
    for count in (400, 4000) if quick else (400, 4000, 40_000):
        seconds = _only_charges(ample(1, members=count, **size))
        ratio = f"x {seconds / before:.1f}" if before else ""
        rows.append(
            (f"read the award, write charges and lines, {count} members", f"{seconds:.2f} s", "x 10 each", ratio)
        )
        before = seconds
    show("Charges that no village has a reason to leave", rows)


def _only_charges(problem: Problem) -> float:
    """Seconds without any search: what grows with members. The search itself sees villages and factors only."""
    award: Award = solve(problem, seconds=1.0)
    begun = time.perf_counter()
    share(problem, award, BY_WEIGHT, should_stop=lambda: True)
    return time.perf_counter() - begun
