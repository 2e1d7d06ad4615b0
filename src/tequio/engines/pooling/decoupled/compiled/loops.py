"""What labels and sets cost, the rounds of talk, and the slack that fits given sets."""

import numpy as np

from tequio.engines.pooling.decoupled.compiled.kinds import EVERYBODY, NOBODY, ONE, Room, compiled

# Slack is set in every so many rounds, and what is bought counted.
TIGHTEN, COUNT = 2, 5
# How much what was bought before weighs against what is bought now.
BEFORE = 0.7


@compiled
def room(ways, lines, like):
    """Room for these labels, of the same kind of number as `like`."""
    widest = 1
    for i in range(lines.starts.shape[0] - 1):
        widest = max(widest, lines.starts[i + 1] - lines.starts[i])
    suppliers, sets = lines.price.shape[0], ways.rest.shape[0]
    return Room(np.empty((suppliers, widest), like.dtype), np.empty((sets, widest), like.dtype))


@compiled
def priced(lines, out):
    """What a grain costs before freight (supplier, label)."""
    for j in range(lines.price.shape[0]):
        for k in range(lines.price.shape[1]):
            out[j, k] = lines.price[j, k] * (1.0 - lines.pull[j]) + lines.slack[j, k]


@compiled
def constant(lines, k):
    """What a label costs whatever is bought."""
    total = 0.0
    for j in range(lines.fixed.shape[0]):
        limit = lines.high[j, k] if lines.slack[j, k] > 0 else lines.low[j, k]
        total += lines.fixed[j, k] * (1.0 - lines.pull[j]) - lines.slack[j, k] * limit
    return total


@compiled
def constants(lines, weight):
    for k in range(weight.shape[0]):
        weight[k] = constant(lines, k)


@compiled
def landed(price, ways, p, i, first, n, unit):
    """What a grain costs at a point, for n labels from the first (supplier, label)."""
    for j in range(unit.shape[0]):
        road = ways.freight[p, i, j]
        for k in range(n):
            unit[j, k] = price[j, first + k] + road


@compiled
def cheapest(ways, unit, far, found, n):
    """The cheapest of each set's suppliers (set, label)."""
    for s in range(ways.rest.shape[0]):
        j, r = ways.last[s], ways.rest[s]
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
def costs(price, ways, p, i, first, n, space):
    """What a material costs at a point, into `space.found` (set, label); who has a price alone pays no more than that.
    `space.unit` is spent."""
    unit, found = space.unit, space.found
    landed(price, ways, p, i, first, n, unit)
    w = ways.wished[p, i]
    if ways.alone.shape[0] == 0:
        for j in range(unit.shape[0]):
            for k in range(n):
                unit[j, k] *= w
        cheapest(ways, unit, ways.far * w, found, n)
        return
    cheapest(ways, unit, ways.far, found, n)
    for s in range(found.shape[0]):
        for k in range(n):
            each = found[s, k]
            total = w * each
            for q in range(ways.alone.shape[0]):
                own = ways.alone_price[q, p, i]
                total += ways.alone[q, p, i] * (each if each < own else own)
            found[s, k] = total


@compiled
def cost_of_sets(price, ways, lines, out):
    """What the labels of each material cost at each point (point, label, set)."""
    space = room(ways, lines, out)
    for p in range(out.shape[0]):
        for i in range(lines.starts.shape[0] - 1):
            first, n = lines.starts[i], lines.starts[i + 1] - lines.starts[i]
            costs(price, ways, p, i, first, n, space)
            for k in range(n):
                for s in range(out.shape[2]):
                    out[p, first + k, s] = space.found[s, k]


@compiled
def most_hurt(lines, bought, k):
    """The supplier whose limits in a label are hurt most by what is `bought` (supplier, label); -1 if none is."""
    which, worst = -1, 1e-6
    for j in range(lines.price.shape[0]):
        b, slack = bought[j, k], lines.slack[j, k]
        if slack != 0:
            off = abs(b - (lines.high[j, k] if slack > 0 else lines.low[j, k]))
        else:
            off = max(b - lines.high[j, k], 0.0) + max(lines.low[j, k] - b, 0.0)
        if off * lines.price[j, k] > worst:
            which, worst = j, off * lines.price[j, k]
    return which


@compiled
def best_slack(lines, ways, turn, i, j, k):
    """The slack of a supplier in a label that is best for the bound. Below `turn` (point) a point buys from him."""
    at_none, want = 0.0, ways.demand[:, i]
    for p in range(turn.shape[0]):
        if turn[p] > 0:
            at_none += want[p]
    low, high = lines.low[j, k], lines.high[j, k]
    made = 0.0
    if at_none > high or at_none < low:
        target = (high if at_none > high else low) - 1e-9
        reached, crossing = 0.0, -ways.far
        for p in np.argsort(-turn):
            reached += want[p]
            crossing = turn[p]
            if reached >= target:
                break
        crossing = max(crossing, -ways.far)
        made = max(crossing, 0.0) if at_none > high else min(crossing, 0.0)
    # More can always be bought and kept, so reaching a step is worth no more than that costs.
    return max(made, -lines.price[j, k] * (1 - lines.pull[j]) - ways.nearest[i, j])


@compiled
def hand_back(ways, to_point, liking):
    """Points hand back what they hold to materials, in `to_point` (point, material, set).

    `liking` (set, point) becomes what they held more than for their best set.
    """
    points, materials, sets = to_point.shape
    for p in range(points):
        least = np.inf
        for s in range(sets):
            held = ways.stops[s, p]
            for i in range(materials):
                held += to_point[p, i, s]
            liking[s, p] = held
            least = min(least, held)
        for i in range(materials):
            part = ways.by_material[p, i]
            for s in range(sets):
                to_point[p, i, s] -= liking[s, p] * part
        for s in range(sets):
            liking[s, p] -= least


@compiled
def ask(price, ways, lines, to_point, to_label, weight, space):
    """What each label gets from each point at least: `to_label` (point, label), added to `weight`."""
    points, materials, sets = to_point.shape
    for p in range(points):
        for i in range(materials):
            first, n = lines.starts[i], lines.starts[i + 1] - lines.starts[i]
            costs(price, ways, p, i, first, n, space)
            for k in range(n):
                to_label[p, first + k] = np.inf
            for s in range(sets):
                charged = to_point[p, i, s]
                for k in range(n):
                    value = space.found[s, k] - charged
                    before = to_label[p, first + k]
                    to_label[p, first + k] = value if value < before else before
            for k in range(n):
                weight[first + k] += to_label[p, first + k]


@compiled
def weigh(price, ways, lines, to_point, weight):
    """What labels promise (label), all of them and as exactly as the price is given."""
    to_label = np.empty((to_point.shape[0], price.shape[1]))
    constants(lines, weight)
    ask(price, ways, lines, to_point, to_label, weight, room(ways, lines, price))


@compiled
def answer(price, ways, lines, to_point, to_label, weight, space, more):
    """Materials hand back what they hold to points."""
    points, materials, sets = to_point.shape
    for p in range(points):
        for i in range(materials):
            first, n = lines.starts[i], lines.starts[i + 1] - lines.starts[i]
            costs(price, ways, p, i, first, n, space)
            for k in range(n):
                more[k] = weight[first + k] * ways.by_point[p, i] - to_label[p, first + k]
            for s in range(sets):
                least = space.found[s, 0] + more[0]
                for k in range(1, n):
                    value = space.found[s, k] + more[k]
                    least = value if value < least else least
                to_point[p, i, s] = least


@compiled
def buying(price, ways, lines, to_point, which, bought, space):
    """What labels would buy of each supplier (supplier, label), if every point did what is best for it.

    `which` (material): only this label of it, all where it is below nought.
    """
    points, materials, sets = to_point.shape
    bought[:] = 0.0
    for p in range(points):
        for i in range(materials):
            want = ways.demand[p, i]
            if want <= 0:
                continue
            first, n = lines.starts[i], lines.starts[i + 1] - lines.starts[i]
            if which[i] >= 0:
                first, n = which[i], 1
            costs(price, ways, p, i, first, n, space)
            landed(price, ways, p, i, first, n, space.unit)
            for k in range(n):
                best, least = 0, np.inf
                for s in range(sets):
                    value = space.found[s, k] - to_point[p, i, s]
                    if value < least:
                        best, least = s, value
                who, least = 0, np.inf
                for j in range(bought.shape[0]):
                    if ways.member[best, j] and space.unit[j, k] < least:
                        who, least = j, space.unit[j, k]
                bought[who, first + k] += want


@compiled
def tighten(price, ways, lines, to_point, bought, space, turn):
    """For each label, the supplier whose limits are hurt most gets the slack that is best for the bound.

    `turn` (label, point) is room: below this slack the point buys from that supplier.
    """
    points, materials, sets = to_point.shape
    suppliers, labels = lines.price.shape
    unit, found = space.unit, space.found
    which = np.empty(labels, np.int64)
    for k in range(labels):
        which[k] = most_hurt(lines, bought, k)
    most = np.empty(suppliers)
    for p in range(points):
        for i in range(materials):
            want = ways.demand[p, i]
            first, n = lines.starts[i], lines.starts[i + 1] - lines.starts[i]
            if want <= 0:
                for k in range(n):
                    turn[first + k, p] = -np.inf
                continue
            for j in range(suppliers):
                most[j] = -np.inf
                for s in range(sets):
                    if ways.member[s, j] and to_point[p, i, s] > most[j]:
                        most[j] = to_point[p, i, s]
            landed(price, ways, p, i, first, n, unit)
            for k in range(n):
                j = which[first + k]
                if j >= 0:
                    own = unit[j, k] - lines.slack[j, first + k]
                    turn[first + k, p] = own * want - most[j]
                    unit[j, k] = 2 * ways.far
            cheapest(ways, unit, ways.far, found, n)
            for k in range(n):
                least = np.inf
                for s in range(sets):
                    least = min(least, found[s, k] * want - to_point[p, i, s])
                turn[first + k, p] = (least - turn[first + k, p]) / want
    for i in range(materials):
        for k in range(lines.starts[i], lines.starts[i + 1]):
            j = which[k]
            if j >= 0:
                lines.slack[j, k] = best_slack(lines, ways, turn[k], i, j, k)


@compiled
def talk(rounds, done, ways, lines, to_point, liking, favour, by_label, bought):
    """So many rounds, of which `done` were done before; returns the sum of what the labels promise."""
    points, materials, _ = to_point.shape
    suppliers, labels = lines.price.shape
    space = room(ways, lines, to_point)
    more = np.empty(space.unit.shape[1], to_point.dtype)
    price = np.empty((suppliers, labels), to_point.dtype)
    to_label = np.empty((points, labels), to_point.dtype)
    turn, weight, now = np.zeros((labels, points)), np.empty(labels), np.empty((suppliers, labels))
    every, favoured = np.full(materials, -1), np.zeros(materials, np.int64)
    promised = 0.0
    for number in range(done, done + rounds):
        hand_back(ways, to_point, liking)
        priced(lines, price)
        if number % TIGHTEN == 0:
            buying(price, ways, lines, to_point, every, by_label, space)
            tighten(price, ways, lines, to_point, by_label, space, turn)
            priced(lines, price)
        constants(lines, weight)
        ask(price, ways, lines, to_point, to_label, weight, space)
        promised = 0.0
        for i in range(materials):
            best = lines.starts[i]
            for k in range(lines.starts[i], lines.starts[i + 1]):
                if weight[k] < weight[best]:
                    best = k
            favoured[i] = best
            promised += weight[best]
            for k in range(lines.starts[i], lines.starts[i + 1]):
                favour[k] = weight[k] - weight[best]
        if number % COUNT == COUNT - 1:
            buying(price, ways, lines, to_point, favoured, now, space)
            for i in range(materials):
                for j in range(suppliers):
                    bought[i, j] = BEFORE * bought[i, j] + (1 - BEFORE) * now[j, favoured[i]]
        answer(price, ways, lines, to_point, to_label, weight, space, more)
    return promised


@compiled
def fit(rounds, ways, lines, most, chosen, who, value):
    """The slack of each label that is best for points that have `chosen` (point) their sets, at most the part `most` of
    the price; `who` (point, label) then sells to a point, and `value` (label) is what the label costs at least."""
    points, suppliers = chosen.shape[0], lines.price.shape[0]
    turn, unit, bought = np.empty(points), np.empty((points, suppliers)), np.empty(lines.price.shape)
    kept, sold_to = np.empty(suppliers), np.empty(points, np.int64)
    for i in range(lines.starts.shape[0] - 1):
        for k in range(lines.starts[i], lines.starts[i + 1]):
            for number in range(rounds + 1):
                bought[:, k] = 0.0
                total = constant(lines, k)
                for p in range(points):
                    best, least = 0, np.inf
                    for j in range(suppliers):
                        unit[p, j] = lines.price[j, k] * (1 - lines.pull[j]) + lines.slack[j, k] + ways.freight[p, i, j]
                        if ways.member[chosen[p], j] and unit[p, j] < least:
                            best, least = j, unit[p, j]
                    if least == np.inf:
                        least = ways.far
                    else:
                        bought[best, k] += ways.demand[p, i]
                    sold_to[p] = best
                    total += ways.demand[p, i] * least
                if number == 0 or total > value[k]:
                    value[k] = total
                    kept[:] = lines.slack[:, k]
                    who[:, k] = sold_to
                j = most_hurt(lines, bought, k)
                if j < 0 or number == rounds:
                    break
                for p in range(points):
                    turn[p] = -np.inf
                    if ways.member[chosen[p], j]:
                        least = ways.far
                        for other in range(suppliers):
                            if other != j and ways.member[chosen[p], other]:
                                least = min(least, unit[p, other])
                        turn[p] = least - (unit[p, j] - lines.slack[j, k])
                lines.slack[j, k] = min(best_slack(lines, ways, turn, i, j, k), most * lines.price[j, k])
            lines.slack[:, k] = kept
