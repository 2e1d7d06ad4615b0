"""Seasons of ten orders with drop-outs, from fixed seeds: the engine beside the two habits of today.

Every order asks for 3,000 pieces in ten weeks from sixty workshops that have three tenths of their time free. Of those
who hold a ticket one in ten drops out: half of them when it is offered (they decline or stay silent), the others in
some week of the work (they keep what they have made). A season is ten orders with other wares each, and what was had
and due is carried on.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from random import Random

from tequio.engines.shares import split_whole
from tequio.engines.splitting import instances
from tequio.engines.splitting.fairness import shares_due
from tequio.engines.splitting.ground import GRAIN, Ground, lay_out
from tequio.engines.splitting.lacking import shortages_for_sure
from tequio.engines.splitting.model import Infeasible, Line, Order, Part
from tequio.engines.splitting.resplit import Answer, Reply, resplit
from tequio.engines.splitting.solve import solve

ORDERS, PIECES, WEEKS, WORKSHOPS = 10, 3000, 10, 60
FREE = 0.3
DROPS = 0.10
GAP = Decimal("0.03")
# Weeks that the engine's first split leaves free before the due date.
IN_HAND = 1


@dataclass
class Tally:
    """What many orders came to."""

    orders: int = 0
    on_time: int = 0
    late_pieces: int = 0
    over_capacity: int = 0
    asked: int = 0  # untouched workshops in all re-splits
    changed: int = 0  # those of them that saw a change
    resplits: int = 0
    beyond: int = 0
    money_minor: int = 0
    made: int = 0
    # What each workshop had of its fair share after a season: with what it gave back, and in money alone.
    reached: list[float] = field(default_factory=list)
    earned: list[float] = field(default_factory=list)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})

    @property
    def worst(self) -> float:
        return min(self.reached, default=0.0)

    @property
    def below(self) -> float:
        return sum(r < 0.6 for r in self.reached) / max(1, len(self.reached))


@dataclass
class Fate:
    """Who drops out of an order and when: 0 when asked, else in that week. Drawn once for all ways of splitting."""

    when: dict[str, int]
    silent: set[str]


def season_orders(seed: int) -> list[tuple[Order, Fate]]:
    """Ten orders to the same workshops, and who will drop out of each."""
    random = Random(seed)
    base = instances.generate(
        seed, lines=36, workshops=WORKSHOPS, weeks=WEEKS, places=8, free=FREE, total=PIECES, history=False
    )
    found = []
    for _ in range(ORDERS):
        lines = _lines(base, random)
        products = {line.product for line in lines}
        skills = tuple(s for s in base.skills if s.product in products)
        terms = replace(base.terms, reserve=4, hurry_bp=100, behind_bp=2000, far_bp=100_000, floor=Decimal("0.85"))
        order = replace(base, lines=lines, skills=skills, terms=terms)
        out = {w.code for w in base.workshops if random.random() < DROPS}
        when = {code: 0 if random.random() < 0.5 else random.randint(1, WEEKS) for code in sorted(out)}
        found.append((order, Fate(when, {c for c in sorted(out) if random.random() < 0.5})))
    return found


def _lines(base: Order, random: Random) -> tuple[Line, ...]:
    """Four wares, each in proportion to what all workshops could make of it. An order the union accepts is one that
    two thirds of its free time could make; another is not taken."""
    ground = lay_out(replace(base, lines=tuple(replace(line, pieces=PIECES, due=WEEKS) for line in base.lines)))
    room = [sum(ground.pairs[p].most for p in pairs) for pairs in ground.of_line]
    careful = replace(
        base,
        workshops=tuple(
            replace(w, capacity={r: tuple(round(c * 2 / 3, 2) for c in weeks) for r, weeks in w.capacity.items()})
            for w in base.workshops
        ),
    )
    while True:
        chosen = sorted(random.sample(range(len(base.lines)), 4))
        if any(room[n] == 0 for n in chosen):
            continue
        counts = split_whole(PIECES, [room[n] for n in chosen])
        lines = tuple(replace(base.lines[n], pieces=c, due=WEEKS) for n, c in zip(chosen, counts, strict=True))
        spare = lay_out(replace(careful, lines=lines))
        if not shortages_for_sure(spare, ((0, 0),) * len(spare.shops)):
            return lines


# What each workshop earned by an order, and what it was given and gave back.
Way = Callable[[Order, Fate, Tally], tuple[dict[str, int], dict[str, int]]]


def season(seed: int, way: Way, tally: Tally) -> None:
    had: dict[str, int] = defaultdict(int)
    share: dict[str, int] = defaultdict(int)
    money: dict[str, int] = defaultdict(int)
    for plain, fate in season_orders(seed):
        shops = tuple(replace(w, had_minor=had[w.code], share_minor=share[w.code]) for w in plain.workshops)
        order = replace(plain, workshops=shops)
        ground = lay_out(order)
        for shop, due in zip(ground.shops, shares_due(ground), strict=True):
            share[shop.code] += due
        earned, back = way(order, fate, tally)
        for code in {*earned, *back}:
            had[code] += earned.get(code, 0) + back.get(code, 0)
            money[code] += earned.get(code, 0)
        tally.orders += 1
    tally.reached += [had[code] / due for code, due in share.items() if due > 0]
    tally.earned += [money[code] / due for code, due in share.items() if due > 0]


def alone(seed: int, way: Way) -> Tally:
    """One season by itself."""
    tally = Tally()
    season(seed, way, tally)
    return tally


Came = tuple[dict[str, int], dict[str, int]]


def by_engine(order: Order, fate: Fate, tally: Tally) -> Came:
    """Split, ask, split anew; then week by week whoever drops out keeps what is made."""
    try:
        split = solve(order, in_hand=IN_HAND, gap=GAP, seconds=2, threads=1)
    except Infeasible as short:
        tally.late_pieces += sum(s.missing for s in short.shortages)
        return {}, {}
    parts, gone = split.parts, set()
    back: dict[str, int] = defaultdict(int)
    price = {line.code: line.price_minor for line in order.lines}
    for week in range(WEEKS + 1):
        while True:
            out = {p.workshop for p in parts} - gone
            out = {code for code in out if code in fate.when and fate.when[code] <= week}
            if not out:
                break
            gone |= out
            answers = []
            for line, code in sorted({(p.line, p.workshop) for p in parts if p.workshop in out}):
                made = sum(p.pieces for p in parts if (p.line, p.workshop) == (line, code) and p.week < week)
                held = sum(p.pieces for p in parts if (p.line, p.workshop) == (line, code))
                back[code] += (held - made) * price[line]
                reply = Reply.SILENT if code in fate.silent else Reply.DECLINED
                answers.append(Answer(line, code, Reply.FEWER, made) if made else Answer(line, code, reply))
            try:
                again = resplit(order, parts, answers, first=max(1, week), gap=GAP, seconds=2, threads=1)
            except Infeasible as short:
                tally.late_pieces += sum(s.missing for s in short.shortages)
                return _count(order, _without(parts, answers), tally), back
            tally.resplits += 1
            tally.asked += len(again.untouched)
            tally.changed += len(again.changed)
            tally.beyond += again.beyond
            parts, split = again.split.parts, again.split
    tally.on_time += 1
    return _count(order, parts, tally), back


def _without(parts: tuple[Part, ...], answers: list[Answer]) -> tuple[Part, ...]:
    gone = {(a.line, a.workshop) for a in answers}
    return tuple(p for p in parts if (p.line, p.workshop) not in gone)


def _count(order: Order, parts: tuple[Part, ...], tally: Tally) -> dict[str, int]:
    """What each workshop earned; capacity counted anew."""
    ground = lay_out(order)
    tally.over_capacity += _over(ground, parts)
    price = {line.code: line.price_minor for line in order.lines}
    cost = {(s.workshop, s.product): s.cost_minor for s in order.skills}
    product = {line.code: line.product for line in order.lines}
    earned: dict[str, int] = defaultdict(int)
    for part in parts:
        earned[part.workshop] += part.pieces * price[part.line]
        tally.made += part.pieces
        tally.money_minor += part.pieces * cost[part.workshop, product[part.line]]
    return earned


def _over(ground: Ground, parts: tuple[Part, ...]) -> int:
    """Weeks of workshops in which more is asked than there is."""
    uses = {(ground.lines[p.line].code, ground.shops[p.shop].code): p.uses for p in ground.pairs}
    number = {shop.code: n for n, shop in enumerate(ground.shops)}
    used: dict[tuple[str, int, int], int] = defaultdict(int)
    for part in parts:
        for resource, grains in uses[part.line, part.workshop]:
            used[part.workshop, part.week, resource] += grains * part.pieces
    return len(
        {
            (code, week)
            for (code, week, resource), grains in used.items()
            if grains > int(ground.shops[number[code]].capacity[ground.resources[resource]][week - 1] * GRAIN)
        }
    )


def by_size(order: Order, fate: Fate, tally: Tally) -> Came:
    """The habit of the buyer in a hurry: the largest workshop gets all it can make, then the next."""
    return _by_habit(order, fate, tally, _largest)


def by_equal(order: Order, fate: Fate, tally: Tally) -> Came:
    """The habit of peace: everybody who can make a line gets the same number of it."""
    return _by_habit(order, fate, tally, _equal)


Wish = Callable[[Ground, list[int], int, set[int]], dict[int, int]]


def _largest(ground: Ground, pairs: list[int], pieces: int, gone: set[int]) -> dict[int, int]:
    size = {s: sum(shop.capacity["minutos"]) for s, shop in enumerate(ground.shops)}
    wish = {}
    for p in sorted(pairs, key=lambda p: (-size[ground.pairs[p].shop], p)):
        wish[p] = pieces
    return wish


def _equal(ground: Ground, pairs: list[int], pieces: int, gone: set[int]) -> dict[int, int]:
    if not pairs:
        return {}
    return dict(zip(pairs, split_whole(pieces, [1] * len(pairs)), strict=True))


def _by_habit(order: Order, fate: Fate, tally: Tally, wish: Wish) -> Came:
    """Week by week each makes what it was given, as far as its time goes; what drop-outs leave is given out anew by the
    same habit. Equal shares ask for more than some can make; what is not made when the order is due is late."""
    ground = lay_out(order)
    room = [[list(week) for week in weeks] for weeks in ground.room]
    drop = {s: fate.when[shop.code] for s, shop in enumerate(ground.shops) if shop.code in fate.when}
    parts: list[Part] = []
    todo: dict[int, int] = {}
    gone: set[int] = set()
    back: dict[str, int] = defaultdict(int)
    left = list(ground.wanted)
    plan_over = set()
    for week in range(1, WEEKS + 1):
        out = {s for s, when in drop.items() if when == week or (week == 1 and when == 0)}
        for now in [set(), out] if week == 1 else [out]:
            if week > 1 and not now:
                continue
            for p, pieces in _within(ground, todo, left, room).items():
                if ground.pairs[p].shop in now:
                    line = ground.lines[ground.pairs[p].line]
                    back[ground.shops[ground.pairs[p].shop].code] += pieces * line.price_minor
            gone |= now
            todo = {}
            for line_number, pieces in enumerate(left):
                pairs = ground.of_line[line_number]
                able = [p for p in pairs if ground.pairs[p].shop not in gone and ground.pairs[p].most]
                todo.update(wish(ground, able, pieces, gone))
            if wish is _equal:
                plan_over |= _asked_too_much(ground, todo)
        order_of = list(todo)
        for p in order_of:
            pair = ground.pairs[p]
            here = room[pair.shop][week - 1]
            count = min([todo[p], left[pair.line], *(here[r] // grains for r, grains in pair.uses)])
            if count > 0 and week <= pair.last:
                for r, grains in pair.uses:
                    here[r] -= grains * count
                left[pair.line] -= count
                todo[p] -= count
                parts.append(Part(ground.lines[pair.line].code, ground.shops[pair.shop].code, week, count, count))
    tally.late_pieces += sum(left)
    tally.on_time += not any(left)
    tally.over_capacity += len(plan_over)
    return _count(order, tuple(parts), tally), back


def _within(ground: Ground, todo: dict[int, int], left: list[int], room: list[list[list[int]]]) -> dict[int, int]:
    """What of it would really have been made: in turn, as far as room and the order go."""
    rest, still = [[list(w) for w in weeks] for weeks in room], list(left)
    found: dict[int, int] = defaultdict(int)
    for p, pieces in todo.items():
        pair, open_ = ground.pairs[p], pieces
        for week in range(pair.last):
            here = rest[pair.shop][week]
            count = min([open_, still[pair.line], *(here[r] // grains for r, grains in pair.uses)])
            for r, grains in pair.uses:
                here[r] -= grains * count
            still[pair.line] -= count
            open_ -= count
            found[p] += count
    return found


def _asked_too_much(ground: Ground, todo: dict[int, int]) -> set[int]:
    """Workshops that were given more than their weeks together hold."""
    asked: dict[tuple[int, int], int] = defaultdict(int)
    for p, pieces in todo.items():
        for resource, grains in ground.pairs[p].uses:
            asked[ground.pairs[p].shop, resource] += pieces * grains
    return {shop for (shop, r), grains in asked.items() if grains > sum(week[r] for week in ground.room[shop])}
