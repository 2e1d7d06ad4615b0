"""Searching with the talk: branches raise the bound, and what they like is bought as soon as it looks good."""

from dataclasses import dataclass, field

import numpy as np

from tequio.engines.pooling.clock import Clock
from tequio.engines.pooling.decoupled.ascent import Ascent, Ints
from tequio.engines.pooling.decoupled.branch import DETAILED, SPLITS, Branch, Tree
from tequio.engines.pooling.decoupled.given_stops import Flags, Shop, Steps
from tequio.engines.pooling.decoupled.pool import Pool
from tequio.engines.pooling.decoupled.stops import Proposal, proposals
from tequio.engines.pooling.decoupled.terms import Floats, terms_of
from tequio.engines.pooling.grid import Grid
from tequio.engines.pooling.plan import Plan

# A branch is listened to for the first time after so many looks.
YOUNG = 3
# Stops a point that a sketch is given, first, second and third time; how much a later time is put off; and which labels
# are like the best, in parts of the bound.
STOPS = (1.5, 2.0, 2.6)
LATER = 0.0015
SIMILAR = 0.002
# Diving: rounds between two decisions; who sells less than this part of his minimum order is left out, all below the
# first at once, below the second one by one.
DIVE, SELDOM, SURE = 40, 0.15, 0.8


@dataclass(frozen=True, slots=True)
class Order:
    """Stops to make and steps to stand on, and about what it costs."""

    made: Flags
    steps: Steps
    pesos: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a branch with few suppliers holds possible.

    `distance` (stop) in pesos from what its point likes best; the steps of lines that are not far from the best.
    """

    suppliers: frozenset[int]
    distance: Floats
    steps: Steps
    bound: float


@dataclass(slots=True)
class Talks:
    """One search that several threads may carry on by `work`; the best plan so far is `plan`."""

    grid: Grid
    clock: Clock
    gap: float
    hands: int
    plan: Plan | None = None
    _pool: Pool = field(init=False)
    _tree: Tree = field(init=False)
    _shop: Shop = field(init=False)
    _numbers: dict[tuple[int, int], int] = field(init=False)
    _lines: dict[tuple[int, int], int] = field(init=False)
    _waiting: list[Order] = field(default_factory=list)
    _tried: set[bytes] = field(default_factory=set)
    _best: Flags | None = None
    _sketches: dict[frozenset[int], Sketch] = field(default_factory=dict)
    _looked_at: dict[frozenset[int], int] = field(default_factory=dict)
    tries: int = 0

    def __post_init__(self) -> None:
        self._pool = Pool(self.hands)
        self._tree = Tree(terms_of(self.grid), self._pool)
        self._shop = Shop(self.grid, self.clock)
        self._numbers = {(stop.supplier, stop.points[0]): d for d, stop in enumerate(self.grid.stops)}
        self._lines = {(line.material, line.supplier): i for i, line in enumerate(self.grid.lines)}

    def work(self) -> bool:
        """Raise the bound a little; False when there is nothing left to do."""

        def visit(branch: Branch) -> None:
            if branch.slices >= YOUNG:
                self._waiting = self._orders(branch) or self._waiting
                if len(branch.talk.suppliers) <= DETAILED:
                    self._sketches[frozenset(branch.talk.suppliers)] = self._sketch(branch.talk)

        going = self._tree.work(self.clock.incumbent * (1 - self.gap), visit)
        self.clock.bound = max(self.clock.bound, min(self._tree.bound, self.clock.incumbent))
        return going

    def buy(self) -> bool:
        """Buy what was last proposed, if anything new was; whether there was."""
        orders, self._waiting = self._waiting, []
        for order in sorted(orders, key=lambda order: order.pesos):
            self.tries += 1
            plan = self._shop.buy(order.made, order.steps, under=self.clock.incumbent)
            if plan is not None and plan.pesos < self.clock.incumbent:
                self.plan, self._best = plan, order.made
                self.clock.found(plan.pesos)
        return bool(orders)

    def sketch(self) -> tuple[Sketch, float] | None:
        """The most hopeful sketch, and how many stops a point should be given in it; None if there is none to try."""
        best: tuple[float, Sketch, float] | None = None
        for sketch in list(self._sketches.values()):
            times = self._looked_at.get(sketch.suppliers, 0)
            worth = sketch.bound * (1 + LATER * times)
            hopeful = times < len(STOPS) and sketch.bound < self.clock.incumbent * (1 - self.gap)
            if hopeful and (best is None or worth < best[0]):
                best = worth, sketch, STOPS[times]
        if best is None:
            return None
        self._looked_at[best[1].suppliers] = self._looked_at.get(best[1].suppliers, 0) + 1
        return best[1:]

    def dive(self) -> None:
        """A first sketch: leave out who sells least of his minimum order until all that are left sell theirs."""
        terms, pool = self._tree.terms, Pool(1)
        suppliers = list(range(len(terms.least)))
        while True:
            talk = Ascent.begin(terms, suppliers, [False] * len(suppliers))
            for _ in range(DIVE):
                talk.round(pool)
            rate = talk.value() / np.maximum(terms.least[suppliers], 1e-9)
            out = [s for s, r in zip(suppliers, rate, strict=True) if r < SELDOM]
            out = out or [suppliers[int(rate.argmin())]] * bool(rate.min() < SURE)
            if not out or len(out) == len(suppliers):
                break
            suppliers = [s for s in suppliers if s not in out]
        talk = Ascent.begin(terms, suppliers, [True] * len(suppliers))
        for number in range(6 * DIVE):
            talk.round(pool)
            if number % 5 == 4:
                talk.refine(SPLITS)
                talk.pull_orders(0.005)
        talk.prove(np.inf)
        self._sketches.setdefault(frozenset(suppliers), self._sketch(talk))

    @property
    def has_sketch(self) -> bool:
        return bool(self._sketches)

    def _sketch(self, talk: Ascent) -> Sketch:
        distance = np.full(len(self.grid.stops), np.inf)
        for mask, liking in zip(talk.sets, talk.liking, strict=True):
            for j, s in enumerate(talk.suppliers):
                if mask >> j & 1:
                    for p, pesos in enumerate(liking):
                        if (s, p) in self._numbers:
                            d = self._numbers[s, p]
                            distance[d] = min(distance[d], pesos)
        near = SIMILAR * talk.bound / len(talk.labels.starts)
        return Sketch(
            frozenset(talk.suppliers), distance, self._steps(talk, np.flatnonzero(talk.favour < near)), talk.bound
        )

    def _steps(self, talk: Ascent, rows: Ints) -> Steps:
        """The steps that some labels allow."""
        steps: Steps = {}
        part = talk.labels.pick(rows)
        for i, m in enumerate(part.material):
            for j, s in enumerate(talk.suppliers):
                if (int(m), s) in self._lines:
                    line = self._lines[int(m), s]
                    first, last = steps.get(line, (int(part.first[i, j]), int(part.last[i, j])))
                    steps[line] = min(first, int(part.first[i, j])), max(last, int(part.last[i, j]))
        return steps

    def busy(self, hands: int) -> None:
        """From now on, count with so many hands (no more than at first)."""
        self._pool.hands = max(1, min(hands, self.hands))

    def close(self) -> None:
        self._pool.close()

    def _orders(self, branch: Branch) -> list[Order]:
        orders = []
        for talk, found in proposals(branch.talk, self._starts(branch.talk)):
            if found.pesos >= self.clock.incumbent:
                continue
            made = self._made(talk, found)
            if made.tobytes() not in self._tried:
                self._tried.add(made.tobytes())
                orders.append(Order(made, self._steps(talk, found.others), found.pesos))
        return orders

    def _starts(self, talk: Ascent) -> list[Ints]:
        """Where a descent may begin: what the points like, and the best stops known."""
        starts = [talk.liking.argmin(0)]
        if self._best is not None:
            place = {mask: i for i, mask in enumerate(talk.sets)}
            masks = [
                sum(1 << j for j, s in enumerate(talk.suppliers) if self._best[self._numbers.get((s, p), -1)])
                for p in range(len(self.grid.points))
            ]
            if all(mask in place for mask in masks):
                starts.append(np.array([place[mask] for mask in masks]))
        return starts

    def _made(self, talk: Ascent, found: Proposal) -> Flags:
        made = np.zeros(len(self.grid.stops), dtype=np.bool_)
        for p, place in enumerate(found.chosen):
            for j, s in enumerate(talk.suppliers):
                if talk.sets[place] >> j & 1 and (s, p) in self._numbers:
                    made[self._numbers[s, p]] = True
        return made
