"""Suppliers, what they offer in a round, and what their trucks cost."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.purchasing.models.rounds import Round


class Supplier(UnionOwned):
    """Who sells to the union."""

    code = models.SlugField(_("clave"), max_length=40)
    name = models.CharField(_("proveedor"), max_length=160)
    rfc = models.CharField("RFC", max_length=13, blank=True)
    phone = models.CharField(_("teléfono"), max_length=16, blank=True)
    email = models.EmailField(_("correo"), blank=True)
    town = models.CharField(_("lugar"), max_length=120, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="supplier_code_once", fields=["union", "code"])]

    def __str__(self) -> str:
        return self.name


class Invitation(UnionOwned):
    """A supplier asked to quote in a round, and his terms that hold for all he quotes there.

    `minimum_order`: least value in pesos of his goods together. The signed link carries this row's key; a new
    `link_serial` makes older links worthless.
    """

    round = UnionForeignKey(Round, related_name="invitations")
    supplier = UnionForeignKey(Supplier, related_name="invitations")
    minimum_order = models.DecimalField(_("pedido mínimo"), max_digits=14, decimal_places=2, default=0)
    valid_until = models.DateField(_("vigente hasta"), null=True, blank=True)
    payment_days = models.PositiveSmallIntegerField(_("días de crédito"), default=0)
    link_serial = models.PositiveIntegerField(default=1)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="invitation_once", fields=["union", "round", "supplier"]),
            models.CheckConstraint(name="minimum_order_not_negative", condition=Q(minimum_order__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.supplier_id}"

    def holds_on(self, day: date) -> bool:
        return self.valid_until is None or day <= self.valid_until


class Quote(UnionOwned):
    """One supplier's price for one material in a round, in steps."""

    class Kind(models.TextChoices):
        ALL_UNITS = "all_units", _("el escalón vale para todo")
        INCREMENTAL = "incremental", _("cada escalón vale para su tramo")

    invitation = UnionForeignKey(Invitation, related_name="quotes")
    item = UnionForeignKey("stock.Item", related_name="+")
    kind = models.CharField(_("forma"), max_length=12, choices=Kind.choices, default=Kind.ALL_UNITS)
    pack = models.DecimalField(_("empaque"), max_digits=14, decimal_places=3, default=1)
    capacity = models.DecimalField(_("lo más que surte"), max_digits=14, decimal_places=3, null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="quote_once", fields=["union", "invitation", "item"]),
            models.CheckConstraint(name="quote_pack_is_positive", condition=Q(pack__gt=0)),
            models.CheckConstraint(
                name="quote_capacity_is_positive", condition=Q(capacity__isnull=True) | Q(capacity__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.item_id}"


class QuoteStep(UnionOwned):
    """From `minimum` units the price per unit, in pesos, is `price`."""

    quote = UnionForeignKey(Quote, on_delete=models.CASCADE, related_name="steps")
    minimum = models.DecimalField(_("desde"), max_digits=14, decimal_places=3)
    price = models.DecimalField(_("precio por unidad"), max_digits=14, decimal_places=4)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="quote_step_once", fields=["union", "quote", "minimum"]),
            models.CheckConstraint(name="quote_step_is_sane", condition=Q(minimum__gte=0) & Q(price__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.minimum} {self.price}"


class FreightRate(UnionOwned):
    """What a supplier charges to bring goods to a village; villages with the same `drop` share one stop."""

    invitation = UnionForeignKey(Invitation, related_name="freight")
    section = UnionForeignKey("members.Section", related_name="+")
    fixed = models.DecimalField(_("por parada"), max_digits=14, decimal_places=2, default=0)
    per_kg = models.DecimalField(_("por kilo"), max_digits=14, decimal_places=4, default=0)
    drop = models.CharField(_("parada compartida"), max_length=40, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="freight_once", fields=["union", "invitation", "section"]),
            models.CheckConstraint(name="freight_not_negative", condition=Q(fixed__gte=0) & Q(per_kg__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.section_id}"
