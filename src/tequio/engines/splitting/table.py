"""A ground as arrays for the compiled loops: what pieces cost and take, week by week, in pesos."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tequio.engines.splitting.cost import base_minor, bill_for
from tequio.engines.splitting.ground import BP, GRAIN, Ground

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
# Value is counted in thousands of pesos, so that all rows of a workshop are of one size.
VALUE = 1000.0


class Table(NamedTuple):
    """Pairs are numbered shop by shop. (pair, week) `cost`, `open`, `fits`; (pair, week, resource) `ratio`: the part of
    the room that a piece takes. `first`, `first_bound`, `rows`: by shop, where its pairs and bounds begin and how many
    rows it has. `bound_row`: by pair, -1 where the room keeps it below the line's pieces anyway.
    """

    first: Ints
    line: Ints
    price: Floats
    cost: Floats
    open: NDArray[np.bool_]
    fits: Floats
    ratio: Floats
    rows: Ints
    bound_row: Ints
    first_bound: Ints
    bounds: Floats
    to_floor: Floats
    to_share: Floats
    gain_floor: float
    gain_share: float


class Standing(NamedTuple):
    """Where each workshop's programme stood at the last prices."""

    basis: Ints
    inverse: Floats
    row: Ints
    block: Ints
    steps: Ints


class Ready(NamedTuple):
    """`number`: the ground's pair behind each of the table's. `visit`, `stop`: what opening costs (0 if it is open).
    `sure`: workshops and places that are open in any case. `base`: what is paid in any case, in pesos."""

    table: Table
    number: Ints
    wanted: Floats
    visit: Floats
    stop: Floats
    sure: NDArray[np.bool_]
    sure_place: NDArray[np.bool_]
    base: float


def make_ready(ground: Ground, want: tuple[tuple[int, int], ...]) -> Ready:
    shops, weeks, resources = len(ground.shops), ground.order.weeks, max(1, len(ground.resources))
    number: list[int] = []
    first = [0]
    for mine in ground.of_shop:
        # A pair that pins decide is no matter of prices.
        number.extend(p for p in mine if (ground.pairs[p].line, ground.pairs[p].shop) not in ground.owed)
        first.append(len(number))
    pairs = len(number)
    cost, fits = np.zeros((pairs, weeks)), np.zeros((pairs, weeks))
    ratio = np.zeros((pairs, weeks, resources))
    line, price = np.zeros(pairs, np.int64), np.zeros(pairs)
    bound_row, first_bound, bounds = np.full(pairs, -1, np.int64), [0], []
    rows = np.zeros(shops, np.int64)
    for shop in range(shops):
        extra = 0
        load = ground.shops[shop].load
        fuel = 0.0 if load is None else load.cost_minor / 100 / float(load.amount * GRAIN)
        burns = -1 if load is None else ground.resources.index(load.resource)
        for i in range(first[shop], first[shop + 1]):
            pair = ground.pairs[number[i]]
            line[i], price[i] = pair.line, ground.lines[pair.line].price_minor / 100 / VALUE
            most = min(pair.most, ground.wanted[pair.line])
            if most < ground.least(number[i]):
                continue
            for week in ground.weeks_of(number[i]):
                count = min(ground.fits(number[i], week), most)
                if count < 1:
                    continue
                w = week - 1
                fits[i, w] = count
                cost[i, w] = (pair.cost + ground.hurry(pair.line, week)) / 100
                for resource, grains in pair.uses:
                    ratio[i, w, resource] = grains / ground.room[shop][w][resource]
                    if resource == burns and not ground.fired.get((shop, week)):
                        cost[i, w] += grains * fuel
            # Bound: where weeks together have room for more than there is to make.
            if fits[i].sum() > most or not pair.uses:
                bound_row[i] = weeks * resources + 3 + extra
                bounds.append(float(most))
                extra += 1
        first_bound.append(first_bound[-1] + extra)
        rows[shop] = weeks * resources + 3 + extra
    terms = ground.order.terms
    given = np.array(ground.given, float)
    for (owed_line, shop), pieces in ground.owed.items():
        given[shop] += pieces * ground.lines[owed_line].price_minor
    want_share = np.maximum(0.0, np.array([w[0] for w in want], float) - given)
    want_floor = np.maximum(0.0, np.array([w[1] for w in want], float) - given)
    floor_first = np.minimum(want_floor, want_share)
    table = Table(
        first=np.array(first, np.int64), line=line, price=price, cost=cost, open=fits > 0, fits=fits, ratio=ratio,
        rows=rows, bound_row=bound_row, first_bound=np.array(first_bound, np.int64), bounds=np.array(bounds, float),
        to_floor=floor_first / 100 / VALUE, to_share=(want_share - floor_first) / 100 / VALUE,
        gain_floor=(terms.behind_bp + terms.far_bp) / BP * VALUE, gain_share=terms.behind_bp / BP * VALUE,
    )  # fmt: skip
    base = base_minor(ground) / 100 + _fuel_of_pins(ground)
    base += float((want_share * terms.behind_bp + want_floor * terms.far_bp).sum()) / BP / 100
    return _with_gates(ground, table, np.array(number, np.int64), base)


def _fuel_of_pins(ground: Ground) -> float:
    everything = bill_for(ground, ((0, 0),) * len(ground.shops), ground.fixed).total_minor
    return (everything - base_minor(ground)) / 100


def _with_gates(ground: Ground, table: Table, number: Ints, base: float) -> Ready:
    """Who has pins is open in any case and what that costs is paid; what pins without a week cost at least, too."""
    wanted = np.array(ground.wanted, float)
    sure = np.zeros(len(ground.shops), bool)
    sure[list(ground.working)] = True
    pair_of = {(pair.line, pair.shop): pair for pair in ground.pairs}
    for (line, shop), pieces in ground.owed.items():
        wanted[line] -= pieces
        if not pieces:
            continue
        pair = pair_of[line, shop]
        base += pieces * (pair.cost + min(ground.hurry(line, w) for w in (ground.order.first, pair.last))) / 100
        if not sure[shop]:
            base += ground.shops[shop].visit_minor / 100
        sure[shop] = True
    places = np.array(ground.place_of)
    paid = {int(places[shop]) for shop in ground.working}
    sure_place = np.zeros(len(ground.order.places), bool)
    for place in {int(p) for p in places[sure]}:
        sure_place[place] = True
        if place not in paid:
            base += ground.order.places[place].stop_minor / 100
    visit = np.array([shop.visit_minor / 100 for shop in ground.shops])
    stop = np.array([place.stop_minor / 100 for place in ground.order.places])
    visit[sure], stop[sure_place] = 0.0, 0.0
    return Ready(table, number, wanted, visit, stop, sure, sure_place, base)


def stand(table: Table) -> Standing:
    """Nobody has answered yet."""
    row = np.concatenate([[0], np.cumsum(table.rows)]).astype(np.int64)
    block = np.concatenate([[0], np.cumsum(table.rows**2)]).astype(np.int64)
    shops = len(table.rows)
    return Standing(np.zeros(row[-1], np.int64), np.zeros(block[-1]), row, block, np.full(shops, -1, np.int64))
