"""What a workshop lets anybody read who scans a box."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.sales.models.makers import Maker


class Consent(UnionOwned):
    """What a workshop agreed to show behind a box's QR. Without this row: its village and its trade, and no name."""

    maker = UnionForeignKey(Maker, related_name="consents")
    shows_name = models.BooleanField(_("se puede decir su nombre"), default=False)
    shows_village = models.BooleanField(_("se puede decir su pueblo"), default=True)
    words = models.CharField(_("lo que quiere contar"), max_length=280, blank=True)
    told_on = models.DateField()
    told_by = models.CharField(max_length=160)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="consent_once", fields=["union", "maker"])]

    def __str__(self) -> str:
        return f"{self.maker_id} {self.shows_name}"
