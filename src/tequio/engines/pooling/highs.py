"""Running HiGHS on a written programme: limits, a warm start, news while it runs, and a way to stop it."""

import ctypes
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from typing import Any, Protocol

import highspy as _highspy
import numpy as np
from numpy.typing import NDArray

from tequio.engines.pooling.program import Floats, Ints

# Called with (best objective or inf, proven bound or -inf, seconds); True stops the run.
Watch = Callable[[float, float, float], bool]


class Written(Protocol):
    """A programme as columns and rows; `start`, `index`, `value` hold the rows one after the other."""

    @property
    def cost(self) -> Floats: ...
    @property
    def lower(self) -> Floats: ...
    @property
    def upper(self) -> Floats: ...
    @property
    def whole(self) -> NDArray[np.bool_]: ...
    @property
    def row_lower(self) -> Floats: ...
    @property
    def row_upper(self) -> Floats: ...
    @property
    def start(self) -> Ints: ...
    @property
    def index(self) -> Ints: ...
    @property
    def value(self) -> Floats: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """`x` is None when nothing feasible was found; `infeasible` only when that was proven. Pesos."""

    x: Floats | None
    objective: float
    bound: float
    infeasible: bool
    reduced_costs: Floats | None = None


# The library is not typed.
highspy: Any = _highspy
_threads = threading.local()


def _swallow_banner() -> None:
    """The first solver of a process greets on standard output whatever its options say; let it do so unheard.

    At import, before other threads write; a program that prints JSON must print nothing else.
    """
    with suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
        keep, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, 1)
            highspy.Highs()
            ctypes.CDLL(None).fflush(None)
        finally:
            os.dup2(keep, 1)
            os.close(keep)
            os.close(nowhere)


_swallow_banner()


def run(
    program: Written,
    *,
    lower: Floats | None = None,
    upper: Floats | None = None,
    whole: NDArray[np.bool_] | None = None,
    seconds: float = inf,
    gap: float = 0.0,
    threads: int = 1,
    start: Floats | None = None,
    cutoff: float = inf,
    seed: int = 0,
    watch: Watch | None = None,
    options: dict[str, Any] | None = None,
) -> Outcome:
    """Minimise; bounds and integrality may replace the programme's own. All-False `whole` makes it a linear one.

    What a `start` leaves open (nan) the solver adds.
    """
    whole = program.whole if whole is None else whole
    solver = _load(program, lower, upper, whole)
    say_threads(solver, threads)
    for name, value in {
        "time_limit": max(0.05, seconds),
        "mip_rel_gap": gap,
        "mip_abs_gap": 1e-6,
        "random_seed": seed,
        **(options or {}),
    }.items():
        solver.setOptionValue(name, value)
    if cutoff < inf:
        solver.setOptionValue("objective_bound", cutoff)
    if start is not None:
        told = np.flatnonzero(~np.isnan(start)).astype(np.int32)
        solver.setSolution(len(told), told, start[told])
    if watch is not None:
        _watch(solver, watch)
    solver.run()
    return _outcome(solver, bool(whole.any()))


class Session:
    """A linear programme solved again and again with other costs or bounds, each time from where it stood."""

    def __init__(self, program: Written, *, threads: int, seconds: float) -> None:
        self._solver = _load(program, None, None, np.zeros_like(program.whole))
        say_threads(self._solver, threads)
        self._solver.setOptionValue("time_limit", seconds)
        self._columns = np.arange(len(program.cost), dtype=np.int32)

    def bound(self, lower: Floats, upper: Floats) -> None:
        self._solver.changeColsBounds(len(lower), self._columns, lower, upper)

    def again(self, cost: Floats) -> Floats | None:
        """The optimum at these costs; None if there is none or the time is up."""
        self._solver.changeColsCost(len(cost), self._columns, cost)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self._solver.getSolution().col_value)


def _load(program: Written, lower: Floats | None, upper: Floats | None, whole: NDArray[np.bool_]) -> Any:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.cost), len(program.row_lower)
    lp.col_cost_ = program.cost
    lp.col_lower_ = program.lower if lower is None else lower
    lp.col_upper_ = program.upper if upper is None else upper
    lp.row_lower_, lp.row_upper_ = program.row_lower, program.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = program.start, program.index, program.value
    if whole.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(w)] for w in whole]
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("log_to_console", False)
    solver.passModel(lp)
    return solver


def say_threads(solver: Any, threads: int) -> None:
    """HiGHS keeps one pool of workers per thread of ours and refuses another size: begin anew when it changes."""
    if getattr(_threads, "count", threads) != threads:
        highspy.Highs.resetGlobalScheduler(True)
    _threads.count = threads
    solver.setOptionValue("threads", threads)


def _watch(solver: Any, watch: Watch) -> None:
    def mip(event: Any) -> None:
        data = event.data_out
        if watch(data.mip_primal_bound, data.mip_dual_bound, data.running_time):
            event.interrupt()

    def linear(event: Any) -> None:
        if watch(inf, -inf, event.data_out.running_time):
            event.interrupt()

    solver.cbMipInterrupt += mip
    solver.cbSimplexInterrupt += linear
    solver.cbIpmInterrupt += linear


def _outcome(solver: Any, mixed: bool) -> Outcome:
    info, status = solver.getInfo(), solver.getModelStatus()
    kinds = highspy.HighsModelStatus
    infeasible = status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible)
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if mixed:
        x = np.array(solver.getSolution().col_value) if found else None
        return Outcome(x, info.objective_function_value if found else inf, info.mip_dual_bound, infeasible)
    if status != kinds.kOptimal:
        return Outcome(None, inf, -inf, infeasible)
    solution = solver.getSolution()
    value = info.objective_function_value
    return Outcome(np.array(solution.col_value), value, value, False, np.array(solution.col_dual))
