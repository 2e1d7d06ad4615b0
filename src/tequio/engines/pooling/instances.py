"""Invented joint purchases of any size from a seed, for benches, tests and the worked example.

Two kinds. *Ample*: most quotes can cover most of the demand. *Tight*: a supplier covers about a quarter of a material
and minimum orders bind (one asks for 40-70 % of all he could sell). Prices are round, as on a price list; the fixed
freight that a good award pays is 3-10 % of its goods. The same seed always gives the same problem.
"""

from dataclasses import dataclass
from decimal import Decimal
from math import hypot
from random import Random

from tequio.engines.pooling.model import Freight, Material, Pledge, Problem, Quote, Step, StepKind, Supplier

# What potters buy: pesos per kilogram and kilograms in a pack, from a low-fire clay to a tin oxide.
CATALOGUE = (
    ("barro", "3.20", 50), ("caolin", "7.50", 25), ("feldespato", "9.80", 25), ("silice", "6.40", 25),
    ("bentonita", "11.00", 25), ("talco", "8.60", 25), ("carbonato", "6.90", 25), ("yeso", "5.20", 40),
    ("esmalte_transparente", "68.00", 20), ("esmalte_blanco", "82.00", 20), ("esmalte_miel", "74.00", 20),
    ("frita_sin_plomo", "58.00", 25), ("oxido_hierro", "46.00", 5), ("oxido_cobre", "310.00", 1),
    ("oxido_cobalto", "890.00", 1), ("oxido_manganeso", "95.00", 5), ("oxido_estano", "720.00", 1),
    ("rutilo", "140.00", 5), ("chamota", "5.60", 40), ("barbotina", "8.20", 20), ("engobe_rojo", "24.00", 10),
    ("engobe_blanco", "28.00", 10), ("pasta_gres", "12.50", 20), ("alambre_kanthal", "480.00", 1),
    ("fibra_ceramica", "165.00", 5), ("ladrillo_refractario", "14.00", 30), ("cemento_refractario", "19.00", 25),
    ("carton", "16.00", 10), ("cera", "64.00", 5), ("pigmento_azul", "260.00", 1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of an instance. `capacity`: how much of a material one supplier covers; `minimum_order`: the share of
    all he could sell that he asks for at least; `freight`: fixed price of a stop in pesos per unit of distance."""

    members: int
    materials: int
    suppliers: int
    points: int
    steps: int
    capacity: tuple[float, float]
    minimum_order: tuple[float, float]
    stop_share: float


def ample(
    seed: int, *, members: int = 4000, materials: int = 30, suppliers: int = 6, points: int = 40, steps: int = 4
) -> Problem:
    """An ample instance: each quote covers 70-150 % of the demand of its material, minimum orders are small."""
    return generate(Shape(members, materials, suppliers, points, steps, (0.7, 1.5), (0.02, 0.06), 0.022), seed)


def tight(
    seed: int, *, members: int = 4000, materials: int = 20, suppliers: int = 12, points: int = 40, steps: int = 5
) -> Problem:
    """A tight instance: each quote covers 20-30 % of its material, minimum orders bind."""
    return generate(Shape(members, materials, suppliers, points, steps, (0.2, 0.3), (0.4, 0.7), 0.022), seed)


def generate(shape: Shape, seed: int) -> Problem:
    random = Random(seed)
    catalogue = [
        (name if i < len(CATALOGUE) else f"{name}_{i // len(CATALOGUE) + 1}", Decimal(price), pack)
        for i in range(shape.materials)
        for name, price, pack in (CATALOGUE[i % len(CATALOGUE)],)
    ]
    homes = {f"P{i + 1:02d}": (random.random(), random.random()) for i in range(shape.points)}
    pledges = _pledges(random, shape, catalogue, list(homes))
    demand: dict[str, Decimal] = {}
    for pledge in pledges:
        demand[pledge.material] = demand.get(pledge.material, Decimal(0)) + pledge.quantity
    value = {name: float(demand.get(name, Decimal(0)) * price) for name, price, _ in catalogue}

    depots = {f"S{i + 1:02d}": (random.random(), random.random()) for i in range(shape.suppliers)}
    quotes, suppliers = [], []
    for supplier in depots:
        level, sells = random.uniform(0.96, 1.04), 0.0
        for name, price, pack in catalogue:
            if name not in demand:
                continue
            share = random.uniform(*shape.capacity)
            sells += share * value[name]
            base = float(price) * level * random.uniform(0.92, 1.08)
            quotes.append(_quote(random, shape, supplier, name, base, pack, float(demand[name]) * share))
        asked = min(sells, sum(value.values())) * random.uniform(*shape.minimum_order)
        suppliers.append(Supplier(supplier, _round(asked, 2)))
    return Problem(
        materials=tuple(Material(name) for name, _, _ in catalogue),
        pledges=tuple(pledges),
        quotes=tuple(quotes),
        suppliers=tuple(suppliers),
        freight=_freight(shape, depots, homes, sum(value.values())),
    )


def _pledges(
    random: Random, shape: Shape, catalogue: list[tuple[str, Decimal, int]], points: list[str]
) -> list[Pledge]:
    sizes = [1 / (rank + 3) ** 0.6 for rank in range(len(points))]
    pledges = []
    for number in range(shape.members):
        point = random.choices(points, sizes)[0] if number >= len(points) else points[number]
        for name, price, pack in random.sample(catalogue, min(len(catalogue), random.randint(3, 6))):
            # A wish of some 200 to 1,500 pesos in handy amounts: a tenth of a pack or more, in round steps.
            handy = max(Decimal(pack) / 10, Decimal("0.5"))
            count = max(1, round(random.uniform(200, 1500) / float(price * handy)))
            quantity = handy * _round(count, 1)
            tolerance = handy if random.random() < 0.3 else Decimal(0)
            pledges.append(Pledge(f"M{number + 1:05d}", point, name, quantity, tolerance))
    return pledges


def _quote(
    random: Random, shape: Shape, supplier: str, material: str, base: float, pack: int, capacity: float
) -> Quote:
    packs = max(shape.steps, int(capacity / pack))
    steps: list[Step] = []
    price = base
    for index in range(shape.steps):
        minimum = _round(max(1.0, packs * index * 0.85 / shape.steps), 2) * pack
        if not steps or minimum > steps[-1].minimum:
            steps.append(Step(minimum, max(_round(price, 3), Decimal("0.01"))))
        price *= 1 - random.uniform(0.015, 0.04)
    kind = StepKind.INCREMENTAL if random.random() < 0.15 else StepKind.ALL_UNITS
    least = max(_round(packs, 2), Decimal(1)) * pack
    return Quote(supplier, material, tuple(steps), kind, Decimal(pack), max(least, steps[-1].minimum))


def _freight(
    shape: Shape, depots: dict[str, tuple[float, float]], homes: dict[str, tuple[float, float]], goods: float
) -> tuple[Freight, ...]:
    usual = goods / shape.points * shape.stop_share
    rows = []
    for supplier, (a, b) in depots.items():
        for point, (c, d) in homes.items():
            far = hypot(a - c, b - d)
            fixed = max(Decimal(50), _round(usual * (0.45 + far), 2))
            rows.append(Freight(supplier, point, fixed, Decimal(round(4 + 20 * far)) / 100))
    return tuple(rows)


def _round(amount: float, digits: int) -> Decimal:
    """The nearest number with so many leading digits that matter: a figure somebody would write on a list."""
    rounded = Decimal(f"{amount:.{digits - 1}e}")
    return Decimal(f"{rounded:f}")
