"""What a ballot still has to say in Meek's method: the elected it passes, in order, and the first who is neither
elected nor excluded, where it stops. Ballots that say the same are one leaf; a million papers come to some hundreds of
leaves.

A node is a sequence of elected candidates, its parent the sequence without the last. Shares are computed once a node,
level by level, in whole billionths.
"""

import numpy as np
from numpy.typing import NDArray

from tequio.engines.tally.ballots import Ballots

UNIT = 1_000_000_000  # the ninth decimal
Whole = NDArray[np.int64]


class Paths:
    def __init__(self, ballots: Ballots) -> None:
        self._candidates = ballots.candidates
        self._flat = ballots.table.reshape(-1)
        rows, width = ballots.table.shape
        self._places: Whole = np.arange(rows, dtype=np.int64) * width
        self._stops: Whole = self._flat[self._places].astype(np.int64)
        self._nodes: Whole = np.zeros(rows, dtype=np.int64)
        self._papers = ballots.papers
        self._passes = np.zeros(ballots.candidates + 1, dtype=np.bool_)
        self._skips = np.zeros(ballots.candidates + 1, dtype=np.bool_)
        # Node 0 is the beginning. For each other: who was passed last, after which node, how many before.
        self._known: dict[int, int] = {}
        self._parent, self._passed, self._depth = [-1], [0], [0]
        self._changed = True

    def elect(self, candidate: int) -> None:
        self._passes[candidate] = True
        self._walk(candidate)

    def exclude(self, candidate: int) -> None:
        self._skips[candidate] = True
        self._walk(candidate)

    def _walk(self, candidate: int) -> None:
        """Move on the ballots that stopped at a candidate who is now elected or excluded."""
        self._changed = True
        moving = np.flatnonzero(self._stops == candidate)
        while moving.size:
            at = self._stops[moving]
            passing = moving[self._passes[at]]
            if passing.size:
                self._nodes[passing] = self._children(self._nodes[passing], self._stops[passing])
            self._places[moving] += 1
            self._stops[moving] = self._flat[self._places[moving]]
            at = self._stops[moving]
            moving = moving[self._passes[at] | self._skips[at]]

    def _children(self, nodes: Whole, passed: Whole) -> Whole:
        keys, which = np.unique(nodes * (self._candidates + 1) + passed, return_inverse=True)
        numbers = np.empty(keys.size, dtype=np.int64)
        for place, key in enumerate(keys.tolist()):
            number = self._known.get(key)
            if number is None:
                number = self._known[key] = len(self._parent)
                parent, last = divmod(key, self._candidates + 1)
                self._parent.append(parent)
                self._passed.append(last)
                self._depth.append(self._depth[parent] + 1)
            numbers[place] = number
        return numbers[which]

    def share(self, keep: list[int]) -> list[int]:
        """Votes of each candidate, by number (0: none), when each keeps his factor of what reaches him, rounded up."""
        if self._changed:
            self._gather()
            self._changed = False
        factors = np.array(keep, dtype=np.int64)
        votes = np.zeros(self._candidates + 1, dtype=np.int64)
        left = np.full(len(self._parent), UNIT, dtype=np.int64)
        for level in self._levels:
            reaches, passed = left[self._up[level]], self._who[level]
            taken = -(-(reaches * factors[passed]) // UNIT)
            left[level] = reaches - taken
            np.add.at(votes, passed, taken * self._through[level])
        np.add.at(votes, self._leaf_stop, left[self._leaf_node] * self._leaf_papers)
        votes[0] = 0
        return [int(v) for v in votes]

    def _gather(self) -> None:
        """Add up the papers of each leaf, and of each node all that pass through it."""
        keys, which = np.unique(self._nodes * (self._candidates + 1) + self._stops, return_inverse=True)
        self._leaf_papers = np.zeros(keys.size, dtype=np.int64)
        np.add.at(self._leaf_papers, which, self._papers)
        self._leaf_node, self._leaf_stop = np.divmod(keys, self._candidates + 1)
        self._up = np.array(self._parent, dtype=np.int64)
        self._who = np.array(self._passed, dtype=np.int64)
        depth = np.array(self._depth)
        self._levels = [np.flatnonzero(depth == d) for d in range(1, int(depth.max()) + 1)]
        self._through = np.zeros(depth.size, dtype=np.int64)
        np.add.at(self._through, self._leaf_node, self._leaf_papers)
        for level in reversed(self._levels):
            np.add.at(self._through, self._up[level], self._through[level])
