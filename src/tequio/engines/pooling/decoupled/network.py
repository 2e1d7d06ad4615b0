"""What a talk among some suppliers is about: arrays that stay the same all along (see `ascent`)."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from tequio.engines.pooling.decoupled.compiled.kinds import EVERYBODY, NOBODY, ONE, Ints, Ways
from tequio.engines.pooling.decoupled.terms import Floats, Terms

# Sets of more suppliers at one point than this are held to be one, whose stops cost as the cheapest of them.
MANY = 3
# Up to so many suppliers every set stands for itself.
FEW = 5
# What is handed back is shared out half by value and half in equal parts.
BY_VALUE = 0.5


@dataclass(frozen=True, slots=True)
class Network:
    """Some suppliers, the materials that are wished at all, and `sets` of suppliers as bit masks."""

    terms: Terms
    suppliers: list[int]
    materials: Ints
    sets: list[int]
    ways: Ways


def network_of(terms: Terms, suppliers: list[int]) -> Network:
    materials = np.flatnonzero(terms.demand > 0)
    sets = sets_of(len(suppliers), bool(terms.leaving))
    place = {mask: i for i, mask in enumerate(sets)}
    lowest = [mask & -mask for mask in sets]
    rest = [
        NOBODY if not mask else ONE if mask == low else place.get(mask ^ low, EVERYBODY)
        for mask, low in zip(sets, lowest, strict=True)
    ]
    demand = np.ascontiguousarray(terms.demand_at.T[materials])
    value = demand * terms.usual[materials, None] + 1e-9
    kinds, points = value.shape
    blank = np.zeros((0, *value.shape))
    ways = Ways(
        rest=np.array(rest),
        last=np.array([max(low.bit_length() - 1, 0) for low in lowest]),
        member=(np.array(sets)[:, None] >> np.arange(len(suppliers)) & 1).astype(np.bool_),
        mask=np.array(sets, dtype=np.int32),
        stops=stops_of(terms, suppliers, sets),
        wished=np.ascontiguousarray(terms.wished.T[materials]),
        demand=demand,
        alone=np.array([grains.T[materials] for grains, _ in terms.leaving]) if terms.leaving else blank,
        alone_price=np.array([price.T[materials] for _, price in terms.leaving]) if terms.leaving else blank,
        freight=np.ascontiguousarray(terms.freight.transpose(1, 2, 0)[materials][:, suppliers]),
        nearest=np.ascontiguousarray(terms.nearest[materials][:, suppliers]),
        by_material=BY_VALUE * value / value.sum(0) + (1 - BY_VALUE) / kinds,
        by_point=BY_VALUE * value / value.sum(1, keepdims=True) + (1 - BY_VALUE) / points,
        far=terms.far,
    )
    return Network(terms, suppliers, materials, sets, ways)


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
