"""What the papers of a shipment need beside the order: who sells, what an article is, how it leaves, what boxes weigh.

Whatever is empty here is a gap on the papers; nothing fills it in.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.sales.models.collecting import Carton
from tequio.sales.models.orders import Order

SHORTEST_MM, LONGEST_MM = 10, 3_000


class Seller(UnionOwned):
    """The union as it stands on invoices and certifications, and the person who signs for it. One row."""

    class Role(models.TextChoices):
        EXPORTER = "exporter", _("como exportador")
        PRODUCER = "producer", _("como productor y exportador")

    name = models.CharField(_("razón social"), max_length=160)
    address = models.CharField(_("domicilio, con código postal"), max_length=240, blank=True)
    state = models.CharField(_("estado"), max_length=2, blank=True)
    tax_id = models.CharField(_("RFC"), max_length=40, blank=True)
    person = models.CharField(_("quién firma"), max_length=120, blank=True)
    title = models.CharField(_("su cargo"), max_length=80, blank=True)
    phone = models.CharField(_("teléfono"), max_length=24, blank=True)
    email = models.EmailField(_("correo"), blank=True)
    certifies_as = models.CharField(_("certifica el origen"), max_length=10, choices=Role.choices, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="seller_once", fields=["union"])]

    def __str__(self) -> str:
        return self.name


class Article(UnionOwned):
    """A product as papers and boxes name it: weight, box, tariff code, and the shape that says what it may hold.

    `use` is a code of the trade pack; depth and volume may be left open for pieces that hold no food.
    """

    item = UnionForeignKey("stock.Item", related_name="+")
    name_en = models.CharField(_("nombre en inglés"), max_length=120)
    tariff = models.CharField(_("fracción y NICO"), max_length=16, blank=True)
    made_in = models.CharField(_("país de origen"), max_length=2, default="MX")
    net_g = models.PositiveIntegerField(_("gramos de una pieza"))
    per_carton = models.PositiveIntegerField(_("piezas en una caja"))
    tare_g = models.PositiveIntegerField(_("gramos de la caja con su relleno"))
    length_mm = models.PositiveIntegerField(null=True, blank=True)
    width_mm = models.PositiveIntegerField(null=True, blank=True)
    height_mm = models.PositiveIntegerField(null=True, blank=True)
    use = models.CharField(_("para qué es"), max_length=20, blank=True)
    depth_mm = models.DecimalField(_("hondo por dentro"), max_digits=7, decimal_places=1, null=True, blank=True)
    volume_ml = models.DecimalField(_("lo que le cabe"), max_digits=9, decimal_places=1, null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="article_once", fields=["union", "item"]),
            models.CheckConstraint(name="article_weighs", condition=Q(net_g__gt=0, per_carton__gt=0)),
            models.CheckConstraint(
                name="article_box_is_whole",
                condition=Q(length_mm__isnull=True, width_mm__isnull=True, height_mm__isnull=True)
                | Q(length_mm__gt=0, width_mm__gt=0, height_mm__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.name_en}"


class Ingredient(UnionOwned):
    """A material of an article with where it comes from, as far as a treaty asks and somebody can prove."""

    class Origin(models.TextChoices):
        WHOLLY = "wholly", _("sacado o cosechado aquí")
        ORIGINATING = "originating", _("hecho aquí, con su certificación")
        FOREIGN = "foreign", _("de fuera, o no se sabe")

    article = UnionForeignKey(Article, related_name="ingredients")
    name = models.CharField(_("material"), max_length=80)
    tariff = models.CharField(_("fracción"), max_length=16, blank=True)
    origin = models.CharField(_("de dónde es"), max_length=12, choices=Origin.choices)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="ingredient_once", fields=["union", "article", "name"])]

    def __str__(self) -> str:
        return f"{self.article_id} {self.name}"


class Shipment(UnionOwned):
    """How an order leaves. `also` are parts of its destination with laws of their own where goods may end up."""

    order = UnionForeignKey(Order, related_name="shipments")
    number = models.CharField(_("número de embarque"), max_length=40)
    invoice = models.CharField(_("número de factura"), max_length=40, blank=True)
    buyers_order = models.CharField(_("pedido del comprador"), max_length=60, blank=True)
    place = models.CharField(_("lugar de entrega"), max_length=120, blank=True)
    carrier = models.CharField(_("transportista"), max_length=120, blank=True)
    marks = models.CharField(_("marcas en las cajas"), max_length=120, blank=True)
    also = models.JSONField(default=list)
    on = models.DateField(_("fecha"))

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="shipment_once", fields=["union", "order"]),
            models.UniqueConstraint(name="shipment_number_once", fields=["union", "number"]),
        ]

    def __str__(self) -> str:
        return self.number


class Weighing(UnionOwned):
    """A box on the scale, with its outside. The newest counts; none is ever changed."""

    box = UnionForeignKey(Carton, related_name="weighings")
    gross_g = models.PositiveIntegerField(_("peso bruto"))
    length_mm = models.PositiveIntegerField(null=True, blank=True)
    width_mm = models.PositiveIntegerField(null=True, blank=True)
    height_mm = models.PositiveIntegerField(null=True, blank=True)
    weighed_on = models.DateField()
    weighed_by = models.CharField(max_length=160)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(name="weighing_is_positive", condition=Q(gross_g__gt=0)),
            models.CheckConstraint(
                name="weighing_size_is_whole",
                condition=Q(length_mm__isnull=True, width_mm__isnull=True, height_mm__isnull=True)
                | Q(length_mm__gt=0, width_mm__gt=0, height_mm__gt=0),
            ),
        ]
        indexes = [models.Index(name="weighing_by_box", fields=["union", "box", "-id"])]

    def __str__(self) -> str:
        return f"{self.box_id} {self.gross_g}"
