"""An order on its way out of the door: what its papers need, entered by the deeds that people use."""

from decimal import Decimal

from tequio.sales import actions
from tequio.sales.models import Line, Order

D = Decimal
CLAY = actions.IngredientDraft("barro de la región", "2508.40", "wholly")
FRIT = actions.IngredientDraft("frita sin plomo", "3207.40", "foreign")
MUG = actions.ArticleDraft(
    "Glazed clay mug", 412, 24, 900, "6912.00.99.01", size=(400, 300, 300), use="drink", depth_mm=D(95),
    volume_ml=D(330), materials=(CLAY, FRIT),
)  # fmt: skip
PLATE = actions.ArticleDraft("Painted wall plate", 805, 6, 700, "6913.90.99.00", use="decor", materials=(CLAY,))
SELLER = actions.SellerDraft(
    "Unión de Alfareros de Tlayacapan, S.C. de R.L.", "Calle de la Olla 7, Tlayacapan, Morelos 62540", "17",
    "UAT260101AB1", "Ana Flores", "Presidenta", "+52 735 000 0000", "ventas@union.example", "exporter",
)  # fmt: skip


def rates(world, rate="17.1234"):
    actions.note_rates(actor=world.seller, rates={world.today: D(rate)}, source="Banco de México", today=world.today)


def describe(world):
    """Everything but the boxes: the union, the buyer, both products, and how the order leaves."""
    actions.set_seller(actor=world.seller, draft=SELLER)
    actions.correct_buyer(
        actor=world.seller, buyer_id=world.buyer.pk, tax_id="00-0000000", address="410 Mission St, San Francisco",
        contact="Clara Jones", email="clara@shop.example", phone="+1 415 000 0000",
    )  # fmt: skip
    for item, draft in ((world.mug, MUG), (world.plate, PLATE)):
        actions.set_article(actor=world.seller, item_id=item.pk, draft=draft)
    return leave(world)


def leave(world, **more):
    told = {"number": "E-2026-001", "on": world.today, "invoice": "F-17", "buyers_order": "PO 88121"} | more
    draft = actions.ShipmentDraft(**told)
    return actions.set_shipment(actor=world.seller, order_id=world.order.pk, draft=draft)


def pack(world, **more):
    """Every good piece, as many to a box as on the product's card, and what is left over in one more."""
    for line in Line.objects.filter(order=world.order).order_by("number"):
        good = sum(line.tickets.values_list("inspections__accepted", flat=True))
        per_carton = {world.mug.pk: MUG.per_carton, world.plate.pk: PLATE.per_carton}[line.item_id]
        actions.pack_cartons(
            actor=world.seller, line_id=line.pk, cartons=good // per_carton, per_carton=per_carton, with_rest=True,
            today=world.today, **more,
        )  # fmt: skip


def left(world) -> Order:
    """In dollars, delivered, described and packed."""
    rates(world)
    world.shipped(currency="USD", destination="US", incoterm="FCA", place="Tlayacapan, Morelos")
    describe(world)
    pack(world)
    return world.order
