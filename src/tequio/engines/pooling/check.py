"""What is wrong with the input, all of it at once: a flaw per row or field, with a code to translate."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from tequio.engines.pooling.model import Flaw, Freight, Pledge, Problem, Quote

# Nobody pledges a billion units and no unit costs a billion pesos: a slipped key, and beyond what a solver can count.
ABSURD = Decimal(10) ** 9
# Finer than a millionth of a unit is no quantity anybody can weigh.
FINEST = -6


def find_flaws(problem: Problem) -> tuple[Flaw, ...]:
    """Every contradiction in the input, in order of the rows; none means `solve` accepts it.

    Codes: not_a_number, negative, not_positive, absurd, too_fine, unknown_material, unknown_supplier, duplicate,
    substitutes_itself, no_steps, steps_out_of_order, steps_overlap, capacity_below_first_step, drop_prices_differ,
    empty.
    """
    return tuple(_flaws(problem))


def _flaws(problem: Problem) -> Iterator[Flaw]:
    materials = {m.code for m in problem.materials}
    suppliers = {s.code for s in problem.suppliers}
    yield from _duplicates("material", (m.code for m in problem.materials))
    yield from _duplicates("supplier", (s.code for s in problem.suppliers))
    yield from _duplicates("quote", (f"{q.supplier}/{q.material}" for q in problem.quotes))
    yield from _duplicates("freight", (f"{f.supplier}/{f.point}" for f in problem.freight))
    for material in problem.materials:
        yield from _amount(f"material {material.code}", "kg_per_unit", material.kg_per_unit, least=None)
    for supplier in problem.suppliers:
        yield from _amount(f"supplier {supplier.code}", "minimum_order", supplier.minimum_order)
    for number, pledge in enumerate(problem.pledges, 1):
        # One look decides for nearly all of many thousands of pledges; only a suspect is taken apart.
        if _suspect(pledge, materials):
            yield from _pledge(f"pledge {number} of {pledge.member}", pledge, materials)
    for quote in problem.quotes:
        yield from _quote(f"quote {quote.supplier}/{quote.material}", quote, materials, suppliers)
    yield from _roads(problem.freight, suppliers)


def _duplicates(what: str, codes: Iterable[str]) -> Iterator[Flaw]:
    for code, times in Counter(codes).items():
        if times > 1:
            yield Flaw(f"{what} {code}", "duplicate", {"times": str(times)})
        if not code.strip("/ "):
            yield Flaw(what, "empty")


def _suspect(pledge: Pledge, materials: set[str]) -> bool:
    sound = (
        pledge.member
        and pledge.point
        and pledge.material in materials
        and _plain(pledge.quantity)
        and pledge.quantity > 0
        and (not pledge.tolerance or (_plain(pledge.tolerance) and pledge.tolerance >= 0))
        and pledge.walk_away is None
        and pledge.alone is None
        and not pledge.substitutes
    )
    return not sound


def _plain(amount: Decimal) -> bool:
    exponent = amount.as_tuple().exponent
    return isinstance(exponent, int) and FINEST <= exponent <= 0 and amount < ABSURD


def _amount(where: str, name: str, amount: Decimal, *, least: Decimal | None = Decimal(0)) -> Iterator[Flaw]:
    """A flaw if `amount` is no number, below `least` (None: not above zero), absurdly large or too fine."""
    values = {"field": name, "value": str(amount)}
    if not amount.is_finite():
        yield Flaw(where, "not_a_number", values)
    elif least is None and amount <= 0:
        yield Flaw(where, "not_positive", values)
    elif amount < 0:
        yield Flaw(where, "negative", values)
    elif amount >= ABSURD:
        yield Flaw(where, "absurd", values)
    elif amount != round(amount, -FINEST):
        yield Flaw(where, "too_fine", values)


def _pledge(where: str, pledge: Pledge, materials: set[str]) -> Iterator[Flaw]:
    for name, text in (("member", pledge.member), ("point", pledge.point)):
        if not text:
            yield Flaw(where, "empty", {"field": name})
    yield from _amount(where, "quantity", pledge.quantity, least=None)
    yield from _amount(where, "tolerance", pledge.tolerance)
    if pledge.walk_away is not None:
        yield from _amount(where, "walk_away", pledge.walk_away)
    if pledge.alone is not None:
        yield from _amount(where, "alone", pledge.alone)
    for code in (pledge.material, *pledge.substitutes):
        if code not in materials:
            yield Flaw(where, "unknown_material", {"value": code})
    if pledge.material in pledge.substitutes:
        yield Flaw(where, "substitutes_itself", {"value": pledge.material})


def _quote(where: str, quote: Quote, materials: set[str], suppliers: set[str]) -> Iterator[Flaw]:
    if quote.material not in materials:
        yield Flaw(where, "unknown_material", {"value": quote.material})
    if quote.supplier not in suppliers:
        yield Flaw(where, "unknown_supplier", {"value": quote.supplier})
    before = len(found := list(_amount(where, "pack", quote.pack, least=None)))
    for number, step in enumerate(quote.steps, 1):
        found.extend(_amount(f"{where} step {number}", "minimum", step.minimum))
        found.extend(_amount(f"{where} step {number}", "price", step.price))
    if quote.capacity is not None:
        found.extend(_amount(where, "capacity", quote.capacity))
    yield from found
    if not quote.steps:
        yield Flaw(where, "no_steps")
    if len(found) > before or before or not quote.steps:
        return  # Amounts that are no amounts cannot be compared.
    for number in range(1, len(quote.steps)):
        low, high = quote.steps[number - 1].minimum, quote.steps[number].minimum
        values = {"step": str(number + 1), "minimum": str(high), "before": str(low)}
        if high == low:
            yield Flaw(where, "steps_overlap", values)
        elif high < low:
            yield Flaw(where, "steps_out_of_order", values)
    if quote.capacity is not None and quote.capacity < quote.steps[0].minimum:
        values = {"capacity": str(quote.capacity), "minimum": str(quote.steps[0].minimum)}
        yield Flaw(where, "capacity_below_first_step", values)


def _roads(freight: tuple[Freight, ...], suppliers: set[str]) -> Iterator[Flaw]:
    prices: dict[tuple[str, str], Decimal] = {}
    for road in freight:
        where = f"freight {road.supplier}/{road.point}"
        if road.supplier not in suppliers:
            yield Flaw(where, "unknown_supplier", {"value": road.supplier})
        yield from _amount(where, "fixed", road.fixed)
        yield from _amount(where, "per_kg", road.per_kg)
        stop = road.supplier, road.drop or road.point
        if road.fixed.is_finite() and prices.setdefault(stop, road.fixed) != road.fixed:
            values = {"drop": stop[1], "fixed": str(road.fixed), "before": str(prices[stop])}
            yield Flaw(where, "drop_prices_differ", values)
