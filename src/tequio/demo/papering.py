"""What the papers of the demo's orders need: products with weight and shape, reports, the union's data, boxes."""

from datetime import date, timedelta
from decimal import Decimal

from tequio.core.actors import Actor
from tequio.engines.ware import Shape
from tequio.sales import actions
from tequio.sales.models import Article, Carton, Inspection, LabReport, Order, Seller, Shipment
from tequio.stock.models import Item
from tequio.unions.ware import proposals_of

RECIPE, GLAZE, LABORATORY = "Receta 1", "Esmalte 7", "Laboratorio inventado"
WEIGHTS = {"taza": 340, "jarro": 350, "plato-trinche": 780}
PIECES = {"taza": 12, "jarro": 12, "plato-trinche": 6}
TESTED, MONTHS = ("taza", "plato-trinche"), timedelta(weeks=14)
CLAY = actions.IngredientDraft("barro de la región", "2508.40", "wholly")
FRIT = actions.IngredientDraft("frita sin plomo", "3207.40", "foreign")


def describe(desk: Actor, chair: Actor, today: date) -> None:
    """The union's own data, each product's card, and a report of the glaze on each; what is there already stays."""
    if not Seller.objects.exists():
        actions.set_seller(actor=chair, draft=actions.SellerDraft(
            "Unión de Alfareros (demostración), S.C. de R.L.", "Calle de la Olla 7, Tlayacapan, Morelos 62540", "17",
            "UAD260101AB1", "Persona inventada", "Presidencia", "+52 735 000 0000", "ventas@demo.example", "exporter",
        ))  # fmt: skip
    usual = proposals_of("pottery")
    for item in Item.objects.filter(code__in=list(WEIGHTS)).order_by("pk"):
        found = usual[item.code]
        shape = Shape(found.use, found.depth_mm or Decimal(0), found.volume_ml or Decimal(0))
        if not Article.objects.filter(item=item).exists():
            actions.set_article(actor=desk, item_id=item.pk, draft=actions.ArticleDraft(
                found.name_en, WEIGHTS[item.code], PIECES[item.code], found.tare_g or 0, found.tariff,
                size=(400, 300, 300), use=shape.use, depth_mm=shape.depth_mm, volume_ml=shape.volume_ml,
                materials=(CLAY, FRIT),
            ))  # fmt: skip
        if item.code in TESTED and not LabReport.objects.filter(number=f"DEMO-{item.code}").exists():
            _test(desk, item, today)


def _test(desk: Actor, item: Item, today: date) -> None:
    readings = tuple(
        actions.ReadingDraft(str(piece), substance, amount, "mg/L", is_below=substance == "cadmium")
        for piece in range(1, 7)
        for substance, amount in (("lead", Decimal("0.03") + Decimal(piece) / 1000), ("cadmium", Decimal("0.01")))
    )
    draft = actions.ReportDraft(
        f"DEMO-{item.code}", LABORATORY, "acetic-4-24h", today - MONTHS, readings, mix=GLAZE, recipe=RECIPE,
        item_id=item.pk,
    )  # fmt: skip
    actions.note_report(actor=desk, draft=draft, today=today)


def send_off(desk: Actor, order: Order) -> None:
    """The buyer's data, how the order leaves, and everything in boxes."""
    order.refresh_from_db()
    if order.closed_on is None:
        return
    if not order.buyer.address:
        actions.correct_buyer(
            actor=desk, buyer_id=order.buyer_id, tax_id="00-0000000", address="100 Invented St, Santa Fe, NM 87501",
            contact="Persona inventada", email="buyer@demo.example", phone="+1 505 000 0000",
        )  # fmt: skip
    if not Shipment.objects.filter(order=order).exists():
        draft = actions.ShipmentDraft("E-DEMO-001", order.closed_on, "F-DEMO-17", "PO-DEMO", "Tlayacapan, Morelos")
        actions.set_shipment(actor=desk, order_id=order.pk, draft=draft)
    if not Carton.objects.filter(order=order).exists():
        for line in order.lines.select_related("item").order_by("number"):
            good = sum(Inspection.objects.filter(ticket__line=line).values_list("accepted", flat=True))
            per_carton = PIECES[line.item.code]
            actions.pack_cartons(
                actor=desk, line_id=line.pk, cartons=good // per_carton, per_carton=per_carton, with_rest=True,
                today=order.closed_on,
            )  # fmt: skip
