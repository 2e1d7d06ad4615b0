"""How the loans of each season have done: of what was lent in a quarter, how much has fallen late at which age."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Lived:
    """A loan's life: when it was paid out, how much, and the day on which it was first as late as is asked."""

    paid_out_on: date
    principal: int
    first_late_on: date | None = None


@dataclass(frozen=True, slots=True)
class Vintage:
    """The loans of one quarter. `late[k]` is what part of what was lent had fallen late at the age of `k` months.

    A curve ends with the last month that *all* loans of the quarter have lived: younger ones would make it look better.
    """

    quarter_on: date
    loans: int
    lent: int
    late: tuple[Decimal, ...]


def vintages(lives: Iterable[Lived], today: date, months: int = 24) -> tuple[Vintage, ...]:
    """One curve for each quarter in which something was lent, oldest first; who was late once stays counted."""
    quarters: dict[date, list[Lived]] = defaultdict(list)
    for life in lives:
        if life.paid_out_on <= today:
            quarters[_quarter(life.paid_out_on)].append(life)
    return tuple(_vintage(first, quarters[first], today, months) for first in sorted(quarters))


def _vintage(first: date, lives: list[Lived], today: date, months: int) -> Vintage:
    lent = sum(life.principal for life in lives)
    last = min(months, min(_age(life.paid_out_on, today) for life in lives))
    fallen = [0] * (last + 1)
    for life in lives:
        if life.first_late_on is not None and life.first_late_on <= today:
            at = max(_age(life.paid_out_on, life.first_late_on - timedelta(days=1)) + 1, 0)
            if at <= last:
                fallen[at] += life.principal
    late, so_far = [], 0
    for minor in fallen:
        so_far += minor
        late.append(Decimal(so_far) / lent)
    return Vintage(first, len(lives), lent, tuple(late))


def _quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _age(from_: date, to: date) -> int:
    """Whole months from one day to another."""
    return (to.year - from_.year) * 12 + to.month - from_.month - (to.day < from_.day)
