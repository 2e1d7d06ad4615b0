"""Reading credit: who lends, who asks, which loans run and where each stands."""

from __future__ import annotations

from django.db.models import QuerySet

from tequio.credit.models import Application, Lender, Loan


def lenders() -> QuerySet[Lender]:
    return Lender.objects.order_by("name", "pk")


def applications() -> QuerySet[Application]:
    return Application.objects.select_related("member__person", "member__section", "group", "union").order_by("-pk")


def applications_of(member_id: int) -> QuerySet[Application]:
    return applications().filter(member_id=member_id)


def loans() -> QuerySet[Loan]:
    return Loan.objects.select_related("member__person", "member__section", "lender", "union").order_by("-number")


def loans_of(member_id: int) -> QuerySet[Loan]:
    return loans().filter(member_id=member_id)
