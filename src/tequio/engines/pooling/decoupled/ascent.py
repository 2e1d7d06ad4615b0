"""A lower bound by talk between points and materials.

Given the suppliers, two kinds of choices remain. A point chooses the set of suppliers that stop there (and pays for the
stops); a material chooses a label (on which step each supplier's line stands). What the goods of a material cost at a
point depends on these two choices alone: the wish times the cheapest landed price among the suppliers that stop. So
the purchase is a network of choices with costs on nodes and on pairs, and this is the ascent on the dual of its linear
relaxation: each pair's cost is shared out to its point and its material, and whoever holds too much of it hands back in
equal parts. Every value is a proven bound, however early one stops. Multipliers hold labels to their limits (`slack`)
and suppliers to their minimum orders (`pull`).

Sources: A. Globerson and T. Jaakkola, Fixing max-product: convergent message passing algorithms for MAP
LP-relaxations, NIPS 2007; V. Kolmogorov, Convergent tree-reweighted message passing for energy minimization, IEEE PAMI
28 (2006).
"""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from tequio.engines.pooling.decoupled.compiled import loops
from tequio.engines.pooling.decoupled.compiled.doubt import weigh_doubts
from tequio.engines.pooling.decoupled.compiled.kinds import Lines
from tequio.engines.pooling.decoupled.labels import Labels, first_labels, split, together
from tequio.engines.pooling.decoupled.network import Network, network_of
from tequio.engines.pooling.decoupled.terms import Floats, Terms

# Labels are looked into when they are as good as the best of their material up to this part of the bound.
NEAR = 0.0006
# Labels worse than the best of their material by this part of what is missing, or of the bound, are left at rest.
AWAKE, AWAKE_LEAST = 0.3, 0.0002
NOTHING: Floats = np.zeros(0)


class Doubt(NamedTuple):
    """Whether a line sells up to a step or beyond it; the supplier by place."""

    material: int
    supplier: int
    step: int


@dataclass(slots=True)
class Ascent:
    """The state of the talk about one set of suppliers; `must`: those that are used for certain.

    `to_point` (material, set, point) is what a material charges a point for a set. What the last rounds found:
    `liking` (set, point) and `favour` (label), how much dearer each is than the best of its point or material;
    `by_label` (label, supplier) what labels buy; `bought` (material, supplier) what the favoured ones buy on average.
    """

    network: Network
    must: list[bool]
    labels: Labels
    resting: Labels
    to_point: Floats
    pull: Floats
    liking: Floats
    bought: Floats
    bound: float = -np.inf
    favour: Floats = field(default_factory=lambda: NOTHING)
    by_label: Floats = field(default_factory=lambda: NOTHING)
    rounds: int = 0

    @classmethod
    def begin(cls, terms: Terms, suppliers: list[int], must: list[bool]) -> "Ascent":
        network, labels = network_of(terms, suppliers), first_labels(terms, suppliers)
        materials, points = network.ways.demand.shape
        return cls(
            network, must, labels, labels.pick(slice(0, 0)),
            to_point=np.zeros((materials, len(network.sets), points), dtype=np.float32),
            pull=np.zeros(len(suppliers)),
            liking=np.zeros((len(network.sets), points)),
            bought=np.zeros((materials, len(suppliers))),
        )  # fmt: skip

    def copy(self) -> "Ascent":
        return replace(
            self, labels=self.labels.copy(), resting=self.resting.copy(), to_point=self.to_point.copy(),
            pull=self.pull.copy(), liking=self.liking.copy(), bought=self.bought.copy(),
        )  # fmt: skip

    @property
    def terms(self) -> Terms:
        return self.network.terms

    @property
    def suppliers(self) -> list[int]:
        return self.network.suppliers

    # -- rounds ------------------------------------------------------------------------------------------------------

    def talk(self, rounds: int) -> float:
        """So many rounds; returns the bound they find for the labels awake, which `prove` makes certain."""
        lines = self.lines(self.labels)
        by_label = np.zeros(lines.price.shape)
        self.favour = np.zeros(len(self.labels.material))
        promised = loops.talk(
            rounds, self.rounds, self.network.ways, lines, self.to_point, self.liking, self.favour, by_label,
            self.bought,
        )  # fmt: skip
        self.labels.slack[:] = lines.slack.T
        self.by_label = np.ascontiguousarray(by_label.T)
        self.rounds += rounds
        return float(promised + self._owed())

    def prove(self, cutoff: float) -> float:
        """The bound that holds for all labels, those at rest too. Far ones go to rest, near ones come back, and those
        that no purchase below the cutoff can have are forgotten."""
        labels = together(self.labels, self.resting)
        # More can always be bought and kept, so no grain is worth less than nought where it is nearest; `pull` may have
        # grown since the slack was set.
        nearest = self.network.ways.nearest[labels.place]
        np.maximum(labels.slack, -labels.price * (1 - self.pull) - nearest, out=labels.slack)
        weight = np.empty(len(labels.material))
        loops.weigh(self.price(labels).T.copy(), self.network.ways, self.lines(labels), self.to_point, weight)
        starts = labels.starts
        least = np.minimum.reduceat(weight, starts)
        held = (self.network.ways.stops + self.to_point.sum(0, dtype=np.float64)).min(0).sum()
        now = float(held + least.sum() + self._owed())
        self.bound = max(self.bound, now)
        favour = weight - least[labels.place]
        possible = (now + favour < cutoff) | (favour <= 0)
        awake = favour < max(AWAKE * (cutoff - now) if np.isfinite(cutoff) else 0.0, AWAKE_LEAST * abs(now))
        self.favour = favour[awake & possible]
        self.labels = labels.pick(awake & possible)
        self.resting = labels.pick(~awake & possible)
        return now

    def shake(self, random: np.random.Generator, size: float) -> None:
        """Talks come to rest where nobody alone can better the bound. Shaken a little, by `size` pesos in all, they
        go on to where all together are better off."""
        each = max(size, 0.0) / (self.to_point.shape[0] * self.to_point.shape[2])
        self.to_point += random.normal(0.0, each, self.to_point.shape).astype(np.float32)

    def price(self, labels: Labels) -> Floats:
        """Price per grain without freight (label, supplier)."""
        return np.asarray(labels.price * (1.0 - self.pull) + labels.slack)

    def costs(self, labels: Labels) -> Floats:
        """What a material costs at a point (label, set, point)."""
        ways = self.network.ways
        found = np.empty((len(labels.material), *ways.stops.shape))
        loops.cost_of_sets(self.price(labels).T.copy(), ways, self.lines(labels), found)
        return found

    def constant(self, labels: Labels) -> Floats:
        """What labels cost whatever is bought (label)."""
        found = np.empty(len(labels.material))
        loops.constants(self.lines(labels), found)
        return found

    def lines(self, labels: Labels) -> Lines:
        """Labels as the compiled loops want them, by supplier; their `slack` is a copy."""
        return Lines(
            price=labels.price.T.copy(), fixed=labels.fixed.T.copy(), low=labels.low.T.copy(),
            high=labels.high.T.copy(), slack=labels.slack.T.copy(), pull=self.pull,
            starts=np.r_[labels.starts, len(labels.material)],
        )  # fmt: skip

    def _owed(self) -> float:
        return float((self.pull * self.terms.least[self.suppliers]).sum())

    # -- splitting labels --------------------------------------------------------------------------------------------

    def refine(self, most: int) -> int:
        """Split the favoured labels that hide the most cost; returns how many were split."""
        labels = self.labels
        if len(self.by_label) != len(labels.material):
            return 0  # they changed since their purchases were last counted
        near = self.bound * NEAR / len(labels.starts)
        rows = np.flatnonzero(self.favour < near)
        some, grains = labels.pick(rows), self.by_label[rows]
        line = some.material[:, None], np.array(self.suppliers)
        cost = self.terms.offers.cost(*line, grains) - some.fixed - some.price * grains - self.favour[rows, None]
        cost[some.first == some.last] = 0.0
        column = cost.argmax(1)
        each = np.arange(len(rows)), column
        chosen = (-cost[each]).argsort(kind="stable")[:most]
        chosen = np.sort(chosen[cost[each][chosen] > 0])
        at = np.clip(self.terms.offers.step(*line, grains), some.first, some.last - 1)[each]
        if len(chosen):
            self.labels = split(
                self.terms, self.suppliers, labels, rows[chosen], column[chosen], at[chosen]
            )  # fmt: skip
            self.forget_impossible()
        return len(chosen)

    def doubts(self, most: int) -> list[Doubt]:
        """The lines of which it is least known how much they sell, `most` of them at the most, and the step up to which
        or beyond which each may sell; none if all labels that are near agree. `by_label` must be fresh."""
        labels = self.labels
        if len(self.by_label) != len(labels.material):
            return []
        materials = labels.material[labels.starts]
        starts, near = np.r_[labels.starts, len(labels.material)], self.bound * NEAR / len(materials)
        doubt = np.zeros((len(materials), len(self.suppliers)))
        step = np.zeros_like(doubt, dtype=np.int64)
        weigh_doubts(starts, labels.last, self.by_label * labels.price, self.favour, near, doubt, step)
        lines = np.unravel_index((-doubt).argsort(axis=None, kind="stable")[:most], doubt.shape)
        return [
            Doubt(int(materials[i]), int(j), int(step[i, j])) for i, j in zip(*lines, strict=True) if doubt[i, j] > 0
        ]

    def divide(self, doubt: Doubt) -> list["Ascent"]:
        """The purchases in which a supplier's line stays up to a step, and beyond it; together they are all."""
        labels = together(self.labels, self.resting)
        material, column, step = doubt
        across = (labels.material == material) & (labels.first[:, column] <= step) & (labels.last[:, column] > step)
        rows = np.flatnonzero(across)
        labels = split(self.terms, self.suppliers, labels, rows, np.full_like(rows, column), np.full_like(rows, step))
        here = labels.material == material
        low = labels.last[:, column] <= step
        parts = [labels.pick(rows) for rows in (~here | low, ~here | ~low) if (here & rows).any()]
        return [replace(self.copy(), labels=part, resting=part.pick(slice(0, 0))) for part in parts]

    def forget_impossible(self) -> None:
        """A label whose suppliers cannot deliver what is wished for certain is none."""
        need = self.terms.wished.sum(0)
        for some in ("labels", "resting"):
            labels = getattr(self, some)
            enough = labels.high.sum(1) >= need[labels.material] - 1e-6
            if some == "labels":
                for m in np.unique(labels.material[~enough]):
                    mine = labels.material == m
                    if not enough[mine].any():
                        enough[mine] = True
            setattr(self, some, labels.pick(enough))

    # -- minimum orders ----------------------------------------------------------------------------------------------

    def value(self) -> Floats:
        """What each supplier sells about, in pesos."""
        materials = self.labels.material[self.labels.starts]
        return np.asarray(self.terms.offers.cost(materials[:, None], np.array(self.suppliers), self.bought).sum(0))

    def pull_orders(self, step: float) -> None:
        """Suppliers that are used must sell their minimum order: what they lack makes them cheaper."""
        must = np.array(self.must)
        if not must.any():
            return
        least = self.terms.least[self.suppliers]
        lack = np.where(must & (least > 0), (least - self.value()) / np.maximum(least, 1.0), 0.0)
        self.pull = np.where(must, np.clip(self.pull + step * np.clip(lack, -1, 1), 0.0, 0.9), 0.0)
