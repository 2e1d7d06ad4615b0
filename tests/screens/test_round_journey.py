"""A whole round in a real browser: draft, pledges, quotes, plan, award, goods, settlement."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tequio.core.scope import in_union
from tequio.members.models import Member
from tequio.purchasing import jobs
from tequio.purchasing.models import Charge, Plan, Round
from tequio.stock.models import Item
from tests import factories
from tests.purchasing import world as worlds
from tests.screens.browser import assert_axe_clean, assert_fits

pytestmark = pytest.mark.browser


@pytest.fixture
def village(live):
    union = factories.make_union()
    with in_union(union.pk):
        factories.open_books(union)
        section = factories.make_section(union)
        ana = factories.make_member(union, "Ana", "Luna", section=section, number=1)
        factories.make_member(union, "Beto", "Ríos", section=section, number=2)
        Item.objects.create(union=union, code="barro", name="Barro rojo", unit="kg")
        rosa = factories.make_staff(union, "*", name="Rosa Compras")
        pedro = factories.make_staff(union, "*", name="Pedro Presidente")
        return union, rosa, pedro, ana


def press(page, name):
    page.get_by_role("button", name=name).click()


def step(page, name):
    """One button of the round's page, and the page that asks."""
    page.get_by_role("link", name=name, exact=True).click()
    page.locator("main form").get_by_role("button", name=name).click()


def checked(page):
    assert_axe_clean(page)
    assert_fits(page)


@pytest.mark.parametrize(("device", "script"), [("laptop", True), ("phone", False)])
def test_a_round_from_draft_to_settled(site, village, device, script):
    union, rosa, pedro, _ana = village
    page = site.visitor(user=rosa, device=device, script=script)
    today = timezone.localdate()

    page.goto(f"/{union.slug}/rondas/nueva/")
    page.get_by_label("Nombre de la ronda").fill("Barro de marzo")
    page.get_by_label("Abre el").fill(today.isoformat())
    page.get_by_label("Cierra el").fill((today + timedelta(days=7)).isoformat())
    page.get_by_label("Barro rojo").check()
    press(page, "Guardar")
    step(page, "Abrir la ronda")
    round_url = page.url

    page.get_by_role("link", name="Pedidos", exact=True).first.click()
    for number, quantity in (("1", "40"), ("2", "1,060")):
        page.get_by_label("Número de socia o socio").fill(number)
        page.get_by_label("Material").select_option(label="Barro rojo")
        page.get_by_label("Cantidad").fill(quantity)
        press(page, "Guardar pedido")
        page.get_by_text("Puedes capturar el siguiente").wait_for()

    page.goto(round_url + "cotizaciones/")
    page.get_by_label("Proveedor nuevo").fill("Barros de Cuautla")
    press(page, "Invitar")
    page.get_by_role("link", name="Capturar precios").click()
    page.locator("summary", has_text="Barro rojo").click()
    page.get_by_label("1. Desde (kg)").fill("0")
    page.get_by_label("Precio por kg").nth(0).fill("4")
    page.get_by_label("2. Desde (kg)").fill("1000")
    page.get_by_label("Precio por kg").nth(1).fill("3.50")
    page.get_by_label("A todos los pueblos, por parada").fill("300")
    press(page, "Guardar cotización")
    page.get_by_text("Quedó la cotización").wait_for()

    page.goto(round_url)
    step(page, "Cerrar pedidos")
    step(page, "Dar por buenas las cotizaciones")
    page.get_by_role("link", name="Buscar la compra más barata").click()
    press(page, "Buscar la compra más barata")
    page.get_by_text("Detener y quedarse con lo mejor").first.wait_for()
    with in_union(union.pk):
        waiting = list(Plan.objects.order_by("pk").values_list("pk", flat=True))
    for plan_id in waiting:
        jobs.solve_plan(union_id=union.pk, plan_id=plan_id)
    page.goto(round_url + "planes/")
    page.get_by_role("link", name="Ver el plan").first.click()
    page.get_by_text("Cuesta $4,150.00").wait_for()
    press(page, "Proponer este plan")
    plan_url = page.url

    second = site.visitor(user=pedro, device=device, script=script)
    second.goto(plan_url)
    press(second, "Aprobar la adjudicación")
    second.get_by_text("La compra está adjudicada").wait_for()

    page.goto(round_url)
    step(page, "Mandar los pedidos a proveedores")
    page.goto(round_url + "pueblos/")
    page.get_by_role("link", name="Tlayacapan", exact=True).click()
    page.get_by_label("Llegó", exact=True).fill("1000")
    press(page, "Guardar el conteo")
    page.goto(round_url)
    step(page, "Terminar de recibir")
    page.goto(round_url + "pueblos/")
    page.get_by_role("link", name="Tlayacapan", exact=True).click()
    press(page, "Anotar la entrega")
    page.goto(round_url)
    step(page, "Terminar la entrega")
    step(page, "Liquidar la ronda")
    page.get_by_text("liquidada y en los libros").wait_for()

    with in_union(union.pk):
        assert Round.objects.get().state == Round.State.SETTLED
        # 100 kg short at 3.50 each: 4,150 less 350, in proportion to what each pledged.
        charges = {charge.member_id: charge.total_minor for charge in Charge.objects.all()}
        assert sum(charges.values()) == 380000
        small = Member.objects.get(number=1)
        assert Decimal(charges[small.pk]) / 380000 == pytest.approx(Decimal(36) / 1000, abs=Decimal("0.001"))


PAGES = ("", "lista/", "cotizaciones/", "planes/", "proveedores/", "pueblos/", "historia/", "hacer/cancelar/")


@pytest.mark.parametrize(("device", "dark"), [("laptop", False), ("phone", True)])
def test_every_office_page_is_accessible_and_fits(site, live, device, dark):
    union = factories.make_union()
    with in_union(union.pk):
        world = worlds.build(union)
        rosa = factories.make_staff(union, "*")
        world.to_quoted()
        plan, invitation = world.solved(), world.round.invitations.first()
    page = site.visitor(user=rosa, device=device, dark=dark)
    for part in PAGES:
        page.goto(f"/{union.slug}/rondas/{world.round.pk}/{part}")
        site.screenshot(page, f"round-{part.strip('/').replace('/', '-') or 'hub'}-{device}")
        checked(page)
    for path in ("", "nueva/", f"plan/{plan.pk}/", f"cotizacion/{invitation.pk}/"):
        page.goto(f"/{union.slug}/rondas/{path}")
        checked(page)
