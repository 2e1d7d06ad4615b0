"""From a recipe to a carton: which lots and cartons anything went into, and where each came from.

A graph of who went into what. Steps only lead onwards: recipe, mix (of glaze, dye, what a trade mixes), load (of a
kiln), lot, carton. One place says which lots a withdrawn report touches, so that nobody has to remember.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from tequio.engines.ware.judging import LabReport


class Kind(StrEnum):
    """Kinds of things in the order in which work passes through them."""

    RECIPE = "recipe"
    MIX = "mix"
    LOAD = "load"
    LOT = "lot"
    CARTON = "carton"

    @property
    def rank(self) -> int:
        return list(Kind).index(self)


@dataclass(frozen=True, slots=True, order=True)
class Node:
    kind: Kind
    code: str


@dataclass(frozen=True)
class Trace:
    """What went into what, as pairs (from, into). Raises ValueError for a pair that leads back."""

    pairs: frozenset[tuple[Node, Node]]

    def __post_init__(self) -> None:
        for each, into in self.pairs:
            if each.kind.rank >= into.kind.rank:
                raise ValueError(f"{each.kind} {each.code} cannot go into {into.kind} {into.code}")

    @cached_property
    def onwards(self) -> Mapping[Node, frozenset[Node]]:
        return _grouped(self.pairs)

    @cached_property
    def back(self) -> Mapping[Node, frozenset[Node]]:
        return _grouped((into, each) for each, into in self.pairs)

    def reached_from(self, starts: Iterable[Node]) -> frozenset[Node]:
        """The starts themselves and everything they went into."""
        return _walk(self.onwards, starts)

    def sources_of(self, ends: Iterable[Node]) -> frozenset[Node]:
        """The ends themselves and everything that went into them."""
        return _walk(self.back, ends)


@dataclass(frozen=True, slots=True)
class Affected:
    """What a withdrawn report touches. `unproven` are the lots that no other report still proves."""

    lots: tuple[str, ...]
    cartons: tuple[str, ...]
    unproven: tuple[str, ...]


def affected(trace: Trace, withdrawn: LabReport, others: Iterable[LabReport] = ()) -> Affected:
    """The lots and cartons that a withdrawn report spoke for: its lot, and all that was made of its mix.

    `others` are reports that still stand; a lot they prove (itself, or every mix in it) is touched but not unproven.
    """
    starts = {Node(Kind.LOT, withdrawn.lot)}
    if withdrawn.mix:
        starts.add(Node(Kind.MIX, withdrawn.mix))
    reached = trace.reached_from(starts)
    lots = sorted(each.code for each in reached if each.kind is Kind.LOT)
    standing = [each for each in others if each.number != withdrawn.number]
    return Affected(
        tuple(lots),
        tuple(sorted(each.code for each in reached if each.kind is Kind.CARTON)),
        tuple(lot for lot in lots if not _is_proven(trace, lot, standing)),
    )


def mixes_of(trace: Trace, lot: str) -> tuple[str, ...]:
    """The mixes that went into a lot."""
    into = trace.sources_of({Node(Kind.LOT, lot)})
    return tuple(sorted(each.code for each in into if each.kind is Kind.MIX))


def _is_proven(trace: Trace, lot: str, standing: Iterable[LabReport]) -> bool:
    reports = list(standing)
    mixes = set(mixes_of(trace, lot))
    return any(each.lot == lot for each in reports) or (
        bool(mixes) and mixes <= {each.mix for each in reports if each.mix}
    )


def _grouped(pairs: Iterable[tuple[Node, Node]]) -> Mapping[Node, frozenset[Node]]:
    found: dict[Node, set[Node]] = defaultdict(set)
    for each, into in pairs:
        found[each].add(into)
    return {each: frozenset(into) for each, into in found.items()}


def _walk(edges: Mapping[Node, frozenset[Node]], starts: Iterable[Node]) -> frozenset[Node]:
    seen: set[Node] = set()
    waiting = list(starts)
    while waiting:
        if (each := waiting.pop()) not in seen:
            seen.add(each)
            waiting.extend(edges.get(each, ()))
    return frozenset(seen)
