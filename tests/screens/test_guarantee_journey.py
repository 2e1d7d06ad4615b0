"""A guarantee in a real browser: signed by phone, paid in, called by two people, and recovered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tequio.books.queries import balance
from tequio.core.scope import in_union
from tequio.guarantee.models import Cap, Claim
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
        world.sauls = factories.make_staff(union, "*", name="Saúl Vigilante")
        yield world


def look(site, page, name):
    """A page on both devices, by day and by night: it fits, reads well, and may be looked at."""
    assert_fits(page)
    assert_axe_clean(page)
    site.screenshot(page, name)


def test_a_guarantee_is_signed_called_and_recovered(site, fund):
    today = timezone.localdate()
    loan = fund.lend(fund.beto, 4_000_00, on=today - timedelta(days=70))
    office = site.visitor(user=fund.rosas)
    sign_a_deal(office, today)
    sign_and_pay_in(site, office, fund)
    claim = call(site, office, fund, loan)
    recover(site, office, fund, claim)


def sign_a_deal(office, today):
    office.goto("/tlayacapan/garantias/")
    office.get_by_text("El fondo todavía está vacío").wait_for()
    office.get_by_role("link", name="Anotar un convenio").click()
    office.get_by_label("Qué parte responde el fondo").fill("50")
    office.get_by_label("Para préstamos entregados desde").fill((today - timedelta(days=100)).isoformat())
    office.get_by_label("Contrato y acuerdo").fill("Contrato 7, asamblea del 12 de marzo")
    office.get_by_role("button", name="Guardar").click()
    office.get_by_text("El convenio quedó anotado.").wait_for()


def sign_and_pay_in(site, office, fund):
    """Ana reads her cap on her phone and says yes; Beto signed on paper; both bring their money."""
    office.goto(f"/tlayacapan/garantias/socios/{fund.ana.pk}/tope/")
    office.get_by_label("Lo más que puede perder").fill("3,000")
    office.get_by_role("button", name="Guardar").click()
    office.get_by_text("Falta que diga que sí").wait_for()

    phone = site.visitor(user=fund.ana.user, device="phone", dark=True)
    phone.goto("/tlayacapan/garantias/mia/")
    phone.get_by_role("link", name="Te proponen responder por otros").click()
    phone.get_by_text("Respondo con hasta $3,000.00").wait_for()
    look(site, phone, "garantia-firmar-360")
    phone.get_by_role("button", name="Sí, lo firmo").click()
    phone.get_by_text("Quedó firmado.").wait_for()
    assert Cap.objects.get(member=fund.ana).said_yes_on == timezone.localdate()

    office.goto(f"/tlayacapan/garantias/socios/{fund.beto.pk}/tope/")
    office.get_by_label("Lo más que puede perder").fill("2,000")
    office.get_by_label("¿Ya lo firmó en papel?").fill(timezone.localdate().isoformat())
    office.get_by_role("button", name="Guardar").click()
    for member, pesos in ((fund.ana, "3,000"), (fund.beto, "2,000")):
        office.goto(f"/tlayacapan/garantias/socios/{member.pk}/aporte/")
        office.get_by_label("Cuánto trajo").fill(pesos)
        office.get_by_role("radio", name="banco").check()
        office.get_by_role("button", name="Guardar").click()
        office.get_by_text("El aporte quedó en su cuenta del fondo.").wait_for()


def call(site, office, fund, loan):
    office.goto("/tlayacapan/garantias/cartera/")
    look(site, office, "garantia-cartera-1280")
    office.get_by_role("link", name="Reclamo al fondo").click()
    office.get_by_label("Cuánto reclama").fill("4,000")
    office.get_by_label("Qué pasó y qué se hizo para cobrar").fill("Cerró su taller; se le visitó dos veces.")
    office.get_by_role("button", name="Anotar el reclamo").click()
    office.get_by_text("Faltan 2 firmas.").wait_for()
    claim = Claim.objects.get()
    for user in (fund.rosas, fund.sauls):
        signer = site.visitor(user=user)
        signer.goto(f"/tlayacapan/garantias/reclamos/{claim.pk}/")
        signer.get_by_role("link", name="Firmar").click()
        signer.get_by_role("radio", name="Sí, que pague el fondo").check()
        signer.get_by_label("¿Por qué?").fill("Así lo dice el convenio.")
        signer.get_by_role("button", name="Guardar").click()
        signer.get_by_text("Tu firma quedó anotada.").wait_for()
    office.goto(f"/tlayacapan/garantias/reclamos/{claim.pk}/")
    look(site, office, "garantia-reclamo-1280")
    office.get_by_role("link", name="Pagar").click()
    office.get_by_role("button", name="Sí, pagar").click()
    office.get_by_text("El fondo pagó. Cada quien ve su parte.").wait_for()
    assert (fund.in_fund(fund.ana), fund.in_fund(fund.beto)) == (1_800_00, 1_200_00)
    return claim


def recover(site, office, fund, claim):
    office.get_by_role("link", name="Recibir lo que trajo").click()
    office.get_by_label("Cuánto trajo").fill("1,000")
    office.get_by_role("button", name="Guardar").click()
    office.get_by_text("Lo recuperado ya volvió a quien puso.").wait_for()
    office.get_by_text("Ya se recuperaron $1,000.00.").wait_for()
    assert (fund.in_fund(fund.ana), balance("loan_collected", fund.beto.pk)) == (2_100_00, -500_00)
    phone = site.visitor(user=fund.ana.user, device="phone", script=False)
    phone.goto("/tlayacapan/garantias/mia/")
    phone.get_by_text("Beto Ríos dejó de pagar").wait_for()
    phone.get_by_text("ya volvieron $300.00").wait_for()


def test_the_pages_of_a_fund_with_many_loans(site, fund):
    """Forty loans in two villages, a year of history, one group that is late."""
    today = timezone.localdate()
    fund.deal()
    other = factories.make_section(fund.union, "Ocuituco")
    for number in range(40):
        member = factories.make_member(fund.union, "Socia", f"Número {number}",
                                       section=other if number % 4 == 0 else fund.village)  # fmt: skip
        loan = fund.lend(member, (6 + number % 5) * 1_000_00, on=today - timedelta(days=40 + 9 * number))
        late = {7: 40, 15: 100}.get(number, 0)
        fund.pay_until(loan, today - timedelta(days=late))
        if number % 2:
            fund.cap(member, 1_500_00)
            fund.put(member, (500 + 25 * number) * 100, on=today, today=today)
    office = site.open("/tlayacapan/garantias/", user=fund.rosas)
    office.get_by_role("heading", name="Para negociar con el banco").wait_for()
    assert office.get_by_role("row").filter(has_text="temporal").count() == 1
    for page, name in (("", "fondo"), ("cartera/", "cartera"), ("socios/", "socias")):
        for device, dark, wide in (("laptop", False, 1280), ("phone", True, 360)):
            shown = site.open(f"/tlayacapan/garantias/{page}", user=fund.rosas, device=device, dark=dark)
            look(site, shown, f"garantia-{name}-{wide}")
    member = fund.ana
    fund.cap(member, 3_000_00)
    fund.put(member, 3_000_00, on=today, today=today)
    shown = site.open("/tlayacapan/garantias/mia/", user=member.user, device="phone")
    look(site, shown, "garantia-mia-360")
    assert weigh(site, "/tlayacapan/garantias/mia/", user=member.user, device="phone").total < 50_000
