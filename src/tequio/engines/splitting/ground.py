"""Who can make what: an order turned into pairs of line and workshop, in whole numbers."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from functools import cached_property
from math import inf

from tequio.engines.money import to_centavos
from tequio.engines.splitting.model import Exclusion, Line, Order, Skill, Workshop

# Amounts of resources are counted in thousandths.
GRAIN = 1000
# Weights in `Terms` are ten thousandths.
BP = 10_000


@dataclass(frozen=True, slots=True)
class Pair:
    """A workshop that can make a line. Centavos per good piece; `uses` in grains per good piece, losses included.

    `last`: the last week it may work on it; `most`: pieces its capacity allows in all.
    """

    line: int
    shop: int
    making: int
    haul: int
    risk: int
    uses: tuple[tuple[int, int], ...]
    last: int
    most: int
    starts: Decimal

    @property
    def cost(self) -> int:
        return self.making + self.haul + self.risk


@dataclass(frozen=True, slots=True)
class Unable:
    """Why a workshop that makes the product does not count for a line."""

    line: int
    shop: int
    excluded: Exclusion | None = None
    missing: tuple[str, ...] = ()  # certificates or skills it does not hold in time
    floor: bool = False  # the price is below its floor


@dataclass(frozen=True)
class Ground:
    """`room` in grains: (shop, week - 1, resource), what is left after pins with a week.

    `fixed`: (line, shop, week) -> pieces pinned there; `owed`: (line, shop) -> what it gets of the line beside these,
    to the piece; for all others the split decides.
    `wanted`: pieces of each line that are not pinned to a week. Pairs come in order of line and workshop code.
    """

    order: Order
    shops: tuple[Workshop, ...]
    resources: tuple[str, ...]
    pairs: tuple[Pair, ...]
    unable: tuple[Unable, ...]
    room: tuple[tuple[tuple[int, ...], ...], ...]
    fixed: Mapping[tuple[int, int, int], int]
    owed: Mapping[tuple[int, int], int]
    wanted: tuple[int, ...]
    place_of: tuple[int, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.order.lines

    @cached_property
    def of_shop(self) -> tuple[tuple[int, ...], ...]:
        """Pair numbers of each workshop."""
        found: list[list[int]] = [[] for _ in self.shops]
        for number, pair in enumerate(self.pairs):
            found[pair.shop].append(number)
        return tuple(map(tuple, found))

    @cached_property
    def of_line(self) -> tuple[tuple[int, ...], ...]:
        found: list[list[int]] = [[] for _ in self.lines]
        for number, pair in enumerate(self.pairs):
            found[pair.line].append(number)
        return tuple(map(tuple, found))

    @cached_property
    def at_place(self) -> tuple[tuple[int, ...], ...]:
        """Workshops of each place."""
        found: list[list[int]] = [[] for _ in self.order.places]
        for shop, place in enumerate(self.place_of):
            found[place].append(shop)
        return tuple(map(tuple, found))

    @cached_property
    def begun(self) -> frozenset[tuple[int, int]]:
        """(line, shop) with pieces pinned to a week: there a least batch is no more asked for."""
        return frozenset((line, shop) for (line, shop, _), pieces in self.fixed.items() if pieces)

    @cached_property
    def working(self) -> frozenset[int]:
        """Workshops with pieces pinned to a week: they are visited in any case."""
        return frozenset(shop for _, shop in self.begun)

    @cached_property
    def fired(self) -> dict[tuple[int, int], int]:
        """(shop, week) -> grains of its load's resource that pins with a week take."""
        found: dict[tuple[int, int], int] = defaultdict(int)
        uses = {(pair.line, pair.shop): dict(pair.uses) for pair in self.pairs}
        for (line, shop, week), pieces in self.fixed.items():
            load = self.shops[shop].load
            if load is not None and pieces:
                found[shop, week] += pieces * uses[line, shop].get(self.resources.index(load.resource), 0)
        return dict(found)

    @cached_property
    def given(self) -> tuple[int, ...]:
        """Value pinned to weeks, by workshop."""
        given = [0] * len(self.shops)
        for (line, shop, _), pieces in self.fixed.items():
            given[shop] += pieces * self.lines[line].price_minor
        return tuple(given)

    def weeks_of(self, number: int) -> range:
        """The weeks in which a pair may still work."""
        return range(self.order.first, self.pairs[number].last + 1)

    def fits(self, number: int, week: int) -> int:
        """Whole pieces of a pair that the week has room for."""
        pair = self.pairs[number]
        return _fit(self.room[pair.shop][week - 1], pair.uses, self.lines[pair.line].pieces)

    def lights(self, shop: int, week: int) -> bool:
        """Whether a workshop that fires alone has the hands to fill a load in that week (who shares a kiln: yes)."""
        load = self.shops[shop].load
        if load is None or self.fired.get((shop, week)):
            return True
        burns, room = self.resources.index(load.resource), self.room[shop][week - 1]
        needs = int(load.amount * load.fill * GRAIN)
        if needs <= 0:
            return True
        mine = [dict(self.pairs[number].uses) for number in self.of_shop[shop]]
        most = float(room[burns])
        for other, grains in enumerate(room):
            if other != burns:
                # However pairs are mixed, no piece makes more of this resource than the best of them.
                best = [uses.get(burns, 0) / uses[other] if uses.get(other) else inf for uses in mine]
                most = min(most, grains * max(best, default=0.0))
        return most >= needs - 1e-6

    def least(self, number: int) -> int:
        """Fewest pieces the pair may get, if any."""
        pair = self.pairs[number]
        key = pair.line, pair.shop
        return 1 if key in self.begun or key in self.owed else self.shops[pair.shop].least

    def hurry(self, line: int, week: int) -> int:
        """Centavos per piece for making it so close to its due date."""
        terms, told = self.order.terms, self.lines[line]
        short = terms.reserve - (told.due - week)
        return 0 if short <= 0 else (told.price_minor * terms.hurry_bp * short + BP // 2) // BP


def lay_out(order: Order) -> Ground:
    """The order as pairs. Workshops are sorted by code, so that the order of rows never matters; lines keep theirs."""
    shops = tuple(sorted(order.workshops, key=lambda w: w.code))
    number = {w.code: i for i, w in enumerate(shops)}
    places = {p.code: i for i, p in enumerate(order.places)}
    resources = tuple(sorted({r for w in shops for r in w.capacity}))
    line_number = {line.code: i for i, line in enumerate(order.lines)}
    skills: dict[str, list[Skill]] = defaultdict(list)
    for skill in order.skills:
        skills[skill.product].append(skill)
    uses = {
        (skill.workshop, line): _uses(skill, order.lines[line], resources)
        for line in range(len(order.lines))
        for skill in skills[order.lines[line].product]
    }
    fixed: dict[tuple[int, int, int], int] = defaultdict(int)
    owed: dict[tuple[int, int], int] = {}
    for pin in order.pins:
        key = line_number[pin.line], number[pin.workshop]
        if pin.week is None:
            owed[key] = owed.get(key, 0) + pin.pieces
        else:
            fixed[*key, pin.week] += pin.pieces
            if not pin.more:
                owed.setdefault(key, 0)
    room = _room(order, shops, resources, fixed, uses)
    pairs, unable = _pairs(order, shops, number, places, skills, uses, room, set(owed), fixed)
    wanted = [line.pieces for line in order.lines]
    for (line, _, _), pieces in fixed.items():
        wanted[line] -= pieces
    place_of = tuple(places[w.place] for w in shops)
    ground = Ground(order, shops, resources, pairs, unable, room, dict(fixed), owed, tuple(wanted), place_of)
    lit = _lit(ground)
    if lit != room:
        pairs, unable = _pairs(order, shops, number, places, skills, uses, lit, set(owed), fixed)
        ground = replace(ground, room=lit, pairs=pairs, unable=unable)
    return replace(ground, pairs=tuple(_by_whole_loads(ground, n) for n in range(len(ground.pairs))))


def _by_whole_loads(ground: Ground, number: int) -> Pair:
    """What a workshop that fires alone, and makes nothing else of the order, can make in loads that are full enough."""
    pair = ground.pairs[number]
    load = ground.shops[pair.shop].load
    if load is None or len(ground.of_shop[pair.shop]) > 1:
        return pair
    burns = dict(pair.uses).get(ground.resources.index(load.resource), 0)
    if not burns:
        return pair
    full, enough = int(load.amount * GRAIN), int(load.amount * load.fill * GRAIN)
    most = 0
    for week in ground.weeks_of(number):
        fits = ground.fits(number, week)
        if not ground.fired.get((pair.shop, week)):
            loads = [min(fits, k * full // burns) for k in range(1, fits * burns // full + 2)]
            fits = max((pieces for k, pieces in enumerate(loads, start=1) if pieces * burns >= k * enough), default=0)
        most += fits
    return replace(pair, most=min(pair.most, most))


def _lit(ground: Ground) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """The room without the kilns of those who fire alone in weeks in which they cannot fill a load."""
    room = list(ground.room)
    for shop, told in enumerate(ground.shops):
        if told.load is None:
            continue
        burns = ground.resources.index(told.load.resource)
        weeks = [list(week) for week in room[shop]]
        for week in range(ground.order.first, ground.order.weeks + 1):
            if not ground.lights(shop, week):
                weeks[week - 1][burns] = 0
        room[shop] = tuple(tuple(week) for week in weeks)
    return tuple(room)


def _uses(skill: Skill, line: Line, resources: tuple[str, ...]) -> tuple[tuple[int, int], ...] | None:
    """Grains per good piece, rounded up; None where the workshop lacks the resource altogether."""
    said = line.uses if skill.uses is None else {**line.uses, **skill.uses}
    found = []
    for resource, use in said.items():
        if use == 0:
            continue
        if resource not in resources:
            return None
        grains = int((use * skill.starts * GRAIN).to_integral_value(ROUND_CEILING))
        found.append((resources.index(resource), grains))
    return tuple(sorted(found))


def _room(
    order: Order,
    shops: tuple[Workshop, ...],
    resources: tuple[str, ...],
    fixed: Mapping[tuple[int, int, int], int],
    uses: Mapping[tuple[str, int], tuple[tuple[int, int], ...] | None],
) -> tuple[tuple[tuple[int, ...], ...], ...]:
    rooms = []
    none = (Decimal(0),) * order.weeks
    for shop in shops:
        columns = [shop.capacity.get(resource, none) for resource in resources]
        weeks = [[int(column[w] * GRAIN) for column in columns] for w in range(order.weeks)]
        for w in range(order.first - 1):
            weeks[w] = [0] * len(resources)
        rooms.append(weeks)
    for (line, shop_number, week), pieces in fixed.items():
        # What was accepted stands, even where the workshop has less room by now.
        mine = rooms[shop_number][week - 1]
        for resource, grains in uses[shops[shop_number].code, line] or ():
            mine[resource] = max(0, mine[resource] - grains * pieces)
    return tuple(tuple(tuple(week) for week in weeks) for weeks in rooms)


def _pairs(
    order: Order,
    shops: tuple[Workshop, ...],
    number: Mapping[str, int],
    places: Mapping[str, int],
    skills: Mapping[str, list[Skill]],
    uses: Mapping[tuple[str, int], tuple[tuple[int, int], ...] | None],
    room: tuple[tuple[tuple[int, ...], ...], ...],
    chosen: set[tuple[int, int]],
    fixed: Mapping[tuple[int, int, int], int],
) -> tuple[tuple[Pair, ...], tuple[Unable, ...]]:
    out = {(e.workshop, e.line): e for e in order.exclusions}
    holds = [{h.code: order.weeks if h.until is None else h.until for h in shop.holds} for shop in shops]
    wares = {w.code: w.requires for w in order.wares}
    latest: dict[tuple[int, int], int] = {}
    for (line_number, shop, week), pieces in fixed.items():
        if pieces:
            latest[line_number, shop] = max(week, latest.get((line_number, shop), 0))
    chosen = chosen | {(line_number, shop) for line_number, shop, _ in fixed}
    pairs, unable = [], []
    for n, line in enumerate(order.lines):
        requires = sorted({*line.requires, *wares.get(line.ware, ())})
        for skill in sorted(skills[line.product], key=lambda s: s.workshop):
            s = number[skill.workshop]
            excluded = out.get((skill.workshop, None)) or out.get((skill.workshop, line.code))
            # What was made while a certificate held stays made.
            needed = latest.get((n, s), order.first)
            missing = tuple(code for code in requires if holds[s].get(code, 0) < needed)
            floor = skill.cost_minor > line.price_minor and (n, s) not in chosen
            if excluded or missing or floor:
                unable.append(Unable(n, s, excluded, missing, floor))
                continue
            use = uses[skill.workshop, n]
            last = min([line.due, *(holds[s][code] for code in requires)])
            most = 0 if use is None else sum(_fit(room[s][w], use, line.pieces) for w in range(order.first - 1, last))
            risk = to_centavos(skill.rejects * line.price_minor / 100)
            haul = order.places[places[shops[s].place]].haul_minor
            pairs.append(
                Pair(n, s, skill.cost_minor, haul, risk, use or (), last, min(most, line.pieces), skill.starts)
            )
    return tuple(pairs), tuple(unable)


def _fit(room: tuple[int, ...], uses: tuple[tuple[int, int], ...], most: int) -> int:
    """Whole pieces that fit into a week's room."""
    return min((room[resource] // grains for resource, grains in uses), default=most)
