"""Buying what talks lead to: corners of the purchase (some suppliers) are talked about for themselves, and where their
points settle is bought as soon as it looks good."""

from dataclasses import dataclass, field, replace

import numpy as np

from tequio.engines.clock import Clock
from tequio.engines.pooling.decoupled.ascent import Ascent
from tequio.engines.pooling.decoupled.branch import DETAILED, LOOK, SHAKE, SPLITS
from tequio.engines.pooling.decoupled.compiled.kinds import Ints
from tequio.engines.pooling.decoupled.given_stops import CLOSE, Flags, Shop
from tequio.engines.pooling.decoupled.plunge import plunge
from tequio.engines.pooling.decoupled.sketch import Sketch, sketch_of
from tequio.engines.pooling.decoupled.stops import Fit, proposals
from tequio.engines.pooling.decoupled.terms import Floats, Terms, terms_of
from tequio.engines.pooling.grid import Grid
from tequio.engines.pooling.plan import Plan
from tequio.engines.pooling.scout import one_apart

# Diving: rounds between two decisions; who sells less than this part of his minimum order is left out, all below the
# first at once, below the second one by one.
DIVE, SELDOM, SURE = 60, 0.2, 0.8
# Rounds of talk in a corner before it is bought by.
STEP = 60
# So many seconds are spent on one material's purchase at the most.
PATIENCE = 0.3
# How much a corner is put off each time that nothing came of it, in parts of its bound; and after how many such times
# it has said what it can.
LATER, SAID = 0.0002, 12
# Size of the shakes in a corner, in parts of its bound.
SHAKES = 0.002
# Stops a point that a sketch is given, first, second and third time; and how much a later time is put off.
STOPS = (1.7, 2.0, 1.5)
PUT_OFF = 0.0015
# How much a corner is put off for each plunge into it, in parts of what it may come to.
PLUNGED = 0.0003
# Of the corners around one so many are thought of, if in their first talk everybody sells this part of his minimum
# order.
NEAREST, WILLING = 3, 0.6


@dataclass(slots=True)
class Corner:
    """The purchase with some suppliers only. `hope`: what the last plunge into it came to; `reached`: what was bought
    from its last sketch on."""

    talk: Ascent
    silent: int = 0
    visits: int = 0
    sketched: int = 0
    plunged: int = 0
    hope: float = -np.inf
    reached: float = -np.inf


@dataclass(slots=True)
class Buyer:
    """One who buys; the best plan so far is `plan`."""

    grid: Grid
    clock: Clock
    gap: float
    plan: Plan | None = None
    corners: dict[frozenset[int], Corner] = field(default_factory=dict)
    _shop: Shop = field(init=False)
    _numbers: dict[tuple[int, int], int] = field(init=False)
    _lines: dict[tuple[int, int], int] = field(init=False)
    _arcs: dict[tuple[int, int, int], int] = field(init=False)
    _alone: list[bool] = field(init=False)
    _tried: set[bytes] = field(default_factory=set)
    _seen: set[frozenset[int]] = field(default_factory=set)
    _best: Flags | None = None
    _last: tuple[Sketch, float] | None = None
    _random: np.random.Generator = field(default_factory=lambda: np.random.default_rng(0))

    def __post_init__(self) -> None:
        self._shop = Shop(self.grid, self.clock, patience=PATIENCE)
        self._numbers = {(stop.supplier, stop.points[0]): d for d, stop in enumerate(self.grid.stops)}
        self._arcs = {
            (self.grid.lines[arc.line].material, self.grid.lines[arc.line].supplier, arc.point): i
            for i, arc in enumerate(self.grid.arcs)
        }
        self._alone = [False] * len(self.grid.materials)
        for row in self.grid.rows:
            self._alone[row.accepts[0]] |= row.alone is not None
        self._lines = {(line.material, line.supplier): i for i, line in enumerate(self.grid.lines)}

    # -- corners -----------------------------------------------------------------------------------------------------

    def dive(self) -> None:
        """The first corner: leave out who sells least of his minimum order until all that are left sell theirs, or are
        needed to serve everybody."""
        terms = terms_of(self.grid)
        suppliers = list(range(len(terms.least)))
        while True:
            talk = self._talk(terms, suppliers, must=False)
            rate = talk.value() / np.maximum(terms.least[suppliers], 1e-9)
            seldom = rate[rate < SELDOM].size or int(rate.min() < SURE)
            left = list(suppliers)
            for s in [suppliers[j] for j in rate.argsort()[:seldom]]:
                fewer = [other for other in left if other != s]
                left = fewer if fewer and terms.can_serve(fewer) else left
            if left == suppliers:
                break
            suppliers = left
        # Who is left only because he is needed must sell his minimum order.
        self.offer(replace(talk, must=[bool(each < SURE) for each in rate]))

    def consider(self, suppliers: list[int]) -> None:
        """A corner that was thought of elsewhere, if it is new."""
        if frozenset(suppliers) not in self.corners:
            self.offer(self._talk(terms_of(self.grid), suppliers, must=True))

    @property
    def _hopeful(self) -> list[Corner]:
        return [corner for corner in self.corners.values() if corner.talk.bound < self.clock.incumbent]

    def look_around(self) -> None:
        """Of the corners that differ from the best one by a supplier, think of the most hopeful ones in which everybody
        sells about what he asks for."""
        if not self._hopeful:
            return
        suppliers = min(self._hopeful, key=lambda corner: max(corner.reached, corner.talk.bound)).talk.suppliers
        terms, found = terms_of(self.grid), []
        for near in one_apart(frozenset(suppliers), frozenset(range(len(terms.least)))):
            if not near or near in self._seen or not terms.can_serve(sorted(near)):
                continue
            self._seen.add(near)
            talk = self._talk(terms, sorted(near), must=True)
            if (talk.value() >= WILLING * terms.least[talk.suppliers]).all():
                found.append(talk)
        for talk in sorted(found, key=lambda talk: talk.bound)[:NEAREST]:
            self.offer(talk)

    def _talk(self, terms: Terms, suppliers: list[int], *, must: bool) -> Ascent:
        talk = Ascent.begin(terms, suppliers, [must and terms.least[s] > 0 for s in suppliers])
        for _ in range(DIVE // LOOK):
            talk.talk(LOOK)
            if len(suppliers) <= DETAILED:
                talk.refine(SPLITS)
        talk.prove(np.inf)
        return talk

    def offer(self, talk: Ascent) -> None:
        """A talk that may be worth buying by."""
        suppliers = frozenset(talk.suppliers)
        if suppliers not in self.corners:
            self.corners[suppliers] = Corner(talk.copy())

    def step(self) -> bool:
        """Talk on in the most hopeful corner and buy what it proposes; False if no corner has anything to say."""
        hopeful = [corner for corner in self._hopeful if corner.silent < SAID]
        if not hopeful:
            return False
        corner = min(hopeful, key=lambda c: c.talk.bound * (1 + LATER * c.silent))
        talk, before = corner.talk, self.clock.incumbent
        rate = max(0.0005, 0.01 * 0.9**corner.visits)
        for _ in range(STEP // LOOK):
            talk.talk(LOOK)
            talk.refine(SPLITS)
            talk.pull_orders(rate)
        talk.prove(self.clock.incumbent)
        self.buy(talk)
        corner.visits += 1
        corner.silent = 0 if self.clock.incumbent < before - 0.01 else corner.silent + 1
        talk.shake(self._random, SHAKE * SHAKES * abs(talk.bound) * 0.8**corner.silent)
        return True

    def plunge(self) -> bool:
        """Buy by ever smaller parts of the most hopeful corner, fewer suppliers first; False if there is none."""
        if not self._hopeful:
            return False
        corner = min(self._hopeful, key=lambda c: (c.hope * (1 + PLUNGED * c.plunged), len(c.talk.suppliers)))
        corner.plunged += 1
        last, corner.hope = None, self.clock.incumbent
        for last in plunge(corner.talk, lambda: self.clock.incumbent, self._random):
            self.buy(last)
            corner.hope = last.bound
            if self.clock.left <= 0:
                break
        if last is not None:
            self._last = sketch_of(last, self._numbers, self._lines), STOPS[corner.plunged % len(STOPS)]
        return True

    # -- buying ------------------------------------------------------------------------------------------------------

    def adopt(self, plan: Plan) -> None:
        """Go on from a plan that was found elsewhere."""
        self.plan, self._best = plan, np.zeros(len(self.grid.stops), dtype=np.bool_)
        self._best[[self.grid.arcs[arc].stop for arc, count in plan.packs.items() if count]] = True

    def buy(self, talk: Ascent) -> None:
        """Buy what the talk proposes, if it is new."""

        def tried(told: Ascent, chosen: Ints) -> bool:
            return self._made(told, chosen).tobytes() in self._tried

        for told, found in proposals(talk, self._known(talk), self._random, tried):
            made = self._made(told, found.chosen)
            self._tried.add(made.tobytes())
            ready, least = self._ready(told, found)
            plan = self._shop.buy(made, under=self.clock.incumbent, ready=ready, least=least)
            if plan is not None and plan.pesos < self.clock.incumbent:
                self.plan, self._best = plan, made
                self.clock.found(plan.pesos)

    def _ready(self, talk: Ascent, found: Fit) -> tuple[dict[int, Plan], dict[int, float]]:
        """What some materials buy with these sets, and about what each costs at the least.

        Where what is cheapest by a label also keeps within its limits, nothing is cheaper by the labels thought of.
        """
        grains, least = found.grains(talk), found.value[found.rows]
        ready = {}
        for i, m in enumerate(map(int, talk.network.materials)):
            if self._alone[m]:
                continue
            plan = self._plan_of(m, grains[:, i], talk.suppliers)
            if plan is not None and plan.pesos <= least[i] + CLOSE * abs(least[i]):
                ready[m] = plan
        return ready, dict(zip(map(int, talk.network.materials), map(float, least), strict=True))

    def _plan_of(self, m: int, grains: Floats, suppliers: list[int]) -> Plan | None:
        """A material's purchase of so many grains (point, supplier), without its stops; None if packs do not fit."""
        packs: dict[int, int] = {}
        pesos = 0.0
        for j, s in enumerate(suppliers):
            if not grains[:, j].any():
                continue
            line = self.grid.lines[self._lines[m, s]]
            counts = grains[:, j] / line.grains
            whole = np.rint(counts)
            if np.abs(counts - whole).max() > 1e-6:
                return None
            bought = int(whole.sum())
            step = next((t for t in line.segments if t.low <= bought <= min(t.high, line.capacity)), None)
            if step is None:
                return None
            pesos += float(step.fixed + step.price * bought)
            for p in map(int, np.flatnonzero(whole)):
                arc = self._arcs[m, s, p]
                packs[arc] = int(whole[p])
                pesos += float(self.grid.arcs[arc].freight) * packs[arc]
        return Plan(packs, frozenset(), pesos)

    def _known(self, talk: Ascent) -> Ints | None:
        """The best stops so far, as sets of this talk; None if it has no such sets."""
        if self._best is None:
            return None
        place = {mask: i for i, mask in enumerate(talk.network.sets)}
        masks = [
            sum(1 << j for j, s in enumerate(talk.suppliers) if self._best[self._numbers.get((s, p), -1)])
            for p in range(len(self.grid.points))
        ]
        return np.array([place[mask] for mask in masks]) if all(mask in place for mask in masks) else None

    def _made(self, talk: Ascent, chosen: Ints) -> Flags:
        made = np.zeros(len(self.grid.stops), dtype=np.bool_)
        for p, place in enumerate(chosen):
            for j, s in enumerate(talk.suppliers):
                if talk.network.sets[place] >> j & 1 and (s, p) in self._numbers:
                    made[self._numbers[s, p]] = True
        return made

    # -- sketches ----------------------------------------------------------------------------------------------------

    def sketch_with(self, suppliers: list[int]) -> Sketch:
        """Of the corner of these suppliers, to search on from an award in it: others are more worth a first search."""
        self.consider(suppliers)
        corner = self.corners[frozenset(suppliers)]
        corner.sketched = max(1, corner.sketched)
        return sketch_of(corner.talk, self._numbers, self._lines)

    def sketch(self) -> tuple[Sketch, float, Corner | None] | None:
        """Of a corner that never was searched from a sketch, else of where the last plunge came to, else of the corner
        from which most is hoped: its sketch, and how many stops a point should be given in it. None if there is none.

        The corners around are thought of where nothing is bought yet, or all corners were searched so."""
        best = self.clock.incumbent
        fresh = [corner for corner in self._hopeful if not corner.sketched]
        if self.plan is None or not fresh:
            self.look_around()
            fresh = [corner for corner in self._hopeful if not corner.sketched]
        if not fresh and self._last is not None:
            last, self._last = self._last, None
            return *last, None
        if not self._hopeful:
            return None
        corner = min(
            fresh or self._hopeful, key=lambda c: c.talk.bound * (1 + PUT_OFF * c.sketched) + max(0.0, c.reached - best)
        )
        corner.sketched += 1
        stops = STOPS[(corner.sketched - 1) % len(STOPS)]
        return sketch_of(corner.talk, self._numbers, self._lines), stops, corner
