"""What labels and sets cost, the rounds of talk, and the slack that fits given sets."""

import numpy as np

from tequio.engines.pooling.decoupled.compiled.kinds import NOBODY, ONE, Room, compiled

# Slack is set in every so many rounds, and what is bought counted.
TIGHTEN, COUNT = 2, 5
# How much what was bought before weighs against what is bought now.
BEFORE = 0.7


@compiled
def room(ways, sets, like):
    """Room to count in, with numbers of the same kind as `like`."""
    suppliers, points = ways.freight.shape[1], ways.freight.shape[2]
    return Room(
        np.empty((suppliers, points), like.dtype), np.empty((sets, points), like.dtype),
        ways.freight.astype(like.dtype), ways.wished.astype(like.dtype),
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
def landed(price, i, k, space):
    """What a grain costs by a label at the points: `space.unit` (supplier, point)."""
    for j in range(space.unit.shape[0]):
        each, road, goods = space.unit[j], space.freight[i, j], price[j, k]
        for p in range(each.shape[0]):
            each[p] = goods + road[p]


@compiled
def cheapest(ways, far, space):
    """The cheapest of each set's suppliers, from `space.unit`, into `space.found` (set, point)."""
    unit, found = space.unit, space.found
    suppliers, points = unit.shape
    for s in range(found.shape[0]):
        r, j = ways.rest[s], ways.last[s]
        if r >= 0:
            for p in range(points):
                one, other = unit[j, p], found[r, p]
                found[s, p] = one if one < other else other
        elif r == ONE:
            for p in range(points):
                found[s, p] = unit[j, p]
        elif r == NOBODY:
            for p in range(points):
                found[s, p] = far
        else:
            for p in range(points):
                found[s, p] = unit[0, p]
            for i in range(1, suppliers):
                for p in range(points):
                    found[s, p] = min(found[s, p], unit[i, p])


@compiled
def costs(price, ways, i, k, space):
    """What a material costs by a label, into `space.found` (set, point); who has a price alone pays no more than that.
    `space.unit` is spent."""
    unit, found, wish = space.unit, space.found, space.wished[i]
    landed(price, i, k, space)
    if ways.alone.shape[0] == 0:
        for j in range(unit.shape[0]):
            each = unit[j]
            for p in range(wish.shape[0]):
                each[p] *= wish[p]
        cheapest(ways, ways.far, space)
        return
    cheapest(ways, ways.far, space)
    for s in range(found.shape[0]):
        for p in range(wish.shape[0]):
            each = found[s, p]
            total = wish[p] * each
            for q in range(ways.alone.shape[0]):
                total += ways.alone[q, i, p] * min(each, ways.alone_price[q, i, p])
            found[s, p] = total


@compiled
def cost_of_sets(price, ways, lines, out):
    """What the labels of each material cost at each point (label, set, point)."""
    space = room(ways, out.shape[1], out)
    for i in range(lines.starts.shape[0] - 1):
        for k in range(lines.starts[i], lines.starts[i + 1]):
            costs(price, ways, i, k, space)
            out[k] = space.found


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
    at_none, want = 0.0, ways.demand[i]
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
def ask(price, ways, i, k, charged, hoped, space):
    """What a label gets from each point at least: `hoped` (point); returns the sum. `charged` (set, point)."""
    costs(price, ways, i, k, space)
    hoped[:] = np.inf
    for s in range(charged.shape[0]):
        for p in range(hoped.shape[0]):
            value = space.found[s, p] - charged[s, p]
            hoped[p] = value if value < hoped[p] else hoped[p]
    total = 0.0
    for p in range(hoped.shape[0]):
        total += hoped[p]
    return total


@compiled
def weigh(price, ways, lines, to_point, weight):
    """What labels promise (label), all of them and as exactly as the price is given."""
    materials, sets, points = to_point.shape
    space, hoped = room(ways, sets, price), np.empty(points, price.dtype)
    constants(lines, weight)
    for i in range(materials):
        for k in range(lines.starts[i], lines.starts[i + 1]):
            weight[k] += ask(price, ways, i, k, to_point[i], hoped, space)


@compiled
def answer(price, ways, i, first, beyond, charged, hoped, weight, space):
    """A material hands back to points what its labels hold, in `charged` (set, point). `hoped` (label, point)."""
    charged[:] = np.inf
    for k in range(first, beyond):
        costs(price, ways, i, k, space)
        part, more, w = ways.by_point[i], hoped[k - first], weight[k]
        for p in range(more.shape[0]):
            more[p] = w * part[p] - more[p]
        for s in range(charged.shape[0]):
            for p in range(more.shape[0]):
                value = space.found[s, p] + more[p]
                charged[s, p] = value if value < charged[s, p] else charged[s, p]


@compiled
def buying(price, ways, i, k, charged, bought, space):
    """What a label would buy of each supplier (supplier), if every point did what is best for it."""
    costs(price, ways, i, k, space)
    points = charged.shape[1]
    best, least = np.zeros(points, np.int32), np.full(points, np.inf, charged.dtype)
    for s in range(charged.shape[0]):
        for p in range(points):
            value = space.found[s, p] - charged[s, p]
            less = value < least[p]
            best[p] = np.int32(s) if less else best[p]
            least[p] = value if less else least[p]
    landed(price, i, k, space)
    bought[:] = 0.0
    for p in range(points):
        who, least_unit = 0, np.inf
        for j in range(bought.shape[0]):
            if ways.member[best[p], j] and space.unit[j, p] < least_unit:
                who, least_unit = j, space.unit[j, p]
        bought[who] += ways.demand[i, p]


@compiled
def tighten(price, ways, lines, i, to_point, bought, space):
    """For each label of a material, the supplier whose limits are hurt most gets the slack that is best for the
    bound."""
    charged = to_point[i]
    sets, points = charged.shape
    most = np.full(space.unit.shape, -np.inf, charged.dtype)
    for s in range(sets):
        for j in range(most.shape[0]):
            if ways.member[s, j]:
                for p in range(points):
                    most[j, p] = charged[s, p] if charged[s, p] > most[j, p] else most[j, p]
    want, turn, least = ways.demand[i].astype(charged.dtype), np.empty(points), np.empty(points, charged.dtype)
    for k in range(lines.starts[i], lines.starts[i + 1]):
        j = most_hurt(lines, bought, k)
        if j < 0:
            continue
        landed(price, i, k, space)
        for p in range(points):
            turn[p] = (space.unit[j, p] - lines.slack[j, k]) * want[p] - most[j, p]
        space.unit[j] = 2 * ways.far
        cheapest(ways, ways.far, space)
        least[:] = np.inf
        for s in range(sets):
            for p in range(points):
                value = space.found[s, p] * want[p] - charged[s, p]
                least[p] = value if value < least[p] else least[p]
        # Below this slack the point buys from that supplier.
        for p in range(points):
            turn[p] = (least[p] - turn[p]) / want[p] if want[p] > 0 else -np.inf
        lines.slack[j, k] = best_slack(lines, ways, turn, i, j, k)


@compiled
def talk(rounds, done, ways, lines, to_point, liking, favour, by_label, bought):
    """So many rounds, of which `done` were done before; returns the sum of what the labels promise."""
    materials, sets, points = to_point.shape
    suppliers, labels = lines.price.shape
    space = room(ways, sets, to_point)
    price = np.empty((suppliers, labels), to_point.dtype)
    widest = 1
    for i in range(materials):
        widest = max(widest, lines.starts[i + 1] - lines.starts[i])
    hoped, weight, now = np.empty((widest, points), to_point.dtype), np.empty(labels), np.empty(suppliers)
    held = np.empty((sets, points), to_point.dtype)
    promised = 0.0
    for number in range(done, done + rounds):
        hand_back(ways, to_point, held)
        priced(lines, price)
        if number % TIGHTEN == 0:
            for i in range(materials):
                for k in range(lines.starts[i], lines.starts[i + 1]):
                    buying(price, ways, i, k, to_point[i], now, space)
                    by_label[:, k] = now
                tighten(price, ways, lines, i, to_point, by_label, space)
            priced(lines, price)
        constants(lines, weight)
        promised = 0.0
        for i in range(materials):
            first, beyond = lines.starts[i], lines.starts[i + 1]
            best = first
            for k in range(first, beyond):
                weight[k] += ask(price, ways, i, k, to_point[i], hoped[k - first], space)
                if weight[k] < weight[best]:
                    best = k
            promised += weight[best]
            for k in range(first, beyond):
                favour[k] = weight[k] - weight[best]
            if number % COUNT == COUNT - 1:
                buying(price, ways, i, best, to_point[i], now, space)
                for j in range(suppliers):
                    bought[i, j] = BEFORE * bought[i, j] + (1 - BEFORE) * now[j]
            answer(price, ways, i, first, beyond, to_point[i], hoped, weight, space)
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
