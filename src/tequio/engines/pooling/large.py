"""Large problems: a tight relaxation for the bound, a first award at once, then neighbourhoods that improve it.

1. The linear relaxation (interior point) gives a bound and says which suppliers and stops matter.
2. For each of the likeliest sets of suppliers, slope scaling gathers goods on few stops; with these stops made, HiGHS
   chooses the steps. That gives awards within seconds.
3. Within the best set, stops that neither the award nor the set's relaxation uses are closed; HiGHS solves the rest.
4. Till time is up, parts of the award are set free and solved again: points, materials, all stops, suppliers.
Meanwhile a second thread lets HiGHS raise the bound of the whole. Where points and materials decouple, `talking` does
better.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import inf
from random import Random

import numpy as np

from tequio.engines.clock import Clock
from tequio.engines.pooling.decoupled.sketch import Sketch
from tequio.engines.pooling.grid import Grid
from tequio.engines.pooling.highs import Watch, run
from tequio.engines.pooling.parts import Flags, Free, neighbourhoods, nothing_free
from tequio.engines.pooling.plan import Plan, finish, relaxed_from
from tequio.engines.pooling.program import Floats, Program, write_program
from tequio.engines.pooling.scout import End, likely_sets, scout
from tequio.engines.pooling.start import first_choice

# Of all ends of slope scaling so many are finished exactly, and so many with the best suppliers lend their stops.
FINISHED = 3
MERGED = 3
# More stops are searched in so many sets of suppliers.
WIDENED = 3
# Gaps below this are what floating point makes of nothing.
FLOAT = 1e-9
# A run is given up after so many seconds, or this part of the time left if that is less, and so many times as long as
# its best took, without anything better.
PATIENT, PART, LONGER = 2.0, 0.08, 1.5
INTERIOR = {"solver": "ipm"}
# Parts are solved to this gap, however far the whole may stay from its bound.
FINE = 1e-4
EAGER = {"mip_heuristic_effort": 0.3}
# What an award only to begin from is solved to; and seconds for a search kept narrow.
ROUGH, NARROW = {"mip_rel_gap": 0.02}, 8.0


def search_large(
    grid: Grid, clock: Clock, *, seconds: float, gap: float, threads: int, seed: int
) -> tuple[Plan | None, float]:
    """The best plan found (None if none was) and the proven bound in pesos."""
    hunt = Hunt.begin(grid, clock, seconds, gap, threads, seed)
    hunt.bound_linearly()
    hunt.start()
    hunt.raising = threads > 1 and not hunt.done()
    raising = BoundRaiser(hunt) if hunt.raising else None
    try:
        hunt.widen()
        hunt.improve()
    finally:
        if raising is not None:
            raising.stop()
            hunt.take_offer()
    return hunt.plan, clock.bound


@dataclass(slots=True)
class Hunt:
    """The state of one search. `x` solves the relaxed programme (packs may be broken); `plan` is whole."""

    clock: Clock
    relaxed: Program
    whole: Program
    ends: float
    gap: float
    threads: int
    seed: int
    linear: Floats | None = None
    x: Floats | None = None
    value: float = inf
    plan: Plan | None = None
    likely: Flags | None = None
    raising: bool = False
    # What the bounding thread found by itself; the searching one takes it up.
    offer: Floats | None = None
    outcomes: list[End] = field(default_factory=list)
    random: Random = field(default_factory=Random)
    parts: Iterator[Free] = field(default_factory=lambda: iter(()))

    @classmethod
    def begin(cls, grid: Grid, clock: Clock, seconds: float, gap: float, threads: int, seed: int) -> "Hunt":
        relaxed = write_program(grid, whole_packs=False, gathered=True)
        whole = write_program(grid, whole_packs=True)
        return cls(clock, relaxed, whole, clock.elapsed + seconds, gap, threads, seed, random=Random(seed))

    @property
    def left(self) -> float:
        return self.clock.left_till(self.ends)

    @property
    def hands(self) -> int:
        """One thread searches while another raises the bound; till then all do."""
        return max(1, self.threads - 1) if self.raising else self.threads

    def done(self) -> bool:
        return self.left <= 0 or self.clock.gap() <= self.gap + FLOAT

    def watch(self, best: float, bound: float, seconds: float) -> bool:
        return self.clock.tell() or self.offer is not None or self.clock.gap() <= self.gap + FLOAT

    def watch_patiently(self) -> Watch:
        """Stops a run too in which nothing better came for a while."""
        least, since, patient = inf, 0.0, min(PATIENT, PART * self.left)

        def watch(best: float, bound: float, seconds: float) -> bool:
            nonlocal least, since
            if best < least:
                least, since = best, seconds
            return (least < inf and seconds > patient + LONGER * since) or self.watch(best, bound, seconds)

        return watch

    def bound_linearly(self) -> None:
        found = self._linear(None, None)
        if found is not None:
            self.linear = found[0]
            self.clock.proved(found[1])

    def _linear(self, lower: Floats | None, upper: Floats | None) -> tuple[Floats, float] | None:
        nothing = np.zeros_like(self.relaxed.whole)
        found = run(
            self.relaxed, lower=lower, upper=upper, whole=nothing, seconds=max(self.left, 20.0),
            threads=self.hands, options=INTERIOR,
        )  # fmt: skip
        return None if found.x is None else (found.x, found.objective)

    def start(self) -> None:
        """First awards: where slope scaling ends for good sets of suppliers, with the steps chosen exactly."""
        if self.linear is not None:
            self.outcomes = scout(
                self.relaxed, self.linear, self.clock, ends=self.ends, threads=self.hands, seed=self.seed
            )
            for end in self.outcomes[:FINISHED]:
                lower, upper = self.relaxed.bounds_with(end.suppliers)
                self._close(upper, ~end.gathered.made)
                lower[self.relaxed.z[end.gathered.made]] = 1
                self._solve(lower, upper, max(1.0, min(4.0, self.left)), start=None)
                if self.x is not None and self.done():
                    return
        if self.x is None:
            self._keep(first_choice(self.relaxed, seconds=20.0, threads=self.hands, seed=self.seed))

    def _keep(self, x: Floats | None) -> None:
        """Make the choices in `x` whole and keep them if they are the best so far."""
        if x is None:
            return
        value = float(self.relaxed.cost @ x)
        if value >= self.value - 1e-6:
            return
        self.x, self.value = x, value
        plan = finish(self.whole, self.relaxed, x, threads=self.hands, seed=self.seed)
        if plan is not None and (self.plan is None or plan.pesos < self.plan.pesos):
            self.plan = plan
            self.clock.found(plan.pesos)

    def widen(self) -> None:
        """Search more stops within the best set of suppliers, the relaxation's favourite and where scouting ended well:
        what slope scaling says of a set and what can be made of it differ by more than the sets do."""
        if self.x is None:
            return
        own = frozenset(s for s in self.suppliers if self.relaxed.o[s] >= 0)
        sets = [own]
        if self.linear is not None:
            sets += likely_sets(self.relaxed, self.linear)[:1]
        sets += [end.suppliers for end in self.outcomes]
        for chosen in list(dict.fromkeys(sets))[:WIDENED]:
            if self.done():
                return
            self._widen(chosen)

    def _widen(self, chosen: frozenset[int]) -> None:
        lower, upper = self.relaxed.bounds_with(chosen)
        found = self._linear(lower, upper)
        if found is None or found[1] > self.value:
            return
        assert self.x is not None
        z = self.relaxed.z
        possible = (found[0][z] > 0.3) | (self.x[z] > 0.5)
        for end in [end for end in self.outcomes if end.suppliers == chosen][:MERGED]:
            possible |= end.gathered.made
        self._close(upper, ~possible)
        if self._solve(lower, upper, min(15.0, self.left * 0.25), start=None, options=EAGER) or self.likely is None:
            self.likely = (found[0][z] > 1e-6) | possible

    def _close(self, upper: Floats, closed: Flags) -> None:
        upper[self.relaxed.z[closed]] = 0
        stops = np.array([arc.stop for arc in self.relaxed.grid.arcs])
        upper[self.relaxed.n[closed[stops]]] = 0

    def _solve(
        self,
        lower: Floats,
        upper: Floats,
        seconds: float,
        start: Floats | None,
        options: dict[str, float] | None = None,
        watch: Watch | None = None,
    ) -> bool:
        before = self.value
        found = run(
            self.relaxed, lower=lower, upper=upper, seconds=min(seconds, self.left), gap=min(FINE, self.gap / 4),
            threads=self.hands, seed=self.seed, start=start, watch=watch or self.watch, options=options,
        )  # fmt: skip
        self._keep(found.x)
        return self.value < before - 1e-6

    def adopt(self, plan: Plan) -> None:
        """Go on from a plan that was found elsewhere."""
        self.x = relaxed_from(self.relaxed, plan)
        self.value = float(self.relaxed.cost @ self.x)
        self.plan = plan

    @property
    def pesos(self) -> float:
        return inf if self.plan is None else self.plan.pesos

    def begin_simply(self) -> bool:
        """A first award, dear but soon; whether there is one."""
        self._keep(first_choice(self.relaxed, seconds=20.0, threads=self.hands, seed=self.seed))
        return self.x is not None

    @property
    def suppliers(self) -> list[int]:
        """Who may sell in the best award so far: those it uses, and all who ask for no minimum order."""
        assert self.x is not None
        return [s for s, column in enumerate(self.relaxed.o) if column < 0 or self.x[column] > 0.5]

    def begin_alone(self) -> None:
        """A bound and first awards without any talk."""
        self.bound_linearly()
        self.start()
        if not self.done():
            self.widen()

    def narrow(self, sketch: Sketch, stops: float) -> None:
        """Solve for the suppliers, stops and steps of a sketch, with so many stops a point at the most."""
        lower, upper = self.relaxed.bounds_with(sketch.suppliers)
        near = sketch.nearest(stops * len(self.relaxed.grid.points))
        self._close(upper, ~near)
        # With all these stops made there is soon an award, however dear, to begin from.
        made = lower.copy()
        made[self.relaxed.z[near]] = 1
        self._solve(made, upper, NARROW / 2, start=None, options=EAGER | ROUGH, watch=self.watch_patiently())
        for number, columns in enumerate(self.relaxed.b):
            first, last = sketch.steps.get(number, (-1, -1))
            for step, column in enumerate(columns):
                if not first <= step <= last and (self.x is None or self.x[column] < 0.5):
                    upper[column] = 0
        self._solve(lower, upper, max(1.0, min(NARROW, self.left * 0.2)), start=self.x, options=EAGER)

    def afresh(self) -> "Hunt":
        """Another hunt for the same purchase, with nothing in hand."""
        return replace(self, x=None, value=inf, plan=None, offer=None, parts=iter(()))

    def free_steps(self, seconds: float) -> None:
        """Other steps, at the same stops."""
        nothing = nothing_free(self.relaxed)
        self._free(replace(nothing, steps=~nothing.steps), seconds)

    def free_stops(self, near: Flags, seconds: float) -> None:
        """Other stops among those that are near or made, with the same steps."""
        assert self.x is not None
        made = self.x[self.relaxed.z] > 0.5
        self._free(replace(nothing_free(self.relaxed), stops=near | made), seconds)

    def improve(self) -> None:
        while not self.done():
            if self.take_offer() or self.x is None:
                return
            self.improve_once()

    def improve_once(self) -> None:
        """Set one part free; each kind of part has its turn."""
        assert self.x is not None
        free = next(self.parts, None)
        if free is None:
            self.parts = neighbourhoods(self.relaxed, self.x, self.random)
            free = next(self.parts)
        self._free(free, min(8.0, max(1.0, self.left * 0.25)))

    def take_offer(self) -> bool:
        """Whether the bounding thread is through with the whole relaxed problem; its solution is kept."""
        offered, self.offer = self.offer, None
        self._keep(offered)
        return offered is not None

    def _free(self, free: Free, seconds: float) -> None:
        assert self.x is not None
        p = self.relaxed
        lower, upper = p.lower.copy(), p.upper.copy()
        steps = np.array([c for line in p.b for c in line], dtype=np.int64)
        for columns, loose in ((p.z, free.stops), (steps, free.steps), (p.o, free.suppliers)):
            fixed = columns[(columns >= 0) & ~loose]
            lower[fixed] = upper[fixed] = np.round(self.x[fixed])
        fixed = p.n[~free.arcs]
        lower[fixed] = upper[fixed] = self.x[fixed]
        closed = (self.x[p.z] < 0.5) & ~free.stops
        if self.likely is not None and not free.suppliers.any():
            closed |= (self.x[p.z] < 0.5) & ~self.likely
        self._close(upper, closed)
        lower = np.minimum(lower, upper)
        self._solve(lower, upper, seconds, start=self.x, watch=self.watch_patiently())


class BoundRaiser:
    """A thread in which HiGHS works on the whole relaxed problem; what it proves goes to the clock."""

    def __init__(self, hunt: Hunt) -> None:
        self._hunt = hunt
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="pooling-bound", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        hunt = self._hunt
        found = run(hunt.relaxed, seconds=hunt.left, gap=hunt.gap / 4, watch=self._watch)
        if not found.infeasible:
            hunt.clock.bound = max(hunt.clock.bound, found.bound)
        hunt.offer = found.x

    def _watch(self, best: float, bound: float, seconds: float) -> bool:
        if bound > self._hunt.clock.bound:
            self._hunt.clock.bound = bound
        return self._stopping or self._hunt.done()

    def stop(self) -> None:
        self._stopping = True
        self._thread.join()
