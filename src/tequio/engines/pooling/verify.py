"""An auditor for awards: recounts everything from the problem alone, sharing only the price rule with the solver."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from tequio.engines.money import to_centavos
from tequio.engines.pooling.cost import bill_for, goods_pesos
from tequio.engines.pooling.model import Award, DropReason, Pledge, Problem


def verify(problem: Problem, award: Award) -> tuple[str, ...]:
    """Every way in which the award breaks the problem's rules or its own sums; empty when it is sound."""
    return tuple(_faults(problem, award))


def _faults(problem: Problem, award: Award) -> Iterator[str]:
    yield from _deliveries(problem, award)
    yield from _orders(problem, award)
    yield from _members(problem, award)
    yield from _what_arrives_is_handed_out(award)
    yield from _sums(problem, award)
    yield from _walkers(problem, award)


def _walkers(problem: Problem, award: Award) -> Iterator[str]:
    """Nobody who stays pays a landed price above his walk-away price (with substitutes: above it for all he takes)."""
    dropped = {d.pledge for d in award.dropped}
    prices: dict[tuple[str, str, str], list[Decimal]] = defaultdict(list)
    for a in award.allotments:
        prices[a.member, a.point, a.pledged].append(award.landed[a.point, a.material])
    for pledge in problem.pledges:
        if pledge.walk_away is not None and pledge not in dropped:
            price = min(prices[pledge.member, pledge.point, pledge.material], default=Decimal(0))
            if price > pledge.walk_away:
                yield f"{pledge.member} would walk away from {pledge.material}: {price} > {pledge.walk_away}"


def _deliveries(problem: Problem, award: Award) -> Iterator[str]:
    quotes = {(q.supplier, q.material): q for q in problem.quotes}
    roads = {(f.supplier, f.point) for f in problem.freight}
    bought: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for d in award.deliveries:
        quote = quotes.get((d.supplier, d.material))
        if quote is None or (d.supplier, d.point) not in roads:
            yield f"{d.supplier} does not bring {d.material} to {d.point}"
            continue
        if d.packs < 1 or d.quantity != d.packs * quote.pack:
            yield f"{d.quantity} of {d.material} at {d.point} are not {d.packs} whole packs of {quote.pack}"
        bought[d.supplier, d.material] += d.quantity
    lines = {(p.supplier, p.material): p.quantity for p in award.purchases}
    if lines != dict(bought):
        yield "the purchase lines are not what is delivered"
    for key, quantity in bought.items():
        quote = quotes[key]
        if quote.capacity is not None and quantity > quote.capacity:
            yield f"{key[0]} cannot deliver {quantity} of {key[1]}"
        if quantity < quote.steps[0].minimum:
            yield f"{key[0]} sells no less than {quote.steps[0].minimum} of {key[1]}"


def _orders(problem: Problem, award: Award) -> Iterator[str]:
    quotes = {(q.supplier, q.material): q for q in problem.quotes}
    value: dict[str, Decimal] = defaultdict(Decimal)
    for line in award.purchases:
        value[line.supplier] += goods_pesos(quotes[line.supplier, line.material], line.quantity)
    for supplier in problem.suppliers:
        if supplier.code in value and value[supplier.code] < supplier.minimum_order:
            yield f"{supplier.code} asks for an order of at least {supplier.minimum_order}"


def _members(problem: Problem, award: Award) -> Iterator[str]:
    out: dict[Pledge, int] = defaultdict(int)
    for dropped in award.dropped:
        out[dropped.pledge] += 1
        if dropped.reason is DropReason.CHEAPER_ALONE and dropped.pledge.alone is None:
            yield f"{dropped.pledge.member} has no price alone"
    least: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    most: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    accepted: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for pledge in problem.pledges:
        if out[pledge] > 0:
            out[pledge] -= 1
            continue
        key = pledge.member, pledge.point, pledge.material
        least[key] += pledge.quantity
        most[key] += pledge.quantity + pledge.tolerance
        accepted[key] |= {pledge.material, *pledge.substitutes}
    if any(out.values()):
        yield "somebody is dropped who did not pledge"
    got: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for a in award.allotments:
        key = a.member, a.point, a.pledged
        got[key] += a.quantity
        if a.quantity <= 0 or a.material not in accepted[key]:
            yield f"{a.member} did not ask for {a.material}"
    for key in least:
        if not least[key] <= got[key] <= most[key]:
            yield f"{key[0]} gets {got[key]} of {key[2]}, not {least[key]} to {most[key]}"


def _what_arrives_is_handed_out(award: Award) -> Iterator[str]:
    balance: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for d in award.deliveries:
        balance[d.point, d.material] += d.quantity
    for a in award.allotments:
        balance[a.point, a.material] -= a.quantity
    for s in award.surplus:
        balance[s.point, s.material] -= s.quantity
        if s.quantity <= 0:
            yield f"an empty surplus of {s.material} at {s.point}"
    for (point, material), rest in balance.items():
        if rest:
            yield f"{rest} of {material} at {point} unaccounted for"


def _sums(problem: Problem, award: Award) -> Iterator[str]:
    bill = bill_for(problem, award.deliveries)
    if bill.purchases != award.purchases or bill.freight != award.freight:
        yield "the lines are not what the quotes and the freight make of the deliveries"
    if bill.cost_minor != award.cost_minor:
        yield f"the cost is {bill.cost_minor}, not {award.cost_minor}"
    alone = sum(
        to_centavos(d.pledge.alone * d.pledge.quantity)
        for d in award.dropped
        if d.reason is DropReason.CHEAPER_ALONE and d.pledge.alone is not None
    )
    if alone != award.outside_minor:
        yield f"buying alone costs {alone}, not {award.outside_minor}"
    if award.bound_minor > award.total_minor:
        yield "the bound is above the award"
