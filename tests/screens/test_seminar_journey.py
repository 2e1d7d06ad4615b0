"""A season of seminars in a real browser: planned, attended in three ways, asked twice, certified, and checked."""

from datetime import timedelta
from io import BytesIO

import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image

from tequio.core.scope import in_union
from tequio.training.models import Attendance, Certificate, Feedback, QuizAnswer, Session, SignInPage
from tests import factories
from tests.screens.browser import assert_axe_clean, assert_fits
from tests.training.papers import photo_of
from tests.training.world import build

pytestmark = pytest.mark.browser
TOPIC = "¿Cuánto te cuesta una pieza buena?"


@pytest.fixture
def season(live):
    union = factories.make_union()
    with in_union(union.pk):
        season = build(union)
        season.ana.user = factories.make_user("Ana", phone="+527771112233")
        season.ana.save(update_fields=["user"])
        season.dora = factories.make_member(union, "Dora", "Gil", section=season.village)
        season.rosa = factories.make_staff(union, "*")
        yield season


def test_a_season_from_the_programme_to_a_certificate_that_anyone_checks(site, season):
    office = site.visitor(user=season.rosa)
    session = plan(office)
    phone = site.visitor(user=season.ana.user, device="phone")
    keep_a_seat(phone)
    answer(phone, session, "$23.33")
    assert (QuizAnswer.objects.get().moment, QuizAnswer.objects.get().right) == ("before", 0)

    by_telephone(site, office, season, session)
    by_list(office, session)
    by_sheet(office, season, session)
    came = Attendance.objects.filter(session=session).order_by("pk").values_list("person__nombres", "way")
    assert list(came) == [("Beto", "phone"), ("Ana", "list"), ("Caro", "sheet"), ("Dora", "sheet")]

    later(session, hours=3)
    answer(phone, session, "$30.26")
    phone.get_by_text("Antes 0, ahora 1 de 3.").wait_for()
    say_what_one_thought(phone, session)
    certify_and_check(site, office, phone, season)


def plan(office):
    """One session of today, from an empty calendar."""
    now = timezone.localtime()
    office.goto("/tlayacapan/cursos/programas/nuevo/")
    office.get_by_label("Nombre").fill("Seminarios de otoño")
    office.get_by_label("Termina el").fill((now.date() + timedelta(days=90)).isoformat())
    office.get_by_role("button", name="Guardar").click()
    office.get_by_role("link", name="Nuevo curso").click()
    office.get_by_label("Nombre del curso").fill("Costos y precio")
    office.get_by_role("button", name="Guardar").click()
    office.get_by_role("link", name="Planear sesiones").click()
    office.get_by_label("Temas").fill(TOPIC)
    office.get_by_label("La primera es el").fill(now.date().isoformat())
    office.get_by_label("A qué hora").fill("23:59")
    office.get_by_label("Cuántos lugares hay").fill("20")
    office.get_by_label("Pueblo").select_option("Tlayacapan")
    office.get_by_label("También en días de descanso oficiales").check()
    office.get_by_role("button", name="Ver qué días tocan").click()
    office.get_by_role("button", name="Sí, ponerlas en el calendario").click()
    office.get_by_text("Las sesiones ya están en el calendario").wait_for()
    return Session.objects.get()


def keep_a_seat(phone):
    phone.goto("/tlayacapan/cursos/mios/")
    phone.get_by_role("link", name="Ver y apartar mi lugar").click()
    phone.get_by_role("button", name="Apartar mi lugar").click()
    phone.get_by_text("Tu lugar está apartado. Te esperamos.").wait_for()


def answer(phone, session, cost):
    """The first question is answered, the others stay open."""
    phone.goto(f"/tlayacapan/cursos/mios/{session.pk}/")
    phone.get_by_role("link", name="Preguntas del tema").click()
    phone.get_by_label(cost).check()
    phone.get_by_role("button", name="Guardar mis respuestas").click()
    phone.get_by_text("Tus respuestas quedaron guardadas.").wait_for()


def later(session, hours):
    """As if so many hours had passed since the session began."""
    session.refresh_from_db()
    begins_at = timezone.now() - timedelta(hours=hours)
    Session.objects.filter(pk=session.pk).update(begins_at=begins_at, sequence=session.sequence + 1)


def by_telephone(site, office, season, session):
    """Beto has no account: his telephone's camera reads the wall, he types his number and says that it is he."""
    later(session, hours=0)
    office.goto(session.get_absolute_url())
    office.get_by_role("link", name="QR", exact=True).click()
    office.get_by_role("button", name="Hacer el QR").click()
    drawing = Image.open(BytesIO(office.get_by_alt_text("Código QR de esta sesión").screenshot()))
    (code,) = zxingcpp.read_barcodes(drawing)
    assert code.text == office.get_by_label("O este enlace").input_value()

    telephone = site.visitor(device="phone")
    telephone.goto(code.text)
    telephone.get_by_label("Tu número de socia o socio").fill(str(season.beto.number))
    telephone.get_by_role("button", name="Seguir").click()
    telephone.get_by_role("heading", name="¿Eres Beto R.?").wait_for()
    telephone.get_by_role("button", name="Sí, aquí estoy").click()
    telephone.get_by_text("Gracias por venir").wait_for()


def by_list(office, session):
    """Ana is expected, for she keeps a seat."""
    office.get_by_role("link", name="Asistencia", exact=True).click()
    office.get_by_label("Luna, Ana").check()
    office.get_by_role("button", name="Anotar a quienes marqué").click()
    office.get_by_text("Quedó anotada 1 persona.").wait_for()


def by_sheet(office, season, session):
    """The village's list: Caro signs, Ana signs too, and Dora, whose row nobody found, writes on a blank line."""
    office.get_by_role("link", name="Hoja para firmar").click()
    office.get_by_label("Socias y socios de un pueblo").select_option("Tlayacapan")
    office.get_by_label("Renglones en blanco").fill("2")
    office.get_by_role("button", name="Preparar la hoja").click()
    paper = office.request.get(office.get_by_role("link", name="Imprimir las que faltan").get_attribute("href"))
    assert paper.body().startswith(b"%PDF")

    page = SignInPage.objects.get()
    assert [name for _key, _number, name in page.rows] == ["Gil, Dora", "Luna, Ana", "Ríos, Beto", "Vega, Caro", "", ""]
    marks = [(str(season.caro.person_id), "cross"), (str(season.ana.person_id), "cross"), ("g1", "cross")]
    session.refresh_from_db()
    photo = {"name": "hoja.jpg", "mimeType": "image/jpeg", "buffer": photo_of(session, page, *marks)}
    office.get_by_label("Fotos, una por hoja").set_input_files(photo)
    office.get_by_role("button", name="Leer las fotos").click()
    office.get_by_text("Firmaron: 2. Para que los mire una persona: 1.").wait_for()
    office.get_by_role("link", name="Mirarlos").click()
    office.get_by_label("Su número").fill(str(season.dora.number))
    office.get_by_role("button", name="Anotar a ese número").click()
    office.get_by_text("No queda nada por mirar").wait_for()


def say_what_one_thought(phone, session):
    phone.goto(f"/tlayacapan/cursos/mios/{session.pk}/")
    phone.get_by_role("link", name="¿Qué te pareció?").click()
    phone.get_by_label("mucho", exact=True).check()
    phone.get_by_label("a buen paso").check()
    phone.get_by_role("button", name="Enviar").click()
    phone.get_by_text("Gracias. Se lee sin tu nombre.").wait_for()
    assert Feedback.objects.get().useful == 5


def certify_and_check(site, office, phone, season):
    office.goto("/tlayacapan/cursos/programas/")
    office.get_by_role("link", name="Seminarios de otoño").click()
    office.get_by_role("link", name="Costos y precio").click()
    office.get_by_role("link", name="Quién vino").click()
    office.get_by_role("button", name="Dar constancia a quienes marqué").click()
    office.get_by_text("Se dieron 4 constancias.").wait_for()
    site.screenshot(office, "temporada-quien-vino")

    phone.goto("/tlayacapan/cursos/mios/")
    paper = phone.request.get(phone.get_by_role("link", name="Bajarla Costos y precio").get_attribute("href"))
    assert paper.body().startswith(b"%PDF")
    there = phone.get_by_role("link", name="Su página Costos y precio").get_attribute("href")
    assert there == Certificate.objects.get(person=season.ana.person).get_absolute_url()

    anyone = site.visitor(device="phone")
    anyone.goto(there)
    anyone.get_by_role("heading", name="La constancia es válida").wait_for()
    assert "Ana Luna" in anyone.inner_text("main")
    assert "1 de 1 sesiones" in anyone.inner_text("main")
    assert_fits(anyone)
    assert_axe_clean(anyone)
    badge = anyone.request.get(anyone.get_by_role("link", name="Open Badge 3.0").get_attribute("href"))
    assert badge.json()["credentialSubject"]["identifier"][0]["identityHash"] == "Ana Luna"

    office.get_by_role("link", name="Anular Luna, Ana").click()
    office.get_by_label("¿Por qué?").fill("Se capturó mal")
    office.get_by_role("button", name="Sí, anularla").click()
    anyone.reload()
    anyone.get_by_role("heading", name="La constancia está anulada").wait_for()
