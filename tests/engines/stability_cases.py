"""Small invented joint purchases, and what every group of their villages costs on its own by solving each one."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from random import Random

import numpy as np

from tequio.engines.pooling.model import (
    Award,
    DropReason,
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
from tequio.engines.stability.games import least_core


def small_problem(seed: int, *, alone: float = 0.5) -> Problem:
    """2 to 4 villages, 2 to 7 members, 1 or 2 materials, 1 to 3 suppliers, with every trait of a quote now and then.

    `alone`: how often a member has a price alone as evidence.
    """
    random = Random(seed)
    points = [f"P{i}" for i in range(random.randint(2, 4))]
    materials = [Material("barro"), Material("esmalte", Decimal("1.5"))][: random.randint(1, 2)]
    pledges = []
    for number in range(random.randint(len(points), 7)):
        point = points[number] if number < len(points) else random.choice(points)
        for material in random.sample(materials, random.randint(1, len(materials))):
            others = tuple(m.code for m in materials if m != material and random.random() < 0.2)
            price = Decimal(random.randint(80, 160)) / 10 if random.random() < alone else None
            pledges.append(
                Pledge(
                    f"M{number}",
                    point,
                    material.code,
                    Decimal(random.randint(1, 12)),
                    tolerance=Decimal(random.choice([0, 0, 1])),
                    alone=price,
                    substitutes=others,
                )
            )
    suppliers = [Supplier(f"S{i}", Decimal(random.choice([0, 0, 100]))) for i in range(random.randint(1, 3))]
    quotes = []
    for number, supplier in enumerate(suppliers):
        for material in materials:
            # The first supplier sells everything without limit, so that somebody can always serve.
            if number and random.random() < 0.3:
                continue
            price, minimum, steps = Decimal(random.randint(80, 120)) / 10, 0, []
            cheaper = random.choice([Decimal("0.85"), Decimal("0.6")])
            for _ in range(random.randint(1, 3)):
                steps.append(Step(Decimal(max(1, minimum)), price))
                price, minimum = price * cheaper, minimum + random.randint(8, 20)
            quotes.append(
                Quote(
                    supplier.code,
                    material.code,
                    tuple(steps),
                    random.choice([StepKind.ALL_UNITS, StepKind.ALL_UNITS, StepKind.INCREMENTAL]),
                    Decimal(random.choice([1, 1, 2, 5])),
                    Decimal(random.randint(20, 60)) if number and random.random() < 0.5 else None,
                )
            )
    return Problem(
        tuple(materials), tuple(pledges), tuple(quotes), tuple(suppliers), _freight(random, suppliers, points)
    )


def _freight(random: Random, suppliers: list[Supplier], points: list[str]) -> tuple[Freight, ...]:
    rows = []
    for number, supplier in enumerate(suppliers):
        shared = Decimal(random.randint(10, 90))
        route = set(random.sample(points, random.randint(0, len(points))))
        for point in points:
            if number and random.random() < 0.2:
                continue
            own = Decimal(random.randint(0, 80))
            per_kg = Decimal(random.randint(0, 20)) / 10
            drop = f"R{number}" if point in route else None
            rows.append(Freight(supplier.code, point, shared if drop else own, per_kg, drop))
    return tuple(rows)


def all_groups(points: list[str]) -> list[tuple[str, ...]]:
    return [group for size in range(1, len(points)) for group in combinations(points, size)]


def cost_alone(problem: Problem, group: tuple[str, ...]) -> float:
    """Centavos of the cheapest award of these villages on their own and of who buys alone; inf if there is none."""
    theirs = tuple(replace(p, walk_away=None) for p in problem.pledges if p.point in group)
    try:
        award = solve(replace(problem, pledges=theirs), seconds=20, gap=Decimal("1e-9"))
    except Infeasible:
        return float("inf")
    return float(award.total_minor)


def outside(award: Award, group: tuple[str, ...]) -> int:
    return sum(
        round(d.pledge.alone * d.pledge.quantity * 100)
        for d in award.dropped
        if d.reason is DropReason.CHEAPER_ALONE and d.pledge.point in group
    )


def epsilon_by_enumeration(
    problem: Problem, award: Award, caps: dict[str, float]
) -> tuple[float, dict[tuple[str, ...], float]]:
    """The least epsilon with every group in the programme, and each group's cost alone."""
    points = sorted({p.point for p in problem.pledges})
    known = {group: cost_alone(problem, group) for group in all_groups(points)}
    rows = [group for group in known if known[group] < float("inf")]
    found = least_core(
        np.array([[p in group for p in points] for group in rows], dtype=bool).reshape(len(rows), len(points)),
        np.array([known[group] - outside(award, group) for group in rows], dtype=float),
        float(award.cost_minor),
        lower=np.zeros(len(points)),
        upper=np.array([caps.get(p, 0.0) for p in points]),
        floor=0.0,
    )
    assert found is not None
    return found.epsilon, known


def three_villages() -> Problem:
    """The worked example of docs/explain/stability.md: two near villages, a far one, steps at 200 and 300 kg."""
    wishes = {"A": {"Ana": 60, "Abel": 40}, "B": {"Beto": 100}, "C": {"Carmen": 80, "Chela": 20}}
    alone = {"Chela": Decimal("9.80")}
    return Problem(
        materials=(Material("barro"),),
        pledges=tuple(
            Pledge(member, point, "barro", Decimal(kg), alone=alone.get(member))
            for point, members in wishes.items()
            for member, kg in members.items()
        ),
        quotes=(
            Quote(
                "S",
                "barro",
                (Step(Decimal(1), Decimal(10)), Step(Decimal(200), Decimal(9)), Step(Decimal(300), Decimal("8.50"))),
            ),
        ),
        suppliers=(Supplier("S"),),
        freight=(
            Freight("S", "A", Decimal(20)),
            Freight("S", "B", Decimal(20)),
            Freight("S", "C", Decimal(260)),
        ),
    )


def one_truck_for_two() -> Problem:
    """Any two of three equal villages fill the cheap supplier's 200 kg at 7.00; the third pays 10.00 elsewhere."""
    return Problem(
        materials=(Material("barro"),),
        pledges=tuple(Pledge(f"de {p}", p, "barro", Decimal(100)) for p in "ABC"),
        quotes=(
            Quote("barato", "barro", (Step(Decimal(200), Decimal(7)),), capacity=Decimal(200)),
            Quote("caro", "barro", (Step(Decimal(1), Decimal(10)),)),
        ),
        suppliers=(Supplier("barato"), Supplier("caro")),
        freight=tuple(Freight(s, p) for s in ("barato", "caro") for p in "ABC"),
    )
