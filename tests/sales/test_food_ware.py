"""Food ware: the class comes from the shape, the right to be sold as such from the laboratory, and both can be lost."""

import io
from datetime import date, timedelta

import pypdf
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tequio.core.models import Event
from tequio.engines.shipping import Paper as Printed
from tequio.sales import actions, tracing
from tequio.sales.errors import (
    FoodUnproven,
    MarkNeeded,
    MethodUnknown,
    NotFoodWare,
    NoWareClass,
    ReadingsWrong,
    ReasonNeeded,
    ReportAboutNothing,
    ReportKnown,
    ReportWrong,
    ShapeMissing,
    ShapeUnknown,
    UseUnknown,
    WithdrawnAlready,
)
from tequio.sales.models import Carton, CartonPart, Inspection, LabReading, LabReport, Line, Order, Paper
from tequio.sales.papers import Words
from tequio.sales.papers.figures import Printer
from tequio.sales.shipping import shipment_of
from tequio.unions.ware import customs_of, rules_of
from tests import factories
from tests.sales import leaving
from tests.sales.world import CUP, GLAZE, RECIPE, TODAY, D

DAY = timedelta(days=1)


@pytest.fixture
def office(world):
    client = Client()
    client.force_login(factories.make_staff(world.union, "*"))
    return client


def to(world, name, **named):
    return reverse(f"sales:{name}", kwargs={"union": world.union.slug, **named})


def refused(refusal, deed, match=None):
    """And nothing happened: not even an event."""
    before = Event.objects.count()
    with pytest.raises(refusal, match=match):
        deed()
    assert Event.objects.count() == before


def pack(world, number=1, **more):
    line = world.order.lines.get(number=number)
    left = {"cartons": 0, "per_carton": 500, "with_rest": True} | more
    return actions.pack_cartons(actor=world.seller, line_id=line.pk, today=world.today, **left)


# --- the class -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("destination", "use", "depth", "volume", "ware"),
    [
        ("MX", "drink", 95, 330, "cup"),
        ("MX", "serve", 25, 400, "flat"),
        ("MX", "serve", 26, 400, "small_hollow"),
        ("MX", "serve", 60, 1_100, "large_hollow"),
        ("MX", "serve", 60, "1099.9", "small_hollow"),
        ("MX", "cook", 20, 500, "cooking"),
        ("MX", "store", 350, 10_000, "storage"),
        ("US", "pour", 200, 1_500, "pitcher"),
        ("US", "cream", 90, 200, "small_hollow"),
        ("EU", "drink", 95, 330, "small_hollow"),
        ("EU", "store", 200, "3000.1", "storage"),
        ("XX", "drink", 95, 330, "cup"),
        ("MX", "decor", 10, 10, "decorative"),
    ],
)
def test_the_class_of_a_line_comes_from_depth_volume_and_use(world, destination, use, depth, volume, ware):
    world.drafted(destination=destination)
    line = world.line(world.mug, 10, 4_000, "flat", use=use, depth_mm=D(depth), volume_ml=D(volume))

    assert line.ware == ware
    assert Line.objects.get().is_food_ware == (use != "decor")


def test_a_line_without_a_shape_of_its_own_has_its_products(world):
    world.drafted()
    draft = actions.LineDraft(world.mug.pk, 10, 4_000)
    told = {"actor": world.seller, "order_id": world.order.pk, "today": TODAY}
    refused(ShapeMissing, lambda: actions.set_line(**told, draft=draft), match="Taza")

    actions.set_article(actor=world.seller, item_id=world.mug.pk, draft=leaving.MUG)
    assert actions.set_line(**told, draft=draft).ware == "cup"


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [({"use": "fly"}, UseUnknown), ({"depth_mm": None}, ShapeUnknown), ({"volume_ml": None}, ShapeUnknown)],
)
def test_a_shape_that_says_nothing_is_refused(world, changed, refusal):
    world.drafted()
    refused(refusal, lambda: world.line(world.mug, 10, 4_000, **CUP | changed))
    assert not Line.objects.exists()


def test_where_it_goes_elsewhere_another_law_says_the_class(world):
    world.drafted()
    line = world.line(world.mug, 10, 4_000)
    told = {"actor": world.seller, "order_id": world.order.pk, "margin_bp": 0, "today": TODAY}
    actions.edit_order(**told, terms=world.terms(destination="EU"))
    line.refresh_from_db()
    assert line.ware == "small_hollow"


def test_where_no_law_has_a_class_for_it_a_line_is_refused(world):
    world.on(date(1980, 1, 7))  # no law of the United States held yet
    world.drafted(destination="US")
    refused(NoWareClass, lambda: world.line(world.mug, 10, 4_000))


# --- packed and sold -------------------------------------------------------------------------------------------------


def test_food_ware_is_packed_as_such_with_a_report_that_holds_where_it_goes(world):
    world.collected()
    pack(world)
    box = Carton.objects.get()
    assert (box.as_food, box.mark) == (True, "")


@pytest.mark.parametrize(
    ("destination", "also", "lead", "is_food"),
    [
        ("US", (), "0.5", True),
        ("US", ("US-CA",), "0.5", False),  # California allows 0.100: the worst rule wins
        ("US", ("US-CA",), "0.100", True),
        ("US", (), "0.501", False),
        ("EU", (), "4.0", True),
        ("CA", (), "0.5", True),
        ("XX", (), "0.01", False),  # nobody has read what "another country" allows
    ],
)
def test_the_worst_rule_of_everywhere_it_may_end_up_decides(world, destination, also, lead, is_food):
    world.ordered(destination=destination)
    world.prove(lead, number="LAB-1")
    world.split()
    for ticket in world.tickets():
        world.answer(ticket)
        world.inspect(ticket, ticket.pieces)
    leaving.leave(world, also=also)
    if is_food:
        pack(world)
    else:
        refused(NotFoodWare, lambda: pack(world))
    assert Carton.objects.exists() == is_food


def test_a_lot_without_a_report_is_packed_as_decoration_marked_or_not_at_all(world, office):
    world.collected(destination="US")
    lot = Inspection.objects.order_by("pk").first()
    actions.withdraw_report(
        actor=world.seller, report_id=LabReport.objects.get().pk, today=TODAY, reason="El laboratorio se retractó"
    )
    refused(NotFoodWare, lambda: pack(world), match=f"P{world.order.pk}-L01 de Taza .*LAB-2026-03-09 fue retirado")
    refused(MarkNeeded, lambda: pack(world, as_food=False), match="debe decirlo")
    refused(MarkNeeded, lambda: pack(world, as_food=False, mark="paint"))
    assert not Carton.objects.exists()

    there = to(world, "cartons", order_id=world.order.pk)
    page = office.get(there).content.decode()
    assert "fue retirado" in page
    assert "Or a hole" not in page
    assert "O un agujero que atraviese" in page
    sent = {"what": "pack", "line": lot.ticket.line_id, "cartons": "0", "per_carton": "500", "with_rest": "on"}
    refusal = office.post(there, sent | {"use": "food", "once": "a"})
    assert (refusal.status_code, Carton.objects.count()) == (422, 0)
    assert office.post(there, sent | {"use": "hole", "once": "b"}).status_code == 302
    assert (Carton.objects.get().as_food, Carton.objects.get().mark) == (False, "hole")


def test_what_was_marked_as_decoration_says_so_on_every_paper_though_a_report_would_allow_more(world):
    leaving.rates(world)
    world.collected(currency="USD", destination="US", place="Tlayacapan")
    leaving.describe(world)
    pack(world, as_food=False, mark="label")
    pack(world, number=2)
    shipment = shipment_of(world.order, TODAY, lambda box: f"https://union.example/{box.code}")
    printer, words = Printer(shipment, customs_of("pottery"), rules_of("pottery"), Words("en")), Words("en")

    assert [card["use"] for card in printer.figures(Printed.LABELS)["cards"]] == [words("decorative")] * 2
    assert [row[2] for row in printer.figures(Printed.PACKING_LIST)["uses"]] == [words("decorative")] * 2
    assert words("decorative") in printer.figures(Printed.INVOICE)["rows"][0][1]


def test_an_order_is_not_sold_as_food_ware_that_nothing_proves(world):
    world.collected()
    actions.withdraw_report(
        actor=world.seller, report_id=LabReport.objects.get().pk, today=TODAY, reason="El laboratorio se retractó"
    )
    told = {"actor": world.chair, "order_id": world.order.pk, "today": TODAY}
    codes = f"P{world.order.pk}-L01"
    refused(FoodUnproven, lambda: actions.ship_order(**told), match=codes)
    assert Order.objects.get().state == Order.State.MAKING

    pack(world, as_food=False, mark="label")  # whoever marked them need not say it twice
    assert actions.ship_order(**told).state == Order.State.SHIPPED


def test_an_order_goes_as_decoration_when_somebody_says_so(world):
    world.collected()
    actions.withdraw_report(
        actor=world.seller, report_id=LabReport.objects.get().pk, today=TODAY, reason="El laboratorio se retractó"
    )
    actions.ship_order(actor=world.chair, order_id=world.order.pk, today=TODAY, is_decorative=True)
    said = Event.objects.get(kind="sales.order.shipped").data["decorative"]
    assert len(said) == Inspection.objects.filter(ticket__line__number=1).count()


def test_a_report_that_is_too_old_proves_nothing(world):
    world.collected()
    later = TODAY + timedelta(days=346)  # 366 days after the report
    line = world.order.lines.get(number=1)
    told = {"actor": world.seller, "line_id": line.pk, "cartons": 1, "per_carton": 10}
    refused(NotFoodWare, lambda: actions.pack_cartons(**told, today=later), match="valió hasta el")
    actions.pack_cartons(**told, today=later - DAY)


def test_the_database_keeps_a_food_box_to_lots_with_a_report_that_stands(world):
    world.collected()
    pack(world, cartons=1, per_carton=1, with_rest=False)
    box = Carton.objects.get()
    plates = Inspection.objects.filter(ticket__line__number=2).first()
    mugs = Inspection.objects.filter(ticket__line__number=1).order_by("-pk").first()
    decorative = Carton.objects.create(
        union=world.union, order=world.order, line=world.order.lines.get(number=2), number=90, packed_on=TODAY,
        as_food=True,
    )  # fmt: skip
    with pytest.raises(DatabaseError, match="no report that stands"), transaction.atomic():
        CartonPart.objects.create(union=world.union, box=decorative, inspection=plates, pieces=1)
    CartonPart.objects.create(union=world.union, box=box, inspection=mugs, pieces=1)
    actions.withdraw_report(actor=world.seller, report_id=LabReport.objects.get().pk, today=TODAY, reason="Duda")
    other = Carton.objects.create(
        union=world.union, order=world.order, line=box.line, number=91, packed_on=TODAY, as_food=True
    )
    with pytest.raises(DatabaseError, match="no report that stands"), transaction.atomic():
        CartonPart.objects.create(union=world.union, box=other, inspection=mugs, pieces=1)


# --- reports ---------------------------------------------------------------------------------------------------------


def report(world, **changed):
    return world.prove(**{"number": "LAB-7"} | changed)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"mix": ""}, ReportAboutNothing),
        ({"shape": None}, ReportAboutNothing),
        ({"on": TODAY + DAY}, ReportWrong),
        ({"valid_until": TODAY - 30 * DAY}, ReportWrong),
        ({"method": "by-eye"}, MethodUnknown),
        ({"lead": "-0.1"}, ReadingsWrong),
        ({"lead": "10001"}, ReadingsWrong),
    ],
)
def test_a_report_that_cannot_be_is_refused_whole(world, changed, refusal):
    refused(refusal, lambda: report(world, **changed))
    assert not LabReport.objects.exists()
    assert not LabReading.objects.exists()


def test_a_report_is_noted_once_and_never_changed(world):
    made = report(world)
    refused(ReportKnown, lambda: report(world))
    assert LabReading.objects.count() == 12
    with pytest.raises(DatabaseError, match="withdrawn once"), transaction.atomic():
        LabReport.objects.filter(pk=made.pk).update(laboratory="Otro")
    with pytest.raises(DatabaseError, match="withdrawn once"), transaction.atomic():
        LabReport.objects.filter(pk=made.pk)._raw_delete("default")

    told = {"actor": world.seller, "report_id": made.pk, "today": TODAY}
    refused(ReasonNeeded, lambda: actions.withdraw_report(**told, reason=" "))
    actions.withdraw_report(**told, reason="Se confundieron muestras")
    refused(WithdrawnAlready, lambda: actions.withdraw_report(**told, reason="Otra vez"), match="09/03/2026")
    with pytest.raises(DatabaseError, match="withdrawn once"), transaction.atomic():
        LabReport.objects.filter(pk=made.pk).update(withdrawn_on=None, withdrawn_why="")


def test_a_report_is_typed_as_the_laboratory_wrote_it(world, office):
    world.collected()
    lot = Inspection.objects.filter(ticket__line__number=1).order_by("pk").first()
    there = to(world, "report_new")
    form = office.get(f"{there}?lote={lot.pk}").content.decode()
    assert f"P{world.order.pk}-L01 · Taza" in form
    sent = {
        "laboratory": "Ensayos del Norte", "number": "118", "on": "2026-03-02", "method": "acetic-4-24h",
        "lot": lot.pk, "unit": "mg/L", "lead_1": "0.04", "cadmium_1": "<0.02", "lead_2": "0,05", "once": "a",
    }  # fmt: skip
    wrong = office.post(there, sent | {"lead_3": "poco"})
    assert "Escribe un número como 0.05" in wrong.content.decode()
    assert LabReport.objects.count() == 1
    answer = office.post(there, sent)
    made = LabReport.objects.get(number="118")
    assert answer.url == to(world, "report", report_id=made.pk)
    assert (made.inspection, made.lot, made.recipe) == (lot, f"P{world.order.pk}-L01", RECIPE)
    assert (made.use, made.volume_ml) == ("drink", 330)
    assert list(made.readings.order_by("pk").values_list("piece", "substance", "amount", "is_below")) == [
        ("1", "lead", D("0.04"), False), ("1", "cadmium", D("0.02"), True), ("2", "lead", D("0.05"), False),
    ]  # fmt: skip
    page = office.get(answer.url).content.decode()
    assert "&lt; 0.02 mg/L" in page
    assert "118" in office.get(to(world, "reports")).content.decode()


def test_a_withdrawn_report_finds_exactly_its_lots_and_their_boxes(world, office):
    """Ana and Beto glazed from one lot, Caro from another; one box holds pieces of both."""
    world.making()
    glazes = {"Ana": "G-1", "Beto": "g-1", "Caro": "G-2", "Dina": "G-2"}
    by_maker = {world.makers[name].pk: name for name in world.makers}
    for ticket in world.tickets():
        world.answer(ticket)
        world.inspect(ticket, ticket.pieces, material_lot=glazes[by_maker[ticket.maker_id]])
    one = report(world, number="LAB-A", mix="G-1")
    report(world, number="LAB-B", mix="G-2")
    pack(world, cartons=1, per_carton=10)
    touched = tracing.touched_by(one)

    lots = {row.lot.pk for row in touched.rows}
    wanted = {row.pk for row in Inspection.objects.all() if row.material_lot.lower() == "g-1"}
    assert lots == wanted
    parts = CartonPart.objects.filter(inspection__in=wanted)
    assert {number for row in touched.rows for number in row.boxes} == set(parts.values_list("box__number", flat=True))
    food = {row.code for row in touched.rows if row.lot.ticket.line.number == 1}
    assert touched.unproven == food
    assert len(food) < len(touched.rows)  # Ana glazed plates for the wall too

    report(world, number="LAB-C", mix="G-1")  # another speaks for the same glaze
    assert tracing.touched_by(one).unproven == frozenset()
    answer = office.post(to(world, "report", report_id=one.pk), {"reason": "Muestras cambiadas", "once": "a"})
    assert answer.status_code == 302
    page = office.get(answer.url).content.decode()
    assert "Retirado el" in page
    for row in touched.rows:
        assert row.code in page
    others = [f"P{world.order.pk}-L{place:02d}" for place, row in enumerate(Inspection.objects.order_by("pk"), start=1)
              if row.pk not in wanted]  # fmt: skip
    assert others
    assert not [code for code in others if code in page]


def test_a_withdrawn_certificate_finds_what_its_workshop_brought(world, office):
    world.collected()
    pack(world)
    paper = Paper.objects.get(maker=world.makers["Ana"])
    touched = tracing.touched_by_certificate(paper)
    mugs = Inspection.objects.filter(ticket__maker=world.makers["Ana"], ticket__line__number=1)
    assert {row.lot.pk for row in touched.rows} == set(mugs.values_list("pk", flat=True))
    assert (touched.boxes, len(touched.unproven)) == (1, mugs.count())

    there = to(world, "certificate", paper_id=paper.pk)
    assert office.post(there, {"reason": "Se equivocó el laboratorio", "once": "a"}).status_code == 302
    page = office.get(there).content.decode()
    assert "Retirada el" in page
    assert "Ana Luna" in page
    assert "Beto Luna" not in page
    clerk = Client()
    clerk.force_login(factories.make_staff(world.union, "sales.line.set", name="Beto"))
    assert clerk.post(there, {"reason": "x"}).status_code == 403


def test_the_lead_pack_of_an_order_has_each_lot_with_its_report_every_reading_and_what_it_proves(world, office):
    leaving.rates(world)
    world.collected(currency="USD", destination="US", place="Tlayacapan")
    leaving.describe(world)
    leaving.pack(world)
    leaving.leave(world, also=("US-CA",))
    answer = office.get(to(world, "paper", order_id=world.order.pk, paper="lead", language="en", kind="pdf"))
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())

    lots = [f"P{world.order.pk}-L{place:02d}" for place in range(1, Inspection.objects.count() + 1)]
    for said in (
        *lots, "LAB-2026-03-09, February 17, 2026", "Laboratorio de Ensayos del Sur", "4 % acetic acid, 24 hours",
        "United States: may be sold as food ware until February 17, 2027.", "1: 0.05 mg/L; 2: 0.05 mg/L",
        "California, United States: may be sold as food ware until February 17, 2027.", "0.100 mg/L (worst piece)",
        "decorative only. The piece is made for decoration.",
    ):  # fmt: skip
        assert said in text, said


# --- from the recipe to the box --------------------------------------------------------------------------------------


def test_a_recipe_and_a_glaze_lead_to_boxes_and_a_lot_back_to_its_workshop(world, office):
    world.making()
    first, *rest = world.tickets()
    world.answer(first)
    world.inspect(first, 3, recipe="Barro rojo 3", material_lot="Miel 9")
    for ticket in rest:
        world.answer(ticket)
        world.inspect(ticket, ticket.pieces)
    report(world, number="LAB-M", mix="Miel 9", recipe="Barro rojo 3")
    actions.pack_cartons(actor=world.seller, line_id=first.line_id, cartons=1, per_carton=2, today=TODAY)
    code = f"P{world.order.pk}-L01"
    for asked in ("rojo 3", "miel", code, code.lower()):
        rows = tracing.search(asked)
        assert [(row.code, row.boxes, row.loose) for row in rows] == [(code, (1,), 1)], asked
    assert {row.lot.material_lot for row in tracing.search(GLAZE)} == {GLAZE}
    assert tracing.search("no such glaze") == []
    assert tracing.search("P99999999999999999999-L01") == []
    assert len(tracing.search("")) == 1 + len(rest)

    page = office.get(to(world, "trace"), {"q": "miel"}).content.decode()
    for words in (code, "Barro rojo 3", "Miel 9", first.maker.member.name, first.maker.member.section.name):
        assert words in page, words
    assert to(world, "cartons", order_id=world.order.pk) in page
    assert "Nada con esas letras" in office.get(to(world, "trace"), {"q": "zzz"}).content.decode()


def test_pages_ask_as_much_of_few_lots_as_of_many(world, office):
    world.collected()
    pack(world)

    def asked():
        found = {}
        for name, named in (
            ("trace", {}), ("reports", {}), ("report", {"report_id": LabReport.objects.earliest("pk").pk}),
            ("cartons", {"order_id": world.order.pk}), ("papers", {"order_id": world.order.pk}),
        ):  # fmt: skip
            with CaptureQueriesContext(connection) as questions:
                assert office.get(to(world, name, **named)).status_code == 200
            found[name] = len(questions)
        return found

    report(world)
    asked()  # what is read once and kept
    few = asked()
    report(world, number="LAB-8")
    pack(world, number=2, cartons=5, per_carton=2, with_rest=False)
    world.on(TODAY + DAY)
    first = world.order
    world.collected(title="Otro pedido")
    world.order = first
    assert asked() == few
