"""Invented orders of any size from a seed, for benches, tests and simulations.

Villages lie up to 60 km away. A workshop makes two to five kinds of ware by two or three techniques, has one to five
people and its own kiln or a share in one; one in seven fires alone and makes whole loads. Every workshop has capacity,
cost, losses and rejects of its own, so no two are alike. Rains take a third of some weeks. The order asks for about
`load` of what everybody together could make. The same seed always gives the same order.
"""

from decimal import Decimal
from random import Random

from tequio.engines.shares import split_whole
from tequio.engines.splitting.model import Held, Line, Load, Order, Place, Skill, Terms, Ware, Workshop

TECHNIQUES = ("torno", "molde", "modelado")
# Kind of ware, technique, minutes and litres of kiln per piece, price in centavos, food ware.
KINDS = (
    ("taza", "torno", 14, "1.2", 5200, True), ("plato", "molde", 12, "1.6", 5600, True),
    ("tazon", "torno", 16, "1.9", 6400, True), ("jarra", "torno", 32, "4.5", 14800, True),
    ("cazuela", "molde", 26, "5.2", 12600, True), ("olla", "torno", 38, "7.5", 17800, True),
    ("salsera", "molde", 10, "0.8", 3900, True), ("maceta", "molde", 18, "5.5", 8200, False),
    ("macetero", "modelado", 40, "8.5", 19500, False), ("figura", "modelado", 45, "1.6", 16500, False),
    ("candelero", "modelado", 22, "1.1", 8400, False), ("florero", "torno", 28, "4.1", 12200, False),
)  # fmt: skip


def generate(
    seed: int,
    *,
    lines: int = 60,
    workshops: int = 800,
    weeks: int = 10,
    places: int = 40,
    load: float = 0.6,
    history: bool = True,
    free: float = 1.0,
    total: int | None = None,
) -> Order:
    """An order of `lines` lines for `workshops` workshops in `places` villages.

    `free`: the part of their capacity that other work leaves. `total`: pieces in all, instead of what `load` makes.
    """
    random = Random(seed)
    villages = tuple(_village(random, n) for n in range(places))
    kinds = [KINDS[n % len(KINDS)] for n in range(lines)]
    drafts = tuple(_line(random, n, kind, weeks) for n, kind in enumerate(kinds))
    shops, skills = [], []
    for n in range(workshops):
        shop, mine = _workshop(random, n, weeks, random.choice(villages).code, drafts, kinds, history, free)
        shops.append(shop)
        skills.extend(mine)
    pieces = _pieces(random, drafts, shops, skills, kinds, load)
    if total is not None:
        pieces = split_whole(total, pieces)
    told = tuple(
        Line(d.code, d.product, count, d.due, d.price_minor, d.uses, d.requires, d.ware)
        for d, count in zip(drafts, pieces, strict=True)
    )
    ware = Ware("alimentos", ("sin_plomo",))
    return Order(weeks, told, tuple(shops), tuple(skills), villages, (ware,), terms=Terms())


def _village(random: Random, n: int) -> Place:
    km = random.randint(3, 60)
    return Place(f"pueblo-{n + 1:02d}", stop_minor=20_000 + 1_500 * km, haul_minor=20 + 2 * km)


def _line(random: Random, n: int, kind: tuple[str, str, int, str, int, bool], weeks: int) -> Line:
    name, technique, minutes, litres, price, food = kind
    size = random.uniform(0.8, 1.3)
    uses = {"minutos": round(Decimal(minutes * size), 1), "litros": round(Decimal(litres) * Decimal(size), 2)}
    due = random.choice([weeks, weeks, max(1, weeks - 2), max(1, weeks - 4)])
    paid = int(price * size * 1.25) // 10 * 10
    return Line(
        f"{name}-{n + 1:02d}", f"{name}-{n + 1:02d}", 1, due, paid, uses, (technique,), "alimentos" if food else ""
    )


def _workshop(
    random: Random,
    n: int,
    weeks: int,
    place: str,
    lines: tuple[Line, ...],
    kinds: list[tuple[str, str, int, str, int, bool]],
    history: bool,
    free: float,
) -> tuple[Workshop, list[Skill]]:
    code = f"taller-{n + 1:04d}"
    people = random.choice([1, 1, 2, 2, 2, 3, 3, 4, 5])
    rains = random.randint(0, weeks)
    minutes = tuple(
        Decimal(int(free * people * random.choice([1200, 1500, 1800]) * (0.67 if rains <= w < rains + 3 else 1.0)))
        for w in range(weeks)
    )
    alone = random.random() < 1 / 7
    # Who fires alone has a kiln that she fills.
    kiln = max(10, int(50 * people * free)) if alone else random.choice([120, 180, 240, 300, 400])
    firings = 3 if alone else 1
    # A load is whole or not at all, so other work leaves whole loads.
    litres = tuple(Decimal(kiln * firings if alone else int(kiln * free)) for _ in range(weeks))
    techniques = random.sample(TECHNIQUES, random.choice([1, 2, 2, 3]))
    holds = [Held(t) for t in techniques]
    if random.random() < 0.6:
        holds.append(Held("sin_plomo", random.choice([None, None, None, weeks // 2])))
    made = {k[0] for k in random.sample(KINDS, random.randint(3, 6))} if len(kinds) > 3 else {k[0] for k in kinds}
    wage = random.uniform(0.8, 1.25)
    starts = Decimal(random.randint(105, 140)) / 100
    rejects = Decimal(random.choice([0, 1, 2, 4, 8])) / 100
    skills = []
    for line, kind in zip(lines, kinds, strict=True):
        if kind[0] in made:
            cost = int(line.price_minor / 1.25 * wage * random.uniform(0.7, 1.0))
            skills.append(Skill(code, line.product, cost, starts, rejects))
    had = random.randint(0, 900_000) if history else 0
    shop = Workshop(
        code, place, {"minutos": minutes, "litros": litres}, tuple(holds), random.choice([10, 20, 20, 30]),
        random.choice([8_000, 12_000, 15_000]),
        Load("litros", Decimal(kiln), Decimal("0.8"), kiln * 90) if alone else None,
        had, random.randint(0, 900_000) if history else 0,
    )  # fmt: skip
    return shop, skills


def _pieces(
    random: Random,
    lines: tuple[Line, ...],
    shops: list[Workshop],
    skills: list[Skill],
    kinds: list[tuple[str, str, int, str, int, bool]],
    load: float,
) -> list[int]:
    """So many pieces that, were each workshop to divide its time evenly among its lines, `load` of it would be used."""
    able: dict[str, list[tuple[Workshop, Skill]]] = {line.product: [] for line in lines}
    count: dict[str, int] = {}
    by_code = {shop.code: shop for shop in shops}
    line_of = {line.product: line for line in lines}
    for skill in skills:
        line, shop = line_of[skill.product], by_code[skill.workshop]
        until = {h.code: h.until for h in shop.holds}
        needs = [*line.requires, *(["sin_plomo"] if line.ware else [])]
        if all(code in until for code in needs) and skill.cost_minor <= line.price_minor:
            able[skill.product].append((shop, skill))
            count[shop.code] = count.get(shop.code, 0) + 1
    found = []
    for line in lines:
        total = 0.0
        for shop, skill in able[line.product]:
            lapse = next((h.until for h in shop.holds if h.code == "sin_plomo"), None)
            last = min(line.due, lapse) if line.ware and lapse is not None else line.due
            rate = sum(
                min(float(shop.capacity[r][w] / (use * skill.starts)) for r, use in line.uses.items())
                for w in range(last)
            )
            total += rate / count[shop.code]
        found.append(max(1, int(total * load * random.uniform(0.85, 1.0))))
    return found
