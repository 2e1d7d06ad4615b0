"""Who buys from the union, and what a dollar was worth on a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned


class Buyer(UnionOwned):
    """A shop, hotel, importer or institution that orders."""

    class Country(models.TextChoices):
        MEXICO = "MX", _("México")
        USA = "US", _("Estados Unidos")
        CANADA = "CA", _("Canadá")
        EUROPE = "EU", _("Unión Europea")
        OTHER = "XX", _("otro país")

    name = models.CharField(_("comprador"), max_length=160)
    country = models.CharField(_("país"), max_length=2, choices=Country.choices, default=Country.MEXICO)
    tax_id = models.CharField(_("RFC o registro fiscal"), max_length=40, blank=True)
    address = models.CharField(_("domicilio"), max_length=240, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="buyer_once", fields=["union", "name"])]

    def __str__(self) -> str:
        return self.name


class Contact(UnionOwned):
    """A person to talk to at a buyer's."""

    buyer = UnionForeignKey(Buyer, related_name="contacts")
    name = models.CharField(_("nombre"), max_length=120)
    email = models.EmailField(_("correo"), blank=True)
    phone = models.CharField(_("teléfono"), max_length=24, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="contact_once", fields=["union", "buyer", "name"])]

    def __str__(self) -> str:
        return self.name


class ExchangeRate(UnionOwned):
    """Pesos for one dollar as published for a day (FIX of Banco de México). It holds until the next one."""

    on = models.DateField(_("fecha"))
    mxn_per_usd = models.DecimalField(_("pesos por dólar"), max_digits=10, decimal_places=4)
    source = models.CharField(_("fuente"), max_length=120)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="exchange_rate_once", fields=["union", "on"]),
            models.CheckConstraint(name="exchange_rate_is_positive", condition=Q(mxn_per_usd__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.mxn_per_usd}"
