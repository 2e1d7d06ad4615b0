"""The cheapest fair split of an order, with its proven bound."""

from dataclasses import replace
from decimal import ROUND_CEILING, Decimal
from math import ceil

from tequio.engines.clock import Clock, OnProgress
from tequio.engines.splitting.check import find_flaws
from tequio.engines.splitting.cost import Plan, bill_for
from tequio.engines.splitting.fairness import shares_due, wants
from tequio.engines.splitting.ground import Ground, lay_out
from tequio.engines.splitting.lacking import shortages_for_sure, shortages_of
from tequio.engines.splitting.model import BadOrder, Balance, Flaw, Infeasible, Order, Part, Split
from tequio.engines.splitting.search import search
from tequio.engines.splitting.why import whys_for


def solve(
    order: Order,
    *,
    seconds: float = 60,
    gap: Decimal = Decimal("0.001"),
    threads: int = 2,
    on_progress: OnProgress | None = None,
    seed: int = 0,
    in_hand: int = 0,
) -> Split:
    """The best split within `seconds` or to the relative `gap`, whichever comes first.

    `in_hand`: weeks before each due week that this split does not use, so that what is given back finds a place (the
    weeks wanted in reserve are then counted from there); fair shares are those of the whole order, so who can take a
    least batch only with these weeks may use them.
    `on_progress` is called with news up to ten times a second; returning True stops with the best split so far.
    Amounts are exact; with a time limit the search itself is not repeatable. Raises BadOrder with every flaw of the
    input, Infeasible with what is missing, TimeoutError when the time did not suffice for any split.
    """
    clock = Clock(seconds, on_progress)
    flaws = find_flaws(order)
    if flaws:
        raise BadOrder(flaws)
    ground = lay_out(order)
    flaws = pins_that_cannot(ground)
    if flaws:
        raise BadOrder(flaws)
    due = shares_due(ground)
    if in_hand:
        ground = _but_for_whom_they_leave_nothing(ground, lay_out(_with_weeks_in_hand(order, in_hand)))
    want = wants(ground, due)
    missing = shortages_for_sure(ground, want)
    if missing:
        raise Infeasible(missing)
    found = search(ground, want, clock, gap=float(gap), threads=threads, seed=seed)
    if found.plan is None:
        missing = shortages_of(ground, want, exact=True)
        if missing:
            raise Infeasible(missing)
        raise TimeoutError("No split was found in the time allowed; allow more seconds.")
    return settle(ground, due, want, found.plan, found.bound, clock)


def _with_weeks_in_hand(order: Order, weeks: int) -> Order:
    """The order as if every line were due so many weeks earlier, but no pin too late."""
    latest: dict[str, int] = {}
    for pin in order.pins:
        latest[pin.line] = max(latest.get(pin.line, 0), pin.week or 0)
    return replace(
        order,
        lines=tuple(
            replace(line, due=max(line.due - weeks, min(line.due, order.first), latest.get(line.code, 0)))
            for line in order.lines
        ),
    )


def _but_for_whom_they_leave_nothing(whole: Ground, careful: Ground) -> Ground:
    """Whose room holds a least batch only with the weeks in hand may use them: it would never get its share else."""
    pairs = tuple(
        full if kept.most < careful.least(number) <= full.most else kept
        for number, (full, kept) in enumerate(zip(whole.pairs, careful.pairs, strict=True))
    )
    return replace(careful, pairs=pairs)


def settle(
    ground: Ground,
    due: tuple[int, ...],
    want: tuple[tuple[int, int], ...],
    plan: Plan,
    bound: float,
    clock: Clock,
) -> Split:
    """A plan with its exact consequences; `bound` in pesos."""
    bill = bill_for(ground, want, plan)
    gets = [0] * len(ground.shops)
    for (line, shop, _), pieces in plan.items():
        gets[shop] += pieces * ground.lines[line].price_minor
    balances = tuple(
        Balance(shop.code, shop.had_minor, shop.share_minor, gets[number], due[number])
        for number, shop in enumerate(ground.shops)
    )
    # The weight of missing shares is rounded once, and the solver's floats are trusted to eight digits.
    proven = ceil(bound * 100 - 0.5 - 1e-8 * abs(bound * 100) - 1e-4)
    return Split(
        parts=parts_of(ground, plan),
        bill=bill,
        balances=balances,
        whys=whys_for(ground, balances, plan),
        bound_minor=max(0, min(bill.total_minor, proven)),
        seconds=clock.elapsed,
        stopped=clock.stopped,
    )


def parts_of(ground: Ground, plan: Plan) -> tuple[Part, ...]:
    """In order of line, workshop and week."""
    starts = {(pair.line, pair.shop): pair.starts for pair in ground.pairs}
    return tuple(
        Part(
            ground.lines[line].code,
            ground.shops[shop].code,
            week,
            pieces,
            int((pieces * starts[line, shop]).to_integral_value(ROUND_CEILING)),
        )
        for (line, shop, week), pieces in sorted(plan.items())
        if pieces
    )


def pins_that_cannot(ground: Ground) -> tuple[Flaw, ...]:
    """Pins to workshops that do not hold what the line asks for."""
    unable = {(u.line, u.shop): u for u in ground.unable}
    number = {line.code: n for n, line in enumerate(ground.lines)}
    shop_number = {shop.code: n for n, shop in enumerate(ground.shops)}
    found = []
    for row, pin in enumerate(ground.order.pins, 1):
        told = unable.get((number[pin.line], shop_number[pin.workshop]))
        if told is not None and pin.pieces:
            values = {"workshop": pin.workshop, "requirement": ", ".join(told.missing)}
            found.append(Flaw(f"pin {row}", "pin_lacks", values))
    return tuple(found)
