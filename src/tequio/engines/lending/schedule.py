"""The schedule of a loan: what is due on each day, and how much of it is principal, interest, IVA and fees.

Source of the level instalment: any textbook of annuities, here with periods of any length (S. G. Kellison, *The Theory
of Interest*, chapters 3 and 5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from tequio.engines.lending.counting import half_to_even, parts_of_a_year
from tequio.engines.lending.level import Ratio, level_ratio
from tequio.engines.lending.terms import Kind, Nearest, Terms


@dataclass(frozen=True, slots=True)
class Row:
    """One day of payment, in centavos; `closing` is the principal owed after it."""

    number: int
    from_: date
    due_on: date
    opening: int
    principal: int
    interest: int
    iva: int
    fees: int

    @property
    def instalment(self) -> int:
        """Principal and interest; IVA and fees come on top."""
        return self.principal + self.interest

    @property
    def total(self) -> int:
        return self.principal + self.interest + self.iva + self.fees

    @property
    def closing(self) -> int:
        return self.opening - self.principal


@dataclass(frozen=True)
class Schedule:
    """All rows of a loan, and what is charged when it is handed over: `opening_fees`, with `opening_iva` on them."""

    terms: Terms
    rows: tuple[Row, ...]
    opening_fees: int
    opening_iva: int

    @cached_property
    def interest(self) -> int:
        return sum(row.interest for row in self.rows)

    @cached_property
    def iva(self) -> int:
        return sum(row.iva for row in self.rows) + self.opening_iva

    @cached_property
    def fees(self) -> int:
        return sum(row.fees for row in self.rows) + self.opening_fees

    @property
    def total(self) -> int:
        """Everything that the borrower pays, the principal included."""
        return self.terms.principal + self.interest + self.iva + self.fees


def schedule(terms: Terms) -> Schedule:
    """The rows of a loan whose terms have no `faults`.

    Principal adds up to the loan and the last row leaves nothing owed. Where instalments rounded up pay it off early,
    there are fewer rows.
    """
    rates = period_rates(terms)
    parts = {
        Kind.LEVEL: _level,
        Kind.LEVEL_PRINCIPAL: _level_principal,
        Kind.BULLET: _bullet,
        Kind.FLAT: _flat,
    }[terms.kind](terms, rates)
    opening = sum(fee.fixed + part_of(terms.principal, fee.rate) for fee in terms.fees if fee.at_opening)
    return Schedule(terms, tuple(_rows(terms, parts)), opening, part_of(opening, terms.iva))


def period_rates(terms: Terms) -> list[Ratio]:
    """The interest of each period on one centavo, as a ratio."""
    up, down = terms.annual_rate.as_integer_ratio()
    rates, from_ = [], terms.starts_on
    for due in terms.due:
        of, year = parts_of_a_year(terms.count, from_, due.on, due.periods, terms.per_year)
        rates.append((up * of, down * year))
        from_ = due.on
    return rates


def rounded_instalment(terms: Terms, exact: Ratio) -> int:
    """A whole multiple of `round_to`, as the terms say; never nothing."""
    up, down = exact[0], exact[1] * terms.round_to
    multiples = -(-up // down) if terms.rounding is Nearest.UP else half_to_even(up, down)
    return max(multiples, 1) * terms.round_to


def part_of(amount: int, rate: Decimal) -> int:
    if not rate:
        return 0
    up, down = rate.as_integer_ratio()
    return half_to_even(amount * up, down)


Parts = list[tuple[int, int]]  # principal and interest of each row


def _level(terms: Terms, rates: Sequence[Ratio]) -> Parts:
    reckoned = [rates[0]] * len(rates) if terms.as_if_alike else rates
    amount = rounded_instalment(terms, level_ratio(terms.principal, reckoned, terms.interest_only))
    balance, parts, last = terms.principal, [], len(rates) - 1
    for at, (up, down) in enumerate(rates):
        interest = half_to_even(balance * up, down)
        if at == last:
            principal = balance
        elif at < terms.interest_only:
            principal = 0
        else:
            principal = min(max(amount - interest, 0), balance)
        parts.append((principal, interest))
        balance -= principal
        if not balance:
            break
    return parts


def _level_principal(terms: Terms, rates: Sequence[Ratio]) -> Parts:
    paying = len(rates) - terms.interest_only
    amount = rounded_instalment(terms, (terms.principal, paying))
    balance, parts, last = terms.principal, [], len(rates) - 1
    for at, (up, down) in enumerate(rates):
        principal = balance if at == last else 0 if at < terms.interest_only else min(amount, balance)
        parts.append((principal, half_to_even(balance * up, down)))
        balance -= principal
        if not balance:
            break
    return parts


def _bullet(terms: Terms, rates: Sequence[Ratio]) -> Parts:
    interests = [half_to_even(terms.principal * up, down) for up, down in rates]
    return [(0, interest) for interest in interests[:-1]] + [(terms.principal, interests[-1])]


def _flat(terms: Terms, rates: Sequence[Ratio]) -> Parts:
    # Rates of one loan have one denominator but for PERIODS, where they have it too.
    down = rates[0][1]
    total = half_to_even(terms.principal * sum(up for up, _ in rates), down)
    interests, left = [], total
    for up, _ in rates[:-1]:
        interests.append(min(half_to_even(terms.principal * up, down), left))
        left -= interests[-1]
    interests.append(left)
    paying = len(rates) - terms.interest_only
    amount = rounded_instalment(terms, (terms.principal * len(rates) + total * paying, paying * len(rates)))
    balance, parts = terms.principal, Parts()
    for at, interest in enumerate(interests[:-1]):
        principal = 0 if at < terms.interest_only else min(max(amount - interest, 0), balance)
        if principal == balance:  # rounded up so far that it ends early, with all of its interest
            return [*parts, (balance, sum(interests[at:]))]
        parts.append((principal, interest))
        balance -= principal
    return [*parts, (balance, interests[-1])]


def _rows(terms: Terms, parts: Parts) -> list[Row]:
    each_time = [fee for fee in terms.fees if not fee.at_opening]
    rows, opening, from_ = [], terms.principal, terms.starts_on
    for number, ((principal, interest), due) in enumerate(zip(parts, terms.due, strict=False), start=1):
        fees = sum(fee.fixed + part_of(principal + interest, fee.rate) for fee in each_time) if each_time else 0
        iva = part_of(interest, terms.iva) + part_of(fees, terms.iva) if terms.iva else 0
        rows.append(Row(number, from_, due.on, opening, principal, interest, iva, fees))
        opening -= principal
        from_ = due.on
    return rows
