"""Share a bill so that no member pays more than alone and no group of villages would be cheaper off on its own.

Row generation. The master knows some groups and what each would pay on its own; it finds the smallest epsilon at which
all of them can be kept in (`games.least_core`; zero where the core is not empty) and then the charges closest to the
assembly's rule (`closest`). Then a group that would still gain is looked for, first by taking villages in and out
(`search`), then by the programme that decides over all groups (`leaving`), and becomes a row. When the programme finds
no such group, the charges are proven; when time runs out before, the result says how much a group could gain at most.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from math import ceil, inf

import numpy as np

from tequio.engines.pooling.model import Award, Problem
from tequio.engines.stability.closest import closest_charges
from tequio.engines.stability.games import least_core
from tequio.engines.stability.ground import Ground, read_ground
from tequio.engines.stability.leaving import EXACT, Found, cheapest, most_gaining, write_choice
from tequio.engines.stability.model import Rule, Sharing, SharingProgress
from tequio.engines.stability.onesource import one_source_plan
from tequio.engines.stability.report import ROUNDING, Evidence, report
from tequio.engines.stability.search import cheapest_known, gaining_groups
from tequio.engines.stability.villages import Floats, Masks, Plan

_PLANS = 12
_GLANCE = 0.3  # seconds: less than this finds nothing about a village


def share(
    problem: Problem,
    award: Award,
    rule: Rule,
    *,
    seconds: float = 60.0,
    on_progress: Callable[[SharingProgress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Sharing:
    """Charges for the award's cost. Raises BadRule where the rule lacks a distance.

    `should_stop` is asked often; a stopped search returns the best charges so far, with what is proven about them.
    """
    search = _Search(read_ground(problem, award, rule), seconds, on_progress, should_stop or (lambda: False))
    return search.run()


class _Search:
    def __init__(
        self,
        ground: Ground,
        seconds: float,
        on_progress: Callable[[SharingProgress], None] | None,
        should_stop: Callable[[], bool],
    ) -> None:
        self.ground, self.seconds = ground, seconds
        self.on_progress, self.should_stop = on_progress, should_stop
        self.began = time.monotonic()
        self.villages = len(ground.grid.points)
        self.plans: list[Plan] = [ground.plan]
        self.groups: Masks = np.zeros((0, self.villages), dtype=bool)
        self.costs: Floats = np.zeros(0)
        self.singles: list[Found] = []
        self.epsilon = 0.0
        self.charges = ground.members.start
        self.proven, self.proven_at = inf, np.zeros(self.villages)
        self.rounds = 0
        self.told = self.began

    @property
    def left(self) -> float:
        return 0.0 if self.should_stop() else self.seconds - (time.monotonic() - self.began)

    @property
    def paid(self) -> Floats:
        """Centavos per village to the union and outside it."""
        return self.ground.members.per_village(self.charges) + self.ground.outside

    def run(self) -> Sharing:
        if self.villages > 1 and self.ground.accounts:
            self._look_at_single_villages()
            self._settle()
            self._search_fast()
            self._search_fully()
        else:
            # There is no group but all, or nobody whom the union charges; caps hold all the same.
            if self.ground.accounts:
                self._settle()
            self.proven, self.proven_at = 0.0, self.paid
        evidence = Evidence(self.groups, self.costs, self.singles, self.epsilon, self._proven_now(), self.rounds)
        elapsed = time.monotonic() - self.began
        return report(self.ground, self.charges, evidence, elapsed, self.should_stop())

    def _look_at_single_villages(self) -> None:
        """Every village's own best award: its certificate, and the first rows of the master."""
        self.singles = [Found(None, None, -inf, False)] * self.villages
        singles = np.eye(self.villages, dtype=bool)
        if self.roughly:
            # On a large round exact search may not reach every village; these plans take milliseconds.
            everybody = np.ones((1, self.villages), dtype=bool)
            quick = [one_source_plan(self.ground.grid, self.ground.tariffs, g) for g in (*everybody, *singles)]
            self._learn(singles, [plan for plan in quick if plan is not None])
        # A third of the time goes round; what some leave over and a little more goes to those still open.
        for share_of_time in (0.33, 0.45):
            ends = self.began + share_of_time * self.seconds
            open_ = [number for number in range(self.villages) if not self.singles[number].finished]
            for place, number in enumerate(open_):
                if self.left <= 0 or time.monotonic() > ends:
                    break
                budget = max(_GLANCE, (ends - time.monotonic()) / (len(open_) - place))
                self._look_at(number, budget)
        self._learn(singles, [])

    def _look_at(self, number: int, seconds: float) -> None:
        alone = np.arange(self.villages) == number
        started = float(self.paid[number])
        found = cheapest(self.ground.grid, alone, seconds=seconds, close=max(ROUNDING, self.roughly * started))
        before = self.singles[number]
        self.singles[number] = replace(found, bound=max(0.0, found.bound, before.bound))
        if found.plan is not None:
            self._learn(alone[None, :], [found.plan])

    @property
    def roughly(self) -> float:
        """Nothing is rough where every pack is counted; beyond that, a village's own award is within a thousandth."""
        return 0.0 if len(self.ground.grid.arcs) <= EXACT else 1e-3

    def _learn(self, groups: Masks, plans: list[Plan]) -> None:
        """New rows, and new plans against all rows: a row's cost is that of the best plan known for it."""
        new = [g for g in groups if not (self.groups == g).all(axis=1).any()] if len(self.groups) else list(groups)
        every = [*self.plans, *plans]
        if new:
            fresh = np.array(new)
            known = cheapest_known(self.ground.tariffs, every, fresh)
            self.groups = np.vstack([self.groups, fresh])
            self.costs = np.append(self.costs, known)
        if plans and len(self.groups):
            self.costs = np.minimum(self.costs, cheapest_known(self.ground.tariffs, plans, self.groups))
        # Plans for a single village only ever serve that village: they are priced once, here.
        self.plans = [*self.plans, *(p for p in plans if p.covers.sum() > 1)]
        self.plans = self.plans[:1] + self.plans[1:][-_PLANS:]

    def _settle(self) -> None:
        """The master: smallest epsilon for the known rows, then the charges closest to the start."""
        ground, rows = self.ground, np.isfinite(self.costs)
        limits = self.costs[rows] - self.groups[rows] @ ground.outside
        least = least_core(
            self.groups[rows], limits, float(ground.bill), lower=np.zeros(self.villages), upper=ground.most, floor=0.0
        )
        assert least is not None, "The caps were made to leave room for the bill."
        self.epsilon = least.epsilon
        self.charges = closest_charges(
            ground.members, float(ground.bill), self.groups[rows], limits + max(0.0, least.epsilon)
        )
        self.rounds += 1
        self._tell()

    def _search_fast(self) -> None:
        # A quarter of the time is kept for the first proof.
        kept = self.seconds / 4 if self.proven == inf else 0.0
        while self.left > kept:
            slack = self.costs + self.epsilon - self.groups @ self.paid
            starts = self.groups[np.argsort(slack, kind="stable")]
            found = gaining_groups(self.ground.tariffs, self.plans, self.paid, starts, self.epsilon + ROUNDING)
            if not found:
                return
            self._learn(np.array(found), [])
            self._settle()

    def _search_fully(self) -> None:
        if self.left <= 0:
            return
        choice = write_choice(self.ground.grid)
        close = ROUNDING / 2 if choice.exact else max(ROUNDING, self.roughly / 1000 * self.ground.bill)
        while self.left > 0:
            paid = self.paid
            found = most_gaining(choice, paid, seconds=self.left, close=close, stop=self._tick)
            self._prove(-found.bound, paid)
            if found.group is None or found.plan is None or not self._is_new_reason(found, paid):
                return
            self._learn(found.group[None, :], [found.plan])
            self._settle()
            self._search_fast()

    def _is_new_reason(self, found: Found, paid: Floats) -> bool:
        assert found.group is not None and found.plan is not None
        cost = cheapest_known(self.ground.tariffs, [found.plan], found.group[None, :])[0]
        return bool(paid[found.group].sum() - cost > self.epsilon + ROUNDING)

    def _prove(self, gain: float, paid: Floats) -> None:
        """Keep the better of two bounds: an old one moves with the charges, group by group at most by what rose."""
        if max(0.0, gain) <= self._proven_for(paid):
            self.proven, self.proven_at = max(0.0, gain), paid

    def _proven_for(self, paid: Floats) -> float:
        return float(self.proven + np.maximum(0.0, paid - self.proven_at).sum())

    def _proven_now(self) -> float:
        return min(self._proven_for(self.paid), float(self.paid.sum()))

    def _tick(self) -> bool:
        """Asked by the solver all the time: whether to stop; tells where things stand twice a second."""
        if time.monotonic() - self.told > 0.5:
            self._tell()
        return self.should_stop()

    def _tell(self) -> None:
        self.told = time.monotonic()
        if self.on_progress is not None:
            proven = self._proven_for(self.paid)
            self.on_progress(
                SharingProgress(
                    seconds=time.monotonic() - self.began,
                    seconds_left=max(0.0, self.left),
                    groups=len(self.groups),
                    epsilon_minor=ceil(self.epsilon - ROUNDING),
                    proven_minor=None if proven == inf else ceil(proven),
                )
            )
