"""Who receives what of a delivery: everyone his quantity, the rest into tolerances, what is left over to stock.

Rows (equal wishes of a point) are matched to what arrives there, own material first; the split inside a row and of the
tolerances is by largest remainder in whole grains. The order of the pledges in the input never matters.
"""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tequio.engines.pooling.grid import Grid
from tequio.engines.pooling.model import Allotment, Delivery, Pledge, Problem, Surplus
from tequio.engines.shares import split_whole


@dataclass(frozen=True, slots=True)
class Handout:
    """`taken`: units that members receive by (point, material); `of_row`: the same in grains by (row, material)."""

    allotments: tuple[Allotment, ...]
    surplus: tuple[Surplus, ...]
    taken: Mapping[tuple[str, str], Decimal]
    of_row: Mapping[tuple[int, int], int]


def hand_out(problem: Problem, grid: Grid, deliveries: Sequence[Delivery], left: frozenset[int]) -> Handout:
    """Share out deliveries that cover every row not in `left`. Raises ValueError where they do not."""
    arrived: dict[int, dict[int, int]] = defaultdict(dict)
    point_no = {code: number for number, code in enumerate(grid.points)}
    material_no = {code: number for number, code in enumerate(grid.materials)}
    for d in deliveries:
        point, material = point_no[d.point], material_no[d.material]
        arrived[point][material] = arrived[point].get(material, 0) + int(d.quantity / grid.grain[material])
    rows_at: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(grid.rows):
        if number not in left:
            rows_at[row.point].append(number)
    handed: list[tuple[Pledge, int, int]] = []
    surplus: list[Surplus] = []
    of_row: dict[tuple[int, int], int] = {}
    for point, code in enumerate(grid.points):
        stock = dict(arrived.get(point, {}))
        wanted = {r: grid.grains(grid.rows[r]) for r in rows_at[point]}
        served = match(wanted, {r: grid.rows[r].accepts for r in wanted}, stock)
        if sum(served.values()) < sum(wanted.values()):
            raise ValueError(f"What arrives at {code} does not cover the wishes there.")
        for (_, material), grains in served.items():
            stock[material] -= grains
        extra = _tolerances(grid, rows_at[point], stock)
        for (_, material), grains in extra.items():
            stock[material] -= grains
        handed.extend(_inside_rows(problem, grid, rows_at[point], served, extra))
        for part in (served, extra):
            for key, grains in part.items():
                of_row[key] = of_row.get(key, 0) + grains
        surplus.extend(
            Surplus(code, grid.materials[m], grains * grid.grain[m]) for m, grains in sorted(stock.items()) if grains
        )
    return _gather(grid, handed, surplus, of_row)


def match(
    wanted: Mapping[int, int], accepts: Mapping[int, tuple[int, ...]], stock: Mapping[int, int]
) -> dict[tuple[int, int], int]:
    """A largest flow from stock to wants, own material first; who waits may push another on to his substitute."""
    flow: dict[tuple[int, int], int] = defaultdict(int)
    free = dict(stock)
    for r in sorted(wanted, key=lambda r: (len(accepts[r]), r)):
        need = wanted[r]
        while need:
            path = _path(r, accepts, free, flow)
            if path is None:
                break
            amount = min([need, free[path[-1][1]]] + [flow[path[i + 1][0], path[i][1]] for i in range(len(path) - 1)])
            for i, (row, material) in enumerate(path):
                flow[row, material] += amount
                if i + 1 < len(path):
                    flow[path[i + 1][0], material] -= amount
            free[path[-1][1]] -= amount
            need -= amount
    return {key: grains for key, grains in flow.items() if grains}


def _path(
    first: int, accepts: Mapping[int, tuple[int, ...]], free: Mapping[int, int], flow: Mapping[tuple[int, int], int]
) -> list[tuple[int, int]] | None:
    """The shortest chain (row takes material, whose holder takes another, …) that ends at a material still free."""
    for material in accepts[first]:
        if free.get(material, 0) > 0:
            return [(first, material)]
    came: dict[int, tuple[int, int] | None] = {first: None}
    queue = deque([first])
    while queue:
        row = queue.popleft()
        for material in accepts[row]:
            if free.get(material, 0) > 0:
                path = [(row, material)]
                back = came[row]
                while back is not None:
                    path.append(back)
                    back = came[back[0]]
                return path[::-1]
            for (holder, held), grains in list(flow.items()):
                if held == material and grains > 0 and holder not in came:
                    came[holder] = (row, material)
                    queue.append(holder)
    return None


def _tolerances(grid: Grid, rows: Sequence[int], stock: Mapping[int, int]) -> dict[tuple[int, int], int]:
    """What rows take beyond their wish; rows that accept one material only share it by their tolerances."""
    room = {r: int(grid.rows[r].tolerance / grid.grain[grid.rows[r].accepts[0]]) for r in rows}
    room = {r: grains for r, grains in room.items() if grains}
    if any(len(grid.rows[r].accepts) > 1 for r in room):
        return match(room, {r: grid.rows[r].accepts for r in room}, stock)
    extra: dict[tuple[int, int], int] = {}
    at: dict[int, list[int]] = defaultdict(list)
    for r in room:
        at[grid.rows[r].accepts[0]].append(r)
    for material, takers in at.items():
        rest = min(stock.get(material, 0), sum(room[r] for r in takers))
        if rest:
            for r, part in zip(takers, split_whole(rest, [room[r] for r in takers]), strict=True):
                extra[r, material] = part
    return extra


def _inside_rows(
    problem: Problem,
    grid: Grid,
    rows: Sequence[int],
    served: Mapping[tuple[int, int], int],
    extra: Mapping[tuple[int, int], int],
) -> list[tuple[Pledge, int, int]]:
    handed: list[tuple[Pledge, int, int]] = []
    for r in rows:
        row = grid.rows[r]
        grain = grid.grain[row.accepts[0]]
        pledges = sorted((problem.pledges[i] for i in row.pledges), key=_pledge_order)
        wishes = [int(p.quantity / grain) for p in pledges]
        room = [int(p.tolerance / grain) for p in pledges]
        for part, limits in ((served, wishes), (extra, room)):
            for material in row.accepts:
                grains = part.get((r, material), 0)
                if grains:
                    # Each part stays within its limit: the total does, and rounding up never passes a whole limit.
                    shares = limits if grains == sum(limits) else split_whole(grains, limits)
                    handed.extend((p, material, s) for p, s in zip(pledges, shares, strict=True) if s)
                    limits = [limit - s for limit, s in zip(limits, shares, strict=True)]
    return handed


def _pledge_order(pledge: Pledge) -> tuple[str, Decimal, Decimal, Decimal]:
    nothing = Decimal(-1)
    return pledge.member, pledge.quantity, pledge.tolerance, nothing if pledge.walk_away is None else pledge.walk_away


def _gather(
    grid: Grid, handed: list[tuple[Pledge, int, int]], surplus: list[Surplus], of_row: Mapping[tuple[int, int], int]
) -> Handout:
    total: dict[tuple[str, str, str, int], int] = defaultdict(int)
    for pledge, material, grains in handed:
        total[pledge.point, pledge.member, pledge.material, material] += grains
    taken: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    allotments = []
    for (point, member, pledged, material), grains in sorted(total.items()):
        quantity, code = grains * grid.grain[material], grid.materials[material]
        allotments.append(Allotment(member, point, pledged, code, quantity))
        taken[point, code] += quantity
    return Handout(tuple(allotments), tuple(surplus), dict(taken), dict(of_row))
