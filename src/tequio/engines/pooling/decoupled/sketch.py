"""What a talk among few suppliers holds possible, for a search to be kept narrow by."""

from dataclasses import dataclass

from tequio.engines.pooling.decoupled.terms import Floats

# By line of the grid: the first and the last of its steps that may be used.
Steps = dict[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sketch:
    """`distance` (stop) in pesos from what its point likes best; the steps of lines that are not far from the best."""

    suppliers: frozenset[int]
    distance: Floats
    steps: Steps
    bound: float
