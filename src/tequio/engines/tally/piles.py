"""Papers in parcels, as they lie on the table of the count: who holds which, at what value.

A pile is a candidate's, a parcel all papers of the pile with one value (the rule's own word). Papers are never copied:
a parcel keeps where on its ranking each row stands and how many papers the row has. A million papers move in numpy.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tequio.engines.tally.ballots import Ballots

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Dealt:
    """Papers that went to one candidate (0: no further preference) at one value."""

    to: int
    value: int
    papers: int


class Piles:
    """Every candidate's parcels. Values are whole numbers; the rule says in which unit."""

    def __init__(self, ballots: Ballots, value: int) -> None:
        self._flat = ballots.table.reshape(-1)
        # 0 closes every ranking; papers stay there for good.
        self.stays = np.ones(ballots.candidates + 1, dtype=np.bool_)
        self._piles: list[dict[int, list[tuple[Places, Places]]]] = [{} for _ in self.stays]
        rows, width = ballots.table.shape
        self.first = tuple(self._deal(np.arange(rows, dtype=np.int64) * width, ballots.papers, value))

    def pass_on(self, candidate: int, revalue: Callable[[int], int]) -> Iterable[tuple[int, list[Dealt]]]:
        """Take a candidate's papers and give each to the next who stays; `revalue` turns a parcel's value into the one
        it passes on at. Returns, by falling value, each parcel's old value and where its papers went."""
        self.stays[candidate] = False
        pile, self._piles[candidate] = self._piles[candidate], {}
        told = []
        for value in sorted(pile, reverse=True):
            places = np.concatenate([chunk for chunk, _ in pile[value]])
            papers = np.concatenate([chunk for _, chunk in pile[value]])
            told.append((value, list(self._deal(places, papers, revalue(value)))))
        return told

    def _deal(self, places: Places, papers: Places, value: int) -> Iterable[Dealt]:
        """Move each row on to the first preference that stays, and lay it on that pile."""
        to = self._flat[places]
        moving = np.flatnonzero(~self.stays[to])
        while moving.size:
            places[moving] += 1
            found = self._flat[places[moving]]
            to[moving] = found
            moving = moving[~self.stays[found]]
        order = np.argsort(to, kind="stable")
        to, places, papers = to[order], places[order], papers[order]
        begins = np.flatnonzero(np.r_[True, to[1:] != to[:-1]]) if to.size else np.empty(0, np.int64)
        for begin, end in zip(begins, [*begins[1:], to.size], strict=True):
            candidate, chunk = int(to[begin]), papers[begin:end]
            self._piles[candidate].setdefault(value, []).append((places[begin:end], chunk))
            yield Dealt(candidate, value, int(chunk.sum()))
