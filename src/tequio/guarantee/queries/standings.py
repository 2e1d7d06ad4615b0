"""Where every loan stands on a day and when it was first late, as the lending engine tells it from `credit`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from tequio.credit import queries as credit
from tequio.credit.models import Agreement, Loan
from tequio.engines import lending, portfolio

FAILED_AFTER = 90  # days late after which a loan counts as failed
AT_RISK_AFTER = 30


@dataclass(frozen=True, slots=True)
class Stood:
    """A loan and where it stands; `first_late_on` and `failed_on` are when it was first that late, if ever."""

    loan: Loan
    standing: lending.Standing
    first_late_on: date | None
    failed_on: date | None
    at_once: bool

    @property
    def as_held(self) -> portfolio.Loan:
        """As the measures of a portfolio see it."""
        return portfolio.Loan(
            self.loan.pk, self.standing.balance, self.standing.days_late, self.loan.application.group_id,
            has_new_plan=self.loan.version > 1, at_once=self.at_once,
        )  # fmt: skip


def handed_out() -> QuerySet[Loan]:
    return credit.loans().filter(disbursed_on__isnull=False).order_by("pk")


def standings(loans: Iterable[Loan], today: date) -> list[Stood]:
    """Each of these loans in their order; those handed out later are left out. Two statements for all."""
    return [
        Stood(
            each.loan, each.standing, _late_after(each.standing, today, AT_RISK_AFTER),
            each.loan.written_off_on or _late_after(each.standing, today, FAILED_AFTER),
            each.agreement.kind == Agreement.Kind.BULLET,
        )
        for each in credit.stood(loans, today)
    ]  # fmt: skip


def _late_after(told: lending.Standing, today: date, days: int) -> date | None:
    """The first day on which a payment was more than so many days late."""
    return min(
        (day for line in told.lines
         if (day := line.due_on + timedelta(days=days + 1)) <= (line.paid_on or today) and day <= today),
        default=None,
    )  # fmt: skip
