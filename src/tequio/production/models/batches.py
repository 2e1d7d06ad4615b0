"""Pieces on their way: a batch, and what was counted of it at the end of each stage."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.members.models import Member
from tequio.production.models.weeks import MOST_PIECES, Way


class Batch(UnionOwned):
    """Pieces of one product that were begun together. `stage` is the one that comes next; none when it is finished.
    `promise` is what it is made for, where its workshop says so.

    `alive` is kept with the counts; the database refuses a batch in which pieces appear or vanish.
    """

    member = UnionForeignKey(Member, related_name="+")
    number = models.PositiveIntegerField(_("número"))
    product = models.SlugField(max_length=40)
    begun_on = models.DateField(_("empezó"))
    pieces = models.PositiveIntegerField(_("piezas"))
    alive = models.PositiveIntegerField()
    stage = models.SlugField(max_length=40, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    promise = UnionForeignKey("production.Commitment", null=True, blank=True, related_name="batches")

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="batch_number_once", fields=["union", "member", "number"]),
            models.CheckConstraint(
                name="batch_is_sane", condition=Q(pieces__range=(1, MOST_PIECES)) & Q(alive__lte=F("pieces"))
            ),
            models.CheckConstraint(
                name="batch_finished_has_no_stage",
                condition=Q(stage="", finished_on__isnull=False) | (~Q(stage="") & Q(finished_on__isnull=True)),
            ),
        ]
        indexes = [models.Index(name="batch_by_stage", fields=["union", "member", "stage"])]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def is_finished(self) -> bool:
        return not self.stage


class Count(UnionOwned):
    """What came out of one stage of a batch, and when."""

    batch = UnionForeignKey(Batch, related_name="counts")
    stage = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    entered = models.PositiveIntegerField()
    good = models.PositiveIntegerField()
    counted_on = models.DateField()
    way = models.CharField(max_length=8, choices=Way.choices)
    part = UnionForeignKey("production.LoadPart", null=True, blank=True, related_name="+")

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="count_once", fields=["union", "batch", "stage"]),
            models.CheckConstraint(
                name="count_no_more_good_than_entered", condition=Q(entered__gte=1) & Q(good__lte=F("entered"))
            ),
        ]
        indexes = [models.Index(name="count_by_day", fields=["union", "stage", "counted_on"])]

    def __str__(self) -> str:
        return f"{self.stage} {self.good}/{self.entered}"

    @property
    def lost(self) -> int:
        return self.entered - self.good
