"""Rankings as rows of a table: twice named, gaps, equal rows; each in a few passes over whole columns."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.uint8] | NDArray[np.uint16]
Papers = NDArray[np.int64]


def doubled(table: Table, candidates: int) -> NDArray[np.bool_]:
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
    named_twice: NDArray[np.bool_] = again != 0
    return named_twice


def packed(table: Table, withdrawn: Sequence[int]) -> Table:
    """The rankings without who withdrew, without gaps, closed by one zero at least."""
    kept = table != 0
    if not withdrawn and not (kept[:, 1:] & ~kept[:, :-1]).any():
        last = np.zeros((len(table), 1), dtype=table.dtype)
        return table if not kept[:, -1:].any() else np.hstack([table, last])
    for number in withdrawn:
        kept &= table != number
    width = int(kept.sum(axis=1).max(initial=0)) + 1
    closed = np.zeros((len(table), width), dtype=table.dtype)
    rows, columns = np.nonzero(kept)
    closed[rows, (np.cumsum(kept, axis=1) - 1)[rows, columns]] = table[rows, columns]
    return closed


def together(table: Table, papers: Papers, candidates: int) -> tuple[Table, Papers]:
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
