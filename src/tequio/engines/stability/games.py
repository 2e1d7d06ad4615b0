"""Sharing a cost between a few players when the cost of every group is known: core, least core, nucleolus, Shapley.

A group is a whole number whose bits are its players: 0b101 is players 0 and 2. Amounts go in and come out as floats (an
LP solver finds them), except the Shapley value, which is an exact fraction of the costs given.

Sources: core - D. B. Gillies (1959); least core and its nested linear programmes - M. Maschler, B. Peleg and
L. S. Shapley, *Mathematics of Operations Research* 4 (1979) 303-338; nucleolus - D. Schmeidler, *SIAM J. Appl. Math.*
17 (1969) 1163-1170; value - L. S. Shapley (1953).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import factorial

import highspy
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_TINY = 1e-7


@dataclass(frozen=True, slots=True)
class CostGame:
    """`cost[group]` for every group from 0 (nobody, costs nothing) to 2**players - 1 (everybody)."""

    players: int
    cost: tuple[Fraction, ...]

    def __post_init__(self) -> None:
        if len(self.cost) != 1 << self.players or self.cost[0] != 0:
            raise ValueError("A game gives one cost for each group, and nobody costs nothing.")

    @property
    def everybody(self) -> int:
        return (1 << self.players) - 1


def groups_by_size(players: int) -> Iterator[int]:
    """All groups but the empty one in the order of the literature: single players, pairs, triples, …"""
    for size in range(1, players + 1):
        for members in combinations(range(players), size):
            yield sum(1 << player for player in members)


def cost_game(players: int, costs: Sequence[int | Fraction]) -> CostGame:
    """The game with `costs` listed by `groups_by_size`."""
    table = [Fraction(0)] * (1 << players)
    for group, cost in zip(groups_by_size(players), costs, strict=True):
        table[group] = Fraction(cost)
    return CostGame(players, tuple(table))


def value_game(players: int, values: Sequence[int | Fraction]) -> CostGame:
    """A game of gains as one of costs: what a group earns is a negative cost; turn the sign of its charges again."""
    return cost_game(players, [-Fraction(value) for value in values])


def shapley(game: CostGame) -> tuple[Fraction, ...]:
    """Each player's average extra cost over all orders of joining."""
    n = game.players
    shares = [Fraction(0)] * n
    for group in range(1 << n):
        size = group.bit_count()
        for player in range(n):
            if not group >> player & 1:
                orders = Fraction(factorial(size) * factorial(n - size - 1), factorial(n))
                shares[player] += orders * (game.cost[group | 1 << player] - game.cost[group])
    return tuple(shares)


@dataclass(frozen=True, slots=True)
class Least:
    """Charges at which no group gains more than `epsilon` by leaving; `prices[row]`: what relaxing that row gives."""

    epsilon: float
    charges: Floats
    prices: Floats


def least_core(
    groups: NDArray[np.bool_], costs: Floats, bill: float, *, lower: Floats, upper: Floats, floor: float
) -> Least | None:
    """The smallest epsilon >= `floor` at which no group pays more than its cost plus epsilon.

    `groups` has one row per group and one column per player; the charges lie in [lower, upper] and add up to `bill`.
    None where the bounds exclude the bill.
    """
    rows, players = groups.shape
    members = np.hstack([groups.astype(float), -np.ones((rows, 1))])
    everybody = np.append(np.ones(players), 0.0)
    found = _minimise(
        np.append(np.zeros(players), 1.0),
        np.vstack([members, everybody]),
        np.append(np.full(rows, -highspy.kHighsInf), bill),
        np.append(costs, bill),
        np.append(lower, floor),
        np.append(upper, highspy.kHighsInf),
    )
    if found is None:
        return None
    values, prices = found
    return Least(float(values[-1]), values[:-1], prices[:-1])


def _minimise(
    costs: Floats, rows: Floats, low: Floats, high: Floats, lower: Floats, upper: Floats
) -> tuple[Floats, Floats] | None:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = rows.shape[1], rows.shape[0]
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = costs, lower, upper
    lp.row_lower_, lp.row_upper_ = low, high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    of_row, of_column = np.nonzero(rows)
    lp.a_matrix_.start_ = np.searchsorted(of_row, np.arange(rows.shape[0] + 1)).astype(np.int32)
    lp.a_matrix_.index_ = of_column.astype(np.int32)
    lp.a_matrix_.value_ = rows[of_row, of_column]
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("primal_feasibility_tolerance", 1e-9)
    solver.setOptionValue("dual_feasibility_tolerance", 1e-9)
    solver.passModel(lp)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = solver.getSolution()
    return np.array(solution.col_value), np.array(solution.row_dual)


def core_epsilon(game: CostGame) -> tuple[float, Floats]:
    """The least epsilon of the game (the core is empty exactly when it is positive) and charges that reach it."""
    groups, costs = _proper_groups(game)
    free = np.full(game.players, highspy.kHighsInf)
    found = least_core(groups, costs, float(game.cost[-1]), lower=-free, upper=free, floor=-highspy.kHighsInf)
    assert found is not None, "Without bounds on the charges some epsilon always does."
    return found.epsilon, found.charges


def nucleolus(game: CostGame) -> Floats:
    """The charges that make the largest gain of leaving smallest, then the next largest, and so on; unique.

    Nested linear programmes: what a group gains is settled as soon as its row has a price, and a settled group is an
    equation from then on, until the equations leave one solution.
    """
    groups, costs = _proper_groups(game)
    players = game.players
    settled = np.ones((1, players))
    gains = np.array([float(game.cost[-1])])
    open_ = np.ones(len(costs), dtype=bool)
    free = np.full(players + 1, highspy.kHighsInf)
    charges = np.full(players, gains[0])  # what one player alone pays
    while np.linalg.matrix_rank(settled) < players:
        members = np.hstack([groups[open_].astype(float), -np.ones((int(open_.sum()), 1))])
        equations = np.hstack([settled, np.zeros((len(settled), 1))])
        found = _minimise(
            np.append(np.zeros(players), 1.0),
            np.vstack([members, equations]),
            np.append(np.full(len(members), -highspy.kHighsInf), gains),
            np.append(costs[open_], gains),
            -free,
            free,
        )
        assert found is not None, "Each programme holds the solution of the one before."
        values, prices = found
        charges, epsilon = values[:-1], values[-1]
        now = np.flatnonzero(open_)[np.abs(prices[: len(members)]) > _TINY]
        settled = np.vstack([settled, groups[now].astype(float)])
        gains = np.append(gains, costs[now] + epsilon)
        open_[now] = False
    return charges


def _proper_groups(game: CostGame) -> tuple[NDArray[np.bool_], Floats]:
    numbers = np.arange(1, game.everybody)
    groups = (numbers[:, None] >> np.arange(game.players)[None, :] & 1).astype(bool)
    return groups, np.array([float(game.cost[number]) for number in numbers])
