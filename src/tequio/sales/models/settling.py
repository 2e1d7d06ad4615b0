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
    """What one workshop was paid in one run: `gross` for its pieces, less fee and advances, is `net`. In centavos."""

    order = UnionForeignKey(Order, related_name="payouts")
    run = models.PositiveSmallIntegerField()
    maker = UnionForeignKey(Maker, related_name="payouts")
    gross_minor = models.BigIntegerField()
    fee_minor = models.BigIntegerField()
    advance_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    paid_on = models.DateField()
    entry = UnionForeignKey("books.Entry", related_name="+")

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="payout_once", fields=["union", "order", "run", "maker"]),
            models.CheckConstraint(
                name="payout_adds_up",
                condition=Q(
                    gross_minor=F("net_minor") + F("fee_minor") + F("advance_minor"), gross_minor__gt=0,
                    fee_minor__gte=0, advance_minor__gte=0, net_minor__gte=0,
                ),
            ),
        ]  # fmt: skip
        indexes = [models.Index(name="payout_by_maker", fields=["union", "maker"])]

    def __str__(self) -> str:
        return f"{self.order_id} {self.maker_id} {self.net_minor}"
