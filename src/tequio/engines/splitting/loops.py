"""The answer of every workshop to prices per line, compiled once and kept on disk.

Each workshop has a linear programme of its own: pieces by pair and week, within the room of each week and resource, and
what reaching its fair share is worth. It is solved by the revised simplex from where it stood at the last prices, which
is a few steps away. No loop calls one of another file: what is kept is made anew when its own file changed.
"""

import numpy as np

from tequio.engines.pooling.decoupled.compiled.kinds import compiled

SMALL = 1e-9
# A gain of less than this many pesos per unit is none.
GAIN = 1e-7
# After so many steps in one answer the first column that gains enters, which cannot go round in circles.
PATIENCE, MOST_STEPS = 300, 3000
# The inverse is made anew after so many steps.
FRESH = 80


@compiled
def _column(t, s, j, entry_row, entry_value):
    """The entries of column j of workshop s; their number."""
    first = t.first[s]
    pairs = t.first[s + 1] - first
    weeks, resources = t.ratio.shape[1], t.ratio.shape[2]
    value_row = weeks * resources
    if j < pairs * weeks:
        p, w = first + j // weeks, j % weeks
        count = 0
        for r in range(resources):
            if t.ratio[p, w, r] > 0:
                entry_row[count] = w * resources + r
                entry_value[count] = t.ratio[p, w, r]
                count += 1
        entry_row[count] = value_row
        entry_value[count] = -t.price[p]
        count += 1
        if t.bound_row[p] >= 0:
            entry_row[count] = t.bound_row[p]
            entry_value[count] = 1.0
            count += 1
        return count
    k = j - pairs * weeks
    if k < 2:
        entry_row[0] = value_row
        entry_value[0] = 1.0
        entry_row[1] = value_row + 1 + k
        entry_value[1] = 1.0
        return 2
    entry_row[0] = k - 2
    entry_value[0] = 1.0
    return 1


@compiled
def _worth(t, s, j, prices):
    first = t.first[s]
    pairs = t.first[s + 1] - first
    weeks = t.ratio.shape[1]
    if j < pairs * weeks:
        p, w = first + j // weeks, j % weeks
        return prices[t.line[p]] - t.cost[p, w]
    k = j - pairs * weeks
    if k == 0:
        return t.gain_floor
    if k == 1:
        return t.gain_share
    return 0.0


@compiled
def _right(t, s, i, weeks, resources):
    value_row = weeks * resources
    if i < value_row:
        return 1.0
    if i == value_row:
        return 0.0
    if i == value_row + 1:
        return t.to_floor[s]
    if i == value_row + 2:
        return t.to_share[s]
    return t.bounds[t.first_bound[s] + i - value_row - 3]


@compiled
def _invert(t, s, basis, inverse, m):
    """The inverse of the basis by Gauss and Jordan; False if it is singular."""
    work = np.zeros((m, 2 * m))
    rows, values = np.empty(16, np.int64), np.empty(16)
    for k in range(m):
        for e in range(_column(t, s, basis[k], rows, values)):
            work[rows[e], k] = values[e]
        work[k, m + k] = 1.0
    for c in range(m):
        best, pivot = 0.0, -1
        for i in range(c, m):
            if abs(work[i, c]) > best:
                best, pivot = abs(work[i, c]), i
        if best < 1e-11:
            return False
        if pivot != c:
            for k in range(2 * m):
                work[c, k], work[pivot, k] = work[pivot, k], work[c, k]
        scale = 1.0 / work[c, c]
        for k in range(2 * m):
            work[c, k] *= scale
        for i in range(m):
            if i != c and work[i, c] != 0.0:
                factor = work[i, c]
                for k in range(2 * m):
                    work[i, k] -= factor * work[c, k]
    for i in range(m):
        for k in range(m):
            inverse[i, k] = work[i, m + k]
    return True


@compiled
def _begin(basis, inverse, m, columns):
    """Nothing is made: every row has its slack."""
    for i in range(m):
        basis[i] = columns - m + i
        for k in range(m):
            inverse[i, k] = 1.0 if i == k else 0.0


@compiled
def _levels(t, s, inverse, level, m, weeks, resources):
    for k in range(m):
        total = 0.0
        for i in range(m):
            total += inverse[k, i] * _right(t, s, i, weeks, resources)
        level[k] = total


@compiled
def answer(t, prices, standing, begin, end, pieces, most, edge):
    """Workshops `begin` to `end` answer: `pieces` (pair, week), `most` what it can gain at these prices at most, and
    `edge` (pair) the best gain of a piece more, by the prices of its room."""
    weeks, resources = t.ratio.shape[1], t.ratio.shape[2]
    value_row = weeks * resources
    rows, values = np.empty(16, np.int64), np.empty(16)
    widest = 0
    for s in range(begin, end):
        widest = max(widest, t.rows[s])
    dual, entering, level = np.empty(widest), np.empty(widest), np.empty(widest)
    for s in range(begin, end):
        m = t.rows[s]
        first, pairs = t.first[s], t.first[s + 1] - t.first[s]
        columns = pairs * weeks + 2 + m
        basis = standing.basis[standing.row[s] : standing.row[s] + m]
        inverse = standing.inverse[standing.block[s] : standing.block[s] + m * m].reshape(m, m)
        if standing.steps[s] < 0:
            _begin(basis, inverse, m, columns)
            standing.steps[s] = 0
        elif standing.steps[s] > FRESH:
            if not _invert(t, s, basis, inverse, m):
                _begin(basis, inverse, m, columns)
            standing.steps[s] = 0
        _levels(t, s, inverse, level, m, weeks, resources)
        for k in range(m):
            if level[k] < -1e-6:
                _begin(basis, inverse, m, columns)
                _levels(t, s, inverse, level, m, weeks, resources)
                break
        for i in range(m):
            dual[i] = 0.0
        for k in range(m):
            worth = _worth(t, s, basis[k], prices)
            if worth != 0.0:
                for i in range(m):
                    dual[i] += worth * inverse[k, i]
        for step in range(MOST_STEPS):
            best, chosen = GAIN, -1
            for local in range(pairs):
                p = first + local
                fixed = prices[t.line[p]] + t.price[p] * dual[value_row]
                if t.bound_row[p] >= 0:
                    fixed -= dual[t.bound_row[p]]
                for w in range(weeks):
                    if t.open[p, w]:
                        gain = fixed - t.cost[p, w]
                        for r in range(resources):
                            gain -= t.ratio[p, w, r] * dual[w * resources + r]
                        if gain > best:
                            best, chosen = gain, local * weeks + w
                            if step > PATIENCE:
                                break
                if step > PATIENCE and chosen >= 0:
                    break
            if step <= PATIENCE or chosen < 0:
                gain = t.gain_floor - dual[value_row] - dual[value_row + 1]
                if gain > best and t.to_floor[s] > 0:
                    best, chosen = gain, pairs * weeks
                gain = t.gain_share - dual[value_row] - dual[value_row + 2]
                if gain > best and t.to_share[s] > 0:
                    best, chosen = gain, pairs * weeks + 1
                for i in range(m):
                    if -dual[i] > best:
                        best, chosen = -dual[i], pairs * weeks + 2 + i
            if chosen < 0:
                break
            count = _column(t, s, chosen, rows, values)
            for k in range(m):
                total = 0.0
                for e in range(count):
                    total += inverse[k, rows[e]] * values[e]
                entering[k] = total
            leaving, ratio = -1, np.inf
            for k in range(m):
                if entering[k] > SMALL:
                    here = max(0.0, level[k]) / entering[k]
                    if here < ratio - 1e-12 or (
                        here <= ratio + 1e-12
                        and leaving >= 0
                        and (entering[k] > entering[leaving] if step <= PATIENCE else basis[k] < basis[leaving])
                    ):
                        leaving, ratio = k, here
            if leaving < 0:
                break
            scale = 1.0 / entering[leaving]
            for i in range(m):
                inverse[leaving, i] *= scale
            for k in range(m):
                if k != leaving and entering[k] != 0.0:
                    factor = entering[k]
                    for i in range(m):
                        inverse[k, i] -= factor * inverse[leaving, i]
                    level[k] -= factor * ratio
            level[leaving] = ratio
            for i in range(m):
                dual[i] += best * inverse[leaving, i]
            basis[leaving] = chosen
            standing.steps[s] += 1
        # What no answer can pass, whatever the arithmetic above came to: prices of room at least zero, and what then
        # still gains is taken to the full.
        bound = 0.0
        for i in range(m):
            dual[i] = max(0.0, dual[i])
            bound += dual[i] * _right(t, s, i, weeks, resources)
        for p in range(first, first + pairs):
            fixed = prices[t.line[p]] + t.price[p] * dual[value_row]
            if t.bound_row[p] >= 0:
                fixed -= dual[t.bound_row[p]]
            edge[p] = -np.inf
            for w in range(weeks):
                pieces[p, w] = 0.0
                if t.open[p, w]:
                    gain = fixed - t.cost[p, w]
                    for r in range(resources):
                        gain -= t.ratio[p, w, r] * dual[w * resources + r]
                    edge[p] = max(edge[p], gain)
                    if gain > 0.0:
                        bound += gain * t.fits[p, w]
        bound += max(0.0, t.gain_floor - dual[value_row] - dual[value_row + 1]) * t.to_floor[s]
        bound += max(0.0, t.gain_share - dual[value_row] - dual[value_row + 2]) * t.to_share[s]
        most[s] = bound
        for k in range(m):
            if basis[k] < pairs * weeks and level[k] > SMALL:
                pieces[first + basis[k] // weeks, basis[k] % weeks] = level[k]
