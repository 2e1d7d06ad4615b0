"""What is kept of loans with nothing overdue, so that a page of thousands does not work each of them out again."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.credit.models.loans import Loan


class UpToDate(UnionOwned):
    """A loan with nothing overdue on any day from `from_on` to `until_on` unless something is paid, as the lending
    engine tells it: the same balance each day, and `next_minor` is due on the day after (nothing after date.max).

    `late_30_on` and `late_90_on` are when a payment was first more than so many days late. A row is written with a
    payment, by which its loan is mostly up to date until the next one is due; the database takes it away whenever
    something is paid, taken back or agreed anew. A loan without a row for the day is worked out.
    """

    loan = UnionForeignKey(Loan, related_name="up_to_date")
    from_on = models.DateField()
    until_on = models.DateField()
    balance_minor = models.BigIntegerField()
    next_minor = models.BigIntegerField()
    late_30_on = models.DateField(null=True, blank=True)
    late_90_on = models.DateField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="up_to_date_once", fields=["union", "loan"]),
            models.CheckConstraint(
                name="up_to_date_from_a_day_to_another",
                condition=Q(until_on__gte=F("from_on"), balance_minor__gte=0, next_minor__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.until_on}"
