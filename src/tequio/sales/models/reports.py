"""What laboratories found: a report about one lot or one mix, and what each tested piece gave off."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.engines.ware import Shape
from tequio.sales.models.collecting import Inspection


class LabReport(UnionOwned):
    """A report as the laboratory wrote it. It may be withdrawn, once; nothing else of it ever changes.

    It speaks for the pieces of one inspection, or for all that were made with one `mix` and are of the class of what
    was tested (`use`, `depth_mm`, `volume_ml`). `lot` is the code of the inspection as papers print it.
    """

    number = models.CharField(_("número"), max_length=60)
    laboratory = models.CharField(_("laboratorio"), max_length=120)
    method = models.CharField(_("método"), max_length=40)
    on = models.DateField(_("fecha del análisis"))
    inspection = UnionForeignKey(Inspection, null=True, blank=True, related_name="reports")
    lot = models.CharField(max_length=40, blank=True)
    recipe = models.CharField(_("receta"), max_length=80, blank=True)
    mix = models.CharField(_("lote de esmalte"), max_length=80, blank=True)
    use = models.CharField(max_length=20, blank=True)
    depth_mm = models.DecimalField(max_digits=7, decimal_places=1, null=True, blank=True)
    volume_ml = models.DecimalField(max_digits=9, decimal_places=1, null=True, blank=True)
    valid_until = models.DateField(_("vale hasta"), null=True, blank=True)
    noted_on = models.DateField()
    noted_by = models.CharField(max_length=160)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=240, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="lab_report_once", fields=["union", "laboratory", "number"]),
            models.CheckConstraint(
                name="lab_report_is_about_something", condition=Q(inspection__isnull=False) | ~Q(mix="")
            ),
            models.CheckConstraint(
                name="lab_report_withdrawn_for_a_reason", condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_why="")
            ),
        ]
        indexes = [
            models.Index(name="lab_report_by_lot", fields=["union", "inspection"]),
            models.Index(name="lab_report_by_mix", fields=["union", "mix"]),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("sales:report", kwargs={"union": self.union.slug, "report_id": self.pk})

    @property
    def shape(self) -> Shape | None:
        return Shape(self.use, self.depth_mm or Decimal(0), self.volume_ml or Decimal(0)) if self.use else None

    @property
    def stands(self) -> bool:
        return self.withdrawn_on is None


class LabReading(UnionOwned):
    """What one piece gave off; `is_below` where the laboratory only says that it is less. Never changed."""

    report = UnionForeignKey(LabReport, related_name="readings")
    piece = models.CharField(max_length=20)
    substance = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=12, decimal_places=5)
    unit = models.CharField(max_length=12)
    is_below = models.BooleanField(default=False)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="lab_reading_once", fields=["union", "report", "piece", "substance"]),
            models.CheckConstraint(name="lab_reading_not_below_zero", condition=Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.piece} {self.substance} {self.amount}"
