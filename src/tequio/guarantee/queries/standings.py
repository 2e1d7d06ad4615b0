"""Where every loan stands on a day, from what was agreed and what was paid: three statements for all loans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from tequio.credit.models import Agreement, Instalment, Loan, Payment
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
    return (
        Loan.objects.filter(disbursed_on__isnull=False)
        .select_related("application", "member__person", "member__section", "lender")
        .order_by("pk")
    )


def standings(loans: Iterable[Loan], today: date) -> list[Stood]:
    """Each of these loans as the lending engine tells it, in their order."""
    there = list(loans)
    keys = [loan.pk for loan in there]
    version = {loan.pk: loan.version for loan in there}
    agreements = {
        each.loan_id: each
        for each in Agreement.objects.filter(loan_id__in=keys)
        if each.version == version[each.loan_id]
    }
    due: dict[int, list[lending.DueDay]] = defaultdict(list)
    for each in Instalment.objects.filter(loan_id__in=keys).order_by("loan_id", "number"):
        if each.version == version[each.loan_id]:
            due[each.loan_id].append(each.due)
    paid: dict[int, list[lending.Payment]] = defaultdict(list)
    rows = Payment.objects.filter(loan_id__in=keys, cancelled_on__isnull=True, paid_on__lte=today)
    for loan, number, minor, on in rows.order_by("paid_on", "pk").values_list("loan_id", "version", "minor", "paid_on"):
        if number == version[loan]:
            paid[loan].append(lending.Payment(on, minor))
    return [_stood(loan, agreements[loan.pk], tuple(due[loan.pk]), paid[loan.pk], today) for loan in there]


def standing_of(loan: Loan, today: date) -> lending.Standing:
    return standings([loan], today)[0].standing


def _stood(
    loan: Loan, agreed: Agreement, due: tuple[lending.DueDay, ...], paid: list[lending.Payment], today: date
) -> Stood:
    terms = agreed.terms(agreed.principal_minor, agreed.starts_on, due)
    told = lending.stand(terms, paid, today, agreed.rules)
    return Stood(
        loan, told, _late_after(told, today, AT_RISK_AFTER),
        loan.written_off_on or _late_after(told, today, FAILED_AFTER), agreed.kind == Agreement.Kind.BULLET,
    )  # fmt: skip


def _late_after(told: lending.Standing, today: date, days: int) -> date | None:
    """The first day on which a payment was more than so many days late."""
    return min(
        (day for line in told.lines
         if (day := line.due_on + timedelta(days=days + 1)) <= (line.paid_on or today) and day <= today),
        default=None,
    )  # fmt: skip
