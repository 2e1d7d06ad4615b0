"""Item, lot, move, and the price of an item without the union."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned, checked_union


class Item(UnionOwned):
    """A material or a product, counted in `unit`; `pack` units make a usual pack, a unit weighs `kg_per_unit`."""

    class Kind(models.TextChoices):
        MATERIAL = "material", _("material")
        PRODUCT = "product", _("producto")

    code = models.SlugField(_("clave"), max_length=40)
    name = models.CharField(_("nombre"), max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MATERIAL)
    unit = models.CharField(_("unidad"), max_length=12)
    pack = models.DecimalField(_("empaque"), max_digits=14, decimal_places=3, default=1)
    kg_per_unit = models.DecimalField(_("kilos por unidad"), max_digits=10, decimal_places=4, default=1)
    sat_key = models.CharField(_("clave SAT"), max_length=8, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="item_code_once", fields=["union", "code"]),
            models.CheckConstraint(name="item_is_sane", condition=Q(pack__gt=0) & Q(kg_per_unit__gte=0)),
        ]

    def __str__(self) -> str:
        return self.name


class Lot(UnionOwned):
    """Goods of one origin and cost at one place; no place means the union's own store.

    `on_hand` is kept by the database from the moves and never falls below zero.
    """

    item = UnionForeignKey(Item, related_name="lots")
    place = UnionForeignKey("members.Section", null=True, blank=True, related_name="+")
    received_on = models.DateField()
    cost_minor = models.BigIntegerField()
    source = models.CharField(max_length=60)
    source_id = models.BigIntegerField()
    on_hand = models.DecimalField(max_digits=14, decimal_places=3, default=0, editable=False)

    class Meta(UnionOwned.Meta):
        constraints = [models.CheckConstraint(name="lot_never_below_zero", condition=Q(on_hand__gte=0))]
        indexes = [
            models.Index(name="lot_by_item", fields=["union", "item", "place"]),
            models.Index(name="lot_by_source", fields=["union", "source", "source_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.on_hand}"


class Move(UnionOwned):
    """Goods that came into a lot (positive) or left it (negative). Never changed or deleted."""

    class Reason(models.TextChoices):
        RECEIVED = "received", _("entrada")
        HANDED_OUT = "handed_out", _("entrega a socia o socio")
        TAKEN_BACK = "taken_back", _("devolución")
        CORRECTED = "corrected", _("corrección")

    union = checked_union()
    lot = UnionForeignKey(Lot, related_name="moves", db_index=False)
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    member = UnionForeignKey("members.Member", null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    happened_on = models.DateField()

    class Meta(UnionOwned.Meta):
        constraints = [models.CheckConstraint(name="move_moves_something", condition=~Q(quantity=0))]
        indexes = [models.Index(name="move_by_lot", fields=["union", "lot", "id"])]

    def __str__(self) -> str:
        return f"{self.lot_id} {self.quantity}"


class PriceObservation(UnionOwned):
    """What an item cost somebody without the union, on a day, at a place: evidence for the benefit of a purchase. Of a
    product, what a piece brings there: with `member`, what his workshop gets for it, and nobody else's business.

    Grades: A a receipt or its photo; B a supplier's list or a survey with a name behind it; C hearsay. Evidence is
    withdrawn, never lost.
    """

    class Grade(models.TextChoices):
        A = "A", _("A: recibo o su foto")
        B = "B", _("B: lista o encuesta con nombre")
        C = "C", _("C: de oídas")

    item = UnionForeignKey(Item, related_name="price_observations")
    section = UnionForeignKey("members.Section", null=True, blank=True, related_name="+")
    member = UnionForeignKey("members.Member", null=True, blank=True, related_name="+")
    place = models.CharField(_("lugar"), max_length=120, blank=True)
    observed_on = models.DateField(_("fecha"))
    price = models.DecimalField(_("precio por unidad"), max_digits=14, decimal_places=4)
    grade = models.CharField(_("prueba"), max_length=1, choices=Grade.choices)
    note = models.CharField(_("nota"), max_length=240, blank=True)
    photo = models.FileField(_("foto"), upload_to="prices/%Y/%m", blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(name="price_alone_is_positive", condition=Q(price__gt=0)),
            models.CheckConstraint(name="price_alone_has_a_grade", condition=Q(grade__in=["A", "B", "C"])),
        ]
        indexes = [models.Index(name="price_alone_by_item", fields=["union", "item", "section", "-observed_on"])]

    def __str__(self) -> str:
        return f"{self.item_id} {self.price}"

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None
