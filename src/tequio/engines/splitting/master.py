"""The linear programme that mixes plans: one convex choice for each group of workshops, each line covered."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from tequio.engines.pooling.highs import highspy, say_threads
from tequio.engines.splitting.table import Floats, Ints

# A missing or a surplus piece costs so many times the dearest way of making it, so that none is left at the end.
FAR = 3.0


class Master:
    """Rows: pieces of each line, then one choice per group. `solve` gives the prices of lines and of groups."""

    def __init__(self, wanted: Floats, groups: Sequence[int], stop: Floats, sure: Any, dearest: Floats) -> None:
        """`groups`: the place of each group. Places in `sure` are open and free."""
        self._lines = len(wanted)
        lp = highspy.HighsLp()
        lp.num_row_ = self._lines + len(groups)
        lp.num_col_ = 0
        rest = np.array([1.0 if sure[place] or stop[place] == 0 else 0.0 for place in groups])
        lp.row_lower_ = np.concatenate([wanted, np.full(len(groups), -np.inf)])
        lp.row_upper_ = np.concatenate([wanted, rest])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.zeros(1, np.int32)
        self._solver = highspy.Highs()
        self._solver.setOptionValue("output_flag", False)
        say_threads(self._solver, 1)
        self._solver.passModel(lp)
        self.count = 0
        for line in range(self._lines):
            self._add(FAR * dearest[line], np.inf, [line], [1.0])
            self._add(FAR * dearest[line], np.inf, [line], [-1.0])
        of_place: dict[int, list[int]] = {}
        for group, place in enumerate(groups):
            if rest[group] == 0:
                of_place.setdefault(place, []).append(group)
        for place, mine in of_place.items():
            self._add(float(stop[place]), 1.0, [self._lines + g for g in mine], [-1.0] * len(mine))
        self.plans = self.count
        self.group_of: list[int] = []

    def _add(self, cost: float, upper: float, rows: Sequence[int], values: Sequence[float]) -> None:
        self._solver.addCol(cost, 0.0, upper, len(rows), np.array(rows, np.int32), np.array(values, np.float64))
        self.count += 1

    def offer(self, group: int, cost: float, lines: Ints, pieces: Floats) -> None:
        """A plan of a group: pieces of these lines at this cost in all."""
        rows = np.append(lines, self._lines + group)
        self._add(cost, np.inf, rows, np.append(pieces, 1.0))  # type: ignore[arg-type]
        self.group_of.append(group)

    def solve(self, seconds: float) -> tuple[float, Floats, Floats] | None:
        """Objective, prices of lines, and how much of each plan is taken; None if time was up."""
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + max(0.5, seconds))
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._solver.getSolution()
        prices = np.array(solution.row_dual[: self._lines])
        taken = np.array(solution.col_value[self.plans :])
        return float(self._solver.getInfo().objective_function_value), prices, taken
