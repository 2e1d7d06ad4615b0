"""What makes loans fail together: the rains, their village, and what repays them.

What repays a loan is the buyers of whose joint orders its borrower was paid, each for its part, or else sales of his
own in local markets. An *income* is what one borrower was paid of each buyer, in centavos; it may be empty.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence

import numpy as np

from tequio.engines.leverage.portfolio import Floats
from tequio.engines.leverage.shocks import Kind, Shock, Usual

Income = Mapping[int, int]
Village = Hashable


def main_buyer(incomes: Iterable[Income]) -> int | None:
    """The buyer of whom these borrowers, each named once, were paid most; of equals the one with the lower number."""
    sums: dict[int, int] = {}
    for income in incomes:
        for buyer, minor in income.items():
            sums[buyer] = sums.get(buyer, 0) + minor
    return min(sums, key=lambda buyer: (-sums[buyer], buyer), default=None)


def part_from(income: Income, buyer: int | None) -> float:
    """Of what a borrower was paid by joint sales, the part that came from a buyer."""
    return income.get(buyer, 0) / total if buyer is not None and (total := sum(income.values())) else 0.0


def sectors(villages: Sequence[Village], incomes: Sequence[Income], usual: Mapping[Kind, Usual]) -> Floats:
    """The weights (n, k) of a portfolio of loans from these villages, repaid out of these incomes.

    The first column is the rains, then one for each village and each buyer, and the last is local sales.
    """
    shares = {kind: float(usual[kind].share) if kind in usual else 0.0 for kind in Kind}
    places = {village: at for at, village in enumerate(dict.fromkeys(villages), start=1)}
    buyers = {
        buyer: at for at, buyer in enumerate(sorted({each for income in incomes for each in income}), 1 + len(places))
    }
    weight = np.zeros((len(villages), 2 + len(places) + len(buyers)))
    weight[:, 0] = shares[Kind.RAINS]
    for at, (village, income) in enumerate(zip(villages, incomes, strict=True)):
        weight[at, places[village]] = shares[Kind.VILLAGE]
        for buyer in income:
            weight[at, buyers[buyer]] = shares[Kind.BUYER] * part_from(income, buyer)
        weight[at, -1] = 0.0 if any(income.values()) else shares[Kind.BUYER]
    return weight


def known_shocks(
    villages: Sequence[Village], credit: Sequence[int], incomes: Sequence[Income], buyer: int | None,
    usual: Mapping[Kind, Usual],
) -> tuple[Shock, ...]:  # fmt: skip
    """The bad years that a union knows: `credit` is what is owed of each loan, `buyer` the one that is lost.

    The rains reach all; the buyer whoever was paid of it, for its part; the village that owes most all of its loans. A
    shock that reaches nobody is left out.
    """
    owed: dict[Village, int] = {}
    for village, minor in zip(villages, credit, strict=True):
        owed[village] = owed.get(village, 0) + minor
    worst = max(owed, key=lambda village: owed[village], default=None)
    hits = {
        Kind.RAINS: np.ones(len(villages)),
        Kind.BUYER: np.array([part_from(income, buyer) for income in incomes]),
        Kind.VILLAGE: np.array([float(village == worst) for village in villages]),
    }
    return tuple(
        Shock(kind.value, hit, float(usual[kind].times)) for kind, hit in hits.items() if kind in usual and hit.any()
    )
