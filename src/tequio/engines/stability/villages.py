"""What many groups of villages cost under a known plan: the plan cut down to each group and repaired.

A plan says how many packs of each line go to each point and which rows buy alone. Cut down to a group, it still serves
everybody in it; what breaks is repaired by buying more (to the next price step or the minimum order, whichever way is
cheapest). So the cost found is that of a real award for the group: an upper bound on its cheapest one, never less.
Rounded like a bill: each purchase line and each stop to the centavo.
"""

from dataclasses import dataclass
from math import ceil, inf

import numpy as np
from numpy.typing import NDArray

from tequio.engines.money import to_centavos
from tequio.engines.pooling.grid import Grid

Floats = NDArray[np.float64]
Masks = NDArray[np.bool_]  # groups x points


@dataclass(frozen=True, slots=True)
class Plan:
    """`packs`: lines x points, whole; `outside`: centavos per point that rows spend alone; `covers`: points served."""

    packs: Floats
    outside: Floats
    covers: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tariffs:
    """The grid in arrays, amounts in centavos. Steps: lines x steps; roads: lines x points; visits: stops x points."""

    low: Floats
    high: Floats
    fixed: Floats
    price: Floats
    road: Floats  # per pack, inf where the line is not brought
    visits: Masks
    stop_supplier: NDArray[np.int64]
    stop_fixed: Floats
    line_supplier: NDArray[np.int64]
    least: Floats  # minimum order per supplier


def tariffs_of(grid: Grid) -> Tariffs:
    steps = max((len(line.segments) for line in grid.lines), default=0) or 1
    shape = len(grid.lines), steps
    low, high, fixed, price = np.zeros(shape), np.full(shape, -1.0), np.zeros(shape), np.zeros(shape)
    for number, line in enumerate(grid.lines):
        for t, step in enumerate(line.segments):
            low[number, t], high[number, t] = step.low, step.high
            fixed[number, t], price[number, t] = float(step.fixed * 100), float(step.price * 100)
    road = np.full((len(grid.lines), len(grid.points)), inf)
    visits = np.zeros((len(grid.stops), len(grid.points)), dtype=bool)
    for arc in grid.arcs:
        road[arc.line, arc.point] = float(arc.freight * 100)
        visits[arc.stop, arc.point] = True
    return Tariffs(
        low, high, fixed, price, road, visits,
        np.array([s.supplier for s in grid.stops], dtype=np.int64),
        np.array([float(s.fixed * 100) for s in grid.stops]),
        np.array([line.supplier for line in grid.lines], dtype=np.int64),
        np.array([float(least * 100) for least in grid.minimum_orders]),
    )  # fmt: skip


def outside_cost(grid: Grid, rows: list[int]) -> Floats:
    """Centavos per point that the given rows pay alone."""
    spent = np.zeros(len(grid.points))
    for number in rows:
        row = grid.rows[number]
        assert row.alone is not None, "Only a row with a price alone can buy alone."
        spent[row.point] += to_centavos(row.alone * row.quantity)
    return spent


def costs(tariffs: Tariffs, plan: Plan, groups: Masks) -> Floats:
    """Centavos for each group; inf where the plan does not cover it or cannot be repaired."""
    members = groups.astype(np.float64).T
    packs = plan.packs @ members  # lines x groups
    near = _nearest_roads(tariffs, plan, groups)
    goods = _goods(tariffs, packs, near, eager=True)
    if tariffs.least.any():
        # Going up to a cheaper step can take a supplier below his minimum order; then it is better not to.
        goods = np.minimum(goods, _goods(tariffs, packs, near, eager=False))
    total = goods + _freight(tariffs, plan, members) + plan.outside @ members
    covered = ~(groups & ~plan.covers[None, :]).any(axis=1)
    answer: Floats = np.where(covered, total, inf)
    return answer


def _goods(t: Tariffs, packs: Floats, near: Floats, *, eager: bool) -> Floats:
    """Goods of each group with the freight of what is bought beyond the plan; `eager`: to the step that is cheapest."""
    wanted = np.maximum(packs[:, None, :], t.low[:, :, None])
    extra = wanted - packs[:, None, :]
    lift = np.where(extra > 0, extra * np.where(np.isinf(near), 0.0, near)[:, None, :], 0.0)
    goods = np.rint(t.fixed[:, :, None] + t.price[:, :, None] * wanted)
    possible = wanted <= t.high[:, :, None]
    each = np.where(possible, goods + lift if eager else extra, inf)
    step = each.argmin(axis=1)[:, None, :]
    used = packs > 0

    def at_step(values: Floats) -> Floats:
        taken: Floats = np.where(used, np.take_along_axis(values, step, axis=1)[:, 0], 0.0)
        return taken

    goods, lift = at_step(goods), at_step(lift)
    served = np.isfinite(at_step(each)).all(axis=0)
    topped = _minimum_orders(t, packs, near, goods, lift, at_step(wanted))
    total: Floats = np.where(served, goods.sum(axis=0) + np.rint(lift).sum(axis=0) + topped, inf)
    return total


def _nearest_roads(t: Tariffs, plan: Plan, groups: Masks) -> Floats:
    """Lines x groups: the least freight per pack to a point of the group where the line already goes."""
    near = np.full((len(t.low), len(groups)), inf)
    for line in np.flatnonzero(plan.packs.any(axis=1)):
        points = np.flatnonzero(plan.packs[line] > 0)
        near[line] = np.where(groups[:, points], t.road[line, points][None, :], inf).min(axis=1)
    return near


def _freight(t: Tariffs, plan: Plan, members: Floats) -> Floats:
    carried = np.where(plan.packs > 0, plan.packs * np.where(np.isinf(t.road), 0.0, t.road), 0.0)
    suppliers = len(t.least)
    weight, going = np.zeros((suppliers, plan.packs.shape[1])), np.zeros((suppliers, plan.packs.shape[1]))
    np.add.at(weight, t.line_supplier, carried)
    np.add.at(going, t.line_supplier, (plan.packs > 0).astype(np.float64))
    weight, going = weight[t.stop_supplier] * t.visits, going[t.stop_supplier] * t.visits
    paid: Floats = np.rint(weight @ members + t.stop_fixed[:, None] * (going @ members > 0)).sum(axis=0)
    return paid


def _minimum_orders(t: Tariffs, packs: Floats, near: Floats, goods: Floats, lift: Floats, bought: Floats) -> Floats:
    """What each group pays more so that every supplier it uses gets his minimum order; inf where it cannot."""
    suppliers = (t.line_supplier[None, :] == np.arange(len(t.least))[:, None]).astype(np.float64)
    short = np.where(suppliers @ (packs > 0) > 0, t.least[:, None] - suppliers @ goods, 0.0)
    more = np.zeros(packs.shape[1])
    for supplier, group in zip(*np.nonzero(short > 0), strict=True):
        best = inf
        for line in np.flatnonzero((t.line_supplier == supplier) & (packs[:, group] > 0)):
            value = goods[line, group] + short[supplier, group]
            for low, high, fixed, price in zip(t.low[line], t.high[line], t.fixed[line], t.price[line], strict=True):
                if high < 0 or price <= 0:
                    continue
                packs_then = max(low, bought[line, group], ceil((value - fixed) / price - 1e-9))
                if packs_then <= high:
                    then = fixed + price * packs_then + (packs_then - packs[line, group]) * near[line, group]
                    best = min(best, then - goods[line, group] - lift[line, group])
        more[group] += best
    return np.rint(more)
