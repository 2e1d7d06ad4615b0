"""The papers of a real order: from quotation to boxes by the deeds, then printed and read back."""

import io
import re

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tequio.books.queries import balance
from tequio.core.models import Event
from tequio.engines.shipping import Paper
from tequio.sales import actions, links, packing
from tequio.sales.errors import (
    BoxLighterThanPieces,
    BoxUnknown,
    NotAProduct,
    NumberUsed,
    PiecesWrong,
    ShapeUnknown,
    SizeWrong,
    TariffWrong,
    UseUnknown,
    WeightWrong,
)
from tequio.sales.models import Article, Carton, CartonPart, Ingredient, Seller, Shipment, Weighing
from tequio.sales.papers import LANGUAGES, Words
from tequio.stock.models import Item
from tests import factories
from tests.sales import leaving
from tests.sales.papers.test_papers import LABELS, cents, grams, told

WEIGHED_G = 11_000


@pytest.fixture
def office(world):
    client = Client()
    client.force_login(factories.make_staff(world.union, "*"))
    return client


def address(world, name, **named):
    return reverse(f"sales:{name}", kwargs={"union": world.union.slug, **named})


def file(world, client, paper, language="es", kind="pdf"):
    return client.get(
        address(world, "paper", order_id=world.order.pk, paper=paper, language=language, kind=kind)
    )  # fmt: skip


def text_of(answer):
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


# --- the same on all of them -----------------------------------------------------------------------------------------


def test_every_paper_of_an_order_says_the_same_to_the_gram_and_the_cent(world, office):
    """300 mugs of 412 g and 60 plates of 805 g: 12 boxes of 24 and one of 12, 10 boxes of 6; the first two weighed."""
    order = leaving.left(world)
    actions.weigh_cartons(
        actor=world.seller, order_id=order.pk, first=1, last=2, gross_g=WEIGHED_G, size=(410, 310, 300),
        today=world.today,
    )  # fmt: skip
    net = 300 * 412 + 60 * 805
    gross = 2 * WEIGHED_G + 10 * (24 * 412 + 900) + (12 * 412 + 900) + 10 * (6 * 805 + 700)
    order.refresh_from_db()
    lines = list(order.lines.order_by("number"))
    value = 300 * lines[0].price_minor + 60 * lines[1].price_minor
    assert (order.billed_minor, Carton.objects.count()) == (value, 23)

    for language in LANGUAGES:
        pieces, cartons, net_label, gross_label, value_label, total_label = LABELS[language]
        for paper in Paper:
            answer = file(world, office, paper, language)
            assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf"), (paper, answer.url)
            text = text_of(answer)
            if paper is Paper.LABELS:
                assert sum(grams(each) for each in re.findall(rf"{net_label} ([\d,]+\.\d+)", text)) == net
                assert sum(grams(each) for each in re.findall(rf"{gross_label} ([\d,]+\.\d+)", text)) == gross
                continue
            assert int(told(text, pieces).replace(",", "")) == 360
            assert int(told(text, cartons)) == 23
            assert (grams(told(text, net_label)), grams(told(text, gross_label))) == (net, gross)
            assert cents(told(text, value_label, r"USD ([\d,]+\.\d\d)")) == value
            if paper is Paper.INVOICE:
                assert cents(told(text, total_label, r"USD ([\d,]+\.\d\d)")) == value
        book = file(world, office, "todos", language, "xlsx")
        sheets = CalamineWorkbook.from_filelike(io.BytesIO(book.content))
        w = Words(language)
        said = dict(sheets.get_sheet_by_name(w("totals")).to_python()[1:])
        assert [int(said[w("pieces")]), int(said[w("cartons")])] == [360, 23]
        assert [grams(said[w("net_kg")]), grams(said[w("gross_kg")])] == [net, gross]
        assert cents(said[f"{w('invoice_total')} (USD)"]) == value
    # And the books say what the invoice says: nothing is paid yet.
    assert balance("buyer_receivable") == order.billed_mxn_minor


def test_the_certification_has_its_nine_data_from_what_was_entered(world, office):
    leaving.left(world)
    text = text_of(file(world, office, Paper.ORIGIN, "en"))

    for said in (
        "the exporter", "Ana Flores, Presidenta", "Calle de la Olla 7", "+52 735 000 0000", "ventas@union.example",
        "Various; the list is available upon request", "Hotel Las Jacarandas", "clara@shop.example",
        "Glazed clay mug 6912.00", "Painted wall plate 6913.90", "A single shipment, invoice F-17",
        "B: meets the product-specific rule", "A: wholly obtained", "I certify that the goods",
    ):  # fmt: skip
        assert said in text, said


def test_a_box_leads_to_its_page_and_its_address_tells_nothing(world, office):
    order = leaving.left(world)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file(world, office, Paper.LABELS, "en", "xlsx").content))
    found = [row[6] for row in rows.get_sheet_by_index(0).to_python()[1:-1]]

    codes = list(Carton.objects.order_by("number").values_list("code", flat=True))
    assert found == [f"http://testserver/hecho/{world.union.slug}/{code}/" for code in codes]
    assert len(set(codes)) == 23
    assert all(re.fullmatch(r"[0-9a-f]{16}", code) for code in codes)
    assert not [link for link in found if str(order.pk) in link]


# --- what is missing -------------------------------------------------------------------------------------------------


def test_the_page_names_each_missing_datum_with_the_page_that_mends_it(world, office):
    world.shipped()
    page = office.get(address(world, "papers", order_id=world.order.pk))

    assert page.status_code == 200
    said = page.content.decode()
    order = world.order
    for name, named in (
        ("seller", {}), ("buyer", {"buyer_id": world.buyer.pk}), ("shipment", {"order_id": order.pk}),
        ("cartons", {"order_id": order.pk}), ("article", {"item_id": world.mug.pk}),
        ("article", {"item_id": world.plate.pk}),
    ):  # fmt: skip
        assert f'{address(world, name, **named)}?pedido={order.pk}"' in said, name
        assert office.get(address(world, name, **named)).status_code == 200
    for words in ("El número del embarque", "el peso de una pieza de taza", "la fracción arancelaria completa de taza",
                  "el registro fiscal de quien compra", "el teléfono de quien certifica"):  # fmt: skip
        assert words.lower() in said.lower(), words
    assert office.get(address(world, "papers", order_id=order.pk), headers={"accept-language": "en"}).status_code == 200


def test_a_paper_that_lacks_something_is_not_printed_and_says_why(world, office):
    world.shipped()
    answer = office.get(
        address(world, "paper", order_id=world.order.pk, paper="invoice", language="en", kind="pdf"), follow=True
    )

    assert answer.redirect_chain == [(address(world, "papers", order_id=world.order.pk), 302)]
    assert "this is missing: the number of the shipment" in answer.content.decode()
    assert file(world, office, "bylaws").status_code == 404
    assert file(world, office, "invoice", "fr").status_code == 404
    assert file(world, office, "todos").status_code == 404


def test_boxes_that_are_not_all_packed_stop_the_papers_and_lead_to_the_boxes(world, office):
    leaving.rates(world)
    world.shipped(currency="USD", destination="US", place="Tlayacapan")
    leaving.describe(world)
    page = office.get(address(world, "papers", order_id=world.order.pk)).content.decode()
    assert "De 360 piezas buenas hay 0 en cajas." in page

    leaving.pack(world)
    page = office.get(address(world, "papers", order_id=world.order.pk)).content.decode()
    assert "No falta nada" in page
    assert "incompleto" not in page


# --- the buyer -------------------------------------------------------------------------------------------------------


def test_the_buyer_opens_the_papers_of_what_has_left_and_no_others(world):
    leaving.rates(world)
    world.collected(currency="USD", destination="US", place="Tlayacapan")
    leaving.describe(world)
    leaving.pack(world)
    token, visitor = links.ORDER.token_for(world.order), Client()
    there = reverse("buyer_paper", args=[token, "invoice", "en", "pdf"])
    assert visitor.get(there).status_code == 404  # it may still change
    assert there not in visitor.get(reverse("buyer_link", args=[token])).content.decode()

    actions.ship_order(actor=world.chair, order_id=world.order.pk, today=world.today)
    page = visitor.get(reverse("buyer_link", args=[token])).content.decode()
    assert there in page
    assert "Packing list" in page
    assert "Commercial invoice Shipment E-2026-001" not in page
    assert "F-17" in text_of(visitor.get(there))
    assert visitor.get(reverse("buyer_paper", args=[token, "packing_list", "es", "xlsx"])).status_code == 200
    assert visitor.get(reverse("buyer_paper", args=[token, "bylaws", "es", "pdf"])).status_code == 404
    names = [member.person.nombres for member in world.members.values()]
    for paper in Paper:
        said = text_of(visitor.get(reverse("buyer_paper", args=[token, paper, "es", "pdf"])))
        assert not [name for name in names if name in said.replace("Ana Flores", "")], paper

    actions.renew_link(actor=world.seller, order_id=world.order.pk)
    assert visitor.get(there).status_code == 410
    assert visitor.get(reverse("buyer_paper", args=["nothing", "invoice", "en", "pdf"])).status_code == 404


# --- entering it -----------------------------------------------------------------------------------------------------


def test_packing_takes_one_press_with_what_is_proposed(world, office):
    """The trade's pack says twelve cups to a box, the card says more; what is left over gets a box of its own."""
    world.collected()
    waiting = packing.waiting(world.order, world.today)
    assert [(each.line.item.code, each.left, each.per_carton) for each in waiting] == [
        ("taza", 300, 1), ("plato-trinche", 60, 1),
    ]  # fmt: skip
    actions.set_article(actor=world.seller, item_id=world.mug.pk, draft=leaving.MUG)
    line = packing.waiting(world.order, world.today)[0].line
    there = address(world, "cartons", order_id=world.order.pk)
    assert 'value="24"' in office.get(there).content.decode()

    sent = {"what": "pack", "line": line.pk, "cartons": "12", "per_carton": "24", "with_rest": "on"} | {
        "use": "food", "once": "a",
    }  # fmt: skip
    assert office.post(there, sent).status_code == 302
    assert office.post(there, sent).status_code == 302  # sent twice is done once
    boxes = Carton.objects.filter(order=world.order)
    assert boxes.count() == 13
    assert sum(CartonPart.objects.values_list("pieces", flat=True)) == 300
    assert sum(CartonPart.objects.filter(box__number=13).values_list("pieces", flat=True)) == 12
    assert [each.line.item.code for each in packing.waiting(world.order, world.today)] == ["plato-trinche"]
    again = office.post(there, sent | {"once": "b"})
    assert again.status_code == 422
    assert boxes.count() == 13
    assert office.post(there, sent | {"line": "999", "once": "c"}).status_code == 404


def test_a_box_is_weighed_and_the_newest_weighing_counts(world, office):
    leaving.left(world)
    there = address(world, "cartons", order_id=world.order.pk)
    sent = {"what": "weigh", "first": "1", "last": "12", "gross": "11.2", "length_cm": "41", "width_cm": "31"}
    assert office.post(there, sent).status_code == 422  # a side is missing
    assert not Weighing.objects.exists()
    assert office.post(there, sent | {"height_cm": "30"}).status_code == 302
    told = {"actor": world.seller, "order_id": world.order.pk, "today": world.today}
    actions.weigh_cartons(**told, first=2, last=2, gross_g=11_350)

    boxes = packing.boxes_shown(world.order, 500)
    assert [box.gross_g for box in boxes[:3]] == [11_200, 11_350, 11_200]
    assert [box.is_weighed for box in boxes[11:13]] == [True, False]
    assert boxes[12].gross_g == 12 * 412 + 900
    assert (boxes[0].carton.weighings.get().length_mm, Weighing.objects.count()) == (410, 13)
    assert packing.last_weighed(world.order)["first"] == 13


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"first": 0, "last": 3}, BoxUnknown),
        ({"first": 3, "last": 2}, BoxUnknown),
        ({"first": 20, "last": 24}, BoxUnknown),
        ({"gross_g": 0}, WeightWrong),
        ({"gross_g": 2_000_001}, WeightWrong),
        ({"gross_g": 9_887}, BoxLighterThanPieces),
        ({"size": (5, 300, 300)}, SizeWrong),
        ({"size": (3_001, 300, 300)}, SizeWrong),
    ],
)
def test_a_weight_that_cannot_be_is_refused_whole(world, changed, refusal):
    leaving.left(world)
    events = Event.objects.count()
    told = {"actor": world.seller, "order_id": world.order.pk, "first": 1, "last": 2, "gross_g": 11_000}
    with pytest.raises(refusal):
        actions.weigh_cartons(**told | changed, today=world.today)

    assert not Weighing.objects.exists()
    assert Event.objects.count() == events


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"net_g": 0}, WeightWrong),
        ({"tare_g": -1}, WeightWrong),
        ({"per_carton": 0}, PiecesWrong),
        ({"size": (1, 1, 1)}, SizeWrong),
        ({"tariff": "69.1x"}, TariffWrong),
        ({"tariff": "691200990101"}, TariffWrong),
        ({"materials": (actions.IngredientDraft("frita", "32", "foreign"),)}, TariffWrong),
        ({"use": "fly"}, UseUnknown),
        ({"use": "drink", "depth_mm": None}, ShapeUnknown),
    ],
)
def test_a_card_that_cannot_be_is_refused_whole(world, changed, refusal):
    told = {
        name: getattr(leaving.MUG, name)
        for name in ("name_en", "net_g", "per_carton", "tare_g", "tariff", "use", "depth_mm", "volume_ml", "materials")
    }
    events = Event.objects.count()
    with pytest.raises(refusal):
        actions.set_article(actor=world.seller, item_id=world.mug.pk, draft=actions.ArticleDraft(**told | changed))
    assert not Article.objects.exists()
    assert Event.objects.count() == events


def test_a_material_is_no_product(world):
    clay = Item.objects.create(union=world.union, code="barro", name="Barro", unit="kg")
    with pytest.raises(NotAProduct):
        actions.set_article(actor=world.seller, item_id=clay.pk, draft=leaving.MUG)


def test_the_form_of_a_product_begins_with_what_is_usual_and_is_saved_by_a_person(world, office):
    there = address(world, "article", item_id=world.mug.pk)
    form = office.get(there).context["form"]
    assert {name: form.initial[name] for name in ("name_en", "net", "per_carton", "use", "tariff")} == {
        "name_en": "Clay mug", "net": 300, "per_carton": 1, "use": "drink", "tariff": "6912.00.99.01",
    }  # fmt: skip
    assert not Article.objects.exists()  # nothing counts until somebody saves it

    sent = {
        "name_en": "Clay mug", "net": "410", "per_carton": "12", "tare": "600", "use": "drink", "depth_mm": "95",
        "volume_ml": "330", "tariff": "6912.00.99.01", "made_in": "mx", "length_cm": "40", "width_cm": "30",
        "height_cm": "30.5", "material_1": "barro", "code_1": "2508.40", "origin_1": "wholly", "material_2": "frita",
    }  # fmt: skip
    answer = office.post(there, sent)
    assert answer.status_code == 200
    assert "Elige de dónde es este material." in answer.content.decode()
    assert not Article.objects.exists()
    assert office.post(there, sent | {"origin_2": "foreign"}).status_code == 302
    saved = Article.objects.get()
    assert (saved.net_g, saved.made_in, saved.height_mm, saved.volume_ml) == (410, "MX", 305, 330)
    assert list(Ingredient.objects.order_by("pk").values_list("name", "origin")) == [
        ("barro", "wholly"), ("frita", "foreign"),
    ]  # fmt: skip
    # The next product begins with the materials of this one.
    plate = office.get(address(world, "article", item_id=world.plate.pk)).context["form"]
    assert (plate.initial["material_1"], plate.initial["origin_2"]) == ("barro", "foreign")


def test_a_number_of_a_shipment_is_used_once_and_the_next_is_proposed(world, office):
    leaving.left(world)
    first = world.order
    world.making(title="Otro pedido")
    with pytest.raises(NumberUsed):
        leaving.leave(world)
    assert Shipment.objects.get().order_id == first.pk
    assert packing.next_number(world.today) == "E-2026-002"

    there = address(world, "shipment", order_id=first.pk)
    sent = {"number": "E-2026-009", "on": "2026-03-12", "invoice": "F-18", "also": ["US-CA"]}
    assert office.post(there, sent).status_code == 302
    saved = Shipment.objects.get()
    assert (saved.number, saved.invoice, saved.also) == ("E-2026-009", "F-18", ["US-CA"])
    assert office.post(there, sent | {"also": ["CA"]}).status_code == 200  # another country is no part of this one
    assert "also" not in office.get(address(world, "shipment", order_id=world.order.pk)).context["form"].fields


def test_the_unions_data_are_one_row_and_only_who_may_sign_changes_them(world, office):
    there = address(world, "seller")
    sent = {"name": "Unión", "address": "Calle 7", "state": "17", "certifies_as": "exporter"}
    assert office.post(there, sent).status_code == 302
    assert office.post(there, sent | {"address": "Calle 8"}).status_code == 302
    assert Seller.objects.get().address == "Calle 8"
    clerk = Client()
    clerk.force_login(factories.make_staff(world.union, "sales.line.set", name="Beto"))
    assert clerk.get(there).status_code == 200
    assert clerk.post(there, sent).status_code == 403
    assert Seller.objects.get().address == "Calle 8"
