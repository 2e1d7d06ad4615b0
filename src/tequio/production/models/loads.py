"""A kiln that is lit once, with pieces of one owner or of several."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.production.models.batches import Batch
from tequio.production.models.places import Kiln
from tequio.production.models.weeks import MOST_MINOR


class Load(UnionOwned):
    """One firing: planned for a day, then fired with what its fuel cost, or called off."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planeada")
        FIRED = "fired", _("quemada")
        CANCELLED = "cancelled", _("cancelada")

    # Every change of state there is; the tests walk this table.
    CHANGES = {State.PLANNED: (State.FIRED, State.CANCELLED), State.FIRED: (), State.CANCELLED: ()}

    kiln = UnionForeignKey(Kiln, related_name="loads")
    stage = models.SlugField(max_length=40)
    lit_on = models.DateField(_("qué día"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    fuel_minor = models.BigIntegerField(null=True, blank=True)
    # For calendars that follow: `sequence` rises with each change they must learn of.
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="load_uid_once", fields=["union", "uid"]),
            models.CheckConstraint(
                name="load_fired_has_its_fuel",
                condition=Q(state="fired", fuel_minor__range=(0, MOST_MINOR))
                | (~Q(state="fired") & Q(fuel_minor__isnull=True)),
            ),
        ]
        indexes = [models.Index(name="load_by_day", fields=["union", "kiln", "lit_on"])]

    def __str__(self) -> str:
        return f"{self.lit_on}"

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    def may_become(self, state: str) -> bool:
        return state in self.CHANGES[Load.State(self.state)]


class LoadPart(UnionOwned):
    """A batch in a load: the place it takes; once fired, how many came out good and its part of the fuel."""

    load = UnionForeignKey(Load, related_name="parts")
    batch = UnionForeignKey(Batch, related_name="+")
    pieces = models.PositiveIntegerField()
    litres = models.DecimalField(max_digits=9, decimal_places=3)  # of one piece
    good = models.PositiveIntegerField(null=True, blank=True)
    fuel_minor = models.BigIntegerField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="load_part_once", fields=["union", "load", "batch"]),
            models.CheckConstraint(name="load_part_is_sane", condition=Q(pieces__gte=1) & Q(litres__gt=0)),
            models.CheckConstraint(
                name="load_part_no_more_good_than_pieces",
                condition=Q(good__isnull=True, fuel_minor__isnull=True)
                | (Q(good__lte=F("pieces")) & Q(fuel_minor__gte=0)),
            ),
        ]
        indexes = [models.Index(name="load_part_by_batch", fields=["union", "batch"])]

    def __str__(self) -> str:
        return f"{self.load_id} {self.batch_id}"

    @property
    def place(self) -> int:
        """Litres, rounded up."""
        return int(-(-self.litres * self.pieces // 1))

    @property
    def broken(self) -> int | None:
        return None if self.good is None else self.pieces - self.good
