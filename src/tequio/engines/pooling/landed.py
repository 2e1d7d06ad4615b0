"""Landed prices: what a unit of a material costs at a point, with its part of the freight.

Postage-stamp rule: a material's goods cost the same everywhere (all its purchase lines together, over the units that
members take, so that what packs leave over is paid by those it was bought for). A point carries the freight per
kilogram of its own stops and, of a shared stop, its part of the fixed price by weight; it spreads both over the
kilograms that its members take.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from tequio.engines.money import CENTAVOS_PER_PESO
from tequio.engines.pooling.cost import Bill
from tequio.engines.pooling.model import Delivery, Problem


def landed_prices(
    problem: Problem, deliveries: Iterable[Delivery], bill: Bill, taken: Mapping[tuple[str, str], Decimal]
) -> dict[tuple[str, str], Decimal]:
    """Pesos per unit by (point, material), for all in `taken` (units that members receive there)."""
    weight = {m.code: m.kg_per_unit for m in problem.materials}
    goods: dict[str, int] = defaultdict(int)
    for line in bill.purchases:
        goods[line.material] += line.goods_minor
    units: dict[str, Decimal] = defaultdict(Decimal)
    kilograms: dict[str, Decimal] = defaultdict(Decimal)
    for (point, material), quantity in taken.items():
        units[material] += quantity
        kilograms[point] += quantity * weight[material]
    freight = _freight_of_points(problem, deliveries, bill)
    return {
        (point, material): (
            Decimal(goods[material]) / units[material] + weight[material] * freight[point] / kilograms[point]
        )
        / CENTAVOS_PER_PESO
        for (point, material), quantity in sorted(taken.items())
        if quantity > 0
    }


def _freight_of_points(problem: Problem, deliveries: Iterable[Delivery], bill: Bill) -> dict[str, Decimal]:
    """Centavos of freight that each point carries (not rounded; they add up to the freight lines)."""
    roads = {(f.supplier, f.point): f for f in problem.freight}
    weight = {m.code: m.kg_per_unit for m in problem.materials}
    load: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for delivery in deliveries:
        load[delivery.supplier, delivery.point] += delivery.quantity * weight[delivery.material]
    freight: dict[str, Decimal] = defaultdict(Decimal)
    for line in bill.freight:
        own = {p: load[line.supplier, p] * roads[line.supplier, p].per_kg * CENTAVOS_PER_PESO for p in line.points}
        shared = line.freight_minor - sum(own.values(), Decimal(0))
        for point in line.points:
            freight[point] += own[point] + shared * load[line.supplier, point] / line.weight_kg
    return freight
