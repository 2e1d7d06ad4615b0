"""Where every loan stands on a day and when it was first late, as the lending engine tells it from `credit`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from tequio.credit import queries as credit
from tequio.credit.models import Agreement, Loan
from tequio.engines import lending, portfolio

FAILED_AFTER = 90  # days late after which a loan counts as failed
AT_RISK_AFTER = 30


@dataclass(frozen=True, slots=True)
class Standing:
    """What the balance is, how late the loan is, and when it was first more than 30 and more than 90 days late."""

    balance_minor: int
    days_late: int
    late_30_on: date | None
    late_90_on: date | None


@dataclass(frozen=True, slots=True)
class Held:
    """A loan and where it stands: no more than a portfolio of thousands needs.

    `first_late_on` and `failed_on` are when it was first that late, if ever; one that was written off failed then.
    """

    loan_id: int
    number: int
    state: str
    version: int
    group_id: int | None
    lender_id: int
    member_id: int
    section_id: int
    disbursed_on: date
    principal_minor: int
    written_off_minor: int
    written_off_on: date | None
    at_once: bool
    standing: Standing

    @property
    def first_late_on(self) -> date | None:
        return self.standing.late_30_on

    @property
    def failed_on(self) -> date | None:
        return self.written_off_on or self.standing.late_90_on

    @property
    def as_held(self) -> portfolio.Loan:
        """As the measures of a portfolio see it."""
        return portfolio.Loan(
            self.loan_id, self.standing.balance_minor, self.standing.days_late, self.group_id,
            has_new_plan=self.version > 1, at_once=self.at_once,
        )  # fmt: skip


COLUMNS = (
    "pk", "number", "state", "version", "application__group_id", "lender_id", "member_id", "member__section_id",
    "disbursed_on", "principal_minor", "written_off_minor", "written_off_on",
)  # fmt: skip


def handed_out() -> QuerySet[Loan]:
    return credit.loans().filter(disbursed_on__isnull=False).order_by("pk")


def standings(found: QuerySet[Loan], today: date) -> list[Held]:
    """Each of these loans in their order; those handed out later are left out. Six statements for all.

    Loans of which it is kept that nothing is overdue are not worked out again.
    """
    kept = credit.up_to_date(today).filter(loan__in=found.order_by().values("pk"))
    stand = {
        pk: Standing(balance, 0, late_30_on, late_90_on)
        for pk, balance, late_30_on, late_90_on in kept.values_list(
            "loan_id", "balance_minor", "late_30_on", "late_90_on"
        )
    } | {each.loan.pk: _worked_out(each.standing, today) for each in credit.stood(_bare(found, today), today)}
    bullets = Agreement.objects.filter(kind=Agreement.Kind.BULLET, version=F("loan__version"))
    at_once = set(bullets.values_list("loan_id", flat=True))
    return [Held(*row, row[0] in at_once, stand[row[0]]) for row in found.values_list(*COLUMNS) if row[0] in stand]


def _bare(found: QuerySet[Loan], today: date) -> QuerySet[Loan]:
    """Those to be worked out, without what only screens show of them."""
    return credit.unsettled(found, today).select_related(None)


def _worked_out(told: lending.Standing, today: date) -> Standing:
    return Standing(
        told.balance, told.days_late, lending.late_since(told, today, AT_RISK_AFTER),
        lending.late_since(told, today, FAILED_AFTER),
    )  # fmt: skip
