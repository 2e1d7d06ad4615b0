"""Which group of villages would gain most by leaving? One mixed-integer programme in which villages are chosen.

It is the programme of the joint purchase with every wish multiplied by a 0/1 variable of its village, and what the
village pays now taken off the cost: minimise cost(S) - charges(S). A value below zero is a gain.

Which way each answer is safe. The *bound* of the programme (also of any relaxation of it, and also when stopped early)
says that no group whatever gains more: it certifies. A *group* it finds is only a proposal: its plan in whole packs is
priced by `villages.costs`, and that real award is what the charges are held against. Beyond `EXACT` arcs packs and
single rows are continuous and surplus travels for the least freight, all of which only lowers the bound.

Source: J. Drechsel and A. Kimms, *Computing core allocations in cooperative games with an application to cooperative
procurement*, International Journal of Production Economics 128 (2010) 310-321 (row generation by such a programme).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil, inf

import highspy
import numpy as np
from numpy.typing import NDArray

from tequio.engines.pooling.grid import Grid
from tequio.engines.pooling.program import Program, write_program
from tequio.engines.stability.villages import Floats, Plan, outside_cost

EXACT = 1200  # arcs
Group = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Found:
    """A `group` and a plan for it, or None; cost less charges is at least `bound` centavos for any group whatever."""

    group: Group | None
    plan: Plan | None
    bound: float
    finished: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """The programme with its villages; columns from `first` on are the villages in the order of the grid's points."""

    program: Program
    exact: bool
    first: int
    lp: highspy.HighsLp


def write_choice(grid: Grid) -> Choice:
    exact = len(grid.arcs) <= EXACT
    program = write_program(grid, whole_packs=exact, gathered=not exact)
    if not exact:
        single = program.u[program.u >= 0]
        program.whole[single] = False
    return Choice(program, exact, len(program.cost), _with_villages(program))


def most_gaining(
    choice: Choice,
    charges: Floats,
    *,
    seconds: float,
    close: float,
    known: Sequence[Group] = (),
    stop: Callable[[], bool] | None = None,
) -> Found:
    """The group (not all villages, none of `known`) that gains most at these `charges` (centavos per point, with what
    the village spends outside). Ends within `close` centavos of the best or after `seconds`."""
    villages = len(charges)
    solver = _solver(seconds, close)
    solver.passModel(choice.lp)
    columns = np.arange(choice.first, choice.first + villages, dtype=np.int32)
    solver.changeColsCost(villages, columns, -charges / 100)
    for group in [np.ones(villages, dtype=bool), *known]:
        # Any group differs from a known one in some village.
        solver.addRow(1.0 - float(group.sum()), inf, villages, columns, np.where(group, -1.0, 1.0))
    return _run(solver, choice, stop)


def cheapest(grid: Grid, group: Group, *, seconds: float, close: float) -> Found:
    """The cheapest award of one group on its own, and a proven bound on it; no plan where it cannot be served."""
    kept = {int(p) for p in np.flatnonzero(group)}
    small = replace(
        grid,
        rows=tuple(r for r in grid.rows if r.point in kept),
        arcs=tuple(a for a in grid.arcs if a.point in kept),
    )
    choice = write_choice(small)
    solver = _solver(seconds, close)
    solver.passModel(choice.lp)
    columns = np.arange(choice.first, choice.first + len(group), dtype=np.int32)
    solver.changeColsBounds(len(group), columns, group.astype(np.float64), group.astype(np.float64))
    return _run(solver, choice, None)


def _with_villages(program: Program) -> highspy.HighsLp:
    """Every row with a positive least amount is a wish of one point; that amount moves to the point's own column."""
    grid, first = program.grid, len(program.cost)
    point_of = np.full(first, -1, dtype=np.int64)
    for i, arc in enumerate(grid.arcs):
        point_of[program.n[i]] = arc.point
    for r, row in enumerate(grid.rows):
        if program.u[r] >= 0:
            point_of[program.u[r]] = row.point
    for (r, _), column in program.y.items():
        point_of[column] = grid.rows[r].point
    wishes = np.flatnonzero(program.row_lower > 0)
    points = np.array([_point(program, point_of, int(row)) for row in wishes], dtype=np.int64)
    lower, upper = program.row_lower.copy(), program.row_upper.copy()
    wanted = lower[wishes]
    upper[wishes] = np.where(np.isinf(upper[wishes]), upper[wishes], 0.0)
    lower[wishes] = 0.0
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = first + len(grid.points), len(lower)
    lp.col_cost_ = np.append(program.cost, np.zeros(len(grid.points)))
    lp.col_lower_ = np.append(program.lower, np.zeros(len(grid.points)))
    lp.col_upper_ = np.append(program.upper, np.ones(len(grid.points)))
    lp.row_lower_, lp.row_upper_ = lower, upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    # The new entry comes last in its row.
    ends = program.start[wishes + 1]
    lp.a_matrix_.index_ = np.insert(program.index, ends, first + points).astype(np.int32)
    lp.a_matrix_.value_ = np.insert(program.value, ends, -wanted)
    added = np.zeros(len(lower) + 1, dtype=np.int64)
    np.add.at(added, wishes + 1, 1)
    lp.a_matrix_.start_ = (program.start + np.cumsum(added)).astype(np.int32)
    whole = np.append(program.whole, np.ones(len(grid.points), dtype=bool))
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kInteger if w else kinds.kContinuous for w in whole]
    return lp


def _point(program: Program, point_of: NDArray[np.int64], row: int) -> int:
    columns = program.index[program.start[row] : program.start[row + 1]]
    points = {int(p) for p in point_of[columns]}
    assert len(points) == 1 and -1 not in points, "A wish belongs to one point."
    return points.pop()


def _solver(seconds: float, close: float) -> highspy.Highs:
    solver = highspy.Highs()
    for option, value in {
        "output_flag": False,
        "time_limit": max(0.05, seconds),
        "mip_rel_gap": 0.0,
        "mip_abs_gap": close / 100,
        "mip_feasibility_tolerance": 1e-7,
        "random_seed": 1,
    }.items():
        solver.setOptionValue(option, value)
    return solver


def _run(solver: highspy.Highs, choice: Choice, stop: Callable[[], bool] | None) -> Found:
    if stop is not None:
        solver.HandleUserInterrupt = True
        solver.cbMipInterrupt += lambda event: event.interrupt() if stop() else None
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Found(None, None, inf, True)
    finished = status == highspy.HighsModelStatus.kOptimal
    bound = info.mip_dual_bound * 100 if np.isfinite(info.mip_dual_bound) else -inf
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Found(None, None, bound, finished)
    values = np.array(solver.getSolution().col_value)
    return Found(values[choice.first :] > 0.5, _plan(choice, values), bound, finished)


def _plan(choice: Choice, values: Floats) -> Plan:
    """Whole packs that serve what the solution serves: part packs and part rows count whole, so nobody goes short."""
    program, grid = choice.program, choice.program.grid
    packs = np.zeros((len(grid.lines), len(grid.points)))
    for i, arc in enumerate(grid.arcs):
        bought = values[program.n[i]]
        if choice.exact and program.e[i] >= 0:
            bought += values[program.e[i]]
        packs[arc.line, arc.point] = ceil(bought - 1e-5)
    alone = [r for r in range(len(grid.rows)) if program.u[r] >= 0 and values[program.u[r]] > 1e-6]
    return Plan(packs, outside_cost(grid, alone), values[choice.first :] > 0.5)
