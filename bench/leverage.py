"""What a million loans can lose, on one core."""

import time

import numpy as np

from bench.table import show
from tequio.engines.leverage import losses, portfolio
from tequio.engines.leverage.portfolio import faults

BAR_SECONDS = 30.0
SEED = 20261126
SECTORS = 40  # villages


def main(quick: bool = False) -> None:
    rows = []
    for count in (10_000, 100_000, *(() if quick else (1_000_000,))):
        random = np.random.default_rng(SEED)
        amount = random.integers(200_000, 8_000_000, count)
        rate = random.uniform(0.01, 0.08, count)
        weight = np.zeros((count, SECTORS + 1))
        weight[:, 0] = 0.3  # rains
        weight[np.arange(count), random.integers(1, SECTORS + 1, count)] = 0.2
        begun = time.process_time()
        loans = portfolio(amount, rate, weight=weight)
        assert faults(loans) == []
        told = losses(loans)
        worst = told.quantile(0.995)
        seconds = time.process_time() - begun
        bar = count == 1_000_000
        rows.append((f"{count:,} loans in {SECTORS + 1} sectors", f"{seconds:.2f} s", f"{BAR_SECONDS} s" if bar else "",
                     f"{seconds / BAR_SECONDS:.2f}" if bar else ""))  # fmt: skip
        rows.append(("  mean of the distribution / expected loss", f"{told.mean / loans.expected_loss:.9f}", "1", ""))
        rows.append(("  loss in a year of 200 / expected loss", f"{worst / loans.expected_loss:.3f}", "", ""))
    show("Losses of a portfolio (CreditRisk+), one core", rows)
