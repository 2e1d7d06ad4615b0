"""Who stops where: one point after the other takes its best set of suppliers, priced by labels, till none would change.

Points that have not chosen yet count as what the talk lets labels hope of them, so the first sweep already hears
everybody; other orders of points end elsewhere.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from tequio.engines.pooling.decoupled.ascent import Ascent
from tequio.engines.pooling.decoupled.compiled.kinds import Ints
from tequio.engines.pooling.decoupled.compiled.loops import fit
from tequio.engines.pooling.decoupled.compiled.settling import settle
from tequio.engines.pooling.decoupled.terms import Floats

# So many times round at the most, while a change saves so many pesos.
SWEEPS, LEAST_GAIN = 12, 0.01
# Only so many of the best labels of each material are thought of.
BEST = 8
# So many orders of points are tried from nothing and from the best stops known, of which this part is thought anew.
ORDERS, ANEW = 6, 0.3
# A supplier who sells less than this part of his minimum order is left out rather than drawn on.
HALVES = (1.0, 0.4)
# A proposal's figures are rough: it must show a little more than the minimum.
ENOUGH = 1.01
# By how much a supplier who sells too little is made cheaper each time, and how many times.
DRAW, TURNS = 0.006, 40
# Rounds in which slack is fitted to given sets; the most it may be, in parts of the price.
FITTING, DEAREST = 5, 2.0
OPEN = -1  # a point that has not chosen


@dataclass(frozen=True, slots=True)
class Proposal:
    """`chosen`: a set (by number) for each point; `pesos`: about what it costs."""

    chosen: Ints
    pesos: float


@dataclass(slots=True)
class Table:
    """What sets of suppliers cost at each point, label by label, by the talk's own words."""

    talk: Ascent
    cost: Floats = field(init=False)
    hoped: Floats = field(init=False)
    constant: Floats = field(init=False)
    edges: Ints = field(init=False)

    def __post_init__(self) -> None:
        labels = self.talk.labels
        self.edges = np.r_[labels.starts, len(labels.material)]
        costs, self.constant = self.talk.costs(labels), self.talk.constant(labels)
        self.cost = np.ascontiguousarray(costs.transpose(2, 0, 1))
        self.hoped = (costs - self.talk.to_point[labels.place]).min(1).T.copy()

    def settle(self, start: Ints, order: Ints, allowed: int) -> Proposal:
        """The sets where no other set at a single point is cheaper. `allowed`: bit mask of suppliers that may be
        used."""
        net = self.talk.network
        usable = np.array([mask & ~allowed == 0 for mask in net.sets])
        chosen = np.where((start >= 0) & usable[start], start, OPEN)
        weight = np.empty(len(self.constant))
        settle(
            self.cost, self.constant, self.hoped, self.edges, net.ways.stops, usable, order, SWEEPS, LEAST_GAIN, chosen,
            weight,
        )  # fmt: skip
        stops = net.ways.stops[chosen, np.arange(len(chosen))].sum()
        return Proposal(chosen, float(stops + np.minimum.reduceat(weight, self.edges[:-1]).sum()))

    def fit(self, chosen: Ints) -> "Fit":
        """What the labels cost with these sets, by the slack that fits them."""
        ways, lines = self.talk.network.ways, self.talk.lines(self.talk.labels)
        value = np.empty(len(self.constant))
        who = np.empty((len(chosen), len(value)), dtype=np.int64)
        fit(FITTING, ways, lines, DEAREST, chosen, who, value)
        rows = np.array([a + int(value[a:b].argmin()) for a, b in pairwise(self.edges)])
        stops = ways.stops[chosen, np.arange(len(chosen))].sum()
        return Fit(chosen, rows, value, who[:, rows], float(stops + value[rows].sum()))

    def sold(self, chosen: Ints) -> Floats:
        """What each supplier sells with these sets, in pesos at his labels' prices."""
        net, points = self.talk.network, np.arange(len(chosen))
        weight = self.cost[points, :, chosen].sum(0) + self.constant
        rows = np.array([a + int(weight[a:b].argmin()) for a, b in pairwise(self.edges)])
        part = self.talk.labels.pick(rows)
        unit = self.talk.price(part)[:, :, None] + net.ways.freight
        who = np.where(net.ways.member[chosen].T, unit, np.inf).argmin(1)
        grains = np.stack([np.where(who == j, net.ways.demand, 0.0).sum(1) for j in range(unit.shape[1])], axis=1)
        return np.asarray((part.price * np.minimum(grains, part.high)).sum(0))


@dataclass(frozen=True, slots=True)
class Fit:
    """What labels cost (`value`) with these sets (`chosen`), by the slack that fits them: the best label of each
    material (`rows`), to whom points go by the best ones (point, material), and `pesos` in all."""

    chosen: Ints
    rows: Ints
    value: Floats
    who: Ints
    pesos: float

    def grains(self, talk: Ascent) -> Floats:
        """What is bought (point, material, supplier)."""
        demand = talk.network.ways.demand.T
        return np.where(self.who[:, :, None] == np.arange(len(talk.suppliers)), demand[:, :, None], 0.0)


def proposals(
    talk: Ascent, known: Ints | None, random: np.random.Generator, tried: Callable[[Ascent, Ints], bool]
) -> Iterator[tuple[Ascent, Fit]]:
    """Where the points settle and every supplier used sells about his minimum order. `known`: good sets, by point.
    What was `tried` is passed over."""
    talk = replace(talk, labels=talk.labels.pick(_best(talk)))
    table, points = Table(talk), talk.network.ways.demand.shape[1]
    everybody, nothing = (1 << len(talk.suppliers)) - 1, np.full(points, OPEN)
    found: list[Proposal] = []
    for _ in range(ORDERS):
        starts = [nothing]
        if known is not None:
            starts.append(np.where(random.random(points) < ANEW, OPEN, known))
        found += [table.settle(start, random.permutation(points), everybody) for start in starts]
    found.sort(key=lambda one: one.pesos)
    for half in HALVES:
        ends = _with_orders(table, found[0].chosen, half, random)
        if ends is None:
            continue
        drawn, chosen = ends
        if not tried(drawn.talk, chosen):
            yield drawn.talk, drawn.fit(chosen)


def _with_orders(table: Table, chosen: Ints, half: float, random: np.random.Generator) -> tuple[Table, Ints] | None:
    """Draw on suppliers who sell too little, or do without them, till all that are used sell their minimum orders."""
    talk = table.talk
    least = np.maximum(talk.terms.least[talk.suppliers], 1e-9)
    allowed = (1 << len(talk.suppliers)) - 1
    for _ in range(TURNS):
        lacking = _lacking(table, chosen)
        if not lacking.size:
            return table, chosen
        rate = table.sold(chosen) / least
        worst = int(lacking[rate[lacking].argmin()])
        if talk.must[worst] or rate[worst] >= half:
            pull = table.talk.pull.copy()
            pull[worst] += DRAW
            table = Table(replace(table.talk, pull=pull))
        else:
            allowed &= ~(1 << worst)
        chosen = table.settle(chosen, random.permutation(len(chosen)), allowed).chosen
    return None


def _lacking(table: Table, chosen: Ints) -> Ints:
    """Suppliers who are used and sell less than their minimum orders."""
    rate = table.sold(chosen) / np.maximum(table.talk.terms.least[table.talk.suppliers], 1e-9)
    return np.flatnonzero((rate > 0) & (rate < ENOUGH))


def _best(talk: Ascent) -> Ints:
    edges = pairwise(np.r_[talk.labels.starts, len(talk.favour)])
    return np.concatenate([a + np.sort(talk.favour[a:b].argsort()[:BEST]) for a, b in edges])
