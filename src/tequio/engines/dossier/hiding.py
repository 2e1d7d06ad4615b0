"""Rows without names, made so coarse that none stands out in any three fields.

Source of the notion: L. Sweeney, *k-anonymity: a model for protecting privacy* (2002). Instead of all fields together,
any three are looked at, which is what somebody who knows a member may know of him; a field is coarsened for all rows
alike (global recoding), so that one column is read on one scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

AT_ONCE = 3  # fields that somebody may know of a member
HIDDEN = "—"

Wholes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Trait:
    """One field of all rows, as said on each scale from the finest to the coarsest; past the last it is hidden."""

    name: str
    scales: tuple[tuple[str, ...], ...]

    def said(self, scale: int) -> tuple[str, ...]:
        if scale < len(self.scales):
            return self.scales[scale]
        return (HIDDEN,) * len(self.scales[0])


@dataclass(frozen=True, slots=True)
class Hidden:
    """What may be shown: the rows, and on which scale each field is."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    scales: tuple[int, ...]


def hide(traits: Sequence[Trait], crowd: int, scales: Sequence[int] | None = None) -> Hidden | None:
    """Rows of which each agrees in any three fields with `crowd` rows, itself counted; None for fewer rows than that.

    `scales` is where to begin: what was shown coarsely before is not shown finer later. Which field is coarsened next
    is the one that frees most rows for what it takes away; between equals, the later one.
    """
    if not traits or crowd < 1:
        raise ValueError("There is at least one field, and a crowd of one.")
    if len(traits[0].scales[0]) < crowd:
        return None
    at = list(scales or [0] * len(traits))
    codes = [[_codes(trait.said(scale)) for scale in range(len(trait.scales) + 1)] for trait in traits]
    while alone := _alone(_now(codes, at), crowd):
        steps = []
        for place, trait in enumerate(traits):
            if at[place] < len(trait.scales):
                further = [scale + (each == place) for each, scale in enumerate(at)]
                freed = alone - _alone(_now(codes, further), crowd)
                steps.append((freed / _taken(codes[place], at[place]), place))
        at[max(steps)[1]] += 1
    said = [trait.said(scale) for trait, scale in zip(traits, at, strict=True)]
    return Hidden(tuple(trait.name for trait in traits), tuple(zip(*said, strict=True)), tuple(at))


def crowd_of(rows: Sequence[Sequence[str]]) -> int:
    """The smallest number of rows that agree in some three fields; 0 where there is no row."""
    if not rows:
        return 0
    columns = [_codes(column) for column in zip(*rows, strict=True)]
    return min(int(_crowds(chosen).min()) for chosen in _chosen(columns))


def _chosen(columns: list[Wholes]) -> list[tuple[Wholes, ...]]:
    return list(combinations(columns, min(AT_ONCE, len(columns))))


def _now(codes: list[list[Wholes]], at: Sequence[int]) -> list[Wholes]:
    return [column[scale] for column, scale in zip(codes, at, strict=True)]


def _alone(columns: list[Wholes], crowd: int) -> int:
    """In how many choices of three fields rows stand out, counted row by row."""
    return sum(int((_crowds(chosen) < crowd).sum()) for chosen in _chosen(columns))


def _crowds(columns: Sequence[Wholes]) -> Wholes:
    """For each row, how many agree with it in these columns."""
    together = columns[0]
    for column in columns[1:]:
        together = together * (int(column.max()) + 1) + column
    _, where, counts = np.unique(together, return_inverse=True, return_counts=True)
    return np.asarray(counts[where], dtype=np.int64)


def _taken(scales: list[Wholes], at: int) -> int:
    """How many distinct values the next scale does away with, at least one."""
    return max(1, int(scales[at].max()) - int(scales[at + 1].max()))


def _codes(column: Sequence[str]) -> Wholes:
    return np.asarray(np.unique(np.asarray(column, dtype=np.str_), return_inverse=True)[1], dtype=np.int64)
