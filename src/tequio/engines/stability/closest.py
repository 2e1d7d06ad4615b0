"""The charges closest to the start that keep every member at or below his cap and every known group inside.

    minimise    sum over members  (charge - start)^2 / (2 * weight)
    subject to  0 <= charge <= cap,  charges add up to the bill,  the charges of each group <= its limit

The weight of a member is his start, so a change counts in proportion to it: the answer is one *factor* per village, and
a member pays start x factor, or his cap if that is less. Strictly convex, hence unique; members alike pay alike; the
order of the input never matters.

The dual has one price per group and one for the bill, is concave and piecewise quadratic, and is climbed by a
projected Newton method (D. P. Bertsekas, *SIAM J. Control Optim.* 20 (1982) 221-246). Where groups repeat others, its
prices are not unique, so each climb stays near the prices of the one before (method of multipliers: R. T. Rockafellar,
*Math. Oper. Res.* 1 (1976) 97-116); a few climbs bring every limit to well below a centavo.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_SOFT = 1e-3  # centavos by which a limit may be passed per unit that its price moves in one climb
_CLOSE = 1e-3  # centavos
_CLIMBS = 30
_STEPS = 300


@dataclass(frozen=True, slots=True)
class Members:
    """Equal members may be gathered in one row. `village` numbers from 0; `cap` is inf without evidence; centavos."""

    village: NDArray[np.int64]
    start: Floats
    weight: Floats
    cap: Floats
    villages: int

    def charges(self, change: Floats) -> Floats:
        """Charges where each village has one relative `change` of its members' starts."""
        return np.clip(self.start + self.weight * change[self.village], 0.0, self.cap)

    def per_village(self, amounts: Floats) -> Floats:
        return np.bincount(self.village, amounts, minlength=self.villages).astype(np.float64)


def members_of(village: NDArray[np.int64], start: Floats, cap: Floats, villages: int) -> Members:
    """Weights are the starts; who starts at less than a centavo weighs one centavo, so that he can pay at all."""
    return Members(village, start, np.maximum(start, 1.0), cap, villages)


def closest_charges(members: Members, bill: float, groups: NDArray[np.bool_], limits: Floats) -> Floats:
    """Each member's charge in centavos. `groups`: groups x villages; `limits`: the most each group may pay.

    The limits must leave some charges possible (`least_core` says whether they do); otherwise the answer is the one at
    which the search gave up, and breaks some of them.
    """
    dual = _Dual(members, bill, groups.astype(float), limits)
    prices = np.zeros(len(limits) + 1)
    for _ in range(_CLIMBS):
        prices = _climb(dual, prices)
        if dual.broken(prices) < _CLOSE:
            break
        dual.near = prices
    return members.charges(dual.change(prices))


def _climb(dual: "_Dual", prices: Floats) -> Floats:
    """The best prices near `dual.near`, from `prices`; the first price is free, the others are at least 0."""
    for _ in range(_STEPS):
        slope = dual.slope(prices)
        held = (prices <= 0.0) & (slope <= 0.0)
        held[0] = False
        free = np.flatnonzero(~held)
        if np.abs(slope[free]).max() < _CLOSE / 10:
            break
        curvature = dual.curvature(prices)[np.ix_(free, free)]
        newton, scaled = np.zeros_like(prices), np.zeros_like(prices)
        newton[free] = np.linalg.solve(curvature, slope[free])
        scaled[free] = slope[free] / curvature.diagonal()
        # Newton's step may turn downhill once a price is stopped at zero; the scaled slope never does.
        better = _search(dual, prices, slope, newton)
        if better is None:
            better = _search(dual, prices, slope, scaled)
        if better is None:
            break
        prices = better
    return prices


def _search(dual: "_Dual", prices: Floats, slope: Floats, step: Floats) -> Floats | None:
    """Armijo's rule along the projected step; None where nothing is gained any more."""
    value, size = dual.value(prices), 1.0
    while size > 1e-9:
        trial = prices + size * step
        trial[1:] = np.maximum(trial[1:], 0.0)
        promised = float(slope @ (trial - prices))
        if promised > 0.0 and dual.value(trial) - value >= 1e-4 * promised:
            return trial
        size /= 2
    return None


class _Dual:
    """prices[0]: of the bill (any sign); prices[1:]: of the groups (never negative)."""

    def __init__(self, members: Members, bill: float, groups: Floats, limits: Floats) -> None:
        self.members, self.bill, self.groups, self.limits = members, bill, groups, limits
        # How the price of the bill and of each group moves each village's change.
        self.moves = np.vstack([np.ones(members.villages), -groups])
        self.near = np.zeros(len(limits) + 1)

    def change(self, prices: Floats) -> Floats:
        moved: Floats = prices @ self.moves
        return moved

    def value(self, prices: Floats) -> float:
        m, change = self.members, self.change(prices)
        charges = m.charges(change)
        away = float(((charges - m.start) ** 2 / (2 * m.weight)).sum())
        due = self.bill * float(prices[0]) - float(self.limits @ prices[1:])
        return (
            away - float(change @ m.per_village(charges)) + due - _SOFT / 2 * float(((prices - self.near) ** 2).sum())
        )

    def slope(self, prices: Floats) -> Floats:
        return self._open(prices) - _SOFT * (prices - self.near)

    def broken(self, prices: Floats) -> float:
        """Centavos by which the bill or a limit is missed at most."""
        open_ = self._open(prices)
        return max(abs(float(open_[0])), float(open_[1:].max(initial=0.0)))

    def curvature(self, prices: Floats) -> Floats:
        m, change = self.members, self.change(prices)
        wanted = m.start + m.weight * change[m.village]
        moving = m.per_village(np.where((wanted > 0.0) & (wanted < m.cap), m.weight, 0.0))
        curved: Floats = (self.moves * moving) @ self.moves.T + _SOFT * np.eye(len(prices))
        return curved

    def _open(self, prices: Floats) -> Floats:
        paid = self.members.per_village(self.members.charges(self.change(prices)))
        return np.append(self.bill - paid.sum(), self.groups @ paid - self.limits)
