"""What labels and sets cost, the rounds of talk, and the slack that fits given sets."""

import numpy as np

from tequio.engines.pooling.decoupled.compiled.kinds import NOBODY, ONE, Room, compiled

# Slack is set in every so many rounds, and what is bought counted.
TIGHTEN, COUNT = 2, 5
# About so many labels times points are counted side by side: more would not stay in the processor's nearest memory.
ABREAST = 160
# How much what was bought before weighs against what is bought now.
BEFORE = 0.7


@compiled
def room(ways, sets, like):
    """Room to count in, with numbers of the same kind as `like`."""
    suppliers, points = ways.freight.shape[1], ways.freight.shape[2]
    abreast = max(1, ABREAST // points)
    breadth = abreast * points
    # Where nobody may buy alone all that is wanted is counted at once, otherwise one grain.
    grains = ways.demand if ways.alone.shape[0] == 0 else np.ones_like(ways.demand)
    road, demand_road = np.empty(ways.freight.shape, like.dtype), np.empty(ways.freight.shape, like.dtype)
    for i in range(road.shape[0]):
        road[i] = ways.freight[i] * grains[i]
        demand_road[i] = ways.freight[i] * ways.demand[i]
    return Room(
        np.empty((suppliers, breadth), like.dtype), np.empty((sets, breadth), like.dtype),
        np.empty((sets, breadth), like.dtype), np.empty(breadth, like.dtype), np.empty(breadth, np.int32),
        np.empty(breadth, np.int32), grains.astype(like.dtype), road, ways.demand.astype(like.dtype), demand_road,
        abreast,
    )  # fmt: skip


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
def part(side_by_side, number, points):
    """The points of one of the labels that lie side by side. Loops run over such parts from nought: what is added to an
    index might be negative, for all that the compiler knows, and then it works one by one."""
    return side_by_side[number * points : (number + 1) * points]


@compiled
def landed(price, i, first, beyond, grains, road, space):
    """What so many grains (material, point) cost by these labels, with their `road` (material, supplier, point), into
    `space.unit`; returns how much of its breadth is used."""
    points, some = grains.shape[1], grains[i]
    for j in range(space.unit.shape[0]):
        brought = road[i, j]
        for k in range(first, beyond):
            goods, each = price[j, k], part(space.unit[j], k - first, points)
            for p in range(points):
                each[p] = goods * some[p] + brought[p]
    return (beyond - first) * points


@compiled
def cheapest(ways, space, breadth):
    """The cheapest of each set's suppliers, from `space.unit`, into `space.found`."""
    unit, found = space.unit, space.found
    for s in range(found.shape[0]):
        r, j = ways.rest[s], ways.last[s]
        if r >= 0:
            for q in range(breadth):
                one, other = unit[j, q], found[r, q]
                found[s, q] = one if one < other else other
        elif r == ONE:
            for q in range(breadth):
                found[s, q] = unit[j, q]
        elif r == NOBODY:
            for q in range(breadth):
                found[s, q] = ways.far
        else:
            for q in range(breadth):
                found[s, q] = unit[0, q]
            for i in range(1, unit.shape[0]):
                for q in range(breadth):
                    found[s, q] = min(found[s, q], unit[i, q])


@compiled
def costs(price, ways, i, first, beyond, space):
    """What a material costs by these labels, into `space.found`; who has a price alone pays no more than that.
    Returns how much of the breadth is used."""
    breadth = landed(price, i, first, beyond, space.grains, space.road, space)
    cheapest(ways, space, breadth)
    if ways.alone.shape[0] > 0:
        points = ways.wished.shape[1]
        for s in range(space.found.shape[0]):
            for number in range(beyond - first):
                found = part(space.found[s], number, points)
                for p in range(points):
                    unit, found[p] = found[p], ways.wished[i, p] * found[p]
                    for kind in range(ways.alone.shape[0]):
                        found[p] += ways.alone[kind, i, p] * min(unit, ways.alone_price[kind, i, p])
    return breadth


@compiled
def spread(charged, space):
    """What points are charged (set, point), once for each label that lies side by side, into `space.charged`."""
    points = charged.shape[1]
    for s in range(charged.shape[0]):
        for number in range(space.abreast):
            each = part(space.charged[s], number, points)
            for p in range(points):
                each[p] = charged[s, p]


@compiled
def cost_of_sets(price, ways, lines, out):
    """What the labels of each material cost at each point (label, set, point)."""
    space, points = room(ways, out.shape[1], out), out.shape[2]
    for i in range(lines.starts.shape[0] - 1):
        for first in range(lines.starts[i], lines.starts[i + 1], space.abreast):
            beyond = min(first + space.abreast, lines.starts[i + 1])
            costs(price, ways, i, first, beyond, space)
            for k in range(first, beyond):
                out[k] = space.found[:, (k - first) * points : (k - first + 1) * points]


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
def crossing(turn, want, target):
    """The highest turn at which those that are no lower want the target; the lowest of all where they never do."""
    lowest, highest, least = -np.inf, np.inf, np.inf
    for p in range(turn.shape[0]):
        level = turn[p]
        least = min(least, level)
        if lowest < level < highest:
            reached = 0.0
            for q in range(turn.shape[0]):
                reached += want[q] if turn[q] >= level else 0.0
            if reached >= target:
                lowest = level
            else:
                highest = level
    return lowest if lowest > -np.inf else least


@compiled
def best_slack(lines, ways, turn, i, j, k):
    """The slack of a supplier in a label that is best for the bound. Below `turn` (point) a point buys from him."""
    at_none, want = 0.0, ways.demand[i]
    for p in range(turn.shape[0]):
        if turn[p] > 0:
            at_none += want[p]
    low, high = lines.low[j, k], lines.high[j, k]
    made = 0.0
    if at_none > high or at_none < low:
        at = max(crossing(turn, want, (high if at_none > high else low) - 1e-9), -ways.far)
        made = max(at, 0.0) if at_none > high else min(at, 0.0)
    # More can always be bought and kept, so reaching a step is worth no more than that costs.
    return max(made, -lines.price[j, k] * (1 - lines.pull[j]) - ways.nearest[i, j])


@compiled
def hand_back(ways, to_point, liking):
    """Points hand back what they hold to materials, in `to_point` (material, set, point).

    `liking` (set, point) becomes what they held more than for their best set.
    """
    materials, sets, points = to_point.shape
    for s in range(sets):
        held = liking[s]
        held[:] = ways.stops[s]
        for i in range(materials):
            given = to_point[i, s]
            for p in range(points):
                held[p] += given[p]
    for i in range(materials):
        part = ways.by_material[i]
        for s in range(sets):
            given, held = to_point[i, s], liking[s]
            for p in range(points):
                given[p] -= held[p] * part[p]
    least = liking[0].copy()
    for s in range(1, sets):
        for p in range(points):
            least[p] = min(least[p], liking[s, p])
    for s in range(sets):
        for p in range(points):
            liking[s, p] -= least[p]


@compiled
def lowest(space, breadth, out):
    """What labels cost at points with their best sets, once what these are charged is taken off, into `out` (label and
    point)."""
    found, charged = space.found, space.charged
    for q in range(breadth):
        out[q] = found[0, q] - charged[0, q]
    for s in range(1, found.shape[0]):
        for q in range(breadth):
            value = found[s, q] - charged[s, q]
            out[q] = value if value < out[q] else out[q]


@compiled
def ask(price, ways, i, first, beyond, hoped, weight, space):
    """What labels get from each point at least: `hoped` (label and point); each label's sum is added to its `weight`
    (label). `space.charged` is what points are charged."""
    breadth, points = costs(price, ways, i, first, beyond, space), ways.demand.shape[1]
    lowest(space, breadth, hoped)
    for k in range(first, beyond):
        total, each = 0.0, part(hoped, k - first, points)
        for p in range(points):
            total += each[p]
        weight[k] += total


@compiled
def weigh(price, ways, lines, to_point, weight):
    """What labels promise (label), all of them and as exactly as the price is given."""
    materials, sets, points = to_point.shape
    space = room(ways, sets, price)
    hoped = np.empty(space.abreast * points, price.dtype)
    constants(lines, weight)
    for i in range(materials):
        spread(to_point[i], space)
        for first in range(lines.starts[i], lines.starts[i + 1], space.abreast):
            ask(price, ways, i, first, min(first + space.abreast, lines.starts[i + 1]), hoped, weight, space)


@compiled
def answer(price, ways, i, starts, charged, hoped, weight, space):
    """A material hands back to points what its labels hold, in `charged` (set, point). `hoped` (label and point) is
    spent."""
    sets, points = charged.shape
    share, held, found = ways.by_point[i], space.charged, space.found
    held[:] = np.inf
    for first in range(starts[i], starts[i + 1], space.abreast):
        beyond = min(first + space.abreast, starts[i + 1])
        breadth = costs(price, ways, i, first, beyond, space)
        more = hoped[(first - starts[i]) * points : (beyond - starts[i]) * points]
        for k in range(first, beyond):
            w, each = weight[k], part(more, k - first, points)
            for p in range(points):
                each[p] = w * share[p] - each[p]
        for s in range(sets):
            for q in range(breadth):
                value = found[s, q] + more[q]
                held[s, q] = value if value < held[s, q] else held[s, q]
    for s in range(sets):
        for p in range(points):
            charged[s, p] = held[s, p]
        for number in range(1, space.abreast):
            each = part(held[s], number, points)
            for p in range(points):
                charged[s, p] = each[p] if each[p] < charged[s, p] else charged[s, p]


@compiled
def buying(price, ways, i, first, beyond, bought, space):
    """What labels would buy of each supplier (supplier, label), if every point did what is best for it.
    `space.charged` is what points are charged."""
    breadth = costs(price, ways, i, first, beyond, space)
    found, charged, unit, points = space.found, space.charged, space.unit, ways.demand.shape[1]
    least, best, who = space.least, space.best, space.who
    for q in range(breadth):
        least[q] = found[0, q] - charged[0, q]
        best[q] = ways.mask[0]
    for s in range(1, found.shape[0]):
        mask = ways.mask[s]
        for q in range(breadth):
            value = found[s, q] - charged[s, q]
            less = value < least[q]
            best[q] = mask if less else best[q]
            least[q] = value if less else least[q]
    least[:] = np.inf
    who[:] = 0
    for j in range(unit.shape[0]):
        one = np.int32(1 << j)
        for q in range(breadth):
            less = (best[q] & one != 0) & (unit[j, q] < least[q])
            who[q] = np.int32(j) if less else who[q]
            least[q] = unit[j, q] if less else least[q]
    for k in range(first, beyond):
        bought[:, k] = 0.0
        each = part(who, k - first, points)
        for p in range(points):
            bought[each[p], k] += ways.demand[i, p]


@compiled
def tighten(price, ways, lines, i, most, bought, space):
    """Counts what each label of a material would buy, `bought` (supplier, label), and gives the supplier whose limits
    that hurts most the slack that is best for the bound. `most` (supplier, point) is the most that a set with him is
    charged; `space.charged` what all are."""
    found, points = space.found, ways.demand.shape[1]
    want, road = space.demand[i], space.demand_road[i]
    least, turn, hurt = space.least, np.empty(points), np.empty(space.abreast, np.int64)
    for first in range(lines.starts[i], lines.starts[i + 1], space.abreast):
        beyond = min(first + space.abreast, lines.starts[i + 1])
        buying(price, ways, i, first, beyond, bought, space)
        any_hurt = False
        for k in range(first, beyond):
            hurt[k - first] = most_hurt(lines, bought, k)
            any_hurt = any_hurt or hurt[k - first] >= 0
        if not any_hurt:
            continue
        breadth = landed(price, i, first, beyond, space.demand, space.demand_road, space)
        for k in range(first, beyond):
            j = hurt[k - first]
            if j >= 0:
                each = part(space.unit[j], k - first, points)
                for p in range(points):
                    each[p] = 2 * ways.far * want[p]
        cheapest(ways, space, breadth)
        for s in range(found.shape[0]):
            for number in range(beyond - first if ways.rest[s] == NOBODY else 0):
                each = part(found[s], number, points)
                for p in range(points):
                    each[p] *= want[p]
        lowest(space, breadth, least)
        # Below this slack the point buys from that supplier.
        for k in range(first, beyond):
            j = hurt[k - first]
            if j < 0:
                continue
            goods, each = price[j, k] - lines.slack[j, k], part(least, k - first, points)
            brought, worth = road[j], most[j]
            for p in range(points):
                gain = each[p] - (goods * want[p] + brought[p] - worth[p])
                turn[p] = gain / want[p] if want[p] > 0 else -np.inf
            lines.slack[j, k] = best_slack(lines, ways, turn, i, j, k)


@compiled
def most_charged(ways, charged, most):
    """The most that a set with a supplier is charged (supplier, point)."""
    most[:] = -np.inf
    for s in range(charged.shape[0]):
        for j in range(most.shape[0]):
            if ways.member[s, j]:
                for p in range(most.shape[1]):
                    most[j, p] = charged[s, p] if charged[s, p] > most[j, p] else most[j, p]


@compiled
def talk(rounds, done, ways, lines, to_point, liking, favour, by_label, bought):
    """So many rounds, of which `done` were done before; returns the sum of what the labels promise."""
    materials, sets, points = to_point.shape
    suppliers, labels = lines.price.shape
    space = room(ways, sets, to_point)
    price, most = np.empty((suppliers, labels), to_point.dtype), np.empty((suppliers, points), to_point.dtype)
    widest = 1
    for i in range(materials):
        widest = max(widest, lines.starts[i + 1] - lines.starts[i])
    hoped, weight, now = np.empty(widest * points, to_point.dtype), np.empty(labels), np.empty((suppliers, labels))
    held = np.empty((sets, points), to_point.dtype)
    promised = 0.0
    for number in range(done, done + rounds):
        hand_back(ways, to_point, held)
        priced(lines, price)
        if number % TIGHTEN == 0:
            for i in range(materials):
                spread(to_point[i], space)
                most_charged(ways, to_point[i], most)
                tighten(price, ways, lines, i, most, by_label, space)
            priced(lines, price)
        constants(lines, weight)
        promised = 0.0
        for i in range(materials):
            start, end = lines.starts[i], lines.starts[i + 1]
            spread(to_point[i], space)
            for first in range(start, end, space.abreast):
                ask(
                    price, ways, i, first, min(first + space.abreast, end), hoped[(first - start) * points :], weight,
                    space,
                )  # fmt: skip
            best = start
            for k in range(start, end):
                if weight[k] < weight[best]:
                    best = k
            promised += weight[best]
            for k in range(start, end):
                favour[k] = weight[k] - weight[best]
            if number % COUNT == COUNT - 1:
                buying(price, ways, i, best, best + 1, now, space)
                for j in range(suppliers):
                    bought[i, j] = BEFORE * bought[i, j] + (1 - BEFORE) * now[j, best]
            answer(price, ways, i, lines.starts, to_point[i], hoped, weight, space)
    liking[:] = held
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
                        unit[p, j] = lines.price[j, k] * (1 - lines.pull[j]) + lines.slack[j, k] + ways.freight[i, j, p]
                        if ways.member[chosen[p], j] and unit[p, j] < least:
                            best, least = j, unit[p, j]
                    if least == np.inf:
                        least = ways.far
                    else:
                        bought[best, k] += ways.demand[i, p]
                    sold_to[p] = best
                    total += ways.demand[i, p] * least
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
