"""A loan as the measures of a portfolio see it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Loan:
    """`balance` of principal, `days_late` of its latest payment (0 for none), and the group whose debt it is."""

    key: int
    balance: int
    days_late: int
    group: int | None = None
    has_new_plan: bool = False
    at_once: bool = False  # the principal is due with one payment


def worst_of_its_group(loans: Iterable[Loan]) -> tuple[Loan, ...]:
    """The loans that owe something, those of a group all as late as its latest."""
    owing = [loan for loan in loans if loan.balance > 0]
    latest: dict[int, int] = {}
    for loan in owing:
        if loan.group is not None:
            latest[loan.group] = max(latest.get(loan.group, 0), loan.days_late)
    return tuple(loan if loan.group is None else replace(loan, days_late=latest[loan.group]) for loan in owing)
