"""A plan: one search for the cheapest way to buy, while it runs and when it is done."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.purchasing.models.rounds import Round


class Plan(UnionOwned):
    """What the solver found for a round. `result` holds the award and the sharing as engines wrote them (plans.py).

    `bound_minor`: buying the same for the same members cannot cost less. `fingerprint` covers pledges, quotes and
    freight: a plan made from other figures cannot be approved.
    """

    class Kind(models.TextChoices):
        CHEAPEST = "cheapest", _("lo más barato")
        ONE_SUPPLIER = "one_supplier", _("un solo proveedor")
        NEAREST = "nearest", _("el proveedor más cercano")

    class State(models.TextChoices):
        WAITING = "waiting", _("en espera")
        RUNNING = "running", _("calculando")
        READY = "ready", _("listo")
        FAILED = "failed", _("no se pudo")

    round = UnionForeignKey(Round, related_name="plans")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    seconds_allowed = models.PositiveIntegerField(default=60)
    fingerprint = models.CharField(max_length=64, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    # Progress; None while nothing is known.
    incumbent_minor = models.BigIntegerField(null=True)
    bound_minor = models.BigIntegerField(null=True)
    seconds = models.FloatField(default=0)
    stop_asked = models.BooleanField(default=False)

    # The bill, and what those pay whom the plan leaves to buy alone because that costs all together less.
    cost_minor = models.BigIntegerField(null=True)
    outside_minor = models.BigIntegerField(default=0)
    gap = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    problem_found = models.TextField(blank=True)  # why it failed, one sentence a line
    result = models.JSONField(null=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="plan_approved_by_a_second_person",
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("proposed_by")),
            ),
        ]
        indexes = [models.Index(name="plan_by_round", fields=["union", "round", "-id"])]

    def __str__(self) -> str:
        return f"{self.round_id} {self.kind} {self.state}"

    @property
    def total_minor(self) -> int:
        return (self.cost_minor or 0) + self.outside_minor
