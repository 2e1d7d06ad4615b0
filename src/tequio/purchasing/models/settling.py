"""What a member owes for a round, as booked: written once, never changed, undone only by a reversal."""

from __future__ import annotations

from django.db import models

from tequio.core.models import UnionForeignKey, UnionOwned, checked_union
from tequio.purchasing.models.rounds import Round


class Charge(UnionOwned):
    """One member's charge for one round and the entry that booked it.

    `attempt` counts settlements of the round: an undone settlement leaves its charges, reversed in the books.
    """

    union = checked_union()
    round = UnionForeignKey(Round, related_name="charges", db_index=False)
    attempt = models.PositiveSmallIntegerField(default=1)
    member = UnionForeignKey("members.Member", related_name="+", db_index=False)
    entry = UnionForeignKey("books.Entry", related_name="+")
    total_minor = models.BigIntegerField()
    charged_on = models.DateField()

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="charge_once", fields=["union", "round", "attempt", "member"])]
        indexes = [models.Index(name="charge_by_member", fields=["union", "member", "charged_on"])]

    def __str__(self) -> str:
        return f"{self.round_id} {self.member_id} {self.total_minor}"


class ChargeLine(UnionOwned):
    """One material of a charge; `observation` is the evidence of what it would have cost the member alone, if any."""

    union = checked_union()
    charge = UnionForeignKey(Charge, related_name="lines", db_index=False)
    item = UnionForeignKey("stock.Item", related_name="+", db_index=False)
    section = UnionForeignKey("members.Section", related_name="+", db_index=False)
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    minor = models.BigIntegerField()
    observation = UnionForeignKey("stock.PriceObservation", null=True, blank=True, related_name="+")

    class Meta(UnionOwned.Meta):
        indexes = [models.Index(name="charge_line_by_charge", fields=["union", "charge"])]

    def __str__(self) -> str:
        return f"{self.charge_id} {self.item_id}"
