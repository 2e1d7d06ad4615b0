"""How late what is owed is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tequio.engines.portfolio.model import Loan, worst_of_its_group


@dataclass(frozen=True, slots=True)
class Age:
    """Days late, both ends included; without an end when `last` is None."""

    first: int
    last: int | None

    def holds(self, days: int) -> bool:
        return self.first <= days and (self.last is None or days <= self.last)


AGES = (Age(0, 0), Age(1, 30), Age(31, 60), Age(61, 90), Age(91, 180), Age(181, None))


@dataclass(frozen=True, slots=True)
class Bucket:
    age: Age
    minor: int
    loans: tuple[int, ...]


def ageing(loans: Iterable[Loan], ages: Sequence[Age] = AGES) -> tuple[Bucket, ...]:
    """Every balance in the bucket of its days; the buckets add up to the portfolio."""
    owing = worst_of_its_group(loans)
    found = []
    for age in ages:
        here = [loan for loan in owing if age.holds(loan.days_late)]
        found.append(Bucket(age, sum(loan.balance for loan in here), tuple(loan.key for loan in here)))
    return tuple(found)
