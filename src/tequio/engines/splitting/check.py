"""What is wrong with an order, all of it at once: a flaw per row or field, with a code to translate."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from tequio.engines.splitting.model import Flaw, Line, Order, Skill, Workshop

# Nobody makes a billion pieces and no piece costs a billion pesos: a slipped key, and beyond what a solver can count.
ABSURD = 10**9
# Nobody measures finer than a thousandth of a minute or of a litre.
PLACES = 3


def find_flaws(order: Order) -> tuple[Flaw, ...]:
    """Every contradiction in the input, in order of the rows; none means `solve` accepts it.

    Codes: empty, duplicate, negative, not_positive, not_a_number, absurd, too_fine, over_one, due_past, due_after_end,
    weeks_over, no_capacity, weeks_differ, load_without_capacity, unknown_place, unknown_ware, unknown_workshop,
    unknown_line, pin_above_line, pin_after_due, pin_cannot, pin_excluded, pin_mixed.
    """
    return tuple(_flaws(order))


def _flaws(order: Order) -> Iterator[Flaw]:
    if order.weeks < 1:
        yield Flaw("order", "not_positive", {"field": "weeks", "value": str(order.weeks)})
    elif not 1 <= order.first <= order.weeks:
        yield Flaw("order", "weeks_over", {"first": str(order.first), "weeks": str(order.weeks)})
    if not 0 <= order.terms.floor <= 1:
        yield Flaw("order", "over_one", {"field": "floor", "value": str(order.terms.floor)})
    yield from _whole("order", reserve=order.terms.reserve, hurry=order.terms.hurry_bp)
    yield from _whole("order", behind=order.terms.behind_bp, far=order.terms.far_bp)
    yield from _codes("line", (line.code for line in order.lines))
    yield from _codes("workshop", (w.code for w in order.workshops))
    yield from _codes("place", (p.code for p in order.places))
    yield from _codes("ware", (w.code for w in order.wares))
    yield from _codes("skill", (f"{s.workshop}/{s.product}" for s in order.skills))
    wares = {w.code for w in order.wares}
    for line in order.lines:
        yield from _line(order, line, wares)
    places = {p.code for p in order.places}
    for place in order.places:
        yield from _whole(f"place {place.code}", stop=place.stop_minor, haul=place.haul_minor)
    for workshop in order.workshops:
        yield from _workshop(order, workshop, places)
    workshops = {w.code for w in order.workshops}
    for skill in order.skills:
        yield from _skill(skill, workshops)
    yield from _pins(order)


def _codes(what: str, codes: Iterable[str]) -> Iterator[Flaw]:
    for code, times in Counter(codes).items():
        if times > 1:
            yield Flaw(f"{what} {code}", "duplicate", {"times": str(times)})
        if not code.strip("/ "):
            yield Flaw(what, "empty")


def _whole(where: str, *, least: int = 0, **values: int) -> Iterator[Flaw]:
    for name, value in values.items():
        told = {"field": name, "value": str(value)}
        if value < least:
            yield Flaw(where, "not_positive" if least > 0 else "negative", told)
        elif value >= ABSURD * 100:
            yield Flaw(where, "absurd", told)


def _amount(where: str, name: str, value: Decimal) -> Iterator[Flaw]:
    told = {"field": name, "value": str(value)}
    if not value.is_finite():
        yield Flaw(where, "not_a_number", told)
    elif value < 0:
        yield Flaw(where, "negative", told)
    elif value >= ABSURD:
        yield Flaw(where, "absurd", told)
    elif value != round(value, PLACES):
        yield Flaw(where, "too_fine", told)


def _line(order: Order, line: Line, wares: set[str]) -> Iterator[Flaw]:
    where = f"line {line.code}"
    if line.pieces < 1:
        yield Flaw(where, "not_positive", {"field": "pieces", "value": str(line.pieces)})
    elif line.pieces >= ABSURD:
        yield Flaw(where, "absurd", {"field": "pieces", "value": str(line.pieces)})
    if line.due < 1 or (line.due < order.first and not _made(order, line)):
        yield Flaw(where, "due_past", {"due": str(line.due)})
    elif line.due > order.weeks:
        yield Flaw(where, "due_after_end", {"due": str(line.due), "weeks": str(order.weeks)})
    yield from _whole(where, price=line.price_minor)
    for resource, use in line.uses.items():
        yield from _amount(where, resource, use)
    if line.ware and line.ware not in wares:
        yield Flaw(where, "unknown_ware", {"value": line.ware})


def _made(order: Order, line: Line) -> bool:
    return sum(pin.pieces for pin in order.pins if pin.line == line.code) == line.pieces


def _workshop(order: Order, workshop: Workshop, places: set[str]) -> Iterator[Flaw]:
    where = f"workshop {workshop.code}"
    if workshop.place not in places:
        yield Flaw(where, "unknown_place", {"value": workshop.place})
    for resource, weeks in workshop.capacity.items():
        if len(weeks) != order.weeks:
            told = {"resource": resource, "has": str(len(weeks)), "weeks": str(order.weeks)}
            yield Flaw(where, "weeks_differ", told)
        for week, amount in enumerate(weeks, 1):
            yield from _amount(f"{where} week {week}", resource, amount)
    if not any(amount > 0 for weeks in workshop.capacity.values() for amount in weeks):
        yield Flaw(where, "no_capacity")
    yield from _whole(where, least=1, fewest=workshop.least)
    yield from _whole(where, visit=workshop.visit_minor, had=workshop.had_minor, share=workshop.share_minor)
    load = workshop.load
    if load is not None:
        yield from _amount(where, "load", load.amount)
        yield from _whole(where, load_cost=load.cost_minor)
        if load.amount <= 0:
            yield Flaw(where, "not_positive", {"field": "load", "value": str(load.amount)})
        if not Decimal(0) <= load.fill <= 1:
            yield Flaw(where, "over_one", {"field": "fill", "value": str(load.fill)})
        if load.resource not in workshop.capacity:
            yield Flaw(where, "load_without_capacity", {"resource": load.resource})


def _skill(skill: Skill, workshops: set[str]) -> Iterator[Flaw]:
    where = f"skill {skill.workshop}/{skill.product}"
    if skill.workshop not in workshops:
        yield Flaw(where, "unknown_workshop", {"value": skill.workshop})
    yield from _whole(where, cost=skill.cost_minor)
    if not skill.starts.is_finite() or skill.starts < 1:
        yield Flaw(where, "not_positive", {"field": "starts", "value": str(skill.starts)})
    if not skill.rejects.is_finite() or not 0 <= skill.rejects <= 1:
        yield Flaw(where, "over_one", {"field": "rejects", "value": str(skill.rejects)})
    for resource, use in (skill.uses or {}).items():
        yield from _amount(where, resource, use)


def _pins(order: Order) -> Iterator[Flaw]:
    lines = {line.code: line for line in order.lines}
    workshops = {w.code for w in order.workshops}
    makes = {(s.workshop, s.product) for s in order.skills}
    out = {(e.workshop, e.line) for e in order.exclusions}
    pinned: dict[str, int] = defaultdict(int)
    timed: dict[tuple[str, str], set[bool]] = defaultdict(set)
    for number, pin in enumerate(order.pins, 1):
        where = f"pin {number}"
        if pin.line not in lines:
            yield Flaw(where, "unknown_line", {"value": pin.line})
            continue
        if pin.workshop not in workshops:
            yield Flaw(where, "unknown_workshop", {"value": pin.workshop})
            continue
        line = lines[pin.line]
        yield from _whole(where, pieces=pin.pieces)
        if not pin.reason.strip():
            yield Flaw(where, "empty", {"field": "reason"})
        if pin.week is not None and not 1 <= pin.week <= line.due:
            yield Flaw(where, "pin_after_due", {"week": str(pin.week), "due": str(line.due)})
        if (pin.workshop, line.product) not in makes:
            yield Flaw(where, "pin_cannot", {"workshop": pin.workshop, "product": line.product})
        if pin.pieces and ((pin.workshop, None) in out or (pin.workshop, pin.line) in out):
            yield Flaw(where, "pin_excluded", {"workshop": pin.workshop})
        pinned[pin.line] += max(0, pin.pieces)
        timed[pin.line, pin.workshop].add(pin.week is None)
    for code, pieces in pinned.items():
        if pieces > lines[code].pieces:
            yield Flaw(f"line {code}", "pin_above_line", {"pinned": str(pieces), "pieces": str(lines[code].pieces)})
    for (code, workshop), kinds in timed.items():
        if len(kinds) > 1:
            yield Flaw(f"line {code}", "pin_mixed", {"workshop": workshop})
    for number, exclusion in enumerate(order.exclusions, 1):
        if exclusion.workshop not in workshops:
            yield Flaw(f"exclusion {number}", "unknown_workshop", {"value": exclusion.workshop})
        if exclusion.line is not None and exclusion.line not in lines:
            yield Flaw(f"exclusion {number}", "unknown_line", {"value": exclusion.line})
        if not exclusion.reason.strip():
            yield Flaw(f"exclusion {number}", "empty", {"field": "reason"})
