"""What the compiled loops are given: arrays by name, which they read as they lie."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from tequio.engines.pooling.decoupled.terms import Floats

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
# Instead of a set's number in `rest`: the set is one supplier, nobody, or everybody.
ONE, NOBODY, EVERYBODY = -1, -2, -3

compiled: Callable[[Any], Any] = njit(
    cache=True, nogil=True, error_model="numpy", fastmath={"nnan", "nsz", "contract", "reassoc"}
)


class Ways(NamedTuple):
    """What stays the same in a talk among some suppliers. Materials are those that are wished at all.

    (set) `rest`, `last`: each is the supplier `last` and the set numbered `rest`; its `mask`, a bit for each supplier;
    (set, supplier) `member`; (set, point) `stops`; (material, point) `wished` for certain, `demand` in all, and in
    which parts points hand back `by_material` and materials `by_point`; (kind, material, point) `alone` and its price;
    (material, supplier, point) `freight`; (material, supplier) `nearest`. Points come last, so that the loops over them
    run side by side. Grains and pesos; what does not exist costs `far`.
    """

    rest: Ints
    last: Ints
    member: Flags
    mask: NDArray[np.int32]
    stops: Floats
    wished: Floats
    demand: Floats
    alone: Floats
    alone_price: Floats
    freight: Floats
    nearest: Floats
    by_material: Floats
    by_point: Floats
    far: float


class Lines(NamedTuple):
    """Labels, by supplier: (supplier, label), `pull` (supplier). Those of material i lie from `starts[i]` to
    `starts[i + 1]`; `slack` is changed in place."""

    price: Floats
    fixed: Floats
    low: Floats
    high: Floats
    slack: Floats
    pull: Floats
    starts: Ints


class Room(NamedTuple):
    """Room to count in, for `abreast` labels side by side: `unit` (supplier, label and point), `found` and `charged`
    (set, label and point), `least`, `best` and `who` (label and point). In numbers of the same kind: how many `grains`
    (material, point) are counted at once and what their `road` costs (material, supplier, point), and the same of all
    that is wanted: `demand`, `demand_road`."""

    unit: Any
    found: Any
    charged: Any
    least: Any
    best: Any
    who: Any
    grains: Any
    road: Any
    demand: Any
    demand_road: Any
    abreast: int
