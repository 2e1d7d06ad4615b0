"""Five numbers a week: the smallest notebook that says what a piece costs."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.engines.costing import Five
from tequio.members.models import Member

MOST_PIECES = 100_000
MOST_MINOR = 10_000_000_00
MOST_DAYS = 200


class Way(models.TextChoices):
    """How something came into the program."""

    PHONE = "phone", _("por teléfono")
    OFFICE = "office", _("lo anotó la oficina")
    SHEET = "sheet", _("de una hoja")


class WeekNote(UnionOwned):
    """One member's week with one product; noted again, the newer replaces the older."""

    member = UnionForeignKey(Member, related_name="+")
    monday = models.DateField()
    product = models.SlugField(max_length=40)
    begun = models.PositiveIntegerField()
    good = models.PositiveIntegerField()
    material_minor = models.BigIntegerField()
    fuel_minor = models.BigIntegerField()
    days = models.DecimalField(max_digits=5, decimal_places=1)
    way = models.CharField(max_length=8, choices=Way.choices)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=160)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="week_once", fields=["union", "member", "monday", "product"]),
            models.CheckConstraint(name="week_begins_on_a_monday", condition=Q(monday__week_day=2)),
            models.CheckConstraint(
                name="week_is_sane",
                condition=Q(begun__lte=MOST_PIECES) & Q(good__lte=MOST_PIECES)
                & Q(material_minor__range=(0, MOST_MINOR)) & Q(fuel_minor__range=(0, MOST_MINOR))
                & Q(days__range=(0, MOST_DAYS)),
            ),
        ]  # fmt: skip
        indexes = [models.Index(name="week_by_product", fields=["union", "product", "monday"])]

    def __str__(self) -> str:
        return f"{self.monday} {self.product}"

    @property
    def five(self) -> Five:
        return Five(self.begun, self.good, self.material_minor, self.fuel_minor, self.days)
