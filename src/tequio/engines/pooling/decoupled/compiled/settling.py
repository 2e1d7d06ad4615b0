"""Who stops where: points choose their sets one after the other."""

import numpy as np

from tequio.engines.pooling.decoupled.compiled.kinds import compiled


@compiled
def settle(cost, constants, to_label, starts, stops, usable, order, sweeps, least_gain, chosen, weight):
    """Point by point in this order, take the set that is cheapest given what is taken elsewhere, till none changes.

    `cost` (point, label, set). In place: `chosen` (point), where -1 is a point that so far is content with what labels
    get from it at least, `to_label` (point, label); and `weight` (label), what each costs in the end.
    """
    points, labels, sets = cost.shape
    others, total, least = np.empty(labels), np.empty(sets), np.empty(sets)
    weight[:] = constants
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
