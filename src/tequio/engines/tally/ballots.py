"""Ballots as a table of whole numbers: one row for each different ranking, with how many papers say it.

A ranking is candidate numbers from 1 in order of preference, filled up with zeros and closed by at least one. For
approval the order means nothing. Rows are sorted, so the same ballots in any order give the same table.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.uint8] | NDArray[np.uint16]
Papers = NDArray[np.int64]
MOST_CANDIDATES = 65_535
MOST_FLAWS = 100  # of a kind; more help nobody
# Below this every product of the counts fits in 64 bits.
MOST_PAPERS = 9_000_000_000


class Fault(StrEnum):
    """What can be wrong with a ballot or with a file of them."""

    UNKNOWN_CANDIDATE = "unknown_candidate"  # `found` is no candidate's number
    TWICE = "twice"  # `found` stands twice on one ballot
    NOT_A_NUMBER = "not_a_number"
    BAD_HEADING = "bad_heading"  # the first line is not "candidates seats"
    TOO_MANY_SEATS = "too_many_seats"
    NO_SEATS = "no_seats"
    TOO_MANY_CANDIDATES = "too_many_candidates"
    NO_ZERO = "no_zero"  # a ballot is not closed by 0
    AFTER_ZERO = "after_zero"  # something follows the 0 of a ballot
    NO_PAPERS = "no_papers"  # how many papers is not above zero
    NO_END = "no_end"  # no line with a single 0 after the ballots
    MISSING_NAMES = "missing_names"
    TOO_MANY_NAMES = "too_many_names"
    EMPTY_NAME = "empty_name"
    SAME_NAME = "same_name"
    BAD_ORDER = "bad_order"  # the order for ties does not name each candidate once
    BAD_WITHDRAWN = "bad_withdrawn"
    EQUAL_RANKS = "equal_ranks"  # "1=2": this count knows no equal preferences
    EMPTY_FILE = "empty_file"
    NOT_JSON = "not_json"
    WRONG_FORMAT = "wrong_format"  # the file says that it is something else
    BAD_FIELD = "bad_field"  # `found` is missing or not what it should be
    SAME_RECEIPT = "same_receipt"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing to put right: what, in which line (from 1) of the file or which ballot (from 1) of the list."""

    fault: Fault
    place: int
    found: str = ""


class BadBallots(ValueError):
    """The ballots cannot be read; `flaws` names every place. Nothing was counted."""

    def __init__(self, flaws: Iterable[Flaw]) -> None:
        self.flaws = tuple(flaws)
        super().__init__("; ".join(f"{flaw.place}: {flaw.fault} {flaw.found}".rstrip() for flaw in self.flaws[:5]))


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
    table = np.zeros((len(rows), max(map(len, rows), default=0) + 1), dtype=np.int64)
    for place, row in enumerate(rows):
        table[place, : len(row)] = row
    if not all(map(all, rows)):
        # In a table 0 is nothing; in a ranking that somebody wrote it is a mistake.
        raise BadBallots(Flaw(Fault.UNKNOWN_CANDIDATE, place, "0") for place, row in enumerate(rows, 1) if not all(row))
    return from_table(names, table, papers=papers, withdrawn=withdrawn)


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
    small = _packed(small, withdrawn)
    ranked = small[:, 0] != 0
    blank = int(count[~ranked].sum())
    if blank:
        small, count = small[ranked], count[ranked]
    small, count = _together(small, count, len(names))
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
    for row in np.flatnonzero(_doubled(table, candidates))[:MOST_FLAWS].tolist():
        numbers = [n for n in table[row].tolist() if n]
        yield Flaw(Fault.TWICE, row + 1, str(next(n for n in numbers if numbers.count(n) > 1)))


def _doubled(table: Table, candidates: int) -> NDArray[np.bool_]:
    """Which rows name somebody twice."""
    if candidates > 63:
        ordered = np.sort(table, axis=1)
        twice: NDArray[np.bool_] = ((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] != 0)).any(axis=1)
        return twice
    # One bit for each candidate; the bit of 0 is none.
    size = np.dtype(np.uint16 if candidates < 16 else np.uint64)
    bits = np.left_shift(1, np.arange(candidates + 1, dtype=np.uint64)).astype(size)
    bits[0] = 0
    seen = np.zeros(len(table), dtype=size)
    again = np.zeros_like(seen)
    for column in np.ascontiguousarray(table.T):
        bit = bits[column]
        again |= seen & bit
        seen |= bit
    doubled: NDArray[np.bool_] = again != 0
    return doubled


def _packed(table: Table, withdrawn: Sequence[int]) -> Table:
    """The rankings without who withdrew, without gaps, closed by one zero at least."""
    kept = table != 0
    if not withdrawn and not (kept[:, 1:] & ~kept[:, :-1]).any():
        last = np.zeros((len(table), 1), dtype=table.dtype)
        return table if not kept[:, -1:].any() else np.hstack([table, last])
    for number in withdrawn:
        kept &= table != number
    width = int(kept.sum(axis=1).max(initial=0)) + 1
    packed = np.zeros((len(table), width), dtype=table.dtype)
    rows, columns = np.nonzero(kept)
    packed[rows, (np.cumsum(kept, axis=1) - 1)[rows, columns]] = table[rows, columns]
    return packed


def _together(table: Table, papers: Papers, candidates: int) -> tuple[Table, Papers]:
    """Sort the rows and add up the papers of equal ones."""
    if not len(table):
        return table, papers
    words = _words(table, candidates)
    order = np.argsort(words[0]) if len(words) == 1 else np.lexsort(words[::-1])
    new = np.zeros(len(table), dtype=np.bool_)
    new[0] = True
    for word in words:
        ordered = word[order]
        new[1:] |= ordered[1:] != ordered[:-1]
    first = np.flatnonzero(new)
    return table[order[first]], np.add.reduceat(papers[order], first)


def _words(table: Table, candidates: int) -> list[NDArray[np.uint64]]:
    """Each row as few 64-bit numbers that sort as the rankings do."""
    bits = candidates.bit_length()
    each = 64 // bits
    words = []
    for begin in range(0, table.shape[1], each):
        word = np.zeros(len(table), dtype=np.uint64)
        for column in np.ascontiguousarray(table[:, begin : begin + each].T):
            word <<= np.uint64(bits)
            word |= column
        words.append(word)
    return words
