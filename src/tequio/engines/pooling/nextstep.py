"""How far each purchase line is from its next price step, and what reaching it would save.

Verified by costing the award anew with the missing units bought on that line, everything else kept: the saving shown
is one that can really be had, never less (another award with the same extra wishes might save more still).
"""

from dataclasses import replace
from decimal import Decimal

from tequio.engines.money import CENTAVOS_PER_PESO
from tequio.engines.pooling.cost import Bill, bill_for
from tequio.engines.pooling.model import Delivery, NextStep, Problem, PurchaseLine, Quote


def next_steps(
    problem: Problem,
    deliveries: tuple[Delivery, ...],
    bill: Bill,
    landed: dict[tuple[str, str], Decimal],
) -> tuple[NextStep, ...]:
    """For each line below its top step where the next one saves something. The missing units are whole packs, brought
    where the supplier already brings this material at the least freight."""
    quotes = {(q.supplier, q.material): q for q in problem.quotes}
    found = []
    for line in bill.purchases:
        quote = quotes[line.supplier, line.material]
        if line.step + 1 < len(quote.steps):
            step = _next(problem, quote, line, deliveries, bill, landed)
            if step is not None:
                found.append(step)
    return tuple(found)


def _next(
    problem: Problem,
    quote: Quote,
    line: PurchaseLine,
    deliveries: tuple[Delivery, ...],
    bill: Bill,
    landed: dict[tuple[str, str], Decimal],
) -> NextStep | None:
    step = quote.steps[line.step + 1]
    packs = int(-(-(step.minimum - line.quantity) // quote.pack))
    missing = packs * quote.pack
    if quote.capacity is not None and line.quantity + missing > quote.capacity:
        return None
    per_kg = {f.point: f.per_kg for f in problem.freight if f.supplier == quote.supplier}
    mine = [d for d in deliveries if (d.supplier, d.material) == (line.supplier, line.material)]
    mine = [d for d in mine if (d.point, d.material) in landed]
    if not mine:
        return None
    best = min(mine, key=lambda d: (per_kg[d.point], d.point))
    more = replace(best, packs=best.packs + packs, quantity=best.quantity + missing)
    # Only this supplier's lines change, so only his are costed anew.
    theirs = [d for d in deliveries if d.supplier == line.supplier]
    before = sum(p.goods_minor for p in bill.purchases if p.supplier == line.supplier)
    before += sum(f.freight_minor for f in bill.freight if f.supplier == line.supplier)
    after = bill_for(problem, [more if d == best else d for d in theirs]).cost_minor
    paid_alike = missing * landed[best.point, best.material] * CENTAVOS_PER_PESO
    saves = int(before + paid_alike - after)
    return NextStep(line.supplier, line.material, missing, step.price, saves) if saves > 0 else None
