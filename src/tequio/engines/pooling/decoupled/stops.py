"""Who stops where: a descent over the sets of suppliers at each point, one point at a time, priced by labels."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from tequio.engines.pooling.decoupled.ascent import Ascent, Ints
from tequio.engines.pooling.decoupled.terms import Floats

SWEEPS = 12
# Only so many of the best labels of each material are thought of.
BEST = 6
# The steps of so many of them may be used.
GOOD = 3
# A supplier who sells less than this part of his minimum order is left out rather than drawn on.
HALF = 0.4
# A proposal's figures are rough: it must show a little more than the minimum.
ENOUGH = 1.01
# By how much a supplier who sells too little is made cheaper each time, and how many times.
DRAW, TURNS = 0.006, 10


@dataclass(frozen=True, slots=True)
class Proposal:
    """`chosen`: a set (by number) for each point; `labels`: the row of each material, `others`: rows nearly as good;
    `pesos`: about what it costs."""

    chosen: Ints
    labels: Ints
    others: Ints
    pesos: float


def proposals(talk: Ascent, starts: list[Ints]) -> Iterator[tuple[Ascent, Proposal]]:
    """Where the descent ends in which every supplier used sells about his minimum order."""
    talk = replace(talk, labels=talk.labels.pick(_best(talk)))
    everybody = (1 << len(talk.suppliers)) - 1
    for start, half in product(starts, (1.0, HALF)):
        allowed, drawn = everybody, talk
        for _ in range(TURNS):
            found = descend(drawn, start, allowed)
            rate = sold(drawn, found) / np.maximum(talk.terms.least[talk.suppliers], 1e-9)
            lacking = np.flatnonzero((rate > 0) & (rate < ENOUGH))
            if not len(lacking):
                yield drawn, found
                break
            worst = int(lacking[rate[lacking].argmin()])
            if talk.must[worst] or rate[worst] >= half:
                pull = drawn.pull.copy()
                pull[worst] += DRAW
                drawn = replace(drawn, pull=pull)
            else:
                allowed &= ~(1 << worst)


def descend(talk: Ascent, start: Ints, allowed: int) -> Proposal:
    """The sets where no other set at a single point is cheaper. `allowed`: bit mask of suppliers that may be used."""
    labels, starts = talk.labels, talk.labels.starts
    costs = talk.costs(labels)
    usable = np.flatnonzero([mask & ~allowed == 0 for mask in talk.sets])
    stops, costs = talk.stops[usable], costs[usable]
    points = range(costs.shape[1])
    place = {int(number): i for i, number in enumerate(usable)}
    cheapest = stops.argmin(0)
    chosen = np.array([place.get(int(number), cheapest[p]) for p, number in enumerate(start)])
    weight = talk.constant(labels) + costs[chosen, points].sum(0, dtype=np.float64)
    for _ in range(SWEEPS):
        moved = False
        for p in points:
            others = weight - costs[chosen[p], p]
            total = np.minimum.reduceat(costs[:, p] + others, starts, axis=1).sum(1) + stops[:, p]
            better = int(total.argmin())
            if total[better] < total[chosen[p]] - 0.01:
                chosen[p], moved = better, True
                weight = others + costs[better, p]
        if not moved:
            break
    ends = np.r_[starts[1:], len(weight)]
    best = np.array([a + int(weight[a:b].argmin()) for a, b in zip(starts, ends, strict=True)])
    good = np.concatenate([a + weight[a:b].argsort()[:GOOD] for a, b in zip(starts, ends, strict=True)])
    return Proposal(usable[chosen], best, good, float(stops[chosen, points].sum() + weight[best].sum()))


def sold(talk: Ascent, found: Proposal) -> Floats:
    """What each supplier sells in a proposal, in pesos at his labels' prices."""
    part = talk.labels.pick(found.labels)
    member = talk.member[found.chosen]
    who = np.where(member[:, None, :], talk.unit(part), np.inf).argmin(2)
    wished = talk.terms.demand_at[:, part.material]
    grains = np.stack([np.where(who == j, wished, 0.0).sum(0) for j in range(len(talk.suppliers))], axis=1)
    return np.asarray((part.price * np.minimum(grains, part.high)).sum(0))


def _best(talk: Ascent) -> Ints:
    starts = talk.labels.starts
    ends = np.r_[starts[1:], len(talk.favour)]
    return np.concatenate([a + np.sort(talk.favour[a:b].argsort()[:BEST]) for a, b in zip(starts, ends, strict=True)])
