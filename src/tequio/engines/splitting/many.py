"""Many workshops: prices till they stand, whole pieces from the mix, then a few workshops at a time exactly."""

from collections import defaultdict
from math import inf
from random import Random

import numpy as np

from tequio.engines.clock import Clock
from tequio.engines.pooling.highs import run
from tequio.engines.splitting.build import Build
from tequio.engines.splitting.cost import Plan, bill_for
from tequio.engines.splitting.ground import Ground
from tequio.engines.splitting.table import Floats, make_ready
from tequio.engines.splitting.talk import Talk
from tequio.engines.splitting.whole import write_whole

# Workshops that are decided anew together, columns of such a programme, and seconds for it; one thread is quickest.
FEW, COLUMNS, MOMENT = 10, 400, 2.0
# Of the time that is left, what prices and the mix may take.
PRICES, MIX = 0.55, 0.5


def search_many(
    ground: Ground, want: tuple[tuple[int, int], ...], clock: Clock, *, gap: float, threads: int, seed: int
) -> tuple[Plan | None, float]:
    """The best plan found (None if pieces are left over) and the proven bound in pesos."""
    hunt = Hunt(ground, want, clock, gap, threads, seed)
    hunt.begin()
    while hunt.goes_on():
        hunt.decide_anew()
    return hunt.best, hunt.talk.bound


class Hunt:
    """The best plan so far, and where it loses most against the bound."""

    def __init__(
        self, ground: Ground, want: tuple[tuple[int, int], ...], clock: Clock, gap: float, threads: int, seed: int
    ) -> None:
        self.ground, self.want, self.clock, self.gap = ground, want, clock, gap
        self._random, self._seed = Random(seed), seed
        self.ready = make_ready(ground, want)
        self.talk = Talk(self.ready, np.array(ground.place_of), clock, threads)
        self.best: Plan | None = None
        self.pesos = inf
        self.build: Build | None = None
        self._idle = 0
        self._tried: dict[int, int] = defaultdict(int)

    def begin(self) -> None:
        clock, ready = self.clock, self.ready
        said = self.talk.settle_prices(PRICES * clock.left, self.gap)
        if not said:
            said = [self.talk.ask(self.talk.prices)]
        mixed, _ = self.talk.mix(said, MIX * clock.left, rounds=12)
        self.worth = dict(zip(map(int, ready.number), map(float, self.talk.edge * 100), strict=True))
        build = Build(self.ground, self.want)
        if not build.owe():
            return
        for shop in build.round_off(ready.number, mixed, ready.table.first):
            self._fire_alone(build, shop, mixed)
        build.take_back(self.worth)
        build.give(self.worth)
        build.take_back(self.worth)
        self.build = build
        self._keep()

    def _fire_alone(self, build: Build, shop: int, mixed: Floats) -> None:
        """Whole loads near what the mix says, exactly."""
        first = self.ready.table.first
        wanted = [0] * len(self.ground.lines)
        for i in range(first[shop], first[shop + 1]):
            number = int(self.ready.number[i])
            pieces = int(mixed[i].sum() + 0.5)
            if pieces >= self.ground.least(number):
                wanted[self.ground.pairs[number].line] = pieces
        program = write_whole(
            self.ground, self.want, shops=[shop], wanted=wanted, served=frozenset(range(len(self.ready.stop))),
            elastic=True,
        )  # fmt: skip
        found = run(program, seconds=1.0, gap=0.01, threads=1, seed=self._seed)
        if found.x is not None:
            for (line, where, week), pieces in program.plan_from(found.x).items():
                build.put(build.number[line, where], week, pieces)

    def _keep(self) -> None:
        assert self.build is not None
        if any(self.build.left):
            return
        plan = self.build.plan()
        pesos = bill_for(self.ground, self.want, plan).total_minor / 100
        if pesos < self.pesos - 1e-9:
            self.best, self.pesos = plan, pesos
            self.clock.found(pesos)

    def goes_on(self) -> bool:
        done = self.build is None or self.clock.left <= 0 or self._idle > 3 * (1 + len(self.ground.shops) // FEW)
        close = self.pesos < inf and self.pesos - self.talk.bound <= self.gap * abs(self.pesos)
        return not (done or close or self.clock.tell())

    def decide_anew(self) -> None:
        """Some workshops that lose most against their prices, and others of their lines, decided together exactly."""
        build = self.build
        assert build is not None
        shops = self._choose(build)
        before = {}
        wanted = list(build.left)
        for shop in shops:
            self._tried[shop] += 1
            for number in self.ground.of_shop[shop]:
                for week, pieces in build.made.get(number, {}).items():
                    before[number, week] = pieces
                    wanted[self.ground.pairs[number].line] += pieces
        lacking = any(build.left)
        served = frozenset(
            self.ground.place_of[s] for s in range(len(self.ground.shops)) if s not in shops and build.works(s)
        )
        program = write_whole(
            self.ground, self.want, shops=shops, wanted=wanted, served=served, elastic=lacking,
            pairs=self._pairs(build, shops),
        )  # fmt: skip
        start = program.solution_from(before) if not lacking else None
        found = run(
            program, seconds=min(MOMENT, max(0.3, self.clock.left)), gap=self.gap / 20, threads=1,
            seed=self._seed, start=start,
        )  # fmt: skip
        self._idle += 1
        if found.x is None:
            return
        after = {}
        for (line, shop, week), pieces in program.plan_from(found.x).items():
            after[build.number[line, shop], week] = pieces
        for (number, week), pieces in before.items():
            build.put(number, week, -pieces)
        for (number, week), pieces in after.items():
            build.put(number, week, pieces)
        was = self.pesos
        self._keep()
        if self.pesos < was:
            self._idle = 0
        elif not lacking:
            # No better: back to what was.
            for (number, week), pieces in after.items():
                build.put(number, week, -pieces)
            for (number, week), pieces in before.items():
                build.put(number, week, pieces)

    def _pairs(self, build: Build, shops: list[int]) -> frozenset[int]:
        """Of these workshops the pairs that work, and those that lose least by the prices, as many as may be."""
        all_ = [n for shop in shops for n in self.ground.of_shop[shop]]
        all_.sort(key=lambda n: (not build.total(n), -self.worth.get(n, 0.0), n))
        return frozenset(all_[: max(1, COLUMNS // max(1, self.ground.order.weeks))])

    def _choose(self, build: Build) -> list[int]:
        """Where lines lack pieces, who makes those lines; else who loses most, tried least, and neighbours in lines."""
        loss = self._losses(build)
        lacking = [line for line, pieces in enumerate(build.left) if pieces]
        order = sorted(range(len(loss)), key=lambda s: (-loss[s] / (1 + self._tried[s]) ** 2, s))
        chosen: list[int] = []
        if lacking:
            makers = {self.ground.pairs[n].shop for line in lacking for n in self.ground.of_line[line]}
            chosen = [s for s in order if s in makers][: FEW // 2]
        chosen += [s for s in order if s not in chosen][: FEW // 3]
        lines = {self.ground.pairs[n].line for s in chosen for n in self.ground.of_shop[s] if build.total(n)}
        near = sorted({self.ground.pairs[n].shop for line in lines for n in self.ground.of_line[line]} - set(chosen))
        self._random.shuffle(near)
        return sorted(chosen + near[: FEW - len(chosen)])

    def _losses(self, build: Build) -> list[float]:
        """What each workshop costs at the best prices beyond what it would at its best answer, in pesos."""
        pieces = np.zeros_like(self.ready.table.cost)
        for i, number in enumerate(self.ready.number):
            for week, count in build.made.get(int(number), {}).items():
                pieces[i, week - 1] = count
        shops = len(self.ground.shops)
        works = np.array([build.works(s) for s in range(shops)])
        cost = self.talk.costs(pieces, works)
        paid = self.talk.by_line(pieces) @ self.talk.prices
        return [float(v) for v in np.maximum(0.0, self.talk.best_gain - (paid - cost))]
