"""A member says yes, the committee bundles, banks answer by link without an account, the committee chooses."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from tequio.core.models import Event
from tequio.core.scope import in_union
from tequio.credit.models import Application
from tequio.engines import dossier
from tequio.tenders.links import BANK
from tequio.tenders.models import Bid, Choice, Consent, Tender
from tequio.tenders.papers import key_of
from tests import factories
from tests.screens.browser import assert_axe_clean, assert_fits, weigh
from tests.tenders import world as worlds

pytestmark = pytest.mark.browser


@pytest.fixture
def world(live):
    union = factories.make_union()
    with in_union(union.pk):
        world = worlds.build(union, today=timezone.localdate())
        world.rosa = factories.make_staff(union, "*")
        world.ana = world.members["Ana"].user
        for name in list(world.members)[1:]:
            world.consent(name, world.bank, world.other)
        yield world


def seen(site, page, name):
    assert_fits(page)
    assert_axe_clean(page)
    site.screenshot(page, f"concurso-{name}-{page.viewport_size['width']}")


def test_from_a_members_yes_to_the_committees_choice(site, world):
    # Ana reads on her phone what a bank would read, and lets both banks read it.
    own = f"/tlayacapan/concursos/mio/{world.applications['Ana'].pk}/"
    ana = site.open(own, user=world.ana, device="phone", dark=True)
    expect(ana.locator("h1")).to_have_text("Lo que un banco leería de ti")
    expect(ana.get_by_text("Le queda al mes").locator("xpath=../..").locator("dd").last).to_contain_text("$")
    seen(site, ana, "mio")
    ana.get_by_role("link", name="Quién puede verlo").click()
    ana.get_by_label("Banco de la Sierra").check()
    ana.get_by_label("Caja de los Altos").check()
    seen(site, ana, "permisos")
    ana.get_by_role("button", name="Sí, doy permiso").click()
    expect(ana.locator("body")).to_contain_text("Listo: 2 bancos pueden ver tu expediente.")
    seen(site, ana, "permisos-dados")
    with in_union(world.union.pk):
        assert Consent.objects.filter(application=world.applications["Ana"]).count() == 2

    # The committee bundles; nothing leaves before it says so.
    rosa = site.open("/tlayacapan/concursos/", user=world.rosa)
    seen(site, rosa, "lista-vacia")
    rosa.get_by_role("link", name="Nuevo concurso").click()
    rosa.get_by_label("Nombre del concurso").fill("Hornos de gas, primavera")
    rosa.get_by_label("Los bancos contestan hasta el").fill((world.today + timedelta(days=20)).isoformat())
    for name in world.members:
        rosa.get_by_label(f"{name} Ríos").check()
    rosa.get_by_label("Banco de la Sierra", exact=True).check()
    rosa.get_by_label("Caja de los Altos", exact=True).check()
    rosa.get_by_label("Cuántos de cada cien").fill("4")
    rosa.get_by_label("De lo que falla").fill("80")
    rosa.get_by_label("Cómo paga el fondo").select_option("first_loss")
    rosa.get_by_label("Por cuánto responde").fill("10")
    rosa.get_by_label("Dinero en el fondo").fill("20,000")
    seen(site, rosa, "nuevo")
    rosa.get_by_role("button", name="Guardar").click()
    expect(rosa.locator("body")).to_contain_text("El concurso está preparado")
    seen(site, rosa, "borrador")
    rosa.get_by_role("link", name="Mandar a los bancos").click()
    seen(site, rosa, "mandar")
    rosa.get_by_role("button", name="Mandar a los bancos").click()
    expect(rosa.locator("body")).to_contain_text("El concurso está abierto")
    seen(site, rosa, "abierto")
    links = [box.input_value() for box in rosa.locator("input[readonly]").all()]
    assert len(links) == 2

    # A bank that forgets a fee is told so and loses nothing of what it typed.
    bank = site.visitor()
    bank.goto(links[0])
    expect(bank.locator("body")).to_contain_text("Se contesta aquí mismo")
    assert "Ana" not in bank.locator("main").inner_text()
    seen(site, bank, "banco")
    bank.get_by_label("Cuánto presta en total").fill("150,000")
    bank.get_by_label("Tasa anual, sin IVA").fill("-3")
    bank.get_by_label("En cuántos pagos").fill("12")
    for label in ("Comisión fija al abrir", "Cargo con cada pago", "Garantía en efectivo que pide", "Tasa de mora"):
        bank.get_by_label(label).fill("0")
    bank.get_by_label("La propuesta vale hasta el").fill((world.today + timedelta(days=60)).isoformat())
    bank.get_by_label("Nombre y cargo de quien contesta").fill("Lic. Prueba, crédito")
    bank.evaluate("document.querySelectorAll('form').forEach(form => form.noValidate = true)")
    bank.get_by_role("button", name="Mandar propuesta").click()
    expect(bank.locator("body")).to_contain_text("Falta la comisión de apertura. Si no la cobra, escribe 0.")
    expect(bank.locator("body")).to_contain_text("No puede ser negativo: escribe 0 o más.")
    expect(bank.get_by_label("Cuánto presta en total")).to_have_value("150,000")
    seen(site, bank, "banco-falta")
    bank.get_by_label("Tasa anual, sin IVA").fill("30")
    bank.get_by_label("Comisión de apertura").fill("2")
    bank.get_by_role("button", name="Mandar propuesta").click()
    expect(bank.locator("body")).to_contain_text("Gracias: tu propuesta quedó guardada.")
    with in_union(world.union.pk):
        assert [(str(each.annual_rate), each.given_by) for each in Bid.objects.all()] == [
            ("0.300000", "Lic. Prueba, crédito")
        ]  # fmt: skip

    # It opens one dossier; the file is sealed, and who it is about sees that it was opened.
    with in_union(world.union.pk):
        number = Tender.objects.get().bundled.get(application=world.applications["Ana"]).number
    address = f"{links[0]}{number}.pdf"
    answer = bank.request.get(address)
    assert answer.status == 200
    checked = dossier.check(answer.body(), key_of(world.union).public)
    assert checked.verdict is dossier.Verdict.INTACT
    saved = site.folder / "expediente.pdf"
    saved.write_bytes(answer.body())
    assert "Expediente de Ana Ríos" in " ".join(PdfReader(saved).pages[0].extract_text().split())
    ana.goto(f"{own}permisos/")
    expect(ana.locator("body")).to_contain_text("Banco de la Sierra")
    seen(site, ana, "quien-lo-abrio")

    # Ana takes her yes back: that bank's door shuts at once, the other's stays open, and her row is gone.
    ana.get_by_role("button", name="Ya no quiero que lo vea Banco de la Sierra").click()
    expect(ana.locator("body")).to_contain_text("Banco de la Sierra ya no puede abrir tu expediente.")
    shut = bank.request.get(address)
    assert (shut.status, "El enlace se cerró" in shut.text()) == (410, True)
    assert bank.request.get(f"{links[1]}{number}.pdf").status == 200
    bank.goto(links[0])
    expect(bank.locator("body")).to_contain_text("1 persona retiró su permiso")
    expect(bank.get_by_text(f"Expediente {number}", exact=True).locator("xpath=..")).to_contain_text("ya no da permiso")
    seen(site, bank, "banco-retirada")

    # The other bank answers by telephone; the committee compares, chooses the dearer one and says why.
    rosa.get_by_role("link", name="Capturar su propuesta").nth(1).click()
    for label, text in {
        "Cuánto presta en total": "200,000", "Tasa anual, sin IVA": "24", "En cuántos pagos": "12",
        "Comisión de apertura": "6", "Comisión fija al abrir": "0", "Cargo con cada pago": "0",
        "Garantía en efectivo que pide": "10", "Tasa de mora": "36", "Nombre y cargo de quien contesta": "Gerencia",
    }.items():  # fmt: skip
        rosa.get_by_label(label).fill(text)
    rosa.get_by_label("La propuesta vale hasta el").fill((world.today + timedelta(days=60)).isoformat())
    rosa.get_by_label("Condiciones").fill("Visita al taller antes de firmar.")
    seen(site, rosa, "capturar")
    rosa.get_by_role("button", name="Guardar propuesta").click()
    rosa.get_by_role("link", name="Cerrar y comparar").click()
    rosa.get_by_role("button", name="Cerrar y comparar").click()
    seen(site, rosa, "cerrado")
    rosa.get_by_role("link", name="Anotar lo que escogió el comité").click()
    rosa.get_by_label("Caja de los Altos").check()
    rosa.get_by_label("Por qué esta").fill("Presta a todos y conoce los talleres.")
    seen(site, rosa, "escoger")
    rosa.get_by_role("button", name="Guardar la decisión").click()
    expect(rosa.locator("body")).to_contain_text("Presta a todos y conoce los talleres.")
    seen(site, rosa, "escogido")
    rosa.get_by_role("link", name="Concursos de bancos").first.click()
    rosa.get_by_role("link", name="Lo que contestan los bancos").click()
    seen(site, rosa, "historia")
    with in_union(world.union.pk):
        choice = Choice.objects.get()
        assert (choice.bid.invitation.lender, choice.name) == (world.other, world.rosa.name)
        assert {each.state for each in Application.objects.all()} == {"approved"}
        opened = Event.objects.filter(kind="tenders.dossier.opened").order_by("number")
        assert [each.data["lender"] for each in opened] == ["Banco de la Sierra", "Caja de los Altos"]
    bank.goto(links[1])
    expect(bank.locator("body")).to_contain_text("El comité escogió tu propuesta.")


def test_closed_and_forged_links_say_so(site, world):
    with in_union(world.union.pk):
        world.consent("Ana", world.bank, world.other)
        world.prepared()
        worlds.actions.send_tender(
            actor=world.committee, tender_id=world.tender.pk, seed="x", today=world.today
        )  # fmt: skip
        token = token_of(world)
    page = site.visitor(device="phone")
    assert page.goto("/banco/inventado/").status == 404
    expect(page.locator("body")).to_contain_text("Este enlace no es de la unión")
    seen(site, page, "enlace-inventado")
    with in_union(world.union.pk):
        worlds.actions.renew_link(actor=world.committee, invitation_id=world.invitation().pk)
    assert page.goto(f"/banco/{token}/").status == 410
    expect(page.locator("body")).to_contain_text("Este enlace ya no sirve")
    assert page.request.get(f"/banco/{token}/carpeta.pdf").status == 410


def token_of(world):
    return BANK.token_for(world.invitation())


@pytest.mark.parametrize(("device", "dark"), [("phone", True), ("phone", False), ("laptop", False), ("laptop", True)])
def test_every_page_of_it_fits_and_is_accessible(site, world, device, dark):
    with in_union(world.union.pk):
        world.consent("Ana", world.bank, world.other)
        world.prepared()
        worlds.actions.send_tender(
            actor=world.committee, tender_id=world.tender.pk, seed="x", today=world.today
        )  # fmt: skip
        world.bid()
        key = dossier.fingerprint(key_of(world.union).public).replace(" ", "-")
        token, application = token_of(world), world.applications["Ana"].pk
        invitation = world.invitation().pk
    base = "/tlayacapan/concursos"
    rosa = site.visitor(user=world.rosa, device=device, dark=dark)
    for name, path in {
        "lista": "/", "hub": f"/{world.tender.pk}/", "historia": "/bancos/",
        "expediente": f"/expediente/{application}/",
        "permisos-oficina": f"/expediente/{application}/permisos/", "capturar": f"/banco/{invitation}/propuesta/",
        "cerrar": f"/{world.tender.pk}/hacer/cerrar/", "no-se-hizo": f"/{world.tender.pk}/hacer/no-se-hizo/",
    }.items():  # fmt: skip
        assert rosa.goto(base + path).status == 200
        seen(site, rosa, f"{name}-{'noche' if dark else 'dia'}")
    rosa.goto(f"{base}/expediente/{application}/")
    rosa.get_by_role("button", name="Sí, abrirlo").click()
    expect(rosa.locator("body")).to_contain_text("Quedó anotado que lo abriste")
    seen(site, rosa, f"expediente-abierto-{'noche' if dark else 'dia'}")
    stranger = site.visitor(device=device, dark=dark)
    for name, path in {"banco": f"/banco/{token}/", "comprobar": "/comprobar/", "llave": f"/comprobar/{key}/"}.items():
        assert stranger.goto(path).status == 200
        seen(site, stranger, f"{name}-{'noche' if dark else 'dia'}")
    assert stranger.goto("/comprobar/0000-0000/").status == 404


def test_a_members_pages_are_light_and_work_without_script(site, world):
    own = f"/tlayacapan/concursos/mio/{world.applications['Ana'].pk}/"
    for path in (own, f"{own}permisos/"):
        assert weigh(site, path, user=world.ana, device="phone").total < 50_000
    page = site.open(f"{own}permisos/", user=world.ana, device="phone", script=False)
    page.get_by_label("Banco de la Sierra").check()
    page.get_by_role("button", name="Sí, doy permiso").click()
    expect(page.locator("body")).to_contain_text("Listo: 1 banco puede ver tu expediente.")
