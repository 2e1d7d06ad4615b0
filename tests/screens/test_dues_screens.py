"""Fees in a real browser: a month is previewed and charged, a member pays, one is late, one leaves; every page fits."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tequio.books.queries import balance
from tequio.core.scope import in_union
from tequio.dues import actions, queries
from tequio.dues.models import Certificate, Farewell, Fee, Receipt, Run
from tequio.engines.dues import State
from tequio.members.models import Member
from tequio.unions.models import Setting
from tests import factories
from tests.dues.conftest import build
from tests.screens.browser import LIGHTS, assert_axe_clean, assert_fits, weigh

pytestmark = pytest.mark.browser
LIGHT_ENOUGH = 50_000


@pytest.fixture
def house(live):
    union = factories.make_union()
    with in_union(union.pk):
        house = build(union)
        house.today = timezone.localdate()
        house.month = house.today.replace(day=1)
        house.ana.user = factories.make_user("Ana", phone="+527771112233")
        house.ana.save(update_fields=["user"])
        house.rosa = factories.make_staff(union, "*")
        Setting.objects.create(union=union, key="dues.certificate_value_minor", value=500_00,
                               valid_from=date(2024, 1, 1), source="Acta 3")  # fmt: skip
        yield house


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_treasurers_month(site, house, script):
    page = site.visitor(user=house.rosa, script=script)

    # The assembly's decision is noted.
    page.goto("/tlayacapan/cuotas/")
    page.get_by_role("link", name="Anotar la tarifa").click()
    page.get_by_label("Rige desde").fill(house.month.replace(month=1).isoformat())
    page.get_by_label("Días de prórroga").fill("0")
    page.get_by_label("Se paga a más tardar el día").fill("1")
    page.get_by_label("¿Dónde se decidió?").fill("Asamblea, punto 4")
    for place, (people, pesos) in enumerate((("1", "10"), ("4", "15.50"))):
        page.locator(f"[name=t-{place}-people_from]").fill(people)
        page.locator(f"[name=t-{place}-minor]").fill(pesos)
    page.get_by_role("button", name="Guardar la tarifa").click()
    page.get_by_text("La tarifa quedó anotada").wait_for()

    # The run is looked at, Caro is left out, and it is done.
    page.goto("/tlayacapan/cuotas/")
    page.get_by_role("link", name="Preparar el cobro").click()
    assert "Se cobrarán $35.50 a 3 personas" in page.inner_text("main")
    page.get_by_label("Sus números").fill(str(house.caro.number))
    page.get_by_label("Por qué").fill("Está enferma")
    page.get_by_role("button", name="Ver cómo queda").click()
    assert "Se cobrarán $25.50 a 2 personas" in page.inner_text("main")
    assert "Tesorería decidió no cobrarle" in page.inner_text("main")
    page.get_by_role("button", name="Sí, cobrar $25.50").click()
    page.get_by_text("Se cobró a 2 personas").wait_for()
    assert (Run.objects.get().minor, Fee.objects.count()) == (25_50, 2)

    # Ana sees it on her phone.
    phone = site.open("/tlayacapan/cuotas/mia/", user=house.ana.user, device="phone", script=script)
    assert "Debes $10.00 de cuota" in phone.inner_text("main")

    # She pays part of it and then the rest, and takes her receipt along.
    for pesos in ("4", "6"):
        page.goto("/tlayacapan/cuotas/?q=Luna")
        page.locator("main ul a.card").first.click()
        page.get_by_role("link", name="Recibir un pago").click()
        page.get_by_label("Cuánto pagó").fill(pesos)
        page.get_by_role("button", name="Guardar").click()
        page.get_by_text("listo para entregar").wait_for()
    paper = page.request.get(f"/tlayacapan/cuotas/recibos/{Receipt.objects.get(number=2).pk}/?formato=pdf")
    assert paper.body().startswith(b"%PDF")
    phone.reload()
    assert "Estás al corriente con tu cuota" in phone.inner_text("main")
    phone.get_by_role("link", name="Recibo 2").click()
    assert "Ana Luna pagó $6.00" in phone.inner_text("main")

    # Beto has not paid: his day was the first, and from the second on he is late.
    tomorrow = house.today + timedelta(days=1)
    assert queries.owing_of(house.beto.pk, tomorrow).state is State.LATE
    page.goto("/tlayacapan/cuotas/atrasos/")
    assert "Ríos, Beto" in page.inner_text("main")

    # Caro contributes, and leaves; the union pays her.
    page.goto(f"/tlayacapan/cuotas/socios/{house.caro.pk}/certificados/")
    page.get_by_label("Cuánto aportó").fill("50")
    page.get_by_role("button", name="Guardar").click()
    page.get_by_text("listo para entregar").wait_for()
    page.goto(f"/tlayacapan/cuotas/socios/{house.caro.pk}/retiro/")
    assert "La unión le pagaría $50.00" in page.inner_text("main")
    page.get_by_label("Motivo").fill("Se muda")
    page.get_by_role("button", name="Ver cómo queda").click()
    page.get_by_role("button", name="Sí, se retira y se liquida").click()
    page.get_by_text("Su retiro quedó liquidado").wait_for()
    page.get_by_role("link", name="Anotar que se le pagó").click()
    page.get_by_role("button", name="Ya se le pagó").click()
    page.get_by_text("El pago quedó anotado").wait_for()
    assert Member.objects.get(pk=house.caro.pk).state == Member.State.LEFT
    assert (Farewell.objects.get().pays_minor, balance("bank"), balance("exit_payable")) == (50_00, -50_00, 0)
    assert not Certificate.objects.get().stands


@pytest.fixture
def lived_in(house):
    """Two years of fees, some paid, some cancelled; a long name; one who left."""
    house.schedule(valid_from=date(2024, 1, 1))
    months = [date(2024 + n // 12, n % 12 + 1, 1) for n in range(24)]
    for month in months:
        house.collect(month, on=month)
    house.schedule(cadence="yearly", valid_from=date(2025, 1, 1), brackets=((1, 100_01),), instalments=4)
    house.run = house.collect(date(2025, 1, 1), "yearly", on=date(2025, 1, 2))
    told = {"on": house.today, "today": house.today}
    for _ in range(24):
        house.receipt = house.pay(house.ana, 7_00, **told)
    house.gone = house.pay(house.beto, 12_345_678_90, note="Depósito de la cooperativa de ahorro", **told)
    actions.cancel_receipt(actor=house.actor, receipt_id=house.gone.pk, reason="Cheque devuelto", **told)
    for count in (3, 1):
        actions.subscribe(actor=house.actor, member_id=house.ana.pk, count=count, minor=200_00, into="bank", **told)
    house.relief = actions.grant_relief(actor=house.actor, member_id=house.beto.pk, percent=50,
                                        begins_on=house.month, ends_on=None, reason="Enfermedad")  # fmt: skip
    long = factories.make_member(
        house.union, "María Guadalupe de los Ángeles Xochiquetzalli", "Tlatelpa-Ahuatzin y Hernández",
        section=house.ana.section, number=4_000,
    )  # fmt: skip
    actions.subscribe(actor=house.actor, member_id=long.pk, count=1, minor=500_00, into="bank", **told)
    house.bye = actions.settle_farewell(
        actor=house.actor, member_id=long.pk, left_on=house.today, today=house.today, reason="Se muda",
        seen=queries.accounts_of(long.pk, house.today).digest,
    )  # fmt: skip
    house.long = long
    return house


def pages(house):
    beto, receipt, fee = house.beto.pk, house.receipt.pk, house.fee(house.ana).pk
    return {
        "cuotas": "", "buscar": "?q=a", "atrasos": "atrasos/", "atrasos-largos": "atrasos/?estado=long",
        "tarifas": "tarifas/", "tarifa-nueva": "tarifas/nueva/",
        "cobrar": f"cobrar/monthly/{house.month:%Y-%m}/?sin={beto}x", "cobrar-nada": "cobrar/monthly/1999-01/",
        "cobro": f"cobros/{house.run.pk}/", "deshacer": f"cobros/{house.run.pk}/deshacer/",
        "pueblo": f"pueblo/{house.ana.section_id}/", "persona": f"socios/{beto}/",
        "persona-ida": f"socios/{house.long.pk}/",
        "pago": f"socios/{beto}/pago/", "cuota-aparte": f"socios/{beto}/cuota/", "apoyo": f"socios/{beto}/apoyo/",
        "apoyo-fin": f"apoyos/{house.relief.pk}/terminar/", "suscribir": f"socios/{beto}/certificados/",
        "aportacion": f"socios/{house.ana.pk}/aportacion/", "retiro": f"socios/{beto}/retiro/",
        "cuota": f"cuotas/{fee}/", "cuota-cancelar": f"cuotas/{fee}/cancelar/", "recibo": f"recibos/{receipt}/",
        "recibo-cancelado": f"recibos/{house.gone.pk}/", "recibo-cancelar": f"recibos/{receipt}/cancelar/",
        "certificado": f"certificados/{Certificate.objects.first().pk}/", "liquidacion": f"retiros/{house.bye.pk}/",
        "liquidacion-pagar": f"retiros/{house.bye.pk}/pagar/",
    }  # fmt: skip


@pytest.mark.parametrize("device", ["phone", "laptop"])
def test_every_page_of_the_office_fits_and_breaks_no_rule(site, lived_in, device):
    page = site.visitor(user=lived_in.rosa, device=device)
    for name, path in pages(lived_in).items():
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        assert page.goto(f"/tlayacapan/cuotas/{path}").status == 200, path
        assert_fits(page)
        for light in LIGHTS[device]:
            page.emulate_media(color_scheme=light)
            site.screenshot(page, f"cuotas-{name}-{device}-{light}")
            assert_axe_clean(page)


def test_a_members_pages_fit_a_phone_and_are_light(site, lived_in):
    page = site.visitor(user=lived_in.ana.user, device="phone")
    own = {
        "mia": "mia/", "recibo": f"recibos/{lived_in.receipt.pk}/", "cuota": f"cuotas/{lived_in.fee(lived_in.ana).pk}/",
        "certificado": f"certificados/{Certificate.objects.first().pk}/",
    }  # fmt: skip
    for name, path in own.items():
        page.goto(f"/tlayacapan/cuotas/{path}")
        for light in ("light", "dark"):
            page.emulate_media(color_scheme=light, reduced_motion="reduce")
            site.screenshot(page, f"cuotas-mia-{name}-{light}")
            assert_axe_clean(page)
        assert_fits(page)
        found = weigh(site, f"/tlayacapan/cuotas/{path}", device="phone", user=lived_in.ana.user)
        assert found.total <= LIGHT_ENOUGH, (name, found)
    page.goto("/tlayacapan/cuotas/mia/")
    page.get_by_role("link", name="¿Cuánto de tu cuota volvió?").click()
    page.wait_for_url("**/beneficio/")


def test_papers_come_as_tagged_pdf_and_lists_as_spreadsheets(client, lived_in):
    client.force_login(lived_in.rosa)
    for path in (f"recibos/{lived_in.receipt.pk}/", f"recibos/{lived_in.gone.pk}/", f"retiros/{lived_in.bye.pk}/",
                 f"certificados/{Certificate.objects.first().pk}/"):  # fmt: skip
        answer = client.get(f"/tlayacapan/cuotas/{path}?formato=pdf")
        assert (answer["Content-Type"], answer.content[:4]) == ("application/pdf", b"%PDF"), path
        assert b"/StructTreeRoot" in answer.content
    for path in ("atrasos/", f"cobros/{lived_in.run.pk}/"):
        assert client.get(f"/tlayacapan/cuotas/{path}?formato=xlsx").content[:2] == b"PK"
