"""The whole order as one mixed-integer programme, for few workshops or a few at a time.

Variables: x[p,w] pieces of pair p in week w; y[p] the pair works at all (least batches); u[s] the workshop is visited;
z[v] the village is served; n[s,w] kiln loads; a[s], b[s] what is missing to the floor of the fair share and to all of
it; short[l] pieces nobody makes, where asked for. Every x is tied to the nearest of y, u, z by its own room.
Pesos in floats: exact costs come from `cost`, never from here. Resources are in their own units, so that a
thousandth of one is far more than a solver's tolerance.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tequio.engines.pooling.program import Floats, Ints, Matrix
from tequio.engines.splitting.ground import BP, GRAIN, Ground

# What a missing piece weighs in a search that may leave pieces over, in prices of that piece.
MISSING = 20.0


@dataclass(frozen=True, slots=True)
class Program:
    """The written programme: `x` by (pair, week), `short` by line, and the gates that may be opened."""

    ground: Ground
    cost: Floats
    lower: Floats
    upper: Floats
    whole: NDArray[np.bool_]
    row_lower: Floats
    row_upper: Floats
    start: Ints
    index: Ints
    value: Floats
    x: Mapping[tuple[int, int], int]
    short: Mapping[int, int]

    def plan_from(self, solution: Floats) -> dict[tuple[int, int, int], int]:
        """Pieces by (line, shop, week); pins with a week are not among them."""
        plan: dict[tuple[int, int, int], int] = {}
        for (number, week), column in self.x.items():
            pieces = round(solution[column])
            if pieces:
                pair = self.ground.pairs[number]
                plan[pair.line, pair.shop, week] = pieces
        return plan

    def solution_from(self, pieces: Mapping[tuple[int, int], int]) -> Floats | None:
        """Pieces by (pair, week) as a start; what else is to be decided is left to the solver. None if some do not
        fit."""
        start = np.full(len(self.cost), np.nan)
        start[list(self.x.values())] = 0.0
        for key, count in pieces.items():
            if key not in self.x:
                return None
            start[self.x[key]] = count
        return start


def write_whole(
    ground: Ground,
    want: Sequence[tuple[int, int]],
    *,
    shops: Sequence[int] | None = None,
    wanted: Sequence[int] | None = None,
    served: frozenset[int] = frozenset(),
    shortage: bool = False,
    elastic: bool = False,
    pairs: frozenset[int] | None = None,
) -> Program:
    """All workshops, or only some that are to make `wanted` among them (places in `served` cost no stop).

    `shortage`: pieces may be missing, and nothing else costs. `elastic`: they may be missing at a heavy price.
    `pairs`: only these may work.
    """
    m = Matrix()
    among = range(len(ground.shops)) if shops is None else sorted(shops)
    wanted = ground.wanted if wanted is None else wanted
    priced = 0.0 if shortage else 1.0
    x: dict[tuple[int, int], int] = {}
    z: dict[int, int] = {}
    for shop in among:
        _write_shop(m, ground, want[shop], shop, x, z, wanted, served, priced, pairs)
    cover: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (number, _), column in x.items():
        cover[ground.pairs[number].line].append((column, 1.0))
    short = {}
    for line, pieces in enumerate(wanted):
        terms = cover[line]
        if shortage or elastic:
            weight = 1.0 if shortage else MISSING * max(1.0, ground.lines[line].price_minor / 100)
            short[line] = m.column(weight, 0, pieces, True)
            terms.append((short[line], 1.0))
        if terms or pieces:
            m.row(pieces, pieces, terms)
    return _finish(m, ground, x, short)


def _write_shop(
    m: Matrix,
    ground: Ground,
    want: tuple[int, int],
    shop: int,
    x: dict[tuple[int, int], int],
    z: dict[int, int],
    wanted: Sequence[int],
    served: frozenset[int],
    priced: float,
    pairs: frozenset[int] | None,
) -> None:
    told = ground.shops[shop]
    gate = _gate(m, ground, shop, z, served, priced)
    using: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
    value: list[tuple[int, float]] = []
    for number in ground.of_shop[shop]:
        pair = ground.pairs[number]
        owed = ground.owed.get((pair.line, shop))
        if owed == 0 or (pairs is not None and number not in pairs and owed is None):
            continue
        most = min(wanted[pair.line], pair.most) if owed is None else owed
        least = ground.least(number)
        if most < least and owed is None:
            continue
        mine, door = [], gate
        if least > 1:
            door = m.column(0.0, 0, 1, True)
            if gate is not None:
                m.row(0, np.inf, [(gate, 1.0), (door, -1.0)])
        for week in ground.weeks_of(number):
            fits = min(ground.fits(number, week), most)
            if fits < 1:
                continue
            column = m.column(priced * (pair.cost + ground.hurry(pair.line, week)) / 100, 0, fits, True)
            x[number, week] = column
            mine.append((column, 1.0))
            for resource, grains in pair.uses:
                using[week, resource].append((column, grains / GRAIN))
            if door is not None:
                m.row(0, np.inf, [(door, float(fits)), (column, -1.0)])
            value.append((column, ground.lines[pair.line].price_minor / 100))
        if owed is not None:
            m.row(owed, owed, mine)
        elif least > 1:
            m.row(0, np.inf, [*mine, (door, -float(least))])  # type: ignore[list-item]
            m.row(-np.inf, 0, [*mine, (door, -float(most))])  # type: ignore[list-item]
        elif sum(m.upper[column] for column, _ in mine) > most:
            m.row(-np.inf, most, mine)
    for (week, resource), terms in using.items():
        m.row(-np.inf, ground.room[shop][week - 1][resource] / GRAIN, terms)
    if told.load is not None:
        _write_loads(m, ground, shop, using, priced)
    # Nobody is behind by what pins give it; the rest is worth its weight.
    terms_ = ground.order.terms
    for missing, weight in zip(want, (terms_.behind_bp, terms_.far_bp), strict=True):
        left = (missing - ground.given[shop]) / 100
        if left > 0 and weight > 0 and priced:
            column = m.column(weight / BP, 0, left, False)
            m.row(left, np.inf, [*value, (column, 1.0)])


def _gate(m: Matrix, ground: Ground, shop: int, z: dict[int, int], served: frozenset[int], priced: float) -> int | None:
    """What has to be open for the workshop to work at all; None if nothing has."""
    if shop in ground.working:
        return None
    place = ground.place_of[shop]
    stop, visit = ground.order.places[place].stop_minor, ground.shops[shop].visit_minor
    paid = place in served or any(ground.place_of[s] == place for s in ground.working)
    if stop and not paid and place not in z:
        z[place] = m.column(priced * stop / 100, 0, 1, True)
    village = z.get(place)
    if not visit:
        return village
    door = m.column(priced * visit / 100, 0, 1, True)
    if village is not None:
        m.row(0, np.inf, [(village, 1.0), (door, -1.0)])
    return door


def _write_loads(
    m: Matrix, ground: Ground, shop: int, using: Mapping[tuple[int, int], list[tuple[int, float]]], priced: float
) -> None:
    load = ground.shops[shop].load
    assert load is not None
    resource = ground.resources.index(load.resource)
    amount, fill = float(load.amount), float(load.fill * load.amount)
    for week in range(ground.order.first, ground.order.weeks + 1):
        terms = using.get((week, resource), [])
        begun = ground.fired.get((shop, week), 0) / GRAIN
        if not terms and not begun:
            continue
        most = int(ground.shops[shop].capacity[load.resource][week - 1] // load.amount)
        most = max(most, ceil(begun / amount))
        loads = m.column(priced * load.cost_minor / 100, 0, most, True)
        m.row(begun, np.inf, [(loads, amount), *((column, -grains) for column, grains in terms)])
        # What was begun may be less than a full load; whoever is asked for more of it lights no emptier one.
        m.row(-max(begun, fill * ceil(begun / amount)), np.inf, [(loads, -fill), *terms])


def _finish(m: Matrix, ground: Ground, x: Mapping[tuple[int, int], int], short: Mapping[int, int]) -> Program:
    entries: Any = np.array(m.entries, dtype=[("row", np.int64), ("column", np.int64), ("value", np.float64)])
    order = np.argsort(entries["row"], kind="stable")
    counts = np.bincount(entries["row"], minlength=len(m.row_lower))
    return Program(
        ground=ground,
        cost=np.array(m.cost, dtype=np.float64),
        lower=np.array(m.lower, dtype=np.float64),
        upper=np.array(m.upper, dtype=np.float64),
        whole=np.array(m.whole, dtype=np.bool_),
        row_lower=np.array(m.row_lower, dtype=np.float64),
        row_upper=np.array(m.row_upper, dtype=np.float64),
        start=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        index=entries["column"][order],
        value=entries["value"][order],
        x=x,
        short=short,
    )
