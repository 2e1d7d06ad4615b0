"""A split: one search for who makes what, with what the committee fixed before; and the account of fairness."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.sales.models.makers import Maker
from tequio.sales.models.orders import Line, Order


class Split(UnionOwned):
    """What the solver found for the open pieces of an order. `result` is what the engine said (sales/splitting.py).

    `bound_minor`: no split of the same pieces weighs less. `fingerprint` covers all figures it was made from: a split
    made from others cannot be approved. Weeks are counted from `first_on`, a Monday.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("en espera")
        RUNNING = "running", _("calculando")
        READY = "ready", _("listo")
        FAILED = "failed", _("no se pudo")
        APPROVED = "approved", pgettext_lazy("split", "aprobado")

    order = UnionForeignKey(Order, related_name="splits")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    seconds_allowed = models.PositiveIntegerField(default=30)
    first_on = models.DateField()
    fingerprint = models.CharField(max_length=64, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    # Progress; None while nothing is known.
    total_minor = models.BigIntegerField(null=True)
    bound_minor = models.BigIntegerField(null=True)
    seconds = models.FloatField(default=0)
    stop_asked = models.BooleanField(default=False)

    gap = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    problem_found = models.TextField(blank=True)  # why it failed, one sentence a line
    result = models.JSONField(null=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="split_approved_by_a_second_person",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("proposed_by")),
            ),
            models.CheckConstraint(
                name="split_approved_by_somebody", condition=~Q(state="approved") | Q(approved_by__isnull=False)
            ),
        ]
        indexes = [models.Index(name="split_by_order", fields=["union", "order", "-id"])]

    def __str__(self) -> str:
        return f"{self.order_id} {self.state}"

    @property
    def is_searching(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def is_best(self) -> bool:
        """Proven to be the best there is, as far as hundredths of a percent show."""
        return self.gap is not None and self.gap < Decimal("0.00005")


class Pin(UnionOwned):
    """The committee fixes how many open pieces of a line a workshop gets, and says why."""

    line = UnionForeignKey(Line, related_name="pins")
    maker = UnionForeignKey(Maker, related_name="+")
    pieces = models.PositiveIntegerField(_("piezas"))
    reason = models.CharField(_("motivo"), max_length=240)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="pin_once", fields=["union", "line", "maker"]),
            models.CheckConstraint(name="pin_has_a_reason", condition=~Q(reason="") & Q(pieces__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.maker_id} {self.pieces}"


class Exclusion(UnionOwned):
    """The committee leaves a workshop out of an order, and says why."""

    order = UnionForeignKey(Order, related_name="exclusions")
    maker = UnionForeignKey(Maker, related_name="+")
    reason = models.CharField(_("motivo"), max_length=240)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="exclusion_once", fields=["union", "order", "maker"]),
            models.CheckConstraint(name="exclusion_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.maker_id}"


class FairShare(UnionOwned):
    """What an order offered a workshop, and what its fair part of it would have been; centavos of work."""

    order = UnionForeignKey(Order, related_name="fair_shares")
    maker = UnionForeignKey(Maker, related_name="fair_shares")
    gets_minor = models.BigIntegerField()
    due_minor = models.BigIntegerField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="fair_share_once", fields=["union", "order", "maker"]),
            models.CheckConstraint(name="fair_share_not_negative", condition=Q(gets_minor__gte=0, due_minor__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.maker_id}"
