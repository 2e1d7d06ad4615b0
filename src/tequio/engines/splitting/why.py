"""To each workshop why it got what it got: two sentences as data."""

from collections import defaultdict

from tequio.engines.splitting.cost import Plan
from tequio.engines.splitting.ground import Ground
from tequio.engines.splitting.model import Balance, Said, Why

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
    dearest = _dearest(ground, gets)
    return tuple(
        Why(balance.workshop, _what(ground, balance, gets[shop]), _because(ground, shop, balance, gets, plan, dearest))
        for shop, balance in enumerate(balances)
    )


def _what(ground: Ground, balance: Balance, mine: dict[int, int]) -> Said:
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


def _because(
    ground: Ground,
    shop: int,
    balance: Balance,
    gets: dict[int, dict[int, int]],
    plan: Plan,
    dearest: dict[int, int],
) -> Said:
    mine = gets.get(shop)
    if mine:
        return _why_some(ground, shop, balance, mine, plan)
    return _why_none(ground, shop, balance, dearest)


def _why_some(ground: Ground, shop: int, balance: Balance, mine: dict[int, int], plan: Plan) -> Said:
    told = ground.shops[shop]
    pins = [pin for pin in ground.order.pins if pin.workshop == told.code and pin.pieces]
    if pins and sum(pin.pieces for pin in pins) == sum(mine.values()):
        if all(pin.week is not None for pin in pins):
            return Said("accepted", {"pieces": sum(pin.pieces for pin in pins)})
        return Said("pinned", {"reason": pins[0].reason})
    full = _full_weeks(ground, shop, plan)
    if full:
        return Said("full", full)
    reached = balance.reached
    if reached is not None and reached <= ground.order.terms.floor:
        return Said("share_due", {"percent": int(reached * 100)})
    line = max(mine, key=lambda number: (mine[number], -number))
    costs = sorted(ground.pairs[p].cost for p in ground.of_line[line])
    my = next(p.cost for p in ground.pairs if p.shop == shop and p.line == line)
    median = costs[len(costs) // 2]
    values: dict[str, str | int] = {"line": ground.lines[line].code, "cost_minor": my, "median_minor": median}
    if my < median:
        return Said("cheap", values)
    return Said("fills_up", values)


def _full_weeks(ground: Ground, shop: int, plan: Plan) -> dict[str, str | int] | None:
    """Where some resource is used up in all weeks in which the workshop has any of it."""
    uses = {pair.line: dict(pair.uses) for pair in ground.pairs if pair.shop == shop}
    for number, resource in enumerate(ground.resources):
        weeks = ground.shops[shop].capacity.get(resource, ())
        busy = [w for w in range(ground.order.first, len(weeks) + 1) if weeks[w - 1] > 0]
        taken = {
            w: sum(
                pieces * uses[line].get(number, 0)
                for (line, s, week), pieces in plan.items()
                if s == shop and week == w
            )
            for w in busy
        }
        if busy and all(taken[w] >= FULL * 1000 * float(weeks[w - 1]) for w in busy):
            return {"resource": resource, "weeks": len(busy)}
    return None


def _why_none(ground: Ground, shop: int, balance: Balance, dearest: dict[int, int]) -> Said:
    able = [p for p in ground.of_shop[shop] if ground.pairs[p].most >= ground.least(p)]
    if not able:
        return _why_unable(ground, shop)
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


def _why_unable(ground: Ground, shop: int) -> Said:
    mine = ground.of_shop[shop]
    if mine:
        most = max(ground.pairs[p].most for p in mine)
        if most:
            return Said("below_least", {"most": most, "least": ground.shops[shop].least})
        return Said("no_room")
    reasons = [u for u in ground.unable if u.shop == shop]
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
