"""Labels: for each material, the ways in which its lines may stand on their price steps.

A label gives each supplier a range of steps of his line. On its range a line costs at least `fixed + price * grains`,
and exactly that once the range is a single step. All labels of a material together cover every way of buying it, so a
label may be split at any time and what follows from the labels stays true. Grains and pesos.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tequio.engines.pooling.decoupled.terms import Floats, Terms
from tequio.engines.pooling.grid import Line

Ints = NDArray[np.int64]
NOTHING = -1  # the step of a line on which nothing is bought


@dataclass(frozen=True, slots=True)
class Labels:
    """Rows in order of their material. (label) `material`; (label, supplier) the others.

    `first` to `last` step; from `low` to `high` grains; `slack` is the multiplier of these limits per grain: above zero
    it charges for a limited capacity, below zero it pays for reaching a step.
    """

    material: Ints
    first: Ints
    last: Ints
    fixed: Floats
    price: Floats
    low: Floats
    high: Floats
    slack: Floats

    def pick(self, rows: Any) -> "Labels":
        return Labels(*(getattr(self, f.name)[rows] for f in fields(self)))

    def copy(self) -> "Labels":
        return self.pick(np.arange(len(self.material)))

    def without(self, column: int) -> "Labels":
        """Without one supplier."""
        return Labels(self.material, *(np.delete(getattr(self, f.name), column, axis=1) for f in fields(self)[1:]))

    def once(self) -> "Labels":
        """Each label once: those that differed in what is gone are the same now."""
        key = np.column_stack([self.material, self.first, self.last])
        _, rows = np.unique(key, axis=0, return_index=True)
        return self.pick(np.sort(rows))

    @property
    def place(self) -> Ints:
        """Each label's material, numbered in order."""
        return np.asarray(np.cumsum(np.r_[False, self.material[1:] != self.material[:-1]]))

    @property
    def starts(self) -> Ints:
        """Where each material begins."""
        return np.flatnonzero(np.r_[True, self.material[1:] != self.material[:-1]])


def first_labels(terms: Terms, suppliers: list[int]) -> Labels:
    """One label a material, with every step of every line in it."""
    materials = np.flatnonzero(terms.demand > 0)
    shape = len(materials), len(suppliers)
    first, last = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for i, m in enumerate(materials):
        for j, s in enumerate(suppliers):
            line = terms.lines.get((int(m), s))
            first[i, j] = NOTHING if line is None or line.segments[0].low > 1 else 0
            last[i, j] = NOTHING if line is None else _top(line)
    blank = np.zeros(shape)
    labels = Labels(materials, first, last, blank, blank.copy(), blank.copy(), blank.copy(), blank.copy())
    for i in range(shape[0]):
        for j in range(shape[1]):
            _measure(terms, suppliers, labels, i, j)
    return labels


def together(some: Labels, others: Labels) -> Labels:
    both = Labels(*(np.concatenate([getattr(some, f.name), getattr(others, f.name)]) for f in fields(Labels)))
    return both.pick(np.argsort(both.material, kind="stable"))


def split(terms: Terms, suppliers: list[int], labels: Labels, row: int, column: int, step: int) -> Labels:
    """One label made two: up to `step` and beyond it."""
    twice = np.insert(np.arange(len(labels.material)), row, row)
    made = labels.pick(twice)
    made.last[row, column] = step
    made.first[row + 1, column] = step + 1
    for i in (row, row + 1):
        _measure(terms, suppliers, made, i, column)
    return made


def _top(line: Line) -> int:
    return max((t for t, s in enumerate(line.segments) if s.low <= line.capacity), default=NOTHING)


def _measure(terms: Terms, suppliers: list[int], labels: Labels, i: int, j: int) -> None:
    """What a label's range of steps costs at least, and its limits."""
    first, last = int(labels.first[i, j]), int(labels.last[i, j])
    line = terms.lines.get((int(labels.material[i]), suppliers[j]))
    if line is None or last == NOTHING:
        labels.price[i, j], labels.fixed[i, j] = terms.far, 0.0
        labels.low[i, j] = labels.high[i, j] = 0.0
        return
    steps = [s for t, s in enumerate(line.segments) if max(first, 0) <= t <= last]
    ends = [(s, n) for s in steps for n in (s.low, min(s.high, line.capacity))]
    labels.low[i, j] = 0.0 if first == NOTHING or steps[0].low <= 1 else steps[0].low * line.grains
    labels.high[i, j] = min(steps[-1].high, line.capacity) * line.grains
    if len(steps) == 1 and first != NOTHING:
        labels.fixed[i, j] = float(steps[0].fixed) if first else min(0.0, float(steps[0].fixed))
        labels.price[i, j] = float(steps[0].price) / line.grains
    else:
        # A straight line from nothing lies below every step if it does so at their ends.
        labels.fixed[i, j] = 0.0
        labels.price[i, j] = min(float(s.fixed + s.price * n) / n for s, n in ends) / line.grains


def true_cost(line: Line, grains: float) -> float:
    """What so many grains cost on a line at least, more of them if that is cheaper; packs may be broken."""
    packs = grains / line.grains
    if packs <= 1e-9:
        return 0.0
    steps = [s for s in line.segments if packs <= s.high + 1e-6] or line.segments[-1:]
    return min(float(s.fixed) + float(s.price) * max(packs, s.low) for s in steps)


def step_of(line: Line, grains: float) -> int:
    """The step that so many grains reach."""
    packs = grains / line.grains
    return max((t for t, s in enumerate(line.segments) if s.low <= max(packs, 1.0)), default=NOTHING)
