"""Who lends, and on which terms: a bank or another body that the law lets lend. Never the union itself."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.credit.models.terms import AgreedTerms
from tequio.engines import lending as engine


class Lender(UnionOwned):
    """Somebody from outside who lends to members, and for whom the union collects."""

    class Kind(models.TextChoices):
        BANK = "bank", _("banco")
        SOFIPO = "sofipo", _("financiera popular (SOFIPO)")
        SOCAP = "socap", _("caja autorizada (SOCAP)")
        SOFOM = "sofom", _("SOFOM")
        CREDIT_UNION = "credit_union", _("unión de crédito")
        FUND = "fund", _("fondo o programa público")

    name = models.CharField(_("nombre"), max_length=160)
    kind = models.CharField(_("qué es"), max_length=12, choices=Kind.choices, default=Kind.BANK)
    contact = models.CharField(_("con quién se habla"), max_length=160, blank=True)
    phone = models.CharField(_("teléfono"), max_length=40, blank=True)
    email = models.EmailField(_("correo"), blank=True)
    notes = models.TextField(_("notas"), max_length=2_000, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="lender_once", fields=["union", "name"]),
            models.CheckConstraint(name="lender_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Product(AgreedTerms):
    """What a lender announces: its terms from a day on, for so much and so many payments. A row never changes.

    With it a member sees what his loan would cost before he asks for it.
    """

    lender = UnionForeignKey(Lender, related_name="products")
    name = models.CharField(_("cómo se llama"), max_length=120)
    least_minor = models.BigIntegerField(_("desde"))
    most_minor = models.BigIntegerField(_("hasta"))
    most_payments = models.PositiveSmallIntegerField(_("pagos, cuando más"))
    valid_from = models.DateField(_("rige desde"))
    valid_until = models.DateField(_("hasta antes de"), null=True, blank=True)
    source = models.CharField(_("de dónde se sabe"), max_length=240)

    class Meta(AgreedTerms.Meta):
        constraints = [
            *AgreedTerms.Meta.constraints,
            models.CheckConstraint(
                name="product_from_less_to_more",
                condition=Q(least_minor__gt=0, most_minor__gte=F("least_minor"), most_payments__gte=1),
            ),
            models.CheckConstraint(name="product_says_where", condition=~Q(source="")),
            models.CheckConstraint(
                name="product_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
        ]
        indexes = [models.Index(name="product_by_lender", fields=["union", "lender", "id"])]

    def __str__(self) -> str:
        return self.name

    def lends(self, minor: int, payments: int, every: engine.Every, day: date) -> bool:
        """Whether it is for so much, for so long as that many payments take, on that day."""
        is_on = self.valid_from <= day and (self.valid_until is None or day < self.valid_until)
        is_short = payments * self.rhythm.every.per_year <= self.most_payments * every.per_year
        return is_on and is_short and self.least_minor <= minor <= self.most_minor
