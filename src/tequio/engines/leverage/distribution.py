"""The distribution of a year's losses: CreditRisk+.

Source: Credit Suisse First Boston, *CreditRisk+: A Credit Risk Management Framework* (1997), appendix A. Loans fail as
Poisson events whose intensities follow gamma-distributed sectors; amounts are rounded up to whole units and the rate
lowered so that the expected loss stays. The generating function is evaluated on the unit circle and turned around by
one Fourier transform (instead of the recursion of the source), which holds for a million loans as well: no probability
starts from exp(-30,000).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tequio.engines.leverage.portfolio import Floats, Portfolio, Wholes

BANDS = 100  # units in the largest loan
# Of more loans than this each counts for less, and fewer bands tell them apart well enough.
FINE = 10_000
FEWEST_BANDS = 10
# Losses beyond the mean and so many deviations are folded back: a double could not hold what is left of the tail there.
REACH = 40
MOST_POINTS = 2**23
SMALL = 1e-5

Complexes = NDArray[np.complex128]


@dataclass(frozen=True)
class Distribution:
    """`probability[i]` is that of losing `i` units of `unit` centavos."""

    unit: int
    probability: Floats

    @property
    def cumulative(self) -> Floats:
        return np.cumsum(self.probability)

    @property
    def mean(self) -> float:
        return float(np.arange(len(self.probability)) @ self.probability) * self.unit

    @property
    def deviation(self) -> float:
        units = np.arange(len(self.probability))
        mean = float(units @ self.probability)
        return math.sqrt(max(float((units - mean) ** 2 @ self.probability), 0.0)) * self.unit

    def quantile(self, confidence: float) -> float:
        """The loss that is not exceeded with `confidence`, in centavos, between units by a straight line."""
        cumulative = self.cumulative
        at = int(np.searchsorted(cumulative, confidence))
        if at == 0:
            return 0.0
        if at == len(cumulative):
            return float((at - 1) * self.unit)
        below = cumulative[at - 1]
        return float((at - 1 + (confidence - below) / (cumulative[at] - below)) * self.unit)

    def expected_above(self, threshold: float) -> float:
        """E[max(loss - threshold, 0)] in centavos."""
        over = np.arange(len(self.probability)) * float(self.unit) - threshold
        return float(np.maximum(over, 0) @ self.probability)

    def chance_above(self, threshold: float) -> float:
        over = np.arange(len(self.probability)) * float(self.unit) > threshold
        return float(self.probability[over].sum())


def losses(loans: Portfolio, unit: int | None = None) -> Distribution:
    """The distribution of losses of loans without `faults`. The unit is a hundredth of the largest amount, rounded up,
    and more where there are many loans, unless it is given.
    """
    unit = unit or math.ceil(int(loans.amount.max()) / _bands(len(loans)))
    bands = -(-loans.amount // unit)
    events = loans.rate * loans.amount / (unit * bands)
    own = np.clip(1 - loans.weight.sum(axis=1), 0, None)
    variances = _variances(loans.weight.T @ loans.rate, loans.weight.T @ loans.deviation)
    length = int(bands.max()) + 1
    alone = _by_band(bands, events * own, length)
    shared = [_by_band(bands, events * sector, length) for sector in loans.weight.T]
    points = _points(alone, shared, variances)
    return Distribution(unit, _turned(points, alone, shared, variances))


def _bands(loans: int) -> int:
    return max(round(BANDS * min(1.0, math.sqrt(FINE / loans))), FEWEST_BANDS)


def _gamma_log(missing: Complexes, relative: float) -> Complexes:
    """log(1 + relative · missing) / relative; by its series where the logarithm would forget so small a product."""
    small = relative * missing
    if np.abs(small).max() < SMALL:
        return missing * (1 - small / 2 + small**2 / 3)
    return np.asarray(np.log(1 + small) / relative)


def _by_band(bands: Wholes, events: Floats, length: int) -> Floats:
    return np.bincount(bands, weights=events, minlength=length).astype(np.float64)


def _variances(means: Floats, swings: Floats) -> Floats:
    """Of each sector's gamma, which has the mean one: a sector swings as its loans do together."""
    return np.divide(swings, means, out=np.zeros_like(means), where=means > 0) ** 2


def _points(alone: Floats, shared: Sequence[Floats], variances: Floats) -> int:
    units = np.arange(len(alone), dtype=np.float64)
    mean = float(units @ (alone + sum(shared)))
    variance = float(units**2 @ (alone + sum(shared)))
    for sector, relative in zip(shared, variances, strict=True):
        variance += float(units @ sector) ** 2 * float(relative)
    reach = mean + REACH * math.sqrt(variance) + len(alone)
    return min(1 << math.ceil(math.log2(reach + 1)), MOST_POINTS)


def _turned(points: int, alone: Floats, shared: Sequence[Floats], variances: Floats) -> Floats:
    logarithm = np.fft.rfft(alone, points) - alone.sum()
    for sector, relative in zip(shared, variances, strict=True):
        missing = sector.sum() - np.fft.rfft(sector, points)
        logarithm -= _gamma_log(missing, relative)
    found = np.fft.irfft(np.exp(logarithm), points)
    return np.clip(found, 0, None)
