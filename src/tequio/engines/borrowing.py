"""What a loan through the union spared a member: the same money for the same days at the rate of an offer outside.

For each payment of the schedule, alone = balance x ((1 + CAT)^(days / 365) - 1), the CAT being that of dated evidence
as it is published (one decimal, without IVA), rounded once. What it is held against is all the loan costs with that
payment: interest, IVA and fees, those of the opening with the first. So the union's side has IVA in it and the other
has not: a doubt counts against the union. Without evidence a line counts zero. Lateness is on neither side.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext

from tequio.engines.benefit import MemberBenefit, way_out
from tequio.engines.lending import Schedule
from tequio.engines.money import CENTAVOS_PER_PESO, to_centavos

YEAR = 365
DIGITS = 40  # more than any amount needs, so that only the last rounding counts


@dataclass(frozen=True, slots=True)
class Spared:
    """One payment: what it costs beside principal, and what the same money would have cost alone."""

    number: int
    due_on: date
    cost_minor: int
    alone_minor: int

    @property
    def gain_minor(self) -> int:
        return self.alone_minor - self.cost_minor


def alone(balance: int, days: int, cat: Decimal) -> int:
    """What a balance costs for some days at a yearly rate. Raises ValueError for a rate or days below zero."""
    if cat < 0 or days < 0:
        raise ValueError(f"{cat} a year for {days} days is no cost.")
    with localcontext() as exact:
        exact.prec = DIGITS
        grown = (1 + cat) ** (Decimal(days) / YEAR) - 1
        return to_centavos(Decimal(balance) / CENTAVOS_PER_PESO * grown)


def spared(plan: Schedule, cat: Decimal) -> tuple[Spared, ...]:
    """Every payment of a schedule against the same money at `cat`."""
    opening, found = plan.opening_fees + plan.opening_iva, []
    for row in plan.rows:
        cost = row.interest + row.iva + row.fees + opening
        found.append(Spared(row.number, row.due_on, cost, alone(row.opening, (row.due_on - row.from_).days, cat)))
        opening = 0
    return tuple(found)


def with_interest(benefit: MemberBenefit, gains: Iterable[int]) -> MemberBenefit:
    """A member's proof with what his loans spared him; the way out is reckoned again."""
    whole = replace(benefit, interest_gain_minor=sum(gains))
    missing = -whole.net_minor
    return replace(whole, way_out=way_out(missing, whole.lines) if missing > 0 else None)
