"""To each workshop why it got what it got: two sentences as data."""

from collections import defaultdict
from collections.abc import Mapping

from tequio.engines.splitting.cost import Plan
from tequio.engines.splitting.ground import GRAIN, Ground, Unable
from tequio.engines.splitting.model import Balance, Pin, Said, Why

# Of a week's room so much taken counts as full.
FULL = 0.95


def whys_for(ground: Ground, balances: tuple[Balance, ...], plan: Plan) -> tuple[Why, ...]:
    """In order of workshop. Codes of the first sentence: gets, gets_nothing, none_due. Of the second, with work:
    pinned, accepted, full, share_due, cheap, fills_up; without: excluded, lacks, below_floor, makes_none, no_room,
    below_least, ahead, dear, not_needed."""
    gets: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for (line, shop, _), pieces in plan.items():
        if pieces:
            gets[shop][line] += pieces
    dearest, taken = _dearest(ground, gets), _taken(ground, plan)
    pinned, unable = _pinned(ground), _unable(ground)
    found = []
    for shop, balance in enumerate(balances):
        mine = gets.get(shop)
        if mine:
            because = _why_some(ground, shop, balance, mine, taken[shop], pinned[balance.workshop])
        else:
            because = _why_none(ground, shop, balance, dearest, unable[shop])
        found.append(Why(balance.workshop, _what(balance, mine or {}), because))
    return tuple(found)


def _pinned(ground: Ground) -> Mapping[str, list[Pin]]:
    found: dict[str, list[Pin]] = defaultdict(list)
    for pin in ground.order.pins:
        if pin.pieces:
            found[pin.workshop].append(pin)
    return found


def _unable(ground: Ground) -> Mapping[int, list[Unable]]:
    found: dict[int, list[Unable]] = defaultdict(list)
    for told in ground.unable:
        found[told.shop].append(told)
    return found


def _what(balance: Balance, mine: Mapping[int, int]) -> Said:
    values = {
        "had_minor": balance.had_minor,
        "share_minor": balance.share_minor + balance.due_minor,
        "due_minor": balance.due_minor,
        "gets_minor": balance.gets_minor,
        "percent": int((balance.reached or 0) * 100),
    }
    if not mine:
        return Said("gets_nothing" if values["share_minor"] else "none_due", values)
    return Said("gets", {"pieces": sum(mine.values()), "lines": len(mine), **values})


def _dearest(ground: Ground, gets: dict[int, dict[int, int]]) -> dict[int, int]:
    """The highest cost per piece with which anybody works on a line."""
    dearest: dict[int, int] = {}
    for pair in ground.pairs:
        if gets.get(pair.shop, {}).get(pair.line):
            dearest[pair.line] = max(dearest.get(pair.line, 0), pair.cost)
    return dearest


def _why_some(
    ground: Ground,
    shop: int,
    balance: Balance,
    mine: Mapping[int, int],
    taken: Mapping[tuple[int, int], int],
    pins: list[Pin],
) -> Said:
    if pins and sum(pin.pieces for pin in pins) == sum(mine.values()):
        if all(pin.week is not None for pin in pins):
            return Said("accepted", {"pieces": sum(pin.pieces for pin in pins)})
        return Said("pinned", {"reason": pins[0].reason})
    full = _full(ground, shop, taken)
    if full:
        return Said("full", full)
    reached = balance.reached
    if reached is not None and reached <= ground.order.terms.floor:
        return Said("share_due", {"percent": int(reached * 100)})
    line = max(mine, key=lambda number: (mine[number], -number))
    costs = sorted(ground.pairs[p].cost for p in ground.of_line[line])
    my = next(ground.pairs[p].cost for p in ground.of_shop[shop] if ground.pairs[p].line == line)
    median = costs[len(costs) // 2]
    values: dict[str, str | int] = {"line": ground.lines[line].code, "cost_minor": my, "median_minor": median}
    if my < median:
        return Said("cheap", values)
    return Said("fills_up", values)


def _taken(ground: Ground, plan: Plan) -> dict[int, dict[tuple[int, int], int]]:
    """Grains taken by workshop, and there by (resource, week)."""
    uses = {(pair.line, pair.shop): pair.uses for pair in ground.pairs}
    found: dict[int, dict[tuple[int, int], int]] = defaultdict(lambda: defaultdict(int))
    for (line, shop, week), pieces in plan.items():
        for resource, grains in uses[line, shop]:
            found[shop][resource, week] += pieces * grains
    return found


def _full(ground: Ground, shop: int, taken: Mapping[tuple[int, int], int]) -> dict[str, str | int] | None:
    """Where some resource is used up in all weeks in which the workshop has any of it."""
    for number, resource in enumerate(ground.resources):
        weeks = ground.shops[shop].capacity.get(resource, ())
        busy = [w for w in range(ground.order.first, len(weeks) + 1) if weeks[w - 1] > 0]
        if busy and all(taken.get((number, w), 0) >= FULL * GRAIN * float(weeks[w - 1]) for w in busy):
            return {"resource": resource, "weeks": len(busy)}
    return None


def _why_none(ground: Ground, shop: int, balance: Balance, dearest: Mapping[int, int], unable: list[Unable]) -> Said:
    able = [p for p in ground.of_shop[shop] if ground.pairs[p].most >= ground.least(p)]
    if not able:
        return _why_unable(ground, shop, unable)
    reached = balance.reached
    if balance.had_minor >= balance.share_minor + balance.due_minor:
        return Said("ahead", {"percent": int((reached or 0) * 100)})
    # The line where it comes closest to those who work on it.
    margins = [(ground.pairs[p].cost - dearest.get(ground.pairs[p].line, 0), p) for p in able]
    margin, p = min(margins)
    pair = ground.pairs[p]
    values: dict[str, str | int] = {
        "line": ground.lines[pair.line].code,
        "cost_minor": pair.cost,
        "dearest_minor": dearest.get(pair.line, 0),
        "percent": int((reached or 0) * 100),
    }
    return Said("dear" if margin > 0 else "not_needed", values)


def _why_unable(ground: Ground, shop: int, reasons: list[Unable]) -> Said:
    mine = ground.of_shop[shop]
    if mine:
        most = max(ground.pairs[p].most for p in mine)
        if most:
            return Said("below_least", {"most": most, "least": ground.shops[shop].least})
        return Said("no_room")
    for told in reasons:
        if told.excluded is not None:
            return Said("excluded", {"reason": told.excluded.reason})
    for told in reasons:
        if told.missing:
            return Said("lacks", {"line": ground.lines[told.line].code, "requirement": told.missing[0]})
    for told in reasons:
        if told.floor:
            return Said("below_floor", {"line": ground.lines[told.line].code})
    return Said("makes_none")
