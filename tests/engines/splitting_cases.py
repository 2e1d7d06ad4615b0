"""Small orders: the one worked by hand in docs/explain/splitting.md, and random ones where everything can be tried."""

from collections import defaultdict
from decimal import Decimal
from itertools import product
from random import Random

import numpy as np

from tequio.engines.splitting.fairness import shares_due
from tequio.engines.splitting.ground import lay_out
from tequio.engines.splitting.model import (
    Exclusion,
    Held,
    Line,
    Load,
    Order,
    Pin,
    Place,
    Skill,
    Terms,
    Ware,
    Workshop,
)


def small_order(random: Random, most: int = 40_000) -> Order:
    """Up to 2 lines, 3 workshops and 3 weeks, and few pieces; with everything an order can have."""
    while True:
        order = _draw(random)
        if combinations(order) <= most:
            return order


def _draw(random: Random) -> Order:
    weeks = random.choice([1, 2, 2, 3])
    lines = tuple(
        Line(
            f"L{n}", f"p{random.choice([n, n, 0])}", random.randint(1, 6),
            max(random.randint(1, weeks), random.randint(1, weeks)),
            random.choice([500, 900, 1200, 1200]),
            {"minutos": Decimal(random.randint(1, 4)), "litros": Decimal(random.choice([0, 1, 2]))},
            ware=random.choice(["", "", "alimentos"]),
        )
        for n in range(random.choice([1, 1, 2]))
    )  # fmt: skip
    places = tuple(Place(f"v{n}", random.choice([0, 0, 700]), random.choice([0, 30])) for n in range(2))
    workshops = tuple(_workshop(random, f"T{n}", weeks) for n in range(random.choice([1, 2, 2, 3])))
    skills = tuple(
        Skill(
            w.code, product_, random.choice([300, 450, 450, 600, 800]),
            Decimal(random.choice(["1", "1", "1.25"])), Decimal(random.choice(["0", "0.1"])),
            {"minutos": Decimal(random.randint(1, 3))} if random.random() < 0.2 else None,
        )
        for w in workshops
        for product_ in sorted({line.product for line in lines})
        if random.random() < 0.9
    )  # fmt: skip
    pins, exclusions = [], []
    for line, workshop in product(lines, workshops):
        makes = any(s.workshop == workshop.code and s.product == line.product for s in skills)
        draw = random.random()
        if draw < 0.06:
            exclusions.append(Exclusion(workshop.code, "pidió descanso", random.choice([None, line.code])))
        elif draw < 0.14 and makes and (not line.ware or workshop.holds):
            until = next((h.until for h in workshop.holds if h.until is not None), weeks)
            week = random.choice([None, random.randint(1, min(line.due, until) if line.ware else line.due)])
            pins.append(Pin(line.code, workshop.code, random.choice([0, 1, 2]), "acuerdo", week, random.random() < 0.5))
    out = {(e.workshop, e.line) for e in exclusions}
    kept: list[Pin] = []
    for pin in pins:
        free = next(line.pieces for line in lines if line.code == pin.line)
        if {(pin.workshop, None), (pin.workshop, pin.line)} & out:
            continue
        if sum(k.pieces for k in kept if k.line == pin.line) + pin.pieces <= free:
            kept.append(pin)
    terms = Terms(random.choice([0, 1]), 500, random.choice([0, 1000]), random.choice([0, 8000]), Decimal("0.8"))
    ware = Ware("alimentos", ("sin_plomo",))
    return Order(weeks, lines, workshops, skills, places, (ware,), tuple(kept), tuple(exclusions), terms)


def _workshop(random: Random, code: str, weeks: int) -> Workshop:
    minutes = tuple(Decimal(random.choice([0, 6, 9, 15])) for _ in range(weeks - 1))
    litres = tuple(Decimal(random.choice([3, 6, 8])) for _ in range(weeks))
    holds = (Held("sin_plomo", random.choice([None, None, 1])),) if random.random() < 0.7 else ()
    load = None
    if random.random() < 0.25:
        load = Load("litros", Decimal(random.choice([3, 4])), Decimal(random.choice(["0.5", "0.8"])), 400)
    return Workshop(
        code, random.choice(["v0", "v1"]), {"minutos": (*minutes, Decimal(12)), "litros": litres}, holds,
        random.choice([1, 1, 1, 2, 3]), random.choice([0, 0, 250]), load, random.choice([0, 2000]),
        random.choice([0, 0, 3000]),
    )  # fmt: skip


def cells(order: Order) -> list[tuple[Line, Workshop, Skill, int, int]]:
    """(line, workshop, skill, week, most pieces) for every place where pieces could be, told from the order alone."""
    found = []
    wares = {w.code: w.requires for w in order.wares}
    skills = {(s.workshop, s.product): s for s in order.skills}
    out = {(e.workshop, e.line) for e in order.exclusions}
    for line, workshop in product(order.lines, order.workshops):
        skill = skills.get((workshop.code, line.product))
        pins = [p for p in order.pins if (p.line, p.workshop) == (line.code, workshop.code)]
        if skill is None or {(workshop.code, None), (workshop.code, line.code)} & out:
            continue
        if skill.cost_minor > line.price_minor and not pins:
            continue
        until = {h.code: order.weeks if h.until is None else h.until for h in workshop.holds}
        for week in range(1, line.due + 1):
            held = all(until.get(code, 0) >= week for code in wares.get(line.ware, ()))
            pinned = sum(p.pieces for p in pins if p.week == week)
            if held or pinned:
                found.append((line, workshop, skill, week, line.pieces if held else pinned))
    return found


def _uses(line: Line, skill: Skill, resource: str) -> Decimal:
    said = {**line.uses, **(skill.uses or {})}
    return said.get(resource, Decimal(0)) * skill.starts


def combinations(order: Order) -> int:
    count = 1
    for *_, most in cells(order):
        count *= most + 1
    return count


def cheapest(order: Order) -> Decimal | None:
    """Centavos of the best of all plans (weight of missing shares unrounded); None if there is none."""
    places = cells(order)
    if not places:
        return None
    tables = np.meshgrid(*[np.arange(most + 1) for *_, most in places], indexing="ij")
    pieces = np.stack([table.ravel() for table in tables]).astype(np.int64)
    fits = np.ones(pieces.shape[1], dtype=bool)
    cost = np.zeros(pieces.shape[1], dtype=np.int64)
    for line in order.lines:
        fits &= _of(pieces, places, lambda c, line=line: c[0] is line) == line.pieces
    pieces, cost, fits = pieces[:, fits], cost[fits], fits[fits]
    for line, workshop in product(order.lines, order.workshops):
        _pins_and_batches(order, line, workshop, pieces, places, fits)
    for n, (line, workshop, skill, week, _) in enumerate(places):
        place = next(p for p in order.places if p.code == workshop.place)
        short = max(0, order.terms.reserve - (line.due - week))
        each = skill.cost_minor + place.haul_minor + round(skill.rejects * line.price_minor)
        each += line.price_minor * order.terms.hurry_bp * short // 10_000
        cost += pieces[n] * each
    for workshop in order.workshops:
        mine = _of(pieces, places, lambda c, w=workshop: c[1] is w)
        cost += (mine > 0) * workshop.visit_minor
        _capacity(order, workshop, pieces, places, fits, cost)
    for place in order.places:
        there = _of(pieces, places, lambda c, p=place: c[1].place == p.code)
        cost += (there > 0) * place.stop_minor
    if not fits.any():
        return None
    weight = _unfairness(order, pieces, places)
    return min(Decimal(int(c)) + Decimal(int(w)) / 10_000 for c, w in zip(cost[fits], weight[fits], strict=True))


def _of(pieces, places, chosen):
    rows = [n for n, cell in enumerate(places) if chosen(cell)]
    return pieces[rows].sum(axis=0) if rows else np.zeros(pieces.shape[1], dtype=np.int64)


def _pins_and_batches(order, line, workshop, pieces, places, fits):
    pins = [p for p in order.pins if (p.line, p.workshop) == (line.code, workshop.code)]
    gets = _of(pieces, places, lambda c: c[0] is line and c[1] is workshop)
    if not pins:
        fits &= (gets == 0) | (gets >= workshop.least)
        return
    weeks: dict[int, int] = defaultdict(int)
    for pin in pins:
        if pin.week is not None:
            weeks[pin.week] += pin.pieces
    for week, count in weeks.items():
        fits &= _of(pieces, places, lambda c, w=week: c[0] is line and c[1] is workshop and c[3] == w) >= count
    if not all(pin.more and pin.week is not None for pin in pins):
        fits &= gets == sum(pin.pieces for pin in pins)
    elif not any(pin.pieces for pin in pins):
        fits &= (gets == 0) | (gets >= workshop.least)


def _capacity(order, workshop, pieces, places, fits, cost):
    timed = {p.week for p in order.pins if p.workshop == workshop.code and p.pieces}
    for week in range(1, order.weeks + 1):
        for resource in ("minutos", "litros"):
            used = np.zeros(pieces.shape[1], dtype=np.int64)
            pinned = 0
            for n, (line, shop, skill, when, _) in enumerate(places):
                if shop is workshop and when == week:
                    use = int(_uses(line, skill, resource) * 1000)
                    used += pieces[n] * use
                    pinned += use * sum(
                        p.pieces for p in order.pins if (p.line, p.workshop, p.week) == (line.code, workshop.code, week)
                    )
            room = int(workshop.capacity[resource][week - 1] * 1000)
            fits &= used <= max(room, pinned)
            load = workshop.load
            if load is not None and load.resource == resource:
                amount = int(load.amount * 1000)
                loads = -(-used // amount)
                cost += loads * load.cost_minor
                if week not in timed or not pinned:
                    fits &= (used >= loads * amount * float(load.fill)) & (loads * amount <= room)
                else:
                    fits &= loads <= max(room // amount, -(-pinned // amount))


def _unfairness(order, pieces, places):
    ground = lay_out(order)
    due = dict(zip([shop.code for shop in ground.shops], shares_due(ground), strict=True))
    weight = np.zeros(pieces.shape[1], dtype=np.int64)
    for workshop in order.workshops:
        gets = np.zeros(pieces.shape[1], dtype=np.int64)
        for n, (line, shop, *_) in enumerate(places):
            if shop is workshop:
                gets += pieces[n] * line.price_minor
        share = workshop.share_minor + due[workshop.code]
        has = workshop.had_minor + gets
        weight += order.terms.behind_bp * np.maximum(0, share - has)
        weight += order.terms.far_bp * np.maximum(0, int(share * order.terms.floor) - has)
    return weight


def hand() -> Order:
    """120 lead-free mugs in three weeks: Ana is cheap, Beto busy, Caro has no certificate; see the document."""
    weeks = (Decimal(660), Decimal(660), Decimal(0))
    busy = (Decimal(400), Decimal(0), Decimal(0))
    return Order(
        weeks=3,
        lines=(Line("tazas", "taza", 120, 3, 7_000, {"minutos": Decimal(10)}, (), "alimentos"),),
        workshops=(
            Workshop("Ana", "Tlayacapan", {"minutos": weeks}, (Held("sin_plomo"),), 10, 10_000),
            Workshop("Beto", "Tlayacapan", {"minutos": busy}, (Held("sin_plomo"),), 10, 10_000),
            Workshop("Caro", "Tlayacapan", {"minutos": (Decimal(900),) * 3}, (), 10, 10_000),
        ),
        skills=(
            Skill("Ana", "taza", 3_000, Decimal("1.1")),
            Skill("Beto", "taza", 3_100),
            Skill("Caro", "taza", 2_500),
        ),
        places=(Place("Tlayacapan", 20_000),),
        wares=(Ware("alimentos", ("sin_plomo",)),),
        terms=Terms(reserve=2, hurry_bp=100, behind_bp=1_000, far_bp=5_000, floor=Decimal("0.8")),
    )  # fmt: skip
