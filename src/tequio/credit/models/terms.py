"""What is agreed of a loan, as columns: the same for what a lender announces and for what was signed."""

from __future__ import annotations

from copy import copy
from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionOwned
from tequio.engines import lending as engine

RATE = {"max_digits": 9, "decimal_places": 6}  # a fraction a year: 0.36 is 36 %


class AgreedTerms(UnionOwned):
    """The terms of a loan but for its principal and its day. Rates are fractions: 0.36 a year is 36 %.

    `late_rate` runs on overdue principal after `grace_days`, `penalty` is a part of it, once for each late instalment.
    """

    class Kind(models.TextChoices):
        LEVEL = "level", _("pagos iguales")
        LEVEL_PRINCIPAL = "level_principal", _("capital en partes iguales")
        BULLET = "bullet", _("capital al final")
        FLAT = "flat", _("interés sobre el préstamo completo")

    class Every(models.TextChoices):
        WEEK = "week", _("cada semana")
        FORTNIGHT = "fortnight", _("cada catorce días")
        HALF_MONTH = "half_month", _("cada quincena")
        MONTH = "month", _("cada mes")

    class Count(models.TextChoices):
        ACTUAL_360 = "actual/360", _("días reales entre 360")
        ACTUAL_365 = "actual/365", _("días reales entre 365")
        THIRTY_360 = "30/360", _("meses de 30 días entre 360")
        PERIODS = "periods", _("partes iguales del año")

    annual_rate = models.DecimalField(_("tasa anual"), **RATE)
    kind = models.CharField(_("cómo se paga"), max_length=16, choices=Kind.choices, default=Kind.LEVEL)
    every = models.CharField(_("cada cuánto"), max_length=10, choices=Every.choices, default=Every.MONTH)
    count = models.CharField(_("cómo se cuentan los días"), max_length=10, choices=Count.choices,
                             default=Count.ACTUAL_360)  # fmt: skip
    rest_in = models.JSONField(_("meses sin pago"), default=list, blank=True)  # 6 is June
    interest_only = models.PositiveSmallIntegerField(_("primeros pagos, solo de interés"), default=0)
    round_to = models.PositiveIntegerField(default=1)
    iva = models.DecimalField(_("IVA sobre interés y comisiones"), **RATE, default=Decimal("0.16"))
    opening_fee_minor = models.BigIntegerField(_("comisión de apertura, fija"), default=0)
    opening_fee_rate = models.DecimalField(_("comisión de apertura, parte del préstamo"), **RATE, default=0)
    each_fee_minor = models.BigIntegerField(_("cargo con cada pago"), default=0)
    guarantee_rate = models.DecimalField(_("garantía en efectivo"), **RATE, default=0)
    guarantee_yield = models.DecimalField(_("rendimiento de la garantía"), **RATE, default=0)
    late_rate = models.DecimalField(_("tasa de mora"), **RATE, default=0)
    penalty = models.DecimalField(_("pena por pago tarde"), **RATE, default=0)
    grace_days = models.PositiveSmallIntegerField(_("días de gracia"), default=0)

    class Meta(UnionOwned.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_rates_are_rates",
                condition=Q(
                    annual_rate__range=(0, engine.terms.MOST_A_YEAR), late_rate__range=(0, engine.terms.MOST_A_YEAR),
                    iva__gte=0, iva__lt=1, opening_fee_rate__range=(0, 1), guarantee_rate__gte=0, guarantee_rate__lt=1,
                    guarantee_yield__range=(0, 1), penalty__range=(0, 1), opening_fee_minor__gte=0,
                    each_fee_minor__gte=0, round_to__gte=1,
                ),
            ),
        ]  # fmt: skip

    @property
    def rhythm(self) -> engine.Rhythm:
        return engine.Rhythm(engine.Every(self.every), tuple(sorted(self.rest_in)))

    def at(self, rhythm: engine.Rhythm) -> Self:
        """The same terms paid at another rhythm, to reckon with: a row that is never saved.

        First payments of interest alone take as long as before; what is charged with each payment stays.
        """
        other = copy(self)
        other.every, other.rest_in = rhythm.every.value, list(rhythm.rest_in)
        if self.interest_only:
            other.interest_only = self.rhythm.as_many(self.interest_only, rhythm)
        return other

    def days(self, starts_on: date, count: int, first_on: date | None = None) -> tuple[engine.DueDay, ...]:
        return engine.due_days(starts_on, engine.Every(self.every), count, first_on=first_on, rest_in=self.rest_in)

    def terms(self, principal_minor: int, starts_on: date, due: tuple[engine.DueDay, ...]) -> engine.Terms:
        """As the engine takes them."""
        fees = (
            engine.Fee(True, self.opening_fee_minor, self.opening_fee_rate),
            engine.Fee(False, self.each_fee_minor),
        )
        return engine.Terms(
            principal=principal_minor, annual_rate=self.annual_rate, starts_on=starts_on, due=due,
            kind=engine.Kind(self.kind), count=engine.DayCount(self.count), per_year=engine.Every(self.every).per_year,
            interest_only=self.interest_only, round_to=self.round_to, iva=self.iva, fees=fees,
        )  # fmt: skip

    @property
    def rules(self) -> engine.Rules:
        """What the contract says of lateness. A payment pays fees, penalty, IVA, late interest, interest, principal."""
        return engine.Rules(late_rate=self.late_rate, penalty=self.penalty, grace_days=self.grace_days)

    def offer(self, lender: str, principal_minor: int, starts_on: date, count: int) -> engine.Offer:
        """As the common scale takes it."""
        terms = self.terms(principal_minor, starts_on, self.days(starts_on, count))
        return engine.Offer(lender, terms, self.guarantee_rate, self.guarantee_yield)
