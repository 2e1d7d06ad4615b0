"""What is done about a loan that is late: a visit, and a plan that the member agrees to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.credit.models.loans import Loan


class Visit(UnionOwned):
    """Somebody of the union went to see the member: what was found and what was said. Never changed or deleted."""

    class Found(models.TextChoices):
        MET = "met", _("platicamos")
        FAMILY = "family", _("platiqué con su familia")
        ABSENT = "absent", _("no estaba")

    loan = UnionForeignKey(Loan, related_name="visits")
    visited_on = models.DateField(_("cuándo"))
    visited_by = models.CharField(max_length=160)
    found = models.CharField(_("a quién hallaste"), max_length=8, choices=Found.choices)
    said = models.CharField(_("qué pasó"), max_length=600)
    again_on = models.DateField(_("cuándo se vuelve"), null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [models.CheckConstraint(name="visit_says_something", condition=~Q(said=""))]
        indexes = [models.Index(name="visit_by_loan", fields=["union", "loan", "-id"])]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.visited_on}"


class Plan(UnionOwned):
    """How a member who is late will catch up: days and amounts that he agreed to. The newest one holds.

    It changes nothing of what is owed: that is a restructure, and the lender's to grant.
    """

    loan = UnionForeignKey(Loan, related_name="plans")
    made_on = models.DateField()
    made_by = models.CharField(max_length=160)
    note = models.CharField(_("nota"), max_length=240, blank=True)

    class Meta(UnionOwned.Meta):
        indexes = [models.Index(name="plan_by_loan", fields=["union", "loan", "-id"])]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.made_on}"


class PlanPart(UnionOwned):
    """One day of a plan, and how much."""

    plan = UnionForeignKey(Plan, related_name="parts")
    due_on = models.DateField()
    minor = models.BigIntegerField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="plan_part_once", fields=["union", "plan", "due_on"]),
            models.CheckConstraint(name="plan_part_is_something", condition=Q(minor__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.due_on}"
