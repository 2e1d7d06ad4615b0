"""An order with its lines; until a buyer accepts it, it is a quotation."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.sales.models.buyers import Buyer

MOST = 1_000_000  # more pieces than the whole state could make in a season: a slip of the keyboard


class Order(UnionOwned):
    """What one buyer wants, from the quotation to the money in the makers' hands.

    `rate`: pesos per dollar when it was quoted (1 for pesos). `margin_bp` is what the union adds to what makers are
    paid, `fee_bp` what it keeps of that; both are fixed when the quotation is drafted. `billed_minor` is what the buyer
    owes in his currency for the accepted pieces, `billed_mxn_minor` the same as booked; both are known once the order
    is shipped, or cancelled half way. The buyer's signed link carries this row's key and `link_serial`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("en preparación")
        QUOTED = "quoted", _("cotizado")
        ORDERED = "ordered", pgettext_lazy("order", "aceptado")
        MAKING = "making", _("en los talleres")
        SHIPPED = "shipped", pgettext_lazy("order", "entregado")
        PAID = "paid", pgettext_lazy("order", "pagado a talleres")
        LOST = "lost", _("no se hizo")
        CANCELLED = "cancelled", pgettext_lazy("order", "cancelado")

    # Every change of state there is; the tests walk this table.
    CHANGES = {
        State.DRAFT: (State.QUOTED, State.LOST),
        State.QUOTED: (State.DRAFT, State.ORDERED, State.LOST),
        State.ORDERED: (State.MAKING, State.CANCELLED),
        State.MAKING: (State.SHIPPED, State.CANCELLED),
        State.SHIPPED: (State.PAID,),
        State.PAID: (),
        State.LOST: (),
        State.CANCELLED: (),
    }

    class Currency(models.TextChoices):
        MXN = "MXN", _("pesos (MXN)")
        USD = "USD", _("dólares (USD)")

    class Incoterm(models.TextChoices):
        EXW = "EXW", _("EXW: recoge en la unión")
        FCA = "FCA", _("FCA: se entrega a su transportista")
        FOB = "FOB", _("FOB: se entrega en el puerto de salida")
        CIF = "CIF", _("CIF: con flete y seguro al puerto de llegada")
        DAP = "DAP", _("DAP: se entrega en su lugar")

    buyer = UnionForeignKey(Buyer, related_name="orders")
    title = models.CharField(_("nombre del pedido"), max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    currency = models.CharField(_("moneda"), max_length=3, choices=Currency.choices, default=Currency.MXN)
    rate = models.DecimalField(max_digits=10, decimal_places=4, default=1)
    rate_on = models.DateField(null=True, blank=True)
    incoterm = models.CharField(_("entrega (Incoterm)"), max_length=3, choices=Incoterm.choices, default=Incoterm.EXW)
    place = models.CharField(_("lugar de entrega"), max_length=120, blank=True)
    destination = models.CharField(_("destino"), max_length=2, choices=Buyer.Country.choices)
    valid_until = models.DateField(_("vale hasta"))
    due_on = models.DateField(_("fecha de entrega"))
    margin_bp = models.PositiveIntegerField(_("margen de la unión"))
    fee_bp = models.PositiveIntegerField(default=0)
    accepted_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_rate = models.DecimalField(max_digits=10, decimal_places=4, null=True, blank=True)
    billed_minor = models.BigIntegerField(null=True, blank=True)
    billed_mxn_minor = models.BigIntegerField(null=True, blank=True)
    link_serial = models.PositiveIntegerField(default=1)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(name="order_rate_is_positive", condition=Q(rate__gt=0)),
            models.CheckConstraint(name="order_pesos_have_rate_one", condition=~Q(currency="MXN") | Q(rate=1)),
            models.CheckConstraint(name="order_fee_is_a_part", condition=Q(fee_bp__lte=10_000)),
            models.CheckConstraint(
                name="order_billed_when_closed",
                condition=Q(billed_minor__isnull=True, closed_on__isnull=True)
                | Q(billed_minor__gte=0, billed_mxn_minor__gte=0, closed_on__isnull=False, closed_rate__gt=0),
            ),
            models.CheckConstraint(
                name="order_shipped_is_billed",
                condition=~Q(state__in=("shipped", "paid")) | Q(billed_minor__isnull=False),
            ),
        ]
        indexes = [models.Index(name="order_by_state", fields=["union", "state", "due_on"])]

    def __str__(self) -> str:
        return self.title

    def may_become(self, state: str) -> bool:
        return state in self.CHANGES[Order.State(self.state)]

    def holds_on(self, day: date) -> bool:
        """Whether the quotation may still be accepted."""
        return self.state == self.State.QUOTED and day <= self.valid_until

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.ORDERED, self.State.MAKING)

    @property
    def owes_makers(self) -> bool:
        """Whether makers may be paid for it: it was shipped, or called off with pieces already accepted."""
        return self.state == self.State.SHIPPED or (
            self.state == self.State.CANCELLED and self.billed_minor is not None
        )

    def get_absolute_url(self) -> str:
        return reverse("sales:order", kwargs={"union": self.union.slug, "order_id": self.pk})


class Line(UnionOwned):
    """One product of an order.

    `maker_minor`: centavos that a workshop is paid per good piece. `price_minor`: what the buyer pays per piece, in
    cents of the order's currency. `ware` is the class that the law of the destination gives a piece of this use, depth
    and volume; food ware needs papers of its destination. Without a shape of its own, a line has its product's.
    """

    class Quality(models.TextChoices):
        FIRST = "first", _("primera")
        GALLERY = "gallery", _("de galería, pieza por pieza")
        SECOND = "second", _("segunda, con detalles")

    class Ware(models.TextChoices):
        FLAT = "flat", _("plano para alimentos")
        SMALL_HOLLOW = "small_hollow", _("hondo para alimentos, menos de 1.1 litros")
        LARGE_HOLLOW = "large_hollow", _("hondo para alimentos, 1.1 litros o más")
        CUP = "cup", _("taza o jarro")
        PITCHER = "pitcher", _("jarra")
        COOKING = "cooking", _("para cocinar")
        STORAGE = "storage", _("para guardar alimentos")
        DECORATIVE = "decorative", _("decorativo, no para alimentos")

    order = UnionForeignKey(Order, related_name="lines")
    number = models.PositiveSmallIntegerField()
    item = UnionForeignKey("stock.Item", related_name="+")
    design = models.CharField(_("hoja de diseño"), max_length=240, blank=True)
    tolerance = models.CharField(_("tolerancia"), max_length=120, blank=True)
    quality = models.CharField(_("calidad"), max_length=8, choices=Quality.choices, default=Quality.FIRST)
    ware = models.CharField(_("uso de la pieza"), max_length=12, choices=Ware.choices)
    use = models.CharField(_("para qué es"), max_length=20, blank=True)
    depth_mm = models.DecimalField(_("hondo por dentro"), max_digits=7, decimal_places=1, null=True, blank=True)
    volume_ml = models.DecimalField(_("lo que le cabe"), max_digits=9, decimal_places=1, null=True, blank=True)
    pieces = models.PositiveIntegerField(_("piezas"))
    maker_minor = models.BigIntegerField(_("pago al taller por pieza buena"))
    price_minor = models.BigIntegerField(_("precio al comprador por pieza"))
    due_on = models.DateField(_("lista el"))

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="order_line_once", fields=["union", "order", "number"]),
            models.CheckConstraint(name="order_line_pieces", condition=Q(pieces__gt=0) & Q(pieces__lte=MOST)),
            models.CheckConstraint(name="order_line_prices", condition=Q(maker_minor__gt=0) & Q(price_minor__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.number}"

    @property
    def is_food_ware(self) -> bool:
        return self.ware != self.Ware.DECORATIVE

    @property
    def total_minor(self) -> int:
        return self.pieces * self.price_minor
