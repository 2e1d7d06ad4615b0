"""Which workshops make what: the sales desk's card of a workshop.

What `production` knows better (recipes, losses, kilns) may come from there instead, through `sales.able`.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned


class Maker(UnionOwned):
    """A workshop that takes job tickets; the member answers for it and is paid.

    `least`: fewest pieces worth a ticket.
    """

    member = UnionForeignKey("members.Member", related_name="+")
    is_active = models.BooleanField(_("recibe trabajos"), default=True)
    least = models.PositiveIntegerField(_("lo menos que le conviene"), default=1)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="maker_once", fields=["union", "member"]),
            models.CheckConstraint(name="maker_least_is_positive", condition=Q(least__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}"


class Skill(UnionOwned):
    """That a workshop makes a product: so many good pieces in a week of nothing else, none below `cost_minor` each."""

    maker = UnionForeignKey(Maker, related_name="skills")
    item = UnionForeignKey("stock.Item", related_name="+")
    per_week = models.PositiveIntegerField(_("piezas buenas por semana"))
    cost_minor = models.BigIntegerField(_("lo que le cuesta cada pieza"))

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="skill_once", fields=["union", "maker", "item"]),
            models.CheckConstraint(name="skill_is_sane", condition=Q(per_week__gt=0) & Q(cost_minor__gte=0)),
        ]
        indexes = [models.Index(name="skill_by_item", fields=["union", "item"])]

    def __str__(self) -> str:
        return f"{self.maker_id} {self.item_id}"


class Paper(UnionOwned):
    """A certificate of a workshop with the last day on which it holds; withdrawn, it no longer counts."""

    class Kind(models.TextChoices):
        LEAD_FREE = "lead_free", _("sin plomo, con análisis")

    maker = UnionForeignKey(Maker, related_name="papers")
    kind = models.CharField(_("constancia"), max_length=12, choices=Kind.choices, default=Kind.LEAD_FREE)
    reference = models.CharField(_("número o laboratorio"), max_length=120, blank=True)
    valid_until = models.DateField(_("vale hasta"))
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        indexes = [models.Index(name="maker_paper_by_maker", fields=["union", "maker", "kind"])]

    def __str__(self) -> str:
        return f"{self.maker_id} {self.kind} {self.valid_until}"

    def holds_on(self, day: date) -> bool:
        return day <= self.valid_until and (self.withdrawn_on is None or day < self.withdrawn_on)
