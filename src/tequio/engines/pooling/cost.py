"""What deliveries cost, exactly: the one place where goods and freight of a joint purchase become centavos."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tequio.engines.money import to_centavos
from tequio.engines.pooling.model import Delivery, FreightLine, Problem, PurchaseLine, Quote, StepKind


@dataclass(frozen=True, slots=True)
class Bill:
    """Purchase and freight lines in order of their codes."""

    purchases: tuple[PurchaseLine, ...]
    freight: tuple[FreightLine, ...]

    @property
    def cost_minor(self) -> int:
        return sum(p.goods_minor for p in self.purchases) + sum(f.freight_minor for f in self.freight)


def step_reached(quote: Quote, quantity: Decimal) -> int:
    """The number of the highest step whose minimum `quantity` reaches. Raises ValueError below the first one."""
    reached = [number for number, step in enumerate(quote.steps) if quantity >= step.minimum]
    if not reached:
        raise ValueError(f"{quantity} of {quote.material} is less than {quote.supplier} sells.")
    return reached[-1]


def goods_pesos(quote: Quote, quantity: Decimal) -> Decimal:
    """What `quantity` units of a quote cost in pesos, not rounded. Raises ValueError below the first step.

    Incremental: each step prices the units from its minimum up to the next; the first also prices those below it.
    """
    step = step_reached(quote, quantity)
    if quote.kind is StepKind.ALL_UNITS:
        return quantity * quote.steps[step].price
    total = Decimal(0)
    for number in range(step + 1):
        begins = quote.steps[number].minimum if number else Decimal(0)
        ends = quote.steps[number + 1].minimum if number < step else quantity
        total += (ends - begins) * quote.steps[number].price
    return total


def bill_for(problem: Problem, deliveries: Iterable[Delivery]) -> Bill:
    """Every line rounded once. Raises KeyError for a delivery without quote or road, ValueError below a first step."""
    quotes = {(q.supplier, q.material): q for q in problem.quotes}
    roads = {(f.supplier, f.point): f for f in problem.freight}
    weight = {m.code: m.kg_per_unit for m in problem.materials}
    bought: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    carried: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for delivery in deliveries:
        road = roads[delivery.supplier, delivery.point]
        bought[delivery.supplier, delivery.material] += delivery.quantity
        stop = carried[delivery.supplier, road.drop or road.point]
        stop[delivery.point] += delivery.quantity * weight[delivery.material]
    purchases = []
    for (supplier, material), quantity in sorted(bought.items()):
        quote = quotes[supplier, material]
        goods = to_centavos(goods_pesos(quote, quantity))
        purchases.append(PurchaseLine(supplier, material, quantity, step_reached(quote, quantity), goods))
    freight = []
    for (supplier, drop), weights in sorted(carried.items()):
        fixed = roads[supplier, min(weights)].fixed
        pesos = sum((kg * roads[supplier, point].per_kg for point, kg in weights.items()), fixed)
        points = tuple(sorted(weights))
        freight.append(FreightLine(supplier, drop, points, sum(weights.values(), Decimal(0)), to_centavos(pesos)))
    return Bill(tuple(purchases), tuple(freight))
