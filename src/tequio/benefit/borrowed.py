"""The third kind of gain: interest that loans through the union spared, line by line and for all members together.

A line is one payment that has come due. It counts by the newest evidence that stands; when that is withdrawn, exactly
its lines are without proof until somebody looks for another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import Q, QuerySet

from tequio.benefit.models import OutsideLoan, SparedLine
from tequio.benefit.spans import Span
from tequio.core import scope
from tequio.credit.models import Agreement, Loan
from tequio.engines import lending
from tequio.engines.borrowing import Spared, spared
from tequio.stock.settings import EVIDENCE_DAYS
from tequio.unions.queries import ruling

LINES = """
SELECT member_id, loan_id, loan_number, number, due_on, cost_minor, alone_minor, seen_id, cat, grade, place, stands
FROM benefit_spared(%(union)s, %(first)s, %(last)s)
WHERE %(members)s::bigint[] IS NULL OR member_id = ANY(%(members)s::bigint[])
ORDER BY due_on, loan_id, number
"""


@dataclass(frozen=True, slots=True)
class Borrowed:
    """One payment of a loan with everything its figures come from."""

    loan_id: int
    loan_number: int
    number: int
    on: date
    cost_minor: int
    alone_minor: int | None
    evidence_id: int | None
    cat: Decimal | None
    grade: str
    place: str

    @property
    def is_proven(self) -> bool:
        return self.alone_minor is not None

    @property
    def saved_minor(self) -> int:
        return 0 if self.alone_minor is None else self.alone_minor - self.cost_minor


def borrowed_of(member_ids: Collection[int] | None, span: Span) -> dict[int, list[Borrowed]]:
    """Every line of these members (of all, for None), oldest first; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(LINES, {
            "union": scope.required(), "first": span.first, "last": span.last,
            "members": None if member_ids is None else list(member_ids),
        })  # fmt: skip
        rows = cursor.fetchall()
    found: dict[int, list[Borrowed]] = {}
    for member, loan, loan_number, number, on, cost, alone, seen, cat, grade, place, stands in rows:
        found.setdefault(member, []).append(
            Borrowed(loan, loan_number, number, on, cost, alone if stands else None, seen if stands else None,
                     cat if stands else None, grade if stands else "", place if stands else "")
        )  # fmt: skip
    return found


def outside() -> QuerySet[OutsideLoan]:
    return OutsideLoan.objects.order_by("-observed_on", "-pk")


def best_outside(day: date) -> OutsideLoan | None:
    """What stands for borrowing alone on a day: the surest evidence that is fresh, of those the cheapest."""
    fresh = OutsideLoan.objects.filter(
        withdrawn_at__isnull=True, observed_on__range=(day - timedelta(days=ruling(EVIDENCE_DAYS, day)), day)
    )
    found: OutsideLoan | None = fresh.order_by("grade", "cat", "-observed_on", "pk").first()
    return found


def open_lines(today: date) -> Iterable[tuple[Loan, int, OutsideLoan, Spared]]:
    """Payments that have come due and rest on no evidence that stands, with the evidence of the loan's own day."""
    rests = {
        (loan, version, number)
        for loan, version, number in SparedLine.objects.filter(evidence__withdrawn_at__isnull=True).values_list(
            "loan_id", "version", "number"
        )
    }
    tried = set(SparedLine.objects.values_list("loan_id", "version", "number", "evidence_id"))
    due = Q(loan__disbursed_on__isnull=False) & ~Q(loan__state=Loan.State.CALLED_OFF) & Q(starts_on__lt=today)
    seen: dict[date, OutsideLoan | None] = {}
    for agreement in Agreement.objects.filter(due).select_related("loan").order_by("loan_id", "version"):
        day = agreement.loan.disbursed_on
        evidence = seen[day] if day in seen else seen.setdefault(day, best_outside(day))
        if evidence is None:
            continue
        for each in spared(lending.schedule(agreement.agreed), evidence.cat):
            key = (agreement.loan_id, agreement.version, each.number)
            if each.due_on <= today and key not in rests and (*key, evidence.pk) not in tried:
                yield agreement.loan, agreement.version, evidence, each
