"""Loans as columns: what could be lost of each, how likely it is, and what makes several fail together."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Wholes = NDArray[np.int64]


@dataclass(frozen=True)
class Portfolio:
    """`n` loans in `k` sectors.

    `amount` (n, centavos) is what is lost if the loan fails: the exposure less what is recovered. `rate` (n) is the
    probability of failing within a year, `deviation` (n) by how much it swings from year to year. `weight` (n, k) says
    how much of a loan follows each sector (rains, a buyer, a village); what is missing to 1 is the loan's own luck.
    `credit` (n, centavos) is what is owed, recoveries not taken off.
    """

    amount: Wholes
    rate: Floats
    deviation: Floats
    weight: Floats
    credit: Wholes

    def __len__(self) -> int:
        return len(self.amount)

    @property
    def exposure(self) -> int:
        return int(self.credit.sum())

    @property
    def expected_loss(self) -> float:
        return float(self.amount @ self.rate)

    def with_rates(self, rate: Floats) -> "Portfolio":
        """The same loans in another year; how much a rate swings grows with it."""
        with np.errstate(divide="ignore", invalid="ignore"):
            grown = np.where(self.rate > 0, self.deviation * rate / self.rate, self.deviation)
        return replace(self, rate=rate, deviation=grown)

    def shocked(self, who: NDArray[np.bool_], factor: float) -> "Portfolio":
        """A bad year: the loans of `who` fail `factor` times as often, at most surely."""
        return self.with_rates(np.where(who, np.minimum(self.rate * factor, 1.0), self.rate))

    def joined(self, other: "Portfolio") -> "Portfolio":
        """Both together; sectors are the same ones."""
        pairs = ((getattr(self, each.name), getattr(other, each.name)) for each in fields(Portfolio))
        return Portfolio(*(np.concatenate(pair) for pair in pairs))


def portfolio(
    amount: Sequence[int] | Wholes,
    rate: Sequence[float] | Floats,
    deviation: Sequence[float] | Floats | None = None,
    weight: Sequence[Sequence[float]] | Floats | None = None,
    credit: Sequence[int] | Wholes | None = None,
) -> Portfolio:
    """A portfolio from plain columns. Without deviations rates swing by half of themselves; without weights all loans
    follow one sector, which is the most cautious; without `credit` nothing is recovered of what fails.
    """
    rates = np.asarray(rate, dtype=np.float64)
    return Portfolio(
        amount=np.asarray(amount, dtype=np.int64),
        rate=rates,
        deviation=rates / 2 if deviation is None else np.asarray(deviation, dtype=np.float64),
        weight=np.ones((len(rates), 1)) if weight is None else np.asarray(weight, dtype=np.float64),
        credit=np.asarray(amount if credit is None else credit, dtype=np.int64),
    )


class Fault(StrEnum):
    EMPTY = "empty"
    COLUMNS_DIFFER = "columns_differ"
    AMOUNT_NOT_POSITIVE = "amount_not_positive"
    RATE_OUT_OF_RANGE = "rate_out_of_range"
    DEVIATION_NEGATIVE = "deviation_negative"
    WEIGHT_OUT_OF_RANGE = "weight_out_of_range"


def faults(given: Portfolio) -> list[tuple[Fault, int | None]]:
    """What is wrong, each with the first loan (by its place) where it is; None where it is no loan's."""
    count = len(given.amount)
    if not count:
        return [(Fault.EMPTY, None)]
    if {len(given.rate), len(given.deviation), len(given.weight), len(given.credit)} != {count}:
        return [(Fault.COLUMNS_DIFFER, None)]
    bad = {
        Fault.AMOUNT_NOT_POSITIVE: (given.amount <= 0) | (given.credit < given.amount),
        Fault.RATE_OUT_OF_RANGE: ~((given.rate >= 0) & (given.rate <= 1)),
        Fault.DEVIATION_NEGATIVE: ~(given.deviation >= 0),
        Fault.WEIGHT_OUT_OF_RANGE: (given.weight < 0).any(axis=1) | (given.weight.sum(axis=1) > 1 + 1e-9),
    }
    return [(fault, int(np.argmax(where))) for fault, where in bad.items() if where.any()]
