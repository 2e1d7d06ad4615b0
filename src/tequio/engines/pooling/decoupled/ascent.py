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

from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tequio.engines.pooling.decoupled.labels import Labels, first_labels, split, step_of, together, true_cost
from tequio.engines.pooling.decoupled.pool import Pool
from tequio.engines.pooling.decoupled.terms import Floats, Terms

Ints = NDArray[np.int64]
# Sets of more suppliers at one point than this are held to be one, whose stops cost as the cheapest of them.
MANY = 3
# Up to so many suppliers every set stands for itself.
FEW = 5
# Slack is set in every so many rounds, and what is bought counted.
TIGHTEN, COUNT = 2, 5
EVERY = slice(None)
# Labels are looked into when they are as good as the best of their material up to this part of the bound.
NEAR = 0.0006
# What is handed back is shared out half by value and half in equal parts.
BY_VALUE = 0.5
# Labels worse than the best of their material by this part of what is missing, or of the bound, are left at rest.
AWAKE, AWAKE_LEAST = 0.6, 0.0002


@dataclass(slots=True)
class Ascent:
    """The state of the talk about one set of `suppliers`; `must`: those that are used for certain.

    Shapes: sets first, then points, then labels or materials. `to_point` (set, point, material) is what a material
    charges a point for a set; `to_label` (point, label) what a point charges a label.
    """

    terms: Terms
    suppliers: list[int]
    must: list[bool]
    labels: Labels
    resting: Labels
    sets: list[int] = field(default_factory=list)
    stops: Floats = field(default_factory=lambda: np.zeros(0))
    to_point: Floats = field(default_factory=lambda: np.zeros(0))
    pull: Floats = field(default_factory=lambda: np.zeros(0))
    bound: float = -np.inf
    # What the last round found: which set each point and which label each material likes best.
    liking: Floats = field(default_factory=lambda: np.zeros(0))
    favour: Floats = field(default_factory=lambda: np.zeros(0))
    bought: Floats = field(default_factory=lambda: np.zeros(0))
    by_label: Floats = field(default_factory=lambda: np.zeros(0))
    rounds: int = 0

    @classmethod
    def begin(cls, terms: Terms, suppliers: list[int], must: list[bool]) -> "Ascent":
        labels = first_labels(terms, suppliers)
        made = cls(terms, suppliers, must, labels, labels.pick(slice(0, 0)))
        made.sets = sets_of(len(suppliers), bool(terms.leaving))
        made.stops = stops_of(terms, suppliers, made.sets)
        shape = len(made.sets), len(terms.fixed), len(made.labels.starts)
        made.to_point = np.zeros(shape, dtype=np.float32)
        made.pull = np.zeros(len(suppliers))
        return made

    # -- one round ---------------------------------------------------------------------------------------------------

    def round(self, pool: Pool) -> float:
        """One round of talk; returns the bound it finds for the labels awake, which `prove` makes certain."""
        labels, starts, of = self.labels, self.labels.starts, self.labels.place
        by_material, by_point = self._parts(labels.material[starts])
        chunks = pool.chunks(len(by_point))

        def from_points(some: slice) -> tuple[Floats, Floats, Floats | None]:
            # Points hand back what they hold.
            held = self.stops[:, some] + self.to_point[:, some].sum(2, dtype=np.float64)
            to_point = self.to_point[:, some] - (held[:, :, None] * by_material[some]).astype(np.float32)
            if self.rounds % TIGHTEN:
                return held, to_point, None
            return held, to_point, self._bought(labels, self.costs(labels, some) - to_point[:, :, of], some)

        parts = pool.map(from_points, chunks)
        held = np.concatenate([part[0] for part in parts], axis=1)
        self.liking = held - held.min(0)
        if parts[0][2] is not None:
            self.by_label = np.asarray(sum(part[2] for part in parts if part[2] is not None))
            self._tighten(pool, chunks, [part[1] for part in parts])

        def to_labels(some: slice, to_point: Floats) -> tuple[Floats, Floats]:
            charged = to_point[:, :, of]
            costs = self.costs(labels, some)
            costs -= charged
            to_label = costs.min(0)
            costs += charged
            costs -= to_label
            return costs, to_label

        done = pool.map(to_labels, chunks, [part[1] for part in parts])
        to_label = np.concatenate([part[1] for part in done])
        weight = self.constant(labels) + to_label.sum(0, dtype=np.float64)
        least = np.minimum.reduceat(weight, starts)
        self.favour = weight - least[of]
        if self.rounds % COUNT == COUNT - 1:
            self._count(pool, chunks, [part[1] for part in parts])

        def to_points(some: slice, costs: Floats) -> Floats:
            # Materials hand back what they hold.
            costs += (weight * by_point[some][:, of]).astype(np.float32)
            return np.asarray(np.minimum.reduceat(costs, starts, axis=2))

        self.to_point = np.concatenate(pool.map(to_points, chunks, [part[0] for part in done]), axis=1)
        self.rounds += 1
        return float(least.sum() + self._owed())

    def prove(self, cutoff: float) -> float:
        """The bound that holds for all labels, those at rest too. Far ones go to rest, near ones come back, and those
        that no purchase below the cutoff can have are forgotten."""
        labels = together(self.labels, self.resting)
        costs = self.costs(labels, kind=np.float64)
        starts = labels.starts
        of = labels.place
        costs -= self.to_point[:, :, of]
        weight = self.constant(labels) + costs.min(0).sum(0)
        least = np.minimum.reduceat(weight, starts)
        held = (self.stops + self.to_point.sum(2, dtype=np.float64)).min(0).sum()
        now = float(held + least.sum() + self._owed())
        self.bound = max(self.bound, now)
        favour = weight - least[of]
        possible = (now + favour < cutoff) | (favour <= 0)
        awake = favour < max(AWAKE * (cutoff - now) if np.isfinite(cutoff) else 0.0, AWAKE_LEAST * abs(now))
        self.favour = favour[awake & possible]
        self.labels = labels.pick(awake & possible)
        self.resting = labels.pick(~awake & possible)
        return now

    def _parts(self, materials: Ints) -> tuple[Floats, Floats]:
        """In which parts points hand back to materials, and materials to points (point, material)."""
        value = self.terms.demand_at[:, materials] * self.terms.usual[materials] + 1e-9
        points, kinds = value.shape
        by_material = BY_VALUE * value / value.sum(1, keepdims=True) + (1 - BY_VALUE) / kinds
        by_point = BY_VALUE * value / value.sum(0) + (1 - BY_VALUE) / points
        return by_material, by_point

    def unit(self, labels: Labels, some: slice = EVERY, kind: Any = np.float32) -> Floats:
        """Landed price per grain (point, label, supplier)."""
        price = labels.price * (1.0 - self.pull) + labels.slack
        freight = self.terms.freight[some, labels.material[:, None], self.suppliers]
        return (price + freight).astype(kind)

    def _cheapest(self, unit: Floats) -> Floats:
        """The cheapest of each set's suppliers (set, point, label)."""
        found = np.empty((len(self.sets), *unit.shape[:2]), dtype=unit.dtype)
        place = {mask: i for i, mask in enumerate(self.sets)}
        by_supplier = np.ascontiguousarray(unit.transpose(2, 0, 1))
        for i, mask in enumerate(self.sets):
            low = mask & -mask
            rest = place.get(mask ^ low)
            one = by_supplier[low.bit_length() - 1]  # of no use to the empty set
            if mask == 0:
                found[i] = self.terms.far
            elif mask == low:
                found[i] = one
            elif rest is not None:
                np.minimum(found[rest], one, out=found[i])
            else:
                by_supplier[[j for j in range(len(self.suppliers)) if mask >> j & 1]].min(0, out=found[i])
        return found

    def costs(self, labels: Labels, some: slice = EVERY, kind: Any = np.float32) -> Floats:
        """What a material costs at a point (set, point, label); who has a price alone pays no more than that."""
        cheapest = self._cheapest(self.unit(labels, some, kind))
        total = np.zeros_like(cheapest)
        for quantity, price in self.terms.leaving:
            alone = np.minimum(cheapest, price[some, labels.material].astype(kind))
            total += quantity[some, labels.material].astype(kind) * alone
        cheapest *= self.terms.wished[some, labels.material].astype(kind)
        return np.asarray(total + cheapest) if self.terms.leaving else cheapest

    def constant(self, labels: Labels) -> Floats:
        limit = np.where(labels.slack > 0, labels.high, labels.low)
        return np.asarray((labels.fixed * (1.0 - self.pull) - labels.slack * limit).sum(1))

    def _owed(self) -> float:
        return float((self.pull * self.terms.least[self.suppliers]).sum())

    # -- multipliers -------------------------------------------------------------------------------------------------

    def _tighten(self, pool: Pool, chunks: list[slice], to_point: list[Floats]) -> None:
        """For each label, the supplier whose limits are hurt most gets the slack that is best for the bound."""
        labels, terms, bought = self.labels, self.terms, self.by_label
        limit = np.where(labels.slack > 0, labels.high, labels.low)
        off = np.maximum(bought - labels.high, 0) + np.maximum(labels.low - bought, 0)
        off = np.where(labels.slack != 0, np.abs(bought - limit), off) * labels.price
        which = off.argmax(1)
        rows = np.flatnonzero(off[np.arange(len(which)), which] > 1e-6)
        if not len(rows):
            return
        which, of = which[rows], labels.place[rows]
        part, mine = labels.pick(rows), np.arange(len(rows))
        member = self.member

        def turning(some: slice, to_point: Floats) -> Floats:
            """Below this slack a point buys from the supplier (point, label)."""
            unit = self.unit(part, some)
            own = unit[:, mine, which] - part.slack[mine, which]
            unit[:, mine, which] = terms.far * 2
            wished = terms.demand_at[some, part.material]
            charged = to_point[:, :, of]
            without = (self._cheapest(unit) * wished.astype(np.float32) - charged).min(0)
            using = np.empty(wished.shape)
            for j in np.unique(which):
                at = which == j
                using[:, at] = own[:, at] * wished[:, at] - charged[member[:, j]][:, :, at].max(0)
            return np.where(wished > 0, (without - using) / np.where(wished > 0, wished, 1.0), -np.inf)

        turn = np.concatenate(pool.map(turning, chunks, to_point))
        wished = terms.demand_at[:, part.material]
        order = np.argsort(-turn, axis=0)
        turn, wished = np.take_along_axis(turn, order, 0), np.take_along_axis(wished, order, 0)
        at_none = np.where(turn > 0, wished, 0.0).sum(0)
        low, high = part.low[mine, which], part.high[mine, which]
        target = np.where(at_none > high, high, low)
        place = np.minimum((np.cumsum(wished, 0) < target - 1e-9).sum(0), len(turn) - 1)
        crossing = turn[place, mine]
        crossing = np.where(np.isfinite(crossing), crossing, -terms.far)
        slack = np.where(at_none > high, np.maximum(crossing, 0), np.where(at_none < low, np.minimum(crossing, 0), 0))
        # More can always be bought and kept, so reaching a step is worth no more than that costs.
        nearest = terms.nearest[part.material, np.array(self.suppliers)[which]]
        labels.slack[rows, which] = np.maximum(slack, -part.price[mine, which] * (1 - self.pull[which]) - nearest)

    @property
    def member(self) -> NDArray[np.bool_]:
        """Who is in which set (set, supplier)."""
        return (np.array(self.sets)[:, None] >> np.arange(len(self.suppliers)) & 1).astype(np.bool_)

    def _bought(self, labels: Labels, costs: Floats, some: slice) -> Floats:
        """What labels would buy of each supplier (label, supplier), if every point did what is best for it."""
        unit = self.unit(labels, some)
        unit[~self.member[costs.argmin(0)]] = np.inf
        who = unit.argmin(2)
        wished = self.terms.demand_at[some, labels.material]
        return np.stack([np.where(who == j, wished, 0.0).sum(0) for j in range(len(self.suppliers))], axis=1)

    def _count(self, pool: Pool, chunks: list[slice], to_point: list[Floats]) -> None:
        """What the favoured labels buy (material, supplier), smoothed over rounds."""
        starts = self.labels.starts
        ends = np.r_[starts[1:], len(self.favour)]
        part = self.labels.pick(
            np.array([a + int(self.favour[a:b].argmin()) for a, b in zip(starts, ends, strict=True)])
        )
        counted = [
            self._bought(part, self.costs(part, some) - charged, some)
            for some, charged in zip(chunks, to_point, strict=True)
        ]
        now = np.asarray(sum(counted))
        self.bought = now if self.bought.shape != now.shape else 0.7 * self.bought + 0.3 * now

    # -- splitting labels --------------------------------------------------------------------------------------------

    def refine(self, most: int) -> int:
        """Split the favoured labels that hide the most cost; returns how many were split."""
        labels = self.labels
        if len(self.by_label) != len(labels.material):
            return 0  # they changed since their purchases were last counted
        near = self.bound * NEAR / len(labels.starts)
        hidden: list[tuple[float, int, int, int]] = []
        for row in map(int, np.flatnonzero(self.favour < near)):
            for j, s in enumerate(self.suppliers):
                first, last = int(labels.first[row, j]), int(labels.last[row, j])
                if first == last:
                    continue
                line = self.terms.lines[int(labels.material[row]), s]
                grains = float(self.by_label[row, j])
                cost = true_cost(line, grains) - labels.fixed[row, j] - labels.price[row, j] * grains
                at = min(max(step_of(line, grains), first), last - 1)
                hidden.append((cost - float(self.favour[row]), row, j, at))
        hidden.sort(reverse=True)
        done: set[int] = set()
        chosen: list[tuple[int, int, int]] = []
        for cost, row, j, at in hidden:
            if cost <= 0 or len(chosen) >= most:
                break
            if row not in done:
                done.add(row)
                chosen.append((row, j, at))
        for row, j, at in sorted(chosen, reverse=True):
            self.labels = split(self.terms, self.suppliers, self.labels, row, j, at)
        if chosen:
            self.forget_impossible()
        return len(chosen)

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

    def value(self) -> Floats:
        """What each supplier sells about, in pesos."""
        labels = self.labels
        value = np.zeros(len(self.suppliers))
        for i, m in enumerate(labels.material[labels.starts]):
            for j, s in enumerate(self.suppliers):
                line = self.terms.lines.get((int(m), s))
                if line is not None:
                    value[j] += true_cost(line, float(self.bought[i, j]))
        return value

    def pull_orders(self, step: float) -> None:
        """Suppliers that are used must sell their minimum order: what they lack makes them cheaper."""
        must = np.array(self.must)
        if not must.any():
            return
        least = self.terms.least[self.suppliers]
        lack = np.where(must & (least > 0), (least - self.value()) / np.maximum(least, 1.0), 0.0)
        self.pull = np.where(must, np.clip(self.pull + step * np.clip(lack, -1, 1), 0.0, 0.9), 0.0)


def sets_of(count: int, nobody: bool = False) -> list[int]:
    """Sets of suppliers as bit masks, smaller ones first; that nobody stops too, where all may buy alone."""
    size = count if count <= FEW else MANY
    masks = [sum(1 << j for j in some) for k in range(not nobody, size + 1) for some in combinations(range(count), k)]
    return masks if size == count else [*masks, (1 << count) - 1]


def stops_of(terms: Terms, suppliers: list[int], sets: list[int]) -> Floats:
    """What the stops of each set cost at each point (set, point)."""
    fixed = terms.fixed[:, suppliers]
    costs = np.stack([fixed[:, [j for j in range(len(suppliers)) if mask >> j & 1]].sum(1) for mask in sets])
    if len(suppliers) > FEW:
        costs[-1] = np.sort(fixed, axis=1)[:, : MANY + 1].sum(1)
    return np.asarray(costs)
