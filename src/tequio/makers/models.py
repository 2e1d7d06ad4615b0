"""What members agreed to pay out of what they earn with their pieces."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned

WHOLE_BP = 10_000


class Consent(UnionOwned):
    """A member's written word that a debt may be paid out of his pay: up to a part of each, up to an amount.

    `debt` is a code of `makers.debts`. Given by himself on his own page, or on `paper`, which the office keeps. It
    holds until he withdraws it; what it was stays.
    """

    member = UnionForeignKey("members.Member", related_name="+")
    debt = models.CharField(max_length=40)
    share_bp = models.PositiveSmallIntegerField(_("hasta qué parte de cada pago"))
    most_minor = models.BigIntegerField(_("y no más de"), null=True, blank=True)
    paper = models.CharField(_("dónde está la carta firmada"), max_length=160, blank=True)
    given_on = models.DateField()
    given_by = models.CharField(max_length=160)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="pay_consent_stands_once",
                fields=["union", "member", "debt"],
                condition=Q(withdrawn_on__isnull=True),
            ),
            models.CheckConstraint(
                name="pay_consent_has_a_cap",
                condition=Q(share_bp__range=(1, WHOLE_BP)) & (Q(most_minor__isnull=True) | Q(most_minor__gt=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.debt}"

    @property
    def stands(self) -> bool:
        return self.withdrawn_on is None

    @property
    def percent(self) -> int:
        return self.share_bp // 100
