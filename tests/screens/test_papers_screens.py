"""Boxes, papers and who made what is in them, in a real browser: whole, light, and large enough to press."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tequio.core.scope import in_union
from tequio.sales import actions, links
from tequio.sales.models import Carton, LabReport
from tests import factories
from tests.sales import leaving
from tests.sales import world as worlds
from tests.screens.browser import LIGHTS, checked, weigh

pytestmark = pytest.mark.browser
LIGHT_ENOUGH = 50_000


@pytest.fixture
def shop(live):
    union = factories.make_union()
    with in_union(union.pk):
        world = worlds.build(union)
        world.on(timezone.localdate())
        world.rosa = factories.make_staff(union, "*", name="Rosa Ventas")
        member = world.members["Ana"]
        member.user = factories.make_user("Ana", phone="+527771110001")
        member.save(update_fields=["user"])
        yield world


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def complete(page, what):
    page.get_by_role("link", name=re.compile(f"Completar.*{what}")).click()


@pytest.mark.parametrize(("device", "script"), [("laptop", True), ("phone", False)])
def test_from_good_pieces_to_papers(site, shop, device, script):
    """Papers say what is missing; each is mended from there; boxes are packed with one press; then all is printed."""
    leaving.rates(shop)
    shop.shipped(currency="USD", destination="US", incoterm="FCA", place="Tlayacapan, Morelos")
    slug, order = shop.union.slug, shop.order
    papers = reverse("sales:papers", kwargs={"union": slug, "order_id": order.pk})
    page = site.open(papers, user=shop.rosa, device=device, script=script)
    checked(page, script)

    complete(page, "Datos de la unión")
    for label, words in (
        ("Domicilio, con código postal", "Calle 7, Tlayacapan 62540"), ("RFC", "UAT260101AB1"),
        ("Quién firma", "Ana Flores"), ("Su cargo", "Presidenta"), ("Teléfono", "+52 735 000 0000"),
        ("Correo", "ventas@union.example"),
    ):  # fmt: skip
        page.get_by_label(label).fill(words)
    page.get_by_label("Estado").select_option("17")
    page.get_by_label("La unión certifica el origen").select_option("exporter")
    checked(page, script)
    press(page, "Guardar")

    complete(page, "Datos del comprador")
    for label, words in (
        ("RFC o registro fiscal", "00-0000000"), ("Domicilio", "410 Mission St"), ("Su correo", "a@shop.example"),
        ("Su teléfono", "+1 415 000 0000"),
    ):  # fmt: skip
        page.get_by_label(label).fill(words)
    press(page, "Guardar")

    complete(page, "Cómo sale el pedido")
    page.get_by_label("Número de factura").fill("F-17")
    checked(page, script)
    press(page, "Guardar")

    for item, grams in (("Taza", "412"), ("Plato trinche", "805")):
        complete(page, f"Ficha del producto: {item}")
        page.get_by_label("Una pieza pesa, en gramos").fill(grams)
        page.get_by_label("Piezas en una caja").fill("12")
        if item == "Taza":  # the next card begins with the same materials
            page.get_by_label("Material").first.fill("barro")
            page.get_by_label("Su fracción").first.fill("2508.40")
            page.get_by_label("De dónde es").first.select_option("wholly")
        checked(page, script)
        press(page, "Guardar la ficha")

    complete(page, "Cajas")
    checked(page, script)
    press(page, "Empacar")
    press(page, "Empacar")
    page.get_by_role("link", name="Papeles").click()
    page.get_by_text("No falta nada").wait_for()
    checked(page, script)
    assert page.get_by_role("link", name="PDF").count() == 10
    assert Carton.objects.count() == 25 + 5


@pytest.fixture
def lived_in(shop):
    order = leaving.left(shop)
    actions.weigh_cartons(
        actor=shop.seller, order_id=order.pk, first=1, last=3, gross_g=11_200, size=(400, 300, 300), today=shop.today
    )
    actions.give_consent(
        actor=shop.seller, member=shop.members["Ana"], shows_name=True, shows_village=True, today=shop.today,
        words="Aprendí de mi abuela y trabajo con mis dos hijas; el barro lo traemos del cerro.",
    )  # fmt: skip
    shop.report = shop.prove("0.7", number="LAB-OTRO", mix="Miel 9")
    actions.withdraw_report(
        actor=shop.seller, report_id=shop.report.pk, today=shop.today, reason="El laboratorio confundió dos muestras"
    )
    shop.left = order
    shop.draft = shop.drafted(title="Cotización en borrador")
    shop.on(timezone.localdate())
    title = "Tazas y platos para la posada de doña María Guadalupe Xochiquetzalli"
    first, *rest = shop.making(title=title)
    shop.answer(first)
    shop.inspect(first, first.pieces, material_lot="Miel 9")
    for ticket in rest:
        shop.answer(ticket)
        shop.inspect(ticket, ticket.pieces)
    return shop


def paths(shop):
    slug = shop.union.slug

    def to(page, **named):
        return reverse(f"sales:{page}", kwargs={"union": slug, **named})

    return {
        "papers": to("papers", order_id=shop.left.pk), "lacking": to("papers", order_id=shop.order.pk),
        "boxes": to("cartons", order_id=shop.left.pk), "packing": to("cartons", order_id=shop.order.pk),
        "seller": to("seller"), "buyer": to("buyer", buyer_id=shop.buyer.pk),
        "article": to("article", item_id=shop.mug.pk), "shipment": to("shipment", order_id=shop.left.pk),
        "consent": to("consent", maker_id=shop.makers["Ana"].pk), "order": shop.order.get_absolute_url(),
        "reports": to("reports"), "report": to("report", report_id=LabReport.objects.earliest("pk").pk),
        "withdrawn": to("report", report_id=shop.report.pk), "report-new": to("report_new"), "trace": to("trace"),
        "certificate": to("certificate", paper_id=shop.makers["Ana"].papers.get().pk),
        "line": to("line_new", order_id=shop.draft.pk),
    }  # fmt: skip


def test_every_page_of_boxes_and_papers_fits_and_breaks_no_rule(site, lived_in):
    for device, lights in LIGHTS.items():
        for light in lights:
            page = site.visitor(user=lived_in.rosa, device=device, dark=light == "dark")
            for name, path in paths(lived_in).items():
                page.goto(path)
                assert page.get_by_role("heading", level=1).is_visible(), path
                checked(page)
                site.screenshot(page, f"papers-{name}-{device}-{light}")


def test_what_anybody_and_members_read_is_light_and_whole_without_script(site, lived_in):
    slug, ana = lived_in.union.slug, lived_in.members["Ana"].user
    box = Carton.objects.filter(order=lived_in.left).order_by("number").first()
    buyer = reverse("buyer_link", args=[links.ORDER.token_for(lived_in.left)])
    for name, path, user in (
        ("who-made", reverse("who_made", args=[slug, box.code]), None), ("buyer-papers", buyer, None),
        ("no-box", reverse("who_made", args=[slug, "0123456789abcdef"]), None),
        ("my-consent", reverse("sales:my_consent", kwargs={"union": slug}), ana),
    ):  # fmt: skip
        for dark in (False, True):
            page = site.open(path, user=user, device="phone", script=False, dark=dark)
            checked(page, script=False)
            site.screenshot(page, f"papers-{name}-phone-{'dark' if dark else 'light'}")
        page = site.open(path, user=user, device="laptop")
        checked(page)
        site.screenshot(page, f"papers-{name}-laptop-light")
        if name != "buyer-papers":
            assert weigh(site, path, user=user, device="phone").total < LIGHT_ENOUGH
