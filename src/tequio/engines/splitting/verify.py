"""An auditor for splits: recounts everything from the order alone, in Decimals, sharing nothing with the search."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from tequio.engines.splitting.model import Line, Order, Skill, Split


def verify(order: Order, split: Split) -> tuple[str, ...]:
    """Every way in which the split breaks the order's rules or its own sums; empty when it is sound."""
    return tuple(_faults(order, split))


def _faults(order: Order, split: Split) -> Iterator[str]:
    yield from _pieces(order, split)
    yield from _able(order, split)
    yield from _capacity(order, split)
    yield from _batches(order, split)
    yield from _sums(order, split)


def _pieces(order: Order, split: Split) -> Iterator[str]:
    made: dict[str, int] = defaultdict(int)
    for part in split.parts:
        made[part.line] += part.pieces
        if part.pieces < 1:
            yield f"an empty part of {part.line} for {part.workshop}"
    for line in order.lines:
        if made[line.code] != line.pieces:
            yield f"{made[line.code]} of {line.code} are made, not {line.pieces}"
    pinned: dict[tuple[str, str], int] = defaultdict(int)
    more = {(pin.line, pin.workshop) for pin in order.pins if pin.more and pin.week is not None}
    for pin in order.pins:
        pinned[pin.line, pin.workshop] += pin.pieces
    gets: dict[tuple[str, str], int] = defaultdict(int)
    in_week: dict[tuple[str, str, int], int] = defaultdict(int)
    for part in split.parts:
        gets[part.line, part.workshop] += part.pieces
        in_week[part.line, part.workshop, part.week] += part.pieces
    for key, pieces in pinned.items():
        if gets[key] < pieces or (gets[key] > pieces and key not in more):
            yield f"{key[1]} gets {gets[key]} of {key[0]}, not the {pieces} pinned"
    weekly: dict[tuple[str, str, int], int] = defaultdict(int)
    for pin in order.pins:
        if pin.week is not None:
            weekly[pin.line, pin.workshop, pin.week] += pin.pieces
    for place, pieces in weekly.items():
        if in_week[place] < pieces:
            yield f"{place[1]} makes {in_week[place]} of {place[0]} in week {place[2]}, not the {pieces} pinned"


def _able(order: Order, split: Split) -> Iterator[str]:
    lines = {line.code: line for line in order.lines}
    shops = {w.code: w for w in order.workshops}
    skills = {(s.workshop, s.product): s for s in order.skills}
    wares = {w.code: w.requires for w in order.wares}
    out = {(e.workshop, e.line) for e in order.exclusions}
    pinned = {(p.line, p.workshop, p.week) for p in order.pins}
    chosen = {(p.line, p.workshop) for p in order.pins}
    for part in split.parts:
        line, shop = lines[part.line], shops[part.workshop]
        skill = skills.get((shop.code, line.product))
        if skill is None:
            yield f"{shop.code} does not make {line.product}"
            continue
        if skill.cost_minor > line.price_minor and (line.code, shop.code) not in chosen:
            yield f"{line.code} pays {shop.code} less than its floor"
        if part.week > line.due or (part.week < order.first and (*_key(part), part.week) not in pinned):
            yield f"{shop.code} makes {line.code} in week {part.week}"
        if {(shop.code, None), (shop.code, line.code)} & out:
            yield f"{shop.code} is excluded"
        until = {h.code: order.weeks if h.until is None else h.until for h in shop.holds}
        for code in (*line.requires, *wares.get(line.ware, ())):
            if until.get(code, 0) < part.week and (*_key(part), part.week) not in pinned:
                yield f"{shop.code} does not hold {code} in week {part.week}"
        if part.start != int((part.pieces * skill.starts).to_integral_value(ROUND_CEILING)):
            yield f"{shop.code} would start {part.start}"


def _key(part: object) -> tuple[str, str]:
    return part.line, part.workshop  # type: ignore[attr-defined]


def _uses(line: Line, skill: Skill) -> dict[str, Decimal]:
    said = {**line.uses, **(skill.uses or {})}
    grain = Decimal("0.001")
    return {r: (u * skill.starts).quantize(grain, rounding=ROUND_CEILING) for r, u in said.items()}


def _used(order: Order, split: Split) -> dict[tuple[str, int, str], Decimal]:
    lines = {line.code: line for line in order.lines}
    skills = {(s.workshop, s.product): s for s in order.skills}
    used: dict[tuple[str, int, str], Decimal] = defaultdict(Decimal)
    for part in split.parts:
        line = lines[part.line]
        for resource, use in _uses(line, skills[part.workshop, line.product]).items():
            used[part.workshop, part.week, resource] += use * part.pieces
    return used


def _capacity(order: Order, split: Split) -> Iterator[str]:
    shops = {w.code: w for w in order.workshops}
    pinned = {(pin.workshop, pin.week) for pin in order.pins if pin.week is not None}
    loads: dict[tuple[str, int], Decimal] = {}
    for (code, week, resource), amount in _used(order, split).items():
        weeks = shops[code].capacity.get(resource, (Decimal(0),) * order.weeks)
        if amount > weeks[week - 1] and (code, week) not in pinned:
            yield f"{code} has {weeks[week - 1]} of {resource} in week {week}, not {amount}"
        load = shops[code].load
        if load is not None and load.resource == resource and (code, week) not in pinned:
            loads[code, week] = amount
    for (code, week), amount in loads.items():
        load = shops[code].load
        assert load is not None
        count = (amount / load.amount).to_integral_value(ROUND_CEILING)
        if (
            amount < count * load.amount * load.fill
            or count * load.amount > shops[code].capacity[load.resource][week - 1]
        ):
            yield f"{code} fires {amount} in week {week}: no whole loads of {load.amount}"


def _batches(order: Order, split: Split) -> Iterator[str]:
    least = {w.code: w.least for w in order.workshops}
    gets: dict[tuple[str, str], int] = defaultdict(int)
    for part in split.parts:
        gets[part.line, part.workshop] += part.pieces
    pinned = {(pin.line, pin.workshop) for pin in order.pins}
    for (line, code), pieces in gets.items():
        if pieces < least[code] and (line, code) not in pinned:
            yield f"{code} makes only {pieces} of {line}"


def _sums(order: Order, split: Split) -> Iterator[str]:
    lines = {line.code: line for line in order.lines}
    shops = {w.code: w for w in order.workshops}
    places = {p.code: p for p in order.places}
    skills = {(s.workshop, s.product): s for s in order.skills}
    making = sum(p.pieces * skills[p.workshop, lines[p.line].product].cost_minor for p in split.parts)
    workers = {p.workshop for p in split.parts}
    collecting = sum(p.pieces * places[shops[p.workshop].place].haul_minor for p in split.parts)
    collecting += sum(shops[code].visit_minor for code in workers)
    collecting += sum(places[code].stop_minor for code in {shops[w].place for w in workers})
    firing = 0
    for (code, _, resource), amount in _used(order, split).items():
        load = shops[code].load
        if load is not None and load.resource == resource:
            firing += int((amount / load.amount).to_integral_value(ROUND_CEILING)) * load.cost_minor
    if (making, collecting, firing) != (
        split.bill.making_minor, split.bill.collecting_minor, split.bill.firing_minor,
    ):  # fmt: skip
        yield f"the bill should be {making}, {collecting}, {firing}"
    gets: dict[str, int] = defaultdict(int)
    for part in split.parts:
        gets[part.workshop] += part.pieces * lines[part.line].price_minor
    terms = order.terms
    weight = Decimal(0)
    for balance in split.balances:
        if balance.gets_minor != gets[balance.workshop]:
            yield f"{balance.workshop} gets {gets[balance.workshop]}, not {balance.gets_minor}"
        share = balance.share_minor + balance.due_minor
        has = balance.had_minor + balance.gets_minor
        weight += terms.behind_bp * max(0, share - has) + terms.far_bp * max(0, int(share * terms.floor) - has)
    if abs(weight / 10_000 - split.bill.unfair_minor) > Decimal("0.5"):
        yield f"missing shares weigh {weight / 10_000}, not {split.bill.unfair_minor}"
    if split.bound_minor > split.total_minor:
        yield "the bound is above the split"
