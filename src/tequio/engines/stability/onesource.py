"""A good award for a small group in no time: each material from one supplier, the set of suppliers found by trying.

Exact search needs seconds per village on a large round; this needs milliseconds and is seldom far off, because a single
village rarely gains from a second stop for the same material. It proves nothing about what is cheapest.
"""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from tequio.engines.pooling.grid import Grid
from tequio.engines.stability.villages import Floats, Plan, Tariffs


@dataclass(frozen=True, slots=True)
class _Offers:
    """Per line: packs for each point, cost of goods and roads in centavos (inf: cannot serve), value of the goods."""

    packs: Floats
    cost: Floats
    goods: Floats


def one_source_plan(grid: Grid, tariffs: Tariffs, group: NDArray[np.bool_]) -> Plan | None:
    """A plan for the group, everybody served with what he pledged first; None where one supplier each cannot do it."""
    needs = _needs(grid, group)
    wanted = sorted({material for material, _ in needs})
    if not wanted:
        return None
    offers = _offers(grid, tariffs, needs)
    material = np.array([line.material for line in grid.lines])
    of_material = [np.flatnonzero(material == m) for m in wanted]
    suppliers = len(grid.suppliers)
    best, cheapest = None, inf
    for start in [np.ones(suppliers, dtype=bool), *np.eye(suppliers, dtype=bool)]:
        chosen, cost = _improve(tariffs, offers, of_material, start)
        if cost < cheapest:
            best, cheapest = _lines(tariffs, offers, of_material, chosen), cost
    if best is None:
        return None
    packs = np.zeros((len(grid.lines), len(grid.points)))
    packs[best] = offers.packs[best]
    return Plan(packs, np.zeros(len(grid.points)), group)


def _needs(grid: Grid, group: NDArray[np.bool_]) -> dict[tuple[int, int], int]:
    """Grains by (material, point)."""
    needs: dict[tuple[int, int], int] = {}
    for row in grid.rows:
        if group[row.point]:
            key = row.accepts[0], row.point
            needs[key] = needs.get(key, 0) + grid.grains(row)
    return needs


def _offers(grid: Grid, t: Tariffs, needs: dict[tuple[int, int], int]) -> _Offers:
    packs = np.zeros((len(grid.lines), len(grid.points)))
    for number, line in enumerate(grid.lines):
        for (material, point), grains in needs.items():
            if material == line.material:
                packs[number, point] = -(-grains // line.grains)
    total = packs.sum(axis=1)[:, None]
    wanted = np.maximum(total, t.low)
    with np.errstate(invalid="ignore"):
        roads = np.where(packs > 0, packs * t.road, 0.0).sum(axis=1)
        lift = np.where(wanted > total, (wanted - total) * np.where(packs > 0, t.road, inf).min(axis=1)[:, None], 0.0)
    each = np.where(wanted <= t.high, t.fixed + t.price * wanted + lift, inf)
    step = each.argmin(axis=1)
    lines = np.arange(len(grid.lines))
    goods = (t.fixed + t.price * wanted)[lines, step]
    return _Offers(packs, each[lines, step] + roads, goods)


def _lines(
    t: Tariffs, offers: _Offers, of_material: list[NDArray[np.int64]], chosen: NDArray[np.bool_]
) -> NDArray[np.int64] | None:
    """For each material the cheapest line of the chosen suppliers."""
    cost = np.where(chosen[t.line_supplier], offers.cost, inf)
    lines = [int(group[cost[group].argmin()]) if len(group) else -1 for group in of_material]
    if any(line < 0 or cost[line] == inf for line in lines):
        return None
    return np.array(lines, dtype=np.int64)


def _price(t: Tariffs, offers: _Offers, of_material: list[NDArray[np.int64]], chosen: NDArray[np.bool_]) -> float:
    lines = _lines(t, offers, of_material, chosen)
    if lines is None:
        return inf
    goods, going = np.zeros(len(t.least)), np.zeros((len(t.least), offers.packs.shape[1]), dtype=bool)
    np.add.at(goods, t.line_supplier[lines], offers.goods[lines])
    np.logical_or.at(going, t.line_supplier[lines], offers.packs[lines] > 0)
    stops = (going[t.stop_supplier] & t.visits).any(axis=1)
    short = np.where(going.any(axis=1), np.maximum(0.0, t.least - goods), 0.0)
    return float(offers.cost[lines].sum() + t.stop_fixed[stops].sum() + short.sum())


def _improve(
    t: Tariffs, offers: _Offers, of_material: list[NDArray[np.int64]], chosen: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], float]:
    """Suppliers taken in or out one by one as long as it gets cheaper (or a set that serves at all is found)."""
    cost = _price(t, offers, of_material, chosen)
    while True:
        near = chosen[None, :] ^ np.eye(len(chosen), dtype=bool)
        prices = [_price(t, offers, of_material, other) for other in near]
        best = int(np.argmin(prices))
        if prices[best] >= cost:
            return chosen, cost
        chosen, cost = near[best], prices[best]
