"""The compiled inner loops of the talk (see `ascent`): rounds over points, materials, labels and sets of suppliers.

Shapes: `to_point` (point, material, set); `price`, `fixed`, `low`, `high`, `slack` (supplier, label); `freight` (point,
material, supplier); `wished` and `by_...` (point, material); `alone` (kind, point, material); `stops` (set, point). The
labels of material i are those from `starts[i]` to `starts[i + 1]`. A set is the supplier `last` and the set `rest`.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit

# Instead of a set's number in `rest`: the set is one supplier, nobody, or everybody.
ONE, NOBODY, EVERYBODY = -1, -2, -3
# Slack is set in every so many rounds, and what is bought counted.
TIGHTEN, COUNT = 2, 5
# How much what was bought before weighs against what is bought now.
BEFORE = 0.7

compiled: Callable[[Any], Any] = njit(cache=True, nogil=True, error_model="numpy", fastmath={"nnan", "nsz", "contract"})


@compiled
def cheapest(unit, rest, last, far, found, n):
    """The cheapest of each set's suppliers (set, label)."""
    for s in range(rest.shape[0]):
        j, r = last[s], rest[s]
        if r == ONE:
            for k in range(n):
                found[s, k] = unit[j, k]
        elif r == NOBODY:
            for k in range(n):
                found[s, k] = far
        elif r == EVERYBODY:
            for k in range(n):
                found[s, k] = unit[0, k]
            for i in range(1, unit.shape[0]):
                for k in range(n):
                    found[s, k] = min(found[s, k], unit[i, k])
        else:
            for k in range(n):
                one, other = unit[j, k], found[r, k]
                found[s, k] = one if one < other else other


@compiled
def costs(unit, wished, alone, alone_price, p, i, rest, last, far, found, n):
    """What a material costs at a point (set, label); who has a price alone pays no more than that."""
    w = wished[p, i]
    if alone.shape[0] == 0:
        for j in range(unit.shape[0]):
            for k in range(n):
                unit[j, k] *= w
        cheapest(unit, rest, last, far * w, found, n)
        return
    cheapest(unit, rest, last, far, found, n)
    for s in range(rest.shape[0]):
        for k in range(n):
            each = found[s, k]
            total = w * each
            for q in range(alone.shape[0]):
                own = alone_price[q, p, i]
                total += alone[q, p, i] * (each if each < own else own)
            found[s, k] = total


@compiled
def landed(price, freight, p, i, first, n, unit):
    """Landed price per grain (supplier, label)."""
    for j in range(unit.shape[0]):
        road = freight[p, i, j]
        for k in range(n):
            unit[j, k] = price[j, first + k] + road


@compiled
def priced(price, pull, slack, out):
    for j in range(price.shape[0]):
        for k in range(price.shape[1]):
            out[j, k] = price[j, k] * (1.0 - pull[j]) + slack[j, k]


@compiled
def constants(fixed, low, high, slack, pull, weight):
    """What a label costs whatever is bought (label)."""
    for k in range(weight.shape[0]):
        total = 0.0
        for j in range(fixed.shape[0]):
            limit = high[j, k] if slack[j, k] > 0 else low[j, k]
            total += fixed[j, k] * (1.0 - pull[j]) - slack[j, k] * limit
        weight[k] = total


@compiled
def hand_back(stops, by_material, to_point, liking):
    """Points hand back what they hold to materials; `liking` becomes what they held more than for their best set."""
    points, materials, sets = to_point.shape
    for p in range(points):
        least = np.inf
        for s in range(sets):
            held = stops[s, p]
            for i in range(materials):
                held += to_point[p, i, s]
            liking[s, p] = held
            least = min(least, held)
        for i in range(materials):
            part = by_material[p, i]
            for s in range(sets):
                to_point[p, i, s] -= liking[s, p] * part
        for s in range(sets):
            liking[s, p] -= least


@compiled
def ask(
    labels_price, freight, wished, alone, alone_price, rest, last, far, starts, to_point, to_label, weight, unit, found
):
    """What each label gets from each point at least: `to_label` (point, label), added to `weight`."""
    points, materials, sets = to_point.shape
    for p in range(points):
        for i in range(materials):
            first, n = starts[i], starts[i + 1] - starts[i]
            landed(labels_price, freight, p, i, first, n, unit)
            costs(unit, wished, alone, alone_price, p, i, rest, last, far, found, n)
            for k in range(n):
                to_label[p, first + k] = np.inf
            for s in range(sets):
                charged = to_point[p, i, s]
                for k in range(n):
                    value = found[s, k] - charged
                    before = to_label[p, first + k]
                    to_label[p, first + k] = value if value < before else before
            for k in range(n):
                weight[first + k] += to_label[p, first + k]


@compiled
def answer(
    labels_price,
    freight,
    wished,
    alone,
    alone_price,
    rest,
    last,
    far,
    starts,
    to_point,
    to_label,
    weight,
    by_point,
    unit,
    found,
    more,
):
    """Materials hand back what they hold to points."""
    points, materials, sets = to_point.shape
    for p in range(points):
        for i in range(materials):
            first, n = starts[i], starts[i + 1] - starts[i]
            landed(labels_price, freight, p, i, first, n, unit)
            costs(unit, wished, alone, alone_price, p, i, rest, last, far, found, n)
            for k in range(n):
                more[k] = weight[first + k] * by_point[p, i] - to_label[p, first + k]
            for s in range(sets):
                least = found[s, 0] + more[0]
                for k in range(1, n):
                    value = found[s, k] + more[k]
                    least = value if value < least else least
                to_point[p, i, s] = least


@compiled
def buying(
    labels_price,
    freight,
    wished,
    demand,
    alone,
    alone_price,
    rest,
    last,
    member,
    far,
    starts,
    to_point,
    which,
    bought,
    unit,
    found,
):
    """What labels would buy of each supplier (supplier, label), if every point did what is best for it.

    `which` (material): only this label of it, all where it is below nought.
    """
    points, materials, sets = to_point.shape
    bought[:] = 0.0
    for p in range(points):
        for i in range(materials):
            want = demand[p, i]
            if want <= 0:
                continue
            first, n = starts[i], starts[i + 1] - starts[i]
            if which[i] >= 0:
                first, n = which[i], 1
            landed(labels_price, freight, p, i, first, n, unit)
            costs(unit, wished, alone, alone_price, p, i, rest, last, far, found, n)
            landed(labels_price, freight, p, i, first, n, unit)
            for k in range(n):
                best, least = 0, np.inf
                for s in range(sets):
                    value = found[s, k] - to_point[p, i, s]
                    if value < least:
                        best, least = s, value
                who, least = 0, np.inf
                for j in range(unit.shape[0]):
                    if member[best, j] and unit[j, k] < least:
                        who, least = j, unit[j, k]
                bought[who, first + k] += want


@compiled
def tighten(
    price,
    low,
    high,
    slack,
    pull,
    labels_price,
    freight,
    demand,
    rest,
    last,
    member,
    nearest,
    far,
    starts,
    to_point,
    bought,
    unit,
    found,
    turn,
):
    """For each label, the supplier whose limits are hurt most gets the slack that is best for the bound."""
    points, materials, sets = to_point.shape
    suppliers, labels = price.shape
    which = np.full(labels, -1)
    for k in range(labels):
        worst = 1e-6
        for j in range(suppliers):
            b = bought[j, k]
            if slack[j, k] != 0:
                off = abs(b - (high[j, k] if slack[j, k] > 0 else low[j, k]))
            else:
                off = max(b - high[j, k], 0.0) + max(low[j, k] - b, 0.0)
            if off * price[j, k] > worst:
                which[k], worst = j, off * price[j, k]
    most = np.empty(suppliers)
    for p in range(points):
        for i in range(materials):
            want = demand[p, i]
            first, n = starts[i], starts[i + 1] - starts[i]
            if want <= 0:
                for k in range(n):
                    turn[p, first + k] = -np.inf
                continue
            for j in range(suppliers):
                most[j] = -np.inf
                for s in range(sets):
                    if member[s, j] and to_point[p, i, s] > most[j]:
                        most[j] = to_point[p, i, s]
            landed(labels_price, freight, p, i, first, n, unit)
            for k in range(n):
                j = which[first + k]
                if j >= 0:
                    own = unit[j, k] - slack[j, first + k]
                    turn[p, first + k] = own * want - most[j]
                    unit[j, k] = 2 * far
            cheapest(unit, rest, last, far, found, n)
            for k in range(n):
                least = np.inf
                for s in range(sets):
                    least = min(least, found[s, k] * want - to_point[p, i, s])
                # Below this slack the point buys from the supplier.
                turn[p, first + k] = (least - turn[p, first + k]) / want
    for i in range(materials):
        for k in range(starts[i], starts[i + 1]):
            j = which[k]
            if j < 0:
                continue
            at_none = 0.0
            for p in range(points):
                if turn[p, k] > 0:
                    at_none += demand[p, i]
            made = 0.0
            if at_none > high[j, k] or at_none < low[j, k]:
                target = (high[j, k] if at_none > high[j, k] else low[j, k]) - 1e-9
                order = np.argsort(-turn[:, k])
                total, crossing = 0.0, -far
                for p in order:
                    total += demand[p, i]
                    crossing = turn[p, k]
                    if total >= target:
                        break
                if crossing < -far:
                    crossing = -far
                made = max(crossing, 0.0) if at_none > high[j, k] else min(crossing, 0.0)
            # More can always be bought and kept, so reaching a step is worth no more than that costs.
            slack[j, k] = max(made, -price[j, k] * (1 - pull[j]) - nearest[i, j])


@compiled
def talk(
    rounds,
    done,
    price,
    fixed,
    low,
    high,
    slack,
    pull,
    starts,
    freight,
    wished,
    demand,
    alone,
    alone_price,
    stops,
    rest,
    last,
    member,
    by_material,
    by_point,
    nearest,
    far,
    to_point,
    liking,
    favour,
    by_label,
    bought,
):
    """So many rounds, of which `done` were done before; returns the sum of what the labels promise."""
    points, materials, sets = to_point.shape
    suppliers, labels = price.shape
    widest = 1
    for i in range(materials):
        widest = max(widest, starts[i + 1] - starts[i])
    unit = np.empty((suppliers, widest), to_point.dtype)
    found = np.empty((sets, widest), to_point.dtype)
    more = np.empty(widest, to_point.dtype)
    labels_price = np.empty((suppliers, labels), to_point.dtype)
    to_label = np.empty((points, labels), to_point.dtype)
    turn = np.empty((points, labels))
    weight = np.empty(labels)
    now = np.empty((suppliers, labels))
    every, favoured = np.full(materials, -1), np.zeros(materials, np.int64)
    promised = 0.0
    for number in range(done, done + rounds):
        hand_back(stops, by_material, to_point, liking)
        priced(price, pull, slack, labels_price)
        if number % TIGHTEN == 0:
            buying(
                labels_price,
                freight,
                wished,
                demand,
                alone,
                alone_price,
                rest,
                last,
                member,
                far,
                starts,
                to_point,
                every,
                by_label,
                unit,
                found,
            )
            tighten(
                price,
                low,
                high,
                slack,
                pull,
                labels_price,
                freight,
                demand,
                rest,
                last,
                member,
                nearest,
                far,
                starts,
                to_point,
                by_label,
                unit,
                found,
                turn,
            )
            priced(price, pull, slack, labels_price)
        constants(fixed, low, high, slack, pull, weight)
        ask(
            labels_price,
            freight,
            wished,
            alone,
            alone_price,
            rest,
            last,
            far,
            starts,
            to_point,
            to_label,
            weight,
            unit,
            found,
        )
        promised = 0.0
        for i in range(materials):
            best = starts[i]
            for k in range(starts[i], starts[i + 1]):
                if weight[k] < weight[best]:
                    best = k
            favoured[i] = best
            promised += weight[best]
            for k in range(starts[i], starts[i + 1]):
                favour[k] = weight[k] - weight[best]
        if number % COUNT == COUNT - 1:
            buying(
                labels_price,
                freight,
                wished,
                demand,
                alone,
                alone_price,
                rest,
                last,
                member,
                far,
                starts,
                to_point,
                favoured,
                now,
                unit,
                found,
            )
            for i in range(materials):
                for j in range(suppliers):
                    bought[i, j] = BEFORE * bought[i, j] + (1 - BEFORE) * now[j, favoured[i]]
        answer(
            labels_price,
            freight,
            wished,
            alone,
            alone_price,
            rest,
            last,
            far,
            starts,
            to_point,
            to_label,
            weight,
            by_point,
            unit,
            found,
            more,
        )
    return promised


@compiled
def ask_alone(labels_price, freight, wished, alone, alone_price, rest, last, far, starts, to_point, weight):
    """`ask` by itself, as exactly as the prices are given."""
    widest = np.diff(starts).max()
    unit, found = np.empty((labels_price.shape[0], widest)), np.empty((rest.shape[0], widest))
    to_label = np.empty((to_point.shape[0], labels_price.shape[1]))
    ask(
        labels_price,
        freight,
        wished,
        alone,
        alone_price,
        rest,
        last,
        far,
        starts,
        to_point,
        to_label,
        weight,
        unit,
        found,
    )


@compiled
def cost_of_sets(labels_price, freight, wished, alone, alone_price, rest, last, far, starts, out):
    """What the labels of each material cost at each point (point, label, set)."""
    widest = np.diff(starts).max()
    unit, found = np.empty((labels_price.shape[0], widest)), np.empty((rest.shape[0], widest))
    for p in range(out.shape[0]):
        for i in range(len(starts) - 1):
            first, n = starts[i], starts[i + 1] - starts[i]
            landed(labels_price, freight, p, i, first, n, unit)
            costs(unit, wished, alone, alone_price, p, i, rest, last, far, found, n)
            for k in range(n):
                for s in range(rest.shape[0]):
                    out[p, first + k, s] = found[s, k]


@compiled
def settle(cost, constant, to_label, starts, stops, usable, order, sweeps, least_gain, chosen, weight):
    """Point by point in this order, take the set that is cheapest given what is taken elsewhere, till none changes.

    `cost` (point, label, set). In place: `chosen` (point), where -1 is a point that so far is content with what labels
    get from it at least, `to_label` (point, label); and `weight` (label), what each costs in the end.
    """
    points, labels, sets = cost.shape
    others, total, least = np.empty(labels), np.empty(sets), np.empty(sets)
    weight[:] = constant
    for p in range(points):
        for k in range(labels):
            weight[k] += to_label[p, k] if chosen[p] < 0 else cost[p, k, chosen[p]]
    for _ in range(sweeps):
        moved = False
        for p in order:
            now = chosen[p]
            for k in range(labels):
                others[k] = weight[k] - (to_label[p, k] if now < 0 else cost[p, k, now])
            for s in range(sets):
                total[s] = stops[s, p] if usable[s] else np.inf
            for i in range(len(starts) - 1):
                least[:] = np.inf
                for k in range(starts[i], starts[i + 1]):
                    for s in range(sets):
                        value = others[k] + cost[p, k, s]
                        least[s] = value if value < least[s] else least[s]
                for s in range(sets):
                    total[s] += least[s]
            best = total.argmin()
            if now < 0 or total[best] < total[now] - least_gain:
                chosen[p], moved = best, True
                for k in range(labels):
                    weight[k] = others[k] + cost[p, k, best]
        if not moved:
            break


@compiled
def least_of_sets(cost, to_point, starts, to_label):
    """What each label gets from each point at least (point, label)."""
    for p in range(cost.shape[0]):
        for i in range(len(starts) - 1):
            for k in range(starts[i], starts[i + 1]):
                least = np.inf
                for s in range(cost.shape[2]):
                    value = cost[p, k, s] - to_point[p, i, s]
                    least = value if value < least else least
                to_label[p, k] = least


@compiled
def fit(
    rounds, price, fixed, low, high, slack, pull, freight, demand, place, member, nearest, most, far, chosen, who, value
):
    """The slack of each label that is best for points that have `chosen` (point) their sets, at most the part `most` of
    the price; `who` (point, label) then sells to a point, and `value` (label) is what the label costs at least."""
    points, suppliers = chosen.shape[0], price.shape[0]
    turn, bought, unit = np.empty(points), np.empty(suppliers), np.empty((points, suppliers))
    kept, sold_to = np.empty(suppliers), np.empty(points, np.int64)
    for k in range(price.shape[1]):
        i = place[k]
        for number in range(rounds + 1):
            total = 0.0
            bought[:] = 0.0
            for p in range(points):
                best, least = 0, np.inf
                for j in range(suppliers):
                    unit[p, j] = price[j, k] * (1 - pull[j]) + slack[j, k] + freight[p, i, j]
                    if member[chosen[p], j] and unit[p, j] < least:
                        best, least = j, unit[p, j]
                if least == np.inf:
                    least = far
                else:
                    bought[best] += demand[p, i]
                sold_to[p] = best
                total += demand[p, i] * least
            for j in range(suppliers):
                limit = high[j, k] if slack[j, k] > 0 else low[j, k]
                total += fixed[j, k] * (1 - pull[j]) - slack[j, k] * limit
            if number == 0 or total > value[k]:
                value[k] = total
                kept[:] = slack[:, k]
                who[:, k] = sold_to
            which, worst = -1, 1e-6
            for j in range(suppliers):
                if slack[j, k] != 0:
                    off = abs(bought[j] - (high[j, k] if slack[j, k] > 0 else low[j, k]))
                else:
                    off = max(bought[j] - high[j, k], 0.0) + max(low[j, k] - bought[j], 0.0)
                if off * price[j, k] > worst:
                    which, worst = j, off * price[j, k]
            if which < 0 or number == rounds:
                break
            j, at_none = which, 0.0
            for p in range(points):
                turn[p] = -np.inf
                if member[chosen[p], j]:
                    least = far
                    for other in range(suppliers):
                        if other != j and member[chosen[p], other]:
                            least = min(least, unit[p, other])
                    turn[p] = least - (unit[p, j] - slack[j, k])
                if turn[p] > 0:
                    at_none += demand[p, i]
            made = 0.0
            if at_none > high[j, k] or at_none < low[j, k]:
                target = (high[j, k] if at_none > high[j, k] else low[j, k]) - 1e-9
                reached, crossing = 0.0, -far
                for p in np.argsort(-turn):
                    reached += demand[p, i]
                    crossing = turn[p]
                    if reached >= target:
                        break
                crossing = max(crossing, -far)
                made = max(crossing, 0.0) if at_none > high[j, k] else min(crossing, 0.0)
            made = min(made, most * price[j, k])
            slack[j, k] = max(made, -price[j, k] * (1 - pull[j]) - nearest[i, j])
        slack[:, k] = kept
