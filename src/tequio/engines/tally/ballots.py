"""Ballots as a table of whole numbers: one row for each different ranking, with how many papers say it.

A ranking is candidate numbers from 1 in order of preference, filled up with zeros and closed by at least one. For
approval the order means nothing. Rows are sorted, so the same ballots in any order give the same table.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tequio.engines.tally.flaws import MOST_FLAWS, BadBallots, Fault, Flaw
from tequio.engines.tally.rows import Papers, Table, doubled, packed, together

MOST_CANDIDATES = 65_535
# Below this every product of the counts fits in 64 bits.
MOST_PAPERS = 9_000_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Ballots:
    """Valid ballots, equal ones together. `blank` counts papers that rank nobody who stands; they are no valid ones."""

    names: tuple[str, ...]
    table: Table
    papers: Papers
    blank: int = 0
    withdrawn: tuple[int, ...] = field(default=())

    @property
    def candidates(self) -> int:
        return len(self.names)

    @property
    def standing(self) -> tuple[int, ...]:
        return tuple(n for n in range(1, self.candidates + 1) if n not in self.withdrawn)

    @property
    def valid(self) -> int:
        return int(self.papers.sum())

    def rows(self) -> Iterator[tuple[tuple[int, ...], int]]:
        """Every different ranking with its number of papers."""
        for row, papers in zip(self.table.tolist(), self.papers.tolist(), strict=True):
            yield tuple(number for number in row if number), papers


def gather(
    names: Sequence[str],
    rankings: Iterable[Sequence[int]],
    *,
    papers: Sequence[int] | None = None,
    withdrawn: Sequence[int] = (),
) -> Ballots:
    """Ballots from rankings as people write them: `[(2, 1), (3,), ()]`; `papers` says how many each stands for.

    Raises BadBallots with every unknown number, double preference and wrong number of papers.
    """
    rows = [tuple(ranking) for ranking in rankings]
    # Checked before there is a table: a number of any size must not break it, nor one endless ballot fill the memory.
    flaws = [flaw for place, row in enumerate(rows, 1) if (flaw := wrong_ranking(row, len(names), place))]
    flaws += [
        Flaw(Fault.NO_PAPERS, place, str(count))
        for place, count in enumerate(papers or (), 1)
        if not 0 < count <= MOST_PAPERS
    ]
    if flaws:
        raise BadBallots(flaws[:MOST_FLAWS])
    table = np.zeros((len(rows), max(map(len, rows), default=0) + 1), dtype=np.int64)
    for place, row in enumerate(rows):
        table[place, : len(row)] = row
    return from_table(names, table, papers=papers, withdrawn=withdrawn)


def wrong_ranking(ranking: Sequence[int], candidates: int, place: int) -> Flaw | None:
    """What is wrong with one ranking, if anything."""
    for number in ranking:
        if not 1 <= number <= candidates:
            return Flaw(Fault.UNKNOWN_CANDIDATE, place, str(number)[:20])
    if len(set(ranking)) < len(ranking):
        return Flaw(Fault.TWICE, place, str(next(n for n in ranking if ranking.count(n) > 1)))
    return None


def from_table(
    names: Sequence[str],
    table: NDArray[np.integer],
    *,
    papers: Sequence[int] | NDArray[np.integer] | None = None,
    withdrawn: Sequence[int] = (),
) -> Ballots:
    """Ballots from a table of whole numbers, a row for each paper or bundle, zeros after the last preference.

    Raises BadBallots like `gather`.
    """
    count = np.ones(len(table), dtype=np.int64) if papers is None else np.asarray(papers, dtype=np.int64)
    if flaws := [*_wrong_names(names, withdrawn), *_wrong_numbers(table, count, len(names))]:
        raise BadBallots(flaws)
    small: Table = table.astype(np.uint8, copy=False) if len(names) < 256 else table.astype(np.uint16, copy=False)
    if flaws := list(_twice(small, len(names))):
        raise BadBallots(flaws)
    small = packed(small, withdrawn)
    ranked = small[:, 0] != 0
    blank = int(count[~ranked].sum())
    if blank:
        small, count = small[ranked], count[ranked]
    small, count = together(small, count, len(names))
    return Ballots(tuple(names), small, count, blank, tuple(sorted(withdrawn)))


def _wrong_names(names: Sequence[str], withdrawn: Sequence[int]) -> Iterator[Flaw]:
    if len(names) > MOST_CANDIDATES:
        yield Flaw(Fault.TOO_MANY_CANDIDATES, 0, str(len(names)))
    seen: set[str] = set()
    for place, name in enumerate(names, 1):
        if not name.strip():
            yield Flaw(Fault.EMPTY_NAME, place)
        elif name.strip() in seen:
            # Two candidates of one name would share one lot and nobody could tell who was elected.
            yield Flaw(Fault.SAME_NAME, place, name.strip())
        seen.add(name.strip())
    for number in withdrawn:
        if not 1 <= number <= len(names):
            yield Flaw(Fault.BAD_WITHDRAWN, 0, str(number))


def _wrong_numbers(table: NDArray[np.integer], papers: Papers, candidates: int) -> Iterator[Flaw]:
    for row in np.flatnonzero(papers <= 0)[:MOST_FLAWS].tolist():
        yield Flaw(Fault.NO_PAPERS, row + 1, str(papers[row]))
    if table.size and (int(table.max()) > candidates or int(table.min()) < 0):
        unknown = (table > candidates) | (table < 0)
        for row in np.flatnonzero(unknown.any(axis=1))[:MOST_FLAWS].tolist():
            yield Flaw(Fault.UNKNOWN_CANDIDATE, row + 1, str(table[row][unknown[row]][0]))


def _twice(table: Table, candidates: int) -> Iterator[Flaw]:
    for row in np.flatnonzero(doubled(table, candidates))[:MOST_FLAWS].tolist():
        numbers = [n for n in table[row].tolist() if n]
        yield Flaw(Fault.TWICE, row + 1, str(next(n for n in numbers if numbers.count(n) > 1)))
