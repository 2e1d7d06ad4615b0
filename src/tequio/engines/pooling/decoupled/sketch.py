"""What a talk among few suppliers holds possible, for a search to be kept narrow by."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tequio.engines.pooling.decoupled.ascent import Ascent
from tequio.engines.pooling.decoupled.terms import Floats

# By line of the grid: the first and the last of its steps that may be used.
Steps = dict[int, tuple[int, int]]
# Labels are like the best up to this part of the bound.
SIMILAR = 0.002


@dataclass(frozen=True, slots=True)
class Sketch:
    """`distance` (stop) in pesos from what its point likes best; the steps of lines that are not far from the best."""

    suppliers: frozenset[int]
    distance: Floats
    steps: Steps
    bound: float

    def nearest(self, count: float) -> NDArray[np.bool_]:
        """About so many stops, and those as near as the farthest of them."""
        some = min(len(self.distance), max(1, round(count)))
        return np.asarray(np.isfinite(self.distance) & (self.distance <= np.sort(self.distance)[some - 1]))


def sketch_of(talk: Ascent, stops: Mapping[tuple[int, int], int], lines: Mapping[tuple[int, int], int]) -> Sketch:
    """`stops`: their numbers by supplier and point; `lines`: theirs by material and supplier."""
    distance = np.full(len(stops), np.inf)
    for mask, liking in zip(talk.network.sets, talk.liking, strict=True):
        for j, s in enumerate(talk.suppliers):
            if mask >> j & 1:
                for p, pesos in enumerate(liking):
                    if (s, p) in stops:
                        distance[stops[s, p]] = min(distance[stops[s, p]], pesos)
    return Sketch(frozenset(talk.suppliers), distance, _steps(talk, lines), talk.bound)


def _steps(talk: Ascent, lines: Mapping[tuple[int, int], int]) -> Steps:
    """The steps that labels like the best allow."""
    steps: Steps = {}
    part = talk.labels.pick(np.flatnonzero(talk.favour < SIMILAR * talk.bound / len(talk.labels.starts)))
    for i, m in enumerate(map(int, part.material)):
        for j, s in enumerate(talk.suppliers):
            if (m, s) in lines:
                first, last = int(part.first[i, j]), int(part.last[i, j])
                lowest, highest = steps.get(lines[m, s], (first, last))
                steps[lines[m, s]] = min(lowest, first), max(highest, last)
    return steps
