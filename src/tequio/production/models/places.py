"""What a workshop works with: its people, its drying place, its kilns, and when it does not work."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.members.models import Member

MOST_LITRES = 1_000_000


class Means(UnionOwned):
    """What a member's workshop works with in an ordinary week, and what it pays whether it works or not."""

    member = UnionForeignKey(Member, related_name="+")
    people = models.PositiveSmallIntegerField(_("cuántas personas trabajan"), default=1)
    days_per_week = models.PositiveSmallIntegerField(_("días por semana"), default=6)
    hours_per_day = models.PositiveSmallIntegerField(_("horas al día"), default=8)
    drying_litres = models.PositiveIntegerField(_("lugar para secar"), default=0)
    # None: what the union says a day of work is worth, or the law.
    day_wage_minor = models.BigIntegerField(null=True, blank=True)
    fixed_minor = models.BigIntegerField(default=0)  # a month

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="means_once", fields=["union", "member"]),
            models.CheckConstraint(
                name="means_are_sane",
                condition=Q(people__range=(1, 200)) & Q(days_per_week__range=(1, 7)) & Q(hours_per_day__range=(1, 24))
                & Q(drying_litres__lte=MOST_LITRES),
            ),
            models.CheckConstraint(
                name="means_cost_something_or_nothing",
                condition=Q(fixed_minor__gte=0) & (Q(day_wage_minor__isnull=True) | Q(day_wage_minor__gt=0)),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.member_id}"

    @property
    def minutes_per_week(self) -> int:
        return self.people * self.days_per_week * self.hours_per_day * 60


class Kiln(UnionOwned):
    """A kiln of a member. `kind` is one of the trade pack's; a shared one takes in neighbours of its village."""

    member = UnionForeignKey(Member, related_name="+")
    kind = models.SlugField(max_length=40)
    name = models.CharField(_("nombre"), max_length=80)
    litres = models.PositiveIntegerField(_("litros por dentro"))
    loads_per_week = models.PositiveSmallIntegerField(_("quemas por semana"), default=1)
    is_shared = models.BooleanField(_("se presta a vecinas y vecinos"), default=False)
    retired_on = models.DateField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="kiln_is_sane", condition=Q(litres__range=(1, MOST_LITRES)) & Q(loads_per_week__range=(1, 14))
            ),
        ]
        indexes = [models.Index(name="kiln_by_member", fields=["union", "member"])]

    def __str__(self) -> str:
        return self.name


class Pause(UnionOwned):
    """Days on which a workshop does not work: the feast of the village, illness, the harvest."""

    member = UnionForeignKey(Member, related_name="+")
    begins_on = models.DateField(_("desde"))
    ends_on = models.DateField(_("hasta"))
    reason = models.CharField(_("por qué"), max_length=120, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(name="pause_ends_after_it_begins", condition=Q(ends_on__gte=F("begins_on"))),
            models.UniqueConstraint(name="pause_once", fields=["union", "member", "begins_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.begins_on}"
