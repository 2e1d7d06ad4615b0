"""The award as approved: what is ordered where, and who gets what at what price."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.purchasing.models.quotes import Supplier
from tequio.purchasing.models.rounds import Round


class AwardLine(UnionOwned):
    """One material that one supplier brings to one village: ordered, and later received.

    `received` and `damaged` stay empty until the goods are counted; what is paid for is received less damaged. When
    something else came, `came_instead` names it. `goods_minor` is the price of the ordered quantity.
    """

    round = UnionForeignKey(Round, related_name="award_lines")
    supplier = UnionForeignKey(Supplier, related_name="+")
    item = UnionForeignKey("stock.Item", related_name="+")
    section = UnionForeignKey("members.Section", related_name="+")
    packs = models.PositiveIntegerField()
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    goods_minor = models.BigIntegerField()
    received = models.DecimalField(_("recibido"), max_digits=14, decimal_places=3, null=True)
    damaged = models.DecimalField(_("dañado"), max_digits=14, decimal_places=3, default=0)
    came_instead = UnionForeignKey("stock.Item", null=True, blank=True, related_name="+")
    note = models.CharField(_("nota"), max_length=240, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="award_line_once", fields=["union", "round", "supplier", "item", "section"]),
            models.CheckConstraint(name="award_line_is_sane", condition=Q(quantity__gt=0) & Q(goods_minor__gte=0)),
            models.CheckConstraint(
                name="award_line_received_is_sane",
                condition=Q(received__isnull=True, damaged=0)
                | Q(received__gte=models.F("damaged"), damaged__gte=0, received__lte=models.F("quantity")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.item_id} {self.section_id}"


class FreightCharge(UnionOwned):
    """What one stop of one supplier costs."""

    round = UnionForeignKey(Round, related_name="freight_charges")
    supplier = UnionForeignKey(Supplier, related_name="+")
    drop = models.CharField(max_length=120)
    freight_minor = models.BigIntegerField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="freight_charge_once", fields=["union", "round", "supplier", "drop"]),
            models.CheckConstraint(name="freight_charge_not_negative", condition=Q(freight_minor__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.drop}"


class Allotment(UnionOwned):
    """A member's share of the award: what he was promised, what he gets, and what he owes for it.

    `instead_of` names the ordered material when another came in its place.
    `quantity` and `charge_minor` are as awarded (zero for what only came as a substitute); `final_quantity` and
    `final_minor` follow what really arrived.
    """

    round = UnionForeignKey(Round, related_name="allotments")
    member = UnionForeignKey("members.Member", related_name="+")
    section = UnionForeignKey("members.Section", related_name="+")
    item = UnionForeignKey("stock.Item", related_name="+")
    instead_of = UnionForeignKey("stock.Item", null=True, blank=True, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    charge_minor = models.BigIntegerField()
    final_quantity = models.DecimalField(max_digits=14, decimal_places=3)
    final_minor = models.BigIntegerField()
    is_handed_out = models.BooleanField(default=False)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="allotment_once",
                fields=["union", "round", "member", "section", "item", "instead_of"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="allotment_is_sane", condition=Q(quantity__gte=0) & Q(final_quantity__gte=0)),
        ]
        indexes = [models.Index(name="allotment_by_place", fields=["union", "round", "section", "item"])]

    def __str__(self) -> str:
        return f"{self.member_id} {self.item_id} {self.final_quantity}"
