"""Portfolio at risk, and what the lenders' rules call overdue."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tequio.engines.portfolio.model import Loan, worst_of_its_group

OVERDUE_DAYS = 90  # of a loan in instalments
OVERDUE_DAYS_AT_ONCE = 30  # of one whose principal is due with one payment


@dataclass(frozen=True, slots=True)
class Risk:
    """The balance of the loans concerned, that of all, and which they are; `new_plan` is of others that have one."""

    minor: int
    gross: int
    loans: tuple[int, ...]
    new_plan: int = 0

    @property
    def part(self) -> Decimal | None:
        """Of the whole portfolio; None where nothing is owed."""
        return Decimal(self.minor) / self.gross if self.gross else None


def at_risk(loans: Iterable[Loan], days: int) -> Risk:
    """The whole balance of loans with any payment more than `days` late."""
    owing = worst_of_its_group(loans)
    return _risk(owing, [loan for loan in owing if loan.days_late > days])


def overdue(loans: Iterable[Loan]) -> Risk:
    """Ninety days late or more, thirty where the principal is due at once."""
    owing = worst_of_its_group(loans)
    return _risk(owing, [loan for loan in owing
                         if loan.days_late >= (OVERDUE_DAYS_AT_ONCE if loan.at_once else OVERDUE_DAYS)])  # fmt: skip


def _risk(owing: tuple[Loan, ...], found: list[Loan]) -> Risk:
    keys = {loan.key for loan in found}
    return Risk(
        minor=sum(loan.balance for loan in found),
        gross=sum(loan.balance for loan in owing),
        loans=tuple(loan.key for loan in found),
        new_plan=sum(loan.balance for loan in owing if loan.has_new_plan and loan.key not in keys),
    )
