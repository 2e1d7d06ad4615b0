"""What borrowing costs without the union, and what each payment of a loan spared by that."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.stock.models import PriceObservation


class OutsideLoan(UnionOwned):
    """An offer of money that a member would get alone, seen on a day: evidence, with the grades of a price outside.

    `cat` is a fraction a year with one decimal of a per cent, as it is published: 1.064 is 106.4 %. It was told, or is
    reckoned from what the offer gives and takes. Evidence is withdrawn, never lost.
    """

    class Kind(models.TextChoices):
        LENDER = "lender", _("prestamista")
        CARD = "card", _("tarjeta de crédito")
        MICRO = "micro", _("microfinanciera")
        SHOP = "shop", _("tienda a crédito")

    kind = models.CharField(_("quién presta"), max_length=6, choices=Kind.choices)
    place = models.CharField(_("nombre o lugar"), max_length=120)
    observed_on = models.DateField(_("fecha"))
    grade = models.CharField(_("prueba"), max_length=1, choices=PriceObservation.Grade.choices)
    cat = models.DecimalField(_("CAT"), max_digits=9, decimal_places=3)
    got_minor = models.BigIntegerField(_("cuánto te dan"), null=True, blank=True)
    each_minor = models.BigIntegerField(_("cuánto pagas cada vez"), null=True, blank=True)
    payments = models.PositiveSmallIntegerField(_("en cuántos pagos"), null=True, blank=True)
    every = models.CharField(_("cada cuánto"), max_length=10, blank=True)
    note = models.CharField(_("nota"), max_length=240, blank=True)
    noted_by = models.CharField(max_length=160)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(name="outside_loan_costs", condition=Q(cat__gt=0)),
            models.CheckConstraint(name="outside_loan_has_a_grade", condition=Q(grade__in=["A", "B", "C"])),
            models.CheckConstraint(name="outside_loan_says_where", condition=~Q(place="")),
        ]
        indexes = [models.Index(name="outside_loan_by_day", fields=["union", "-observed_on"])]

    def __str__(self) -> str:
        return f"{self.place} {self.cat}"

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None


class SparedLine(UnionOwned):
    """One payment of a loan that has come due, against the same money outside. Never changed or deleted."""

    loan = UnionForeignKey("credit.Loan", related_name="+")
    version = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    cost_minor = models.BigIntegerField()
    alone_minor = models.BigIntegerField()
    evidence = UnionForeignKey(OutsideLoan, related_name="lines")

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="spared_once", fields=["union", "loan", "version", "number", "evidence"]),
            models.CheckConstraint(name="spared_of_costs", condition=Q(cost_minor__gte=0, alone_minor__gte=0)),
        ]
        indexes = [
            models.Index(name="spared_by_day", fields=["union", "due_on"]),
            models.Index(name="spared_by_evidence", fields=["union", "evidence"]),
        ]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.number}"
