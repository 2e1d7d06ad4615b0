"""The award equals what trying everything finds: an enumerator of its own, in whole centavos, on small problems."""

from dataclasses import replace
from decimal import Decimal
from itertools import product
from random import Random

import numpy as np
import pytest

from tequio.engines.pooling.model import (
    Freight,
    Infeasible,
    Material,
    Pledge,
    Problem,
    Quote,
    Step,
    StepKind,
    Supplier,
)
from tequio.engines.pooling.solve import solve
from tequio.engines.pooling.verify import verify

pytestmark = pytest.mark.slow

BATCHES, PER_BATCH = 21, 100


def small_problem(random: Random) -> Problem:
    """Up to 8 members, 3 suppliers, 2 points, 2 materials; few packs, so that everything can be tried."""
    least = 1 if random.random() < 0.1 else random.randint(3, 6)
    while True:
        problem = _draw(random)
        if _combinations(problem) <= 60_000 and len(_arcs(problem)) >= least:
            return problem


def _draw(random: Random) -> Problem:
    points = ["P", "Q"][: random.choice([1, 1, 2])]
    materials = ["barro", "yeso"][: random.choice([1, 2])]
    suppliers = ["A", "B", "C"][: random.choice([1, 2, 2, 3])]
    substitutes = len(materials) == 2 and random.random() < 0.3
    alone = {(p, m): Decimal(random.randint(8, 22)) for p in points for m in materials if random.random() < 0.25}
    pledges = []
    for number in range(random.randint(1, 8)):
        point, material = random.choice(points), random.choice(materials)
        other = tuple(m for m in materials if m != material) if substitutes and random.random() < 0.4 else ()
        quantity = Decimal(random.choice([1, 1, 2, 3]))
        tolerance = Decimal(random.choice([0, 0, 1]))
        price = alone.get((point, material))
        pledges.append(Pledge(f"m{number}", point, material, quantity, tolerance, None, price, other))
    quotes = []
    for supplier, material in product(suppliers, materials):
        if random.random() < 0.92:
            quotes.append(_quote(random, supplier, material))
    freight = []
    for supplier in suppliers:
        shared = Decimal(random.randint(0, 30)) if random.random() < 0.3 else None
        for point in points:
            if random.random() < 0.95:
                fixed = Decimal(random.randint(0, 30)) if shared is None else shared
                per_kg = Decimal(random.randint(0, 4)) / 2
                freight.append(Freight(supplier, point, fixed, per_kg, "ruta" if shared is not None else None))
    least = {s: Decimal(random.choice([0, 0, 30, 80])) for s in suppliers}
    return Problem(
        materials=tuple(Material(m, Decimal(random.randint(1, 2))) for m in materials),
        pledges=tuple(pledges),
        quotes=tuple(quotes),
        suppliers=tuple(Supplier(s, least[s]) for s in suppliers),
        freight=tuple(freight),
    )


def _quote(random: Random, supplier: str, material: str) -> Quote:
    pack = random.choice([1, 2, 2, 3, 4])
    minimum, price, steps = random.choice([0, 1, 3]), random.randint(10, 16), []
    for _ in range(random.randint(1, 3)):
        steps.append(Step(Decimal(minimum), Decimal(price)))
        minimum += random.randint(2, 5)
        price -= random.randint(1, 3)
    kind = random.choice([StepKind.ALL_UNITS, StepKind.INCREMENTAL])
    capacity = max(Decimal(pack * random.randint(1, 6)), steps[0].minimum)
    return Quote(supplier, material, tuple(steps), kind, Decimal(pack), capacity)


def _arcs(problem: Problem) -> list[tuple[Quote, Freight]]:
    """A quote can be brought where its supplier drives and somebody accepts its material."""
    wanted = {(p.point, m) for p in problem.pledges for m in (p.material, *p.substitutes)}
    return [
        (quote, road)
        for quote in problem.quotes
        for road in problem.freight
        if quote.supplier == road.supplier and (road.point, quote.material) in wanted
    ]


def _most(quote: Quote) -> int:
    assert quote.capacity is not None
    return int(quote.capacity // quote.pack)


def _combinations(problem: Problem) -> int:
    count = 1
    for quote, _ in _arcs(problem):
        count *= _most(quote) + 1
    return count


def cheapest(problem: Problem) -> int | None:
    """Centavos of goods, freight and buying alone in the cheapest of all awards; None if nothing serves everybody."""
    arcs = _arcs(problem)
    tables = np.meshgrid(*[np.arange(_most(quote) + 1) for quote, _ in arcs], indexing="ij")
    packs = np.stack([t.ravel() for t in tables]) if arcs else np.zeros((0, 1), dtype=np.int64)
    cost, allowed = _cost(problem, arcs, packs)
    groups: dict[tuple, int] = {}
    for p in problem.pledges:
        key = (p.point, p.material, p.substitutes, p.alone)
        groups[key] = groups.get(key, 0) + int(p.quantity)
    if not (allowed & _covers(arcs, packs, groups)).any():
        return None
    best = None
    optional = [key for key in groups if key[3] is not None]
    for leave in product([False, True], repeat=len(optional)):
        left = {key for key, out in zip(optional, leave, strict=True) if out}
        rest = {key: wish for key, wish in groups.items() if key not in left}
        fits = allowed & _covers(arcs, packs, rest)
        if fits.any():
            total = int(cost[fits].min()) + sum(int(key[3] * 100) * groups[key] for key in left)
            best = total if best is None else min(best, total)
    return best


def _cost(problem, arcs, packs):
    weight = {m.code: int(m.kg_per_unit) for m in problem.materials}
    cost = np.zeros(packs.shape[1], dtype=np.int64)
    allowed = np.ones(packs.shape[1], dtype=bool)
    goods = {s.code: np.zeros(packs.shape[1], dtype=np.int64) for s in problem.suppliers}
    for quote in problem.quotes:
        mine = [i for i, (q, _) in enumerate(arcs) if q == quote]
        units = packs[mine].sum(axis=0) * int(quote.pack)
        price = np.array([_price(quote, u) for u in range(int(units.max(initial=0)) + 1)])[units]
        allowed &= (units <= int(quote.capacity)) & (price >= 0)
        goods[quote.supplier] += price
    for supplier in problem.suppliers:
        value = goods[supplier.code]
        allowed &= (value == 0) | (value >= int(supplier.minimum_order * 100))
        cost += value
    stops: dict[tuple, np.ndarray] = {}
    for i, (quote, road) in enumerate(arcs):
        stop = (road.supplier, road.drop or road.point, int(road.fixed * 100))
        stops[stop] = stops.get(stop, False) | (packs[i] > 0)
        cost += packs[i] * int(quote.pack * road.per_kg * 100) * weight[quote.material]
    for (_, _, fixed), used in stops.items():
        cost += fixed * used
    return cost, allowed


def _price(quote: Quote, units: int) -> int:
    """Centavos for so many units, by counting them one after another; -1 below the first step."""
    if units == 0:
        return 0
    if units < quote.steps[0].minimum:
        return -1
    reached = [s for s in quote.steps if s.minimum <= units]
    if quote.kind is StepKind.ALL_UNITS:
        return int(reached[-1].price * 100) * units
    total = 0
    for unit in range(units):
        begun = [s for s in quote.steps if s.minimum <= unit] or [quote.steps[0]]
        total += int(begun[-1].price * 100)
    return total


def _covers(arcs, packs, groups):
    """Hall's condition per point: for every set of materials, enough of it for those who accept nothing else."""
    fits = np.ones(packs.shape[1], dtype=bool)
    for point in {key[0] for key in groups}:
        here = {key: wish for key, wish in groups.items() if key[0] == point}
        materials = sorted({m for key in here for m in (key[1], *key[2])})
        for chosen in product([False, True], repeat=len(materials)):
            some = {m for m, c in zip(materials, chosen, strict=True) if c}
            need = sum(wish for key, wish in here.items() if {key[1], *key[2]} <= some)
            come = sum(
                (
                    packs[i] * int(quote.pack)
                    for i, (quote, road) in enumerate(arcs)
                    if road.point == point and quote.material in some
                ),
                np.zeros(packs.shape[1], dtype=np.int64),
            )
            fits &= come >= need
    return fits


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_award_costs_what_trying_everything_finds(batch):
    random = Random(batch)
    for number in range(PER_BATCH):
        problem = small_problem(random)
        expected = cheapest(problem)
        if expected is None:
            with pytest.raises(Infeasible) as refusal:
                solve(problem, gap=Decimal(0), threads=1)
            assert refusal.value.shortages, (batch, number)
            continue
        award = solve(problem, gap=Decimal(0), threads=1)
        assert (award.total_minor, award.bound_minor) == (expected, expected), (batch, number)
        assert verify(problem, award) == (), (batch, number)


def test_the_enumerator_itself_agrees_with_a_sum_by_hand():
    # 5 units in packs of 2 are 6: three packs at 10 pesos, one stop of 7 pesos, half a peso per kilogram.
    problem = Problem(
        materials=(Material("barro"),),
        pledges=(Pledge("ana", "P", "barro", Decimal(5)),),
        quotes=(Quote("A", "barro", (Step(Decimal(0), Decimal(10)),), pack=Decimal(2), capacity=Decimal(8)),),
        suppliers=(Supplier("A"),),
        freight=(Freight("A", "P", Decimal(7), Decimal("0.5")),),
    )
    assert cheapest(problem) == 6_000 + 700 + 300
    assert cheapest(replace(problem, freight=())) is None
