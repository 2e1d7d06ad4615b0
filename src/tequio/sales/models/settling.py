"""Money of an order: what the buyer paid, and what each workshop was paid of it. Neither is ever changed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.sales.models.makers import Maker
from tequio.sales.models.orders import Order


class BuyerPayment(UnionOwned):
    """One payment of a buyer: in his currency, and what it came to in pesos when the bank credited it.

    `is_advance`: it came before anything was his.
    """

    class Into(models.TextChoices):
        BANK = "bank", _("al banco")
        CASH = "cash", _("a la caja")

    order = UnionForeignKey(Order, related_name="payments")
    amount_minor = models.BigIntegerField(_("pagó"))
    received_minor = models.BigIntegerField(_("entró en pesos"))
    into = models.CharField(_("a dónde entró"), max_length=4, choices=Into.choices, default=Into.BANK)
    reference = models.CharField(_("referencia"), max_length=80, blank=True)
    paid_on = models.DateField(_("fecha del pago"))
    is_advance = models.BooleanField()
    entry = UnionForeignKey("books.Entry", related_name="+")

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="buyer_payment_is_positive", condition=Q(amount_minor__gt=0, received_minor__gt=0)
            )
        ]
        indexes = [models.Index(name="buyer_payment_by_order", fields=["union", "order"])]

    def __str__(self) -> str:
        return f"{self.order_id} {self.amount_minor}"


class Payout(UnionOwned):
    """What one workshop was paid in one run: `gross` for its pieces, less fee, advances and what was withheld for other
    debts, is `net`. In centavos."""

    order = UnionForeignKey(Order, related_name="payouts")
    run = models.PositiveSmallIntegerField()
    maker = UnionForeignKey(Maker, related_name="payouts")
    gross_minor = models.BigIntegerField()
    fee_minor = models.BigIntegerField()
    advance_minor = models.BigIntegerField()
    withheld_minor = models.BigIntegerField(default=0)
    net_minor = models.BigIntegerField()
    paid_on = models.DateField()
    entry = UnionForeignKey("books.Entry", related_name="+")

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="payout_once", fields=["union", "order", "run", "maker"]),
            models.CheckConstraint(
                name="payout_adds_up",
                condition=Q(
                    gross_minor=F("net_minor") + F("fee_minor") + F("advance_minor") + F("withheld_minor"),
                    gross_minor__gt=0, fee_minor__gte=0, advance_minor__gte=0, withheld_minor__gte=0, net_minor__gte=0,
                ),
            ),
        ]  # fmt: skip
        indexes = [models.Index(name="payout_by_maker", fields=["union", "maker"])]

    def __str__(self) -> str:
        return f"{self.order_id} {self.maker_id} {self.net_minor}"


class Withholding(UnionOwned):
    """A part of a payout that went to a debt of the member's, as he agreed. Never changed."""

    payout = UnionForeignKey(Payout, related_name="withholdings")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    minor = models.BigIntegerField()
    entry = UnionForeignKey("books.Entry", related_name="+")

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="withholding_once", fields=["union", "payout", "code"]),
            models.CheckConstraint(name="withholding_is_positive", condition=Q(minor__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.payout_id} {self.code} {self.minor}"


class AdvanceReturn(UnionOwned):
    """A workshop gives back an advance, or a part, that its pieces do not cover. Never changed."""

    class Into(models.TextChoices):
        BANK = "bank", _("al banco")
        CASH = "cash", _("a la caja")
        ROUND = "round", _("vuelve a deber el material")

    order = UnionForeignKey(Order, related_name="advance_returns")
    maker = UnionForeignKey(Maker, related_name="+")
    amount_minor = models.BigIntegerField(_("importe"))
    into = models.CharField(_("cómo lo devuelve"), max_length=5, choices=Into.choices)
    returned_on = models.DateField()
    entry = UnionForeignKey("books.Entry", related_name="+")

    class Meta(UnionOwned.Meta):
        constraints = [models.CheckConstraint(name="advance_return_is_positive", condition=Q(amount_minor__gt=0))]
        indexes = [models.Index(name="advance_return_by_maker", fields=["union", "order", "maker"])]

    def __str__(self) -> str:
        return f"{self.order_id} {self.maker_id} {self.amount_minor}"
