"""After the answers: what was accepted stands, what is open is placed anew, and as few as possible see a change."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from tequio.engines.clock import Clock, OnProgress
from tequio.engines.splitting.check import find_flaws
from tequio.engines.splitting.cost import bill_for
from tequio.engines.splitting.fairness import shares_due, wants
from tequio.engines.splitting.ground import Ground, lay_out
from tequio.engines.splitting.lacking import shortages_for_sure, shortages_of
from tequio.engines.splitting.model import BadOrder, Exclusion, Flaw, Infeasible, Order, Part, Pin, Split
from tequio.engines.splitting.search import search
from tequio.engines.splitting.solve import pins_that_cannot, settle

# Of the workshops whose tickets nobody touched, so many in a hundred may be asked for more.
MAY_CHANGE = 5
# Reasons written on the pins and exclusions made here.
ACCEPTED, CLOSED = "accepted", "closed"


class Reply(StrEnum):
    ACCEPTED = "accepted"
    WAITING = "waiting"  # still has time to answer: its ticket stands
    FEWER = "fewer"  # keeps `pieces` and gives back the rest, at the offer or later
    DECLINED = "declined"
    SILENT = "silent"  # its time is over: as if declined


@dataclass(frozen=True, slots=True)
class Answer:
    """A workshop to its ticket for one line; `pieces` only counts for FEWER. A ticket without an answer waits."""

    line: str
    workshop: str
    reply: Reply
    pieces: int = 0


@dataclass(frozen=True, slots=True)
class Resplit:
    """The new split. `untouched`: workshops whose tickets all stand; `changed`: those of them that are asked for more,
    at most `allowed`, unless nothing else would do (`beyond`)."""

    split: Split
    untouched: tuple[str, ...]
    changed: tuple[str, ...]
    allowed: int

    @property
    def beyond(self) -> bool:
        return len(self.changed) > self.allowed


def resplit(
    order: Order,
    parts: Sequence[Part],
    answers: Sequence[Answer],
    *,
    first: int = 1,
    seconds: float = 60,
    gap: Decimal = Decimal("0.001"),
    threads: int = 2,
    on_progress: OnProgress | None = None,
    seed: int = 0,
) -> Resplit:
    """Place anew what is open of `parts`, from week `first` on.

    Tickets that were accepted or still wait are pinned to their weeks. Who gave something back gets nothing else of
    this order. Open pieces go to workshops that hold no ticket yet; where these cannot make them, also to the fewest
    of those untouched, at first no more than five in a hundred.
    Raises BadOrder, Infeasible and TimeoutError like `solve`.
    """
    flaws = (*find_flaws(order), *_flaws(parts, answers))
    if flaws:
        raise BadOrder(flaws)
    clock = Clock(seconds, on_progress)
    kept, touched = _kept(order, parts, answers)
    untouched = sorted({part.workshop for part in parts} - touched)
    allowed = len(untouched) * MAY_CHANGE // 100
    plain = _ground(order, kept, touched, set(), first)
    flaws = pins_that_cannot(plain)
    if flaws:
        raise BadOrder(flaws)
    # Fair shares are those of the order as it was offered, whoever has given something back since.
    due = shares_due(lay_out(order))
    open_to = _by_room(plain, untouched)
    asked = [0, allowed, *_doubled(max(1, 2 * allowed), len(untouched))]
    for count in sorted({min(n, len(untouched)) for n in asked}):
        ground = _ground(order, kept, touched, set(untouched) - set(open_to[:count]), first)
        last = count == len(untouched)
        found = _try(ground, due, clock, gap=float(gap), threads=threads, seed=seed, sure=last)
        if found is not None:
            split = found
            break
    else:
        raise Infeasible(shortages_of(ground, wants(ground, due), exact=True))
    return Resplit(split, tuple(untouched), _changed(parts, split, set(untouched)), allowed)


def _doubled(begin: int, most: int) -> list[int]:
    found = []
    while begin < most:
        found.append(begin)
        begin *= 2
    return [*found, most]


def _flaws(parts: Sequence[Part], answers: Sequence[Answer]) -> tuple[Flaw, ...]:
    tickets: dict[tuple[str, str], int] = defaultdict(int)
    for part in parts:
        tickets[part.line, part.workshop] += part.pieces
    found, seen = [], set()
    for number, answer in enumerate(answers, 1):
        where, key = f"answer {number}", (answer.line, answer.workshop)
        if key not in tickets:
            found.append(Flaw(where, "no_ticket", {"line": answer.line, "workshop": answer.workshop}))
        elif key in seen:
            found.append(Flaw(where, "duplicate", {"times": "2"}))
        elif answer.reply is Reply.FEWER and not 0 <= answer.pieces <= tickets[key]:
            told = {"pieces": str(answer.pieces), "ticket": str(tickets[key])}
            found.append(Flaw(where, "more_than_ticket", told))
        seen.add(key)
    return tuple(found)


def _kept(order: Order, parts: Sequence[Part], answers: Sequence[Answer]) -> tuple[list[Part], set[str]]:
    """The parts that stand (the early weeks of a ticket that was cut), and who gave something back or was excluded."""
    out = {(e.workshop, e.line) for e in order.exclusions}
    reply = {(a.line, a.workshop): a for a in answers}
    kept, touched = [], set()
    left: dict[tuple[str, str], int] = {}
    for part in sorted(parts, key=lambda p: (p.line, p.workshop, p.week)):
        key = part.line, part.workshop
        answer = reply.get(key)
        if {(part.workshop, None), (part.workshop, part.line)} & out:
            touched.add(part.workshop)
            continue
        if answer is None or answer.reply in (Reply.ACCEPTED, Reply.WAITING):
            kept.append(part)
            continue
        whole = sum(p.pieces for p in parts if (p.line, p.workshop) == key)
        if answer.reply is Reply.FEWER and answer.pieces == whole:
            kept.append(part)
            continue
        touched.add(part.workshop)
        have = left.setdefault(key, answer.pieces if answer.reply is Reply.FEWER else 0)
        count = min(have, part.pieces)
        left[key] -= count
        if count:
            kept.append(replace(part, pieces=count))
    return kept, touched


def _ground(order: Order, kept: Sequence[Part], touched: set[str], still: set[str], first: int) -> Ground:
    """What is open, for those who may make it: `touched` gave something back, `still` are not to be disturbed."""
    closed = frozenset(touched | still)
    held = {(p.workshop, p.line) for p in kept}
    named = {(pin.workshop, pin.line) for pin in order.pins}
    # The committee's own pins are in the parts already; those that keep somebody from a line still do.
    pins = [pin for pin in order.pins if not pin.pieces and (pin.workshop, pin.line) not in held]
    for part in kept:
        more = part.workshop not in closed and (part.workshop, part.line) not in named
        pins.append(Pin(part.line, part.workshop, part.pieces, ACCEPTED, part.week, more))
    none = tuple(
        Exclusion(workshop, CLOSED, line.code)
        for workshop in sorted(closed)
        for line in order.lines
        if (workshop, line.code) not in held
    )
    return lay_out(replace(order, pins=tuple(pins), exclusions=(*order.exclusions, *none), first=first))


def _by_room(ground: Ground, untouched: Sequence[str]) -> list[str]:
    """Those untouched, first who could make most of what is open."""
    number = {shop.code: n for n, shop in enumerate(ground.shops)}
    room = {
        code: sum(min(ground.pairs[p].most, ground.wanted[ground.pairs[p].line]) for p in ground.of_shop[number[code]])
        for code in untouched
    }
    return sorted(untouched, key=lambda code: (-room[code], code))


def _try(
    ground: Ground, due: tuple[int, ...], clock: Clock, *, gap: float, threads: int, seed: int, sure: bool
) -> Split | None:
    """A split on this ground; None if there is none. `sure`: only what is proven counts as none."""
    want = wants(ground, due)
    if not any(ground.wanted):
        return settle(ground, due, want, dict(ground.fixed), _cost_of_pins(ground, want), clock)
    if shortages_for_sure(ground, want):
        return None
    found = search(ground, want, clock, gap=gap, threads=threads, seed=seed)
    if found.plan is None:
        if sure and not found.small and not shortages_of(ground, want, exact=True):
            raise TimeoutError("No split was found in the time allowed; allow more seconds.")
        return None
    return settle(ground, due, want, found.plan, found.bound, clock)


def _cost_of_pins(ground: Ground, want: tuple[tuple[int, int], ...]) -> float:
    return bill_for(ground, want, ground.fixed).total_minor / 100


def _changed(parts: Sequence[Part], split: Split, untouched: set[str]) -> tuple[str, ...]:
    before, after = _by_shop(parts), _by_shop(split.parts)
    return tuple(sorted(code for code in untouched if before[code] != after[code]))


def _by_shop(parts: Sequence[Part]) -> Mapping[str, dict[tuple[str, int], int]]:
    found: dict[str, dict[tuple[str, int], int]] = defaultdict(dict)
    for part in parts:
        found[part.workshop][part.line, part.week] = part.pieces
    return found
