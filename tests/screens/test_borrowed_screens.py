"""What loans spared, in a real browser: noted by the office, and read by a member on her phone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tequio.core.scope import in_union
from tests import factories
from tests.guarantee import world as worlds
from tests.screens.browser import assert_axe_clean, assert_fits, weigh

pytestmark = pytest.mark.browser


@pytest.fixture
def fund(live):
    union = factories.make_union()
    with in_union(union.pk):
        world = worlds.build(union)
        world.rosas = factories.make_staff(union, "*", name="Rosa Tesorera")
        yield world


def test_what_borrowing_costs_outside_is_noted_and_proves_what_a_loan_spared(site, fund):
    today = timezone.localdate()
    fund.lend(fund.ana, on=today - timedelta(days=100))
    office = site.open("/tlayacapan/beneficio/creditos/anotar/", user=fund.rosas)
    office.get_by_role("radio", name="microfinanciera").check()
    office.get_by_label("Nombre o lugar").fill("Financiera de la plaza")
    office.get_by_label("¿Qué día se supo?").fill((today - timedelta(days=120)).isoformat())
    office.get_by_role("radio", name="A: recibo o su foto").check()
    office.get_by_label("Cuánto te dan en la mano").fill("10,000")
    office.get_by_label("Cuánto pagas cada vez").fill("701.96")
    office.get_by_label("En cuántos pagos").fill("16")
    assert_fits(office)
    office.get_by_role("button", name="Guardar").click()
    office.get_by_text("Anotado: 106.5 % al año.").wait_for()
    office.get_by_role("button", name="Buscar prueba para los préstamos").click()
    office.get_by_text("3 pagos tienen ahora su prueba.").wait_for()
    assert_axe_clean(office)
    site.screenshot(office, "credito-afuera-1280")

    path = f"/tlayacapan/beneficio/?periodo={today.year}"
    phone = site.open(path, user=fund.ana.user, device="phone", dark=True)
    phone.get_by_role("heading", name="Lo que pediste prestado").wait_for()
    assert_fits(phone)
    assert_axe_clean(phone)
    site.screenshot(phone, "credito-ahorro-360")
    assert weigh(site, path, user=fund.ana.user, device="phone").total < 50_000
    shown = site.open("/tlayacapan/beneficio/creditos/", user=fund.ana.user, device="phone")
    assert_fits(shown)
    site.screenshot(shown, "credito-afuera-360")
