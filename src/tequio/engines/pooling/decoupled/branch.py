"""Which suppliers: branch and bound over who is used, each branch bounded by its own talk.

A supplier with a minimum order is used or not; a branch in which he is used must buy that much of him. Where that is
settled, or matters less than what is missing, and the talk rests, it is decided up to which step or beyond which a line
sells: that raises the bound for all sets of suppliers at once. The branch with the lowest bound is worked on first, so
the lowest bound of all open branches is that of the whole purchase.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from threading import Condition

import numpy as np

from tequio.engines.pooling.decoupled.ascent import Ascent, Doubt
from tequio.engines.pooling.decoupled.labels import together
from tequio.engines.pooling.decoupled.network import network_of
from tequio.engines.pooling.decoupled.terms import Terms

# Rounds of talk between two looks into labels; looks before a branch is judged again, at the least and at the most.
LOOK, LOOKS = 5, (2, 4)
SPLITS = 30
# A talk is shaken every so many looks, by so many times what is missing, or this part of the bound if that is less.
SHAKEN, SHAKE, MOST = 3, 3.0, 0.002
# With more suppliers than this, branches are made before labels are looked into.
DETAILED = 7
# A branch that was looked at so often, where suppliers are many and where they are few, and then gained less than this
# part of what is missing rests: it is branched on.
PATIENCE, SLOW = (2, 3), 0.1
# Whether a supplier is used is asked first where suppliers are many. Where they are few, only if it may matter: what he
# sells too little or too much costs about this part of it, and that is no less than what is missing.
PREMIUM = 0.005
# Every so many times that a branch rests with nothing to ask it is divided by the step of a line. Where no line is in
# doubt either, a talk begins anew once in a while, and is given up after so many looks.
DIVIDED = 2
# So many lines are tried for it, with so many rounds of talk on either side.
WEIGHED, TRIAL = 2, 3
RESET, EXHAUSTED = 8, 24


@dataclass(order=True)
class Branch:
    bound: float
    number: int
    talk: Ascent = field(compare=False)
    slices: int = field(compare=False, default=0)
    stuck: int = field(compare=False, default=0)
    rate: float = field(compare=False, default=0.01)
    mark: float = field(compare=False, default=-np.inf)  # its bound when it was last judged


class Tree:
    """Open branches. Several threads may `work` on it."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self._number = count()
        self._change = Condition()
        self._random = np.random.default_rng(0)
        self._busy: dict[int, float] = {}
        self.closed = np.inf  # the lowest bound among branches that are done with
        suppliers = list(range(len(terms.least)))
        root = Ascent.begin(terms, suppliers, [False] * len(suppliers))
        self._open: list[Branch] = [Branch(-np.inf, next(self._number), root)]

    @property
    def bound(self) -> float:
        with self._change:
            return float(min([self.closed, *self._busy.values(), *(b.bound for b in self._open)]))

    def work(self, cutoff: float, visit: Callable[[Branch], None]) -> bool:
        """Work on the lowest branch for a while, and show it; False when no branch is open below the cutoff."""
        with self._change:
            while not self._open and self._busy:
                self._change.wait(0.05)
            if not self._open:
                return False
            branch = heapq.heappop(self._open)
            self._busy[branch.number] = branch.bound
        grown: list[Branch] = [branch]
        try:
            grown = self._grow(branch, cutoff)
            visit(branch)
        finally:
            with self._change:
                del self._busy[branch.number]
                for each in grown:
                    if each.bound >= cutoff or each.stuck >= EXHAUSTED:
                        # What the cutoff ruled out on the way may cost as little as the cutoff.
                        self.closed = min(self.closed, each.bound, cutoff)
                    else:
                        heapq.heappush(self._open, each)
                self._change.notify_all()
        return True

    def _grow(self, branch: Branch, cutoff: float) -> list[Branch]:
        talk = branch.talk
        few = len(talk.suppliers) <= DETAILED
        for _ in range(_looks(len(talk.suppliers))):
            talk.talk(LOOK)
            if few:
                talk.refine(SPLITS)
            talk.pull_orders(branch.rate)
        doubts: list[Doubt] = []
        if few and branch.stuck % DIVIDED == DIVIDED - 1:
            talk.talk(2)  # which counts afresh what labels buy
            doubts = talk.doubts(WEIGHED)
        talk.prove(cutoff)
        branch.slices += 1
        if branch.slices % SHAKEN == 0:
            talk.shake(self._random, SHAKE * min(cutoff - talk.bound, MOST * abs(talk.bound)))
        branch.rate = max(0.001, branch.rate * 0.95)
        branch.bound = max(branch.bound, talk.bound)
        missing = cutoff - branch.bound
        if missing <= 0 or self._is_patient(branch, few, min(missing, MOST * abs(branch.bound))):
            return [branch]
        who, amiss = self._doubtful(talk)
        if who is None or (few and PREMIUM * amiss < missing):
            branch.stuck += 1
            if branch.stuck % DIVIDED == 0 and doubts:
                return max((self._divided(branch, doubt, cutoff) for doubt in doubts), key=self._worth)
            if who is None or branch.stuck % DIVIDED:
                self._begin_anew(branch)
                return [branch]
        both = [self._without(branch, who), self._with(branch, who)]
        for each in both:
            each.talk.prove(cutoff)
            each.bound = max(each.bound, each.talk.bound)
        return both

    def _is_patient(self, branch: Branch, few: bool, missing: float) -> bool:
        if branch.slices % SHAKEN and few:
            return True
        gained, branch.mark = branch.bound - branch.mark, branch.bound
        return branch.slices <= PATIENCE[few] or gained >= SLOW * missing

    def _begin_anew(self, branch: Branch) -> None:
        """Once in a while: the talk is where nobody alone can better it; from nothing it may end elsewhere."""
        if branch.stuck % RESET == RESET // 2:
            branch.talk.to_point[:] = 0
            branch.talk.labels.slack[:] = 0

    def _doubtful(self, talk: Ascent) -> tuple[int | None, float]:
        """The supplier of whom least is known whether he is used: he sells something, but not his minimum order. And
        how many pesos of that are too little or too much; nobody and nothing where all is settled."""
        value = talk.value()
        least = self.terms.least[talk.suppliers]
        score = np.minimum(value, np.maximum(least - value, 0.02 * value))
        score[np.array(talk.must) | (least <= 0)] = -1.0
        if len(score) == 1 or (score < 0).all():
            return None, 0.0
        return int(score.argmax()), float(score.max())

    def _divided(self, branch: Branch, doubt: Doubt, cutoff: float) -> list[Branch]:
        """With a line up to a step, and beyond it."""
        made = []
        for talk in branch.talk.divide(doubt):
            talk.talk(TRIAL)
            bound = min(max(branch.bound, talk.prove(cutoff)), cutoff)
            made.append(Branch(bound, next(self._number), talk, rate=branch.rate))
        return made

    @staticmethod
    def _worth(made: list[Branch]) -> tuple[float, float]:
        """Of several ways to divide, the one whose lower side is highest, and then the higher one."""
        bounds = [branch.bound for branch in made]
        return min(bounds), max(bounds)

    def _with(self, branch: Branch, who: int) -> Branch:
        talk = branch.talk
        must = [used or j == who for j, used in enumerate(talk.must)]
        made = replace(talk.copy(), must=must)
        return Branch(branch.bound, next(self._number), made)

    def _without(self, branch: Branch, who: int) -> Branch:
        talk = branch.talk
        network = network_of(self.terms, [s for j, s in enumerate(talk.suppliers) if j != who])
        must = [used for j, used in enumerate(talk.must) if j != who]
        place = {mask: i for i, mask in enumerate(talk.network.sets)}
        low = (1 << who) - 1
        old = [place.get(mask & low | (mask & ~low) << 1, -1) for mask in network.sets]
        labels = together(talk.labels, talk.resting).without(who).once()
        made = replace(
            talk, network=network, must=must, labels=labels, resting=labels.pick(slice(0, 0)),
            pull=np.delete(talk.pull, who), to_point=np.ascontiguousarray(talk.to_point[:, old, :]),
            liking=talk.liking[old], bought=np.delete(talk.bought, who, axis=1), bound=branch.bound,
        )  # fmt: skip
        made.forget_impossible()
        return Branch(branch.bound, next(self._number), made)


def _looks(suppliers: int) -> int:
    """The more suppliers there are, the longer a talk takes to come to rest."""
    least, most = LOOKS
    return min(max(least, suppliers - 2), most)
