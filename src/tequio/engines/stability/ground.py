"""The ground on which a bill is shared: the award read as members, villages, and a plan that any group can copy."""

from collections import Counter
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from tequio.engines.money import to_centavos
from tequio.engines.pooling.grid import Grid, build_grid
from tequio.engines.pooling.model import Award, DropReason, Problem
from tequio.engines.stability.closest import Members, members_of
from tequio.engines.stability.model import Rule
from tequio.engines.stability.start import StartLine, starting_lines
from tequio.engines.stability.villages import Floats, Plan, Tariffs, tariffs_of


@dataclass(frozen=True, slots=True)
class Account:
    """One member at one point: what he starts with and what the same goods cost him alone (None: no evidence)."""

    member: str
    point: str
    start_minor: int
    alone_minor: int | None


@dataclass(frozen=True, slots=True)
class Ground:
    """`accounts` and `members` are in one order: by point, then member. `outside`: centavos per village spent alone."""

    bill: int
    grid: Grid
    tariffs: Tariffs
    plan: Plan
    lines: tuple[StartLine, ...]
    accounts: tuple[Account, ...]
    members: Members
    outside: Floats
    most: Floats  # per village: the sum of its members' caps
    over_minor: int  # by how much the bill passes all caps together, where it does


def read_ground(problem: Problem, award: Award, rule: Rule) -> Ground:
    """Pledges that walked away are no part of it: nobody buys them. Those cheaper alone are: any group may do that."""
    grid = build_grid(problem, _walked_away(problem, award))
    place = {point: number for number, point in enumerate(grid.points)}
    outside = np.zeros(len(grid.points))
    for dropped in award.dropped:
        if dropped.reason is DropReason.CHEAPER_ALONE and dropped.pledge.alone is not None:
            outside[place[dropped.pledge.point]] += to_centavos(dropped.pledge.alone * dropped.pledge.quantity)
    lines = starting_lines(problem, award, rule)
    accounts = _accounts(lines)
    village = np.array([place[a.point] for a in accounts], dtype=np.int64)
    cap = np.array([inf if a.alone_minor is None else float(a.alone_minor) for a in accounts])
    over = max(0.0, award.cost_minor - float(cap.sum()))
    if over > 0:
        # Not even all prices alone pay this bill. Everybody pays the same multiple of his own, and the result says so.
        cap = np.ceil(cap * (award.cost_minor / cap.sum())) if cap.sum() else np.full(len(cap), inf)
    start = np.array([float(a.start_minor) for a in accounts])
    members = members_of(village, start, cap, len(grid.points))
    return Ground(
        award.cost_minor, grid, tariffs_of(grid), _plan_of(grid, award, place, outside), lines, accounts, members,
        outside, _sums(village, cap, len(grid.points)), int(over),
    )  # fmt: skip


def _walked_away(problem: Problem, award: Award) -> frozenset[int]:
    gone = Counter(d.pledge for d in award.dropped if d.reason is DropReason.WALKED_AWAY)
    numbers = set()
    for number, pledge in enumerate(problem.pledges):
        if gone[pledge] > 0:
            gone[pledge] -= 1
            numbers.add(number)
    return frozenset(numbers)


def _accounts(lines: tuple[StartLine, ...]) -> tuple[Account, ...]:
    start: dict[tuple[str, str], int] = {}
    alone: dict[tuple[str, str], int | None] = {}
    for line in lines:
        key = line.point, line.member
        start[key] = start.get(key, 0) + line.goods_minor + line.freight_minor
        before = alone.get(key, 0)
        alone[key] = None if before is None or line.alone_minor is None else before + line.alone_minor
    return tuple(Account(member, point, start[point, member], alone[point, member]) for point, member in sorted(start))


def _plan_of(grid: Grid, award: Award, place: dict[str, int], outside: Floats) -> Plan:
    line_no = {(line.quote.supplier, line.quote.material): number for number, line in enumerate(grid.lines)}
    packs = np.zeros((len(grid.lines), len(grid.points)))
    for d in award.deliveries:
        packs[line_no[d.supplier, d.material], place[d.point]] += d.packs
    return Plan(packs, outside, np.ones(len(grid.points), dtype=bool))


def _sums(village: NDArray[np.int64], cap: Floats, villages: int) -> Floats:
    sums = np.zeros(villages)
    np.add.at(sums, village, cap)
    return sums
