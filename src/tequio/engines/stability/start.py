"""The starting charges: what every member would pay by the assembly's rule alone, line by line.

A material costs every member the same price per unit wherever he lives: the goods cost of its purchase lines, whole
packs that nobody asked for included, is split by the quantity received. Freight is split by the rule over all lines.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tequio.engines.money import to_centavos
from tequio.engines.pooling.model import Award, Problem
from tequio.engines.shares import split_whole_by
from tequio.engines.stability.model import BadRule, Basis, Rule

Key = tuple[str, str, str, str]  # point, member, material, pledged material


@dataclass(frozen=True, slots=True)
class StartLine:
    """One material received by one member at one point, and his part of goods and freight by the rule."""

    member: str
    point: str
    material: str
    quantity: Decimal
    goods_minor: int
    freight_minor: int
    alone_minor: int | None


def starting_lines(problem: Problem, award: Award, rule: Rule) -> tuple[StartLine, ...]:
    """The award's cost by the rule: lines sorted by point, member, material; they add up to the cost exactly.

    Raises BadRule where the rule is by distance and a point has none.
    """
    received: dict[Key, Decimal] = defaultdict(Decimal)
    for a in award.allotments:
        received[a.point, a.member, a.material, a.pledged] += a.quantity
    bought: dict[str, int] = defaultdict(int)
    for purchase in award.purchases:
        bought[purchase.material] += purchase.goods_minor
    goods: dict[Key, int] = {}
    by_material: dict[str, dict[Key, Decimal]] = defaultdict(dict)
    for key, quantity in received.items():
        by_material[key[2]][key] = quantity
    for material, quantities in by_material.items():
        goods.update(split_whole_by(bought.pop(material, 0), quantities))
    # What was bought for nobody (to complete a minimum order) is shared like freight: it serves the whole order.
    rest = sum(line.freight_minor for line in award.freight) + sum(bought.values())
    freight = split_whole_by(rest, _weights(problem, rule, received, goods)) if received else {}
    alone = alone_prices(problem)
    lines = []
    for key in sorted(received):
        point, member, material, pledged = key
        price = alone.get((member, point, pledged))
        worth = None if price is None else to_centavos(price * received[key])
        lines.append(StartLine(member, point, material, received[key], goods[key], freight[key], worth))
    return tuple(lines)


def alone_prices(problem: Problem) -> dict[tuple[str, str, str], Decimal | None]:
    """Pesos per unit that a member pays alone, by (member, point, pledged material); of several pledges the mean."""
    worth: dict[tuple[str, str, str], Decimal | None] = {}
    quantity: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for p in problem.pledges:
        key = p.member, p.point, p.material
        before = worth.get(key, Decimal(0))
        worth[key] = None if before is None or p.alone is None else before + p.alone * p.quantity
        quantity[key] += p.quantity
    return {key: None if amount is None else amount / quantity[key] for key, amount in worth.items()}


def _weights(
    problem: Problem, rule: Rule, received: Mapping[Key, Decimal], goods: Mapping[Key, int]
) -> dict[Key, Decimal]:
    if rule.basis is Basis.QUANTITY:
        return dict(received)
    if rule.basis is Basis.VALUE:
        # A material without a reference price counts at its cost; centavos turn into pesos to be on one scale.
        worth = {
            k: q * rule.reference[k[2]] if k[2] in rule.reference else Decimal(goods[k]) / 100
            for k, q in received.items()
        }
        return worth if any(worth.values()) else dict(received)
    kg = {m.code: m.kg_per_unit for m in problem.materials}
    weight = {k: q * kg[k[2]] for k, q in received.items()}
    if rule.basis is Basis.DISTANCE:
        missing = sorted({k[0] for k in received} - set(rule.distance_km))
        if missing:
            raise BadRule(tuple(missing))
        carried = {k: w * rule.distance_km[k[0]] for k, w in weight.items()}
        # Where nothing travels, distance says nothing and weight decides; where nothing weighs, quantity does.
        if any(carried.values()):
            return carried
    return weight if any(weight.values()) else dict(received)
