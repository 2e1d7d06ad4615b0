"""Collection: what was inspected and how it came out; and the cartons that accepted pieces go into."""

from __future__ import annotations

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Replace, Right
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.sales.models.orders import Line, Order
from tequio.sales.models.tickets import Ticket

CODE_LENGTH = 16
A_CODE = Right(
    Replace(Cast(RandomUUID(), models.CharField()), Value("-"), Value("")), CODE_LENGTH, output_field=models.CharField()
)


class Inspection(UnionOwned):
    """Pieces of one ticket looked at together: the lot they came as. Never changed or deleted.

    `recipe` and `material_lot` lead back to what the pieces are made of. `rework` goes home and may come again.
    """

    ticket = UnionForeignKey(Ticket, related_name="inspections")
    sent = models.PositiveIntegerField(_("piezas que trajo"))
    accepted = models.PositiveIntegerField(_("buenas"))
    rework = models.PositiveIntegerField(_("por componer"))
    rejected = models.PositiveIntegerField(_("rechazadas"))
    recipe = models.CharField(_("receta"), max_length=80, blank=True)
    material_lot = models.CharField(_("lote de material"), max_length=80, blank=True)
    note = models.CharField(_("nota"), max_length=240, blank=True)
    inspected_on = models.DateField()
    inspected_by = models.CharField(max_length=160)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="inspection_adds_up", condition=Q(sent=F("accepted") + F("rework") + F("rejected"), sent__gt=0)
            )
        ]
        indexes = [models.Index(name="inspection_by_ticket", fields=["union", "ticket"])]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.accepted}/{self.sent}"


class Defect(UnionOwned):
    """How many pieces of an inspection had a defect of one kind; a piece may have several. Never changed.

    Kinds are codes of the trade pack (sales/faults.py).
    """

    inspection = UnionForeignKey(Inspection, related_name="defects")
    kind = models.CharField(_("falla"), max_length=40)
    pieces = models.PositiveIntegerField(_("piezas"))

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="defect_once", fields=["union", "inspection", "kind"]),
            models.CheckConstraint(name="defect_has_pieces", condition=Q(pieces__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.kind} {self.pieces}"


class Carton(UnionOwned):
    """A numbered box of an order's pieces, all of one line.

    `code` is drawn at random by the database: it stands in the address behind the box's QR, and says nothing.
    `as_food` boxes were packed with a report for each lot; the others bear that they are for decoration (`mark`).
    """

    order = UnionForeignKey(Order, related_name="cartons")
    line = UnionForeignKey(Line, related_name="+")
    number = models.PositiveIntegerField()
    packed_on = models.DateField()
    code = models.CharField(max_length=CODE_LENGTH, editable=False, db_default=A_CODE)
    as_food = models.BooleanField(_("para alimentos"), default=False)
    mark = models.CharField(_("cómo se marcó que es de adorno"), max_length=20, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="carton_once", fields=["union", "order", "number"]),
            models.UniqueConstraint(name="carton_code_once", fields=["union", "code"]),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.number}"


class CartonPart(UnionOwned):
    """Pieces of one lot in a carton: the way from a carton back to who made what is in it, and of what."""

    box = UnionForeignKey(Carton, related_name="parts")
    inspection = UnionForeignKey(Inspection, related_name="packed")
    pieces = models.PositiveIntegerField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="carton_part_once", fields=["union", "box", "inspection"]),
            models.CheckConstraint(name="carton_part_has_pieces", condition=Q(pieces__gt=0)),
        ]
        indexes = [models.Index(name="carton_part_by_lot", fields=["union", "inspection"])]

    def __str__(self) -> str:
        return f"{self.box_id} {self.pieces}"
