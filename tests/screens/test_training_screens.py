"""Courses in a real browser: a season is planned and followed; every page fits, is light, and breaks no rule."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from tequio.core.scope import in_union
from tequio.engines import omr
from tequio.training import actions, links, sheets
from tequio.training.models import Attendance, Certificate, Seat, Session, SignInPage
from tests import factories
from tests.screens.browser import LIGHTS, assert_axe_clean, assert_fits, weigh
from tests.training.world import build

pytestmark = pytest.mark.browser
LIGHT_ENOUGH = 50_000
LONG = "Formalización, impuestos y facturas para talleres familiares que venden a tiendas y a turistas en temporada"


@pytest.fixture
def school(live):
    union = factories.make_union()
    with in_union(union.pk):
        school = build(union)
        school.ana.user = factories.make_user("Ana", phone="+527771112233")
        school.ana.save(update_fields=["user"])
        school.rosa = factories.make_staff(union, "*")
        yield school


@pytest.fixture
def lived_in(school):
    """Sessions past and to come, one full, one cancelled, one with a long name."""
    today, now = timezone.localdate(), timezone.now()
    school.past = school.plan("Cuentas del taller", first_on=today - timedelta(days=8), on_holidays=True)[0]
    soon = today + timedelta(days=2)
    school.next, school.long, school.gone, *_ = school.plan(
        "Precio y ganancia", LONG, "Hornos y mermas", "Esmaltes sin plomo", first_on=soon, on_holidays=True, seats=1
    )
    school.take(school.ana, school.next, school.gone, now=now)
    school.take(school.beto, school.long, now=now)
    actions.cancel_session(actor=school.actor, session_id=school.gone.pk, reason="Fiesta del pueblo", now=now)
    _somebody_came(school, now)
    _something_learned(school, now)
    actions.make_feed(actor=school.actor)
    actions.make_feed(actor=school.actor, member=school.ana)
    return school


def _something_learned(school, now):
    """A course that was held and is over: answers, opinions, a certificate and one that was annulled."""
    other = actions.draft_course(actor=school.actor, programme_id=school.programme.pk, title=LONG, goal="")
    mine, school.course = school.course, other
    start = timezone.localdate() - timedelta(days=130)
    school.taught = school.plan("¿Cuánto te cuesta una pieza buena?", "Otra", first_on=start, on_holidays=True)
    school.other, school.course = other, mine
    people = [school.ana, school.beto, school.caro, *(
        factories.make_member(school.union, f"Persona {n}", "Hernández", section=school.village) for n in range(3)
    )]  # fmt: skip
    for session in school.taught:
        actions.note_attendance(actor=school.actor, session_id=session.pk, now=session.begins_at,
                                person_ids=[each.person_id for each in people])  # fmt: skip
    first = school.taught[0]
    for member in people:
        for moment, answers in (("before", [1, 1, 1]), ("after", [3, 2, 3])):
            actions.record_quiz(actor=school.actor, person_id=member.person_id, session_id=first.pk, moment=moment,
                                answers=answers, now=now)  # fmt: skip
        actions.give_feedback(actor=school.actor, member=member, session_id=first.pk, useful=4, pace="fast",
                              text="Más ejemplos con piezas de aquí")  # fmt: skip
    actions.award_certificates(actor=school.actor, course_id=other.pk, today=timezone.localdate(), now=now,
                               person_ids=[school.ana.person_id, school.beto.person_id])  # fmt: skip
    school.certificate = Certificate.objects.get(person=school.ana.person)
    school.annulled = Certificate.objects.get(person=school.beto.person)
    actions.revoke_certificate(actor=school.actor, certificate_id=school.annulled.pk, reason="Se capturó mal",
                               today=timezone.localdate())  # fmt: skip


def _box():
    """A small picture such as the reader cuts out of a photo."""
    drawn = BytesIO()
    Image.linear_gradient("L").resize((420, 60)).save(drawn, "PNG")
    return drawn.getvalue()


def _somebody_came(school, now):
    """A session that begins now, with a QR, a sheet that was read, and a row that somebody has to look at."""
    school.now = school.plan("Sesión de hoy", first_on=timezone.localdate(), on_holidays=True)[0]
    Session.objects.filter(pk=school.now.pk).update(begins_at=now, sequence=1)
    school.now = actions.open_door(actor=school.actor, session_id=school.now.pk)
    school.take(school.beto, school.now, now=now - timedelta(hours=1))
    actions.note_attendance(actor=school.actor, session_id=school.now.pk, person_ids=[school.ana.person_id], now=now)
    rows = [omr.Row(str(school.beto.person_id), "2", "Ríos, Beto"), *sheets.blank_rows(1)]
    actions.print_sheets(actor=school.actor, session_id=school.now.pk, rows=rows, now=now)
    page = SignInPage.objects.get()
    picture = _box()
    unclear = [sheets.Box("g1", ("blank_line",), picture), sheets.Box(rows[0].key, ("faint", "hidden"), picture)]
    actions.read_sheet(actor=school.actor, page_id=page.pk, person_ids=[], unclear=unclear, now=now)
    actions.print_sheets(actor=school.actor, session_id=school.now.pk, rows=sheets.blank_rows(30), now=now)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_season_is_planned_and_a_member_keeps_her_seat(site, school, script):
    page = site.visitor(user=school.rosa, script=script)
    page.goto("/tlayacapan/cursos/programas/")
    page.get_by_role("link", name="Nuevo programa").click()
    today = timezone.localdate()
    page.get_by_label("Nombre").fill("Seminarios de otoño")
    page.get_by_label("Termina el").fill((today + timedelta(days=90)).isoformat())
    page.get_by_role("button", name="Guardar").click()
    page.get_by_role("link", name="Nuevo curso").click()
    page.get_by_label("Nombre del curso").fill("Esmaltes")
    page.get_by_role("button", name="Guardar").click()
    page.get_by_role("link", name="Planear sesiones").click()
    page.get_by_label("Temas").fill("Qué es el plomo\nEsmaltes de frita")
    page.get_by_label("La primera es el").fill((today + timedelta(days=5)).isoformat())
    page.get_by_label("Pueblo").select_option("Tlayacapan")
    page.get_by_role("button", name="Ver qué días tocan").click()
    assert not Session.objects.exists()
    page.get_by_role("button", name="Sí, ponerlas en el calendario").click()
    page.get_by_text("Las sesiones ya están en el calendario").wait_for()
    assert Session.objects.count() == 2

    phone = site.open("/tlayacapan/", user=school.ana.user, device="phone", script=script)
    phone.get_by_role("link", name="Cursos", exact=True).click()
    assert "Qué es el plomo" in phone.inner_text(".stat")
    phone.get_by_role("link", name="Ver y apartar mi lugar").click()
    phone.get_by_role("button", name="Apartar mi lugar").click()
    phone.get_by_text("Tu lugar está apartado. Te esperamos.").wait_for()
    assert Seat.objects.get().person_id == school.ana.person_id

    page.goto(Session.objects.order_by("begins_at").first().get_absolute_url())
    page.get_by_role("link", name="Cancelar la sesión").click()
    page.get_by_label("¿Por qué?").fill("Llovió mucho")
    page.get_by_role("button", name="Sí, cancelarla").click()
    page.get_by_text("Se canceló: Llovió mucho").wait_for()
    phone.goto("/tlayacapan/cursos/mios/")
    assert "se canceló: Llovió mucho" in phone.inner_text("main")


def office_pages(school):
    course, session = f"curso/{school.course.pk}/", f"sesion/{school.next.pk}/"
    return {
        "calendario": "", "calendario-vacio": "?mes=2031-01", "programas": "programas/",
        "programa-nuevo": "programas/nuevo/", "programa": f"programas/{school.programme.pk}/",
        "programa-cambiar": f"programas/{school.programme.pk}/cambiar/",
        "curso-nuevo": f"programas/{school.programme.pk}/curso/", "curso": course, "curso-cambiar": f"{course}cambiar/",
        "serie": f"{course}sesiones/", "sesion": session, "sesion-larga": f"sesion/{school.long.pk}/",
        "sesion-cancelada": f"sesion/{school.gone.pk}/", "sesion-cambiar": f"{session}cambiar/",
        "sesion-cancelar": f"{session}cancelar/", "asistencia": f"sesion/{school.now.pk}/asistencia/",
        "asistencia-buscar": f"sesion/{school.now.pk}/asistencia/?q=a",
        "asistencia-antes": f"{session}asistencia/", "invitada": f"sesion/{school.now.pk}/asistencia/invitada/",
        "qr": f"sesion/{school.now.pk}/qr/", "qr-sin": f"{session}qr/", "lista": f"sesion/{school.now.pk}/lista/",
        "respuestas": f"sesion/{school.taught[0].pk}/preguntas/",
        "dudas": f"sesion/{school.now.pk}/lista/dudas/",
        "quien-vino": f"curso/{school.other.pk}/asistencia/",
        "quien-vino-nadie": f"{course}asistencia/",
        "aprendido": f"curso/{school.other.pk}/aprendido/", "efecto": f"curso/{school.other.pk}/efecto/",
        "anular": f"constancia/{school.certificate.pk}/anular/", "hojas": "hojas/",
        "hoja": "hojas/que-regimen-me-conviene/",
    }  # fmt: skip


@pytest.mark.parametrize("device", ["phone", "laptop"])
def test_every_page_of_the_office_fits_and_breaks_no_rule(site, lived_in, device):
    page = site.visitor(user=lived_in.rosa, device=device)
    for name, path in office_pages(lived_in).items():
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        assert page.goto(f"/tlayacapan/cursos/{path}").status == 200, path
        assert_fits(page)
        for light in LIGHTS[device]:
            page.emulate_media(color_scheme=light)
            site.screenshot(page, f"cursos-{name}-{device}-{light}")
            assert_axe_clean(page)


def test_the_qr_on_the_wall_opens_a_light_page_without_an_account(site, lived_in):
    there = reverse("arrive", args=[links.DOOR.token_for(lived_in.now)])
    page = site.visitor(device="phone")
    page.goto(there)
    site.screenshot(page, "aqui-numero")
    assert_axe_clean(page)
    assert_fits(page)
    page.get_by_label("Tu número de socia o socio").fill(str(lived_in.caro.number))
    page.get_by_role("button", name="Seguir").click()
    page.get_by_role("heading", name="¿Eres Caro V.?").wait_for()
    site.screenshot(page, "aqui-nombre")
    assert_axe_clean(page)
    page.get_by_role("button", name="Sí, aquí estoy").click()
    page.get_by_text("Gracias por venir").wait_for()
    site.screenshot(page, "aqui-gracias")
    assert Attendance.objects.get(session=lived_in.now, person=lived_in.caro.person).way == "phone"
    assert weigh(site, there, device="phone").total <= LIGHT_ENOUGH


def test_anyone_checks_a_certificate_on_a_light_page(site, lived_in):
    page = site.visitor(device="phone")
    for name, certificate in (("valida", lived_in.certificate), ("anulada", lived_in.annulled)):
        page.goto(certificate.get_absolute_url())
        site.screenshot(page, f"constancia-{name}")
        assert_axe_clean(page)
        assert_fits(page)
    page.goto("/constancia/tlayacapan/NADA/")
    assert_axe_clean(page)
    assert weigh(site, lived_in.certificate.get_absolute_url(), device="phone").total <= LIGHT_ENOUGH


def test_the_sheets_on_a_telephone_are_read_without_a_signal(site, lived_in, tmp_path):
    phone = site.open("/tlayacapan/cursos/hojas/", user=lived_in.ana.user, device="phone")
    with phone.expect_download() as wanted:
        phone.get_by_role("link", name="Guardarlas en mi teléfono").click()
    kept = tmp_path / wanted.value.suggested_filename
    wanted.value.save_as(kept)
    phone.context.set_offline(True)
    phone.goto(kept.as_uri())
    phone.get_by_text("¿Cuánto te cuesta una pieza buena?").click()
    phone.get_by_text("$2,332.66 entre 77.09 piezas buenas").wait_for()
    for light in ("light", "dark"):
        phone.emulate_media(color_scheme=light, reduced_motion="reduce")
        site.screenshot(phone, f"cuaderno-{light}")
        assert_axe_clean(phone)
    assert_fits(phone)


def test_a_members_pages_fit_a_phone_and_are_light(site, lived_in):
    page = site.visitor(user=lived_in.ana.user, device="phone")
    own = {
        "mis-cursos": "mios/",
        "mi-sesion": f"mios/{lived_in.next.pk}/",
        "llena": f"mios/{lived_in.long.pk}/",
        "preguntas": f"mios/{lived_in.taught[0].pk}/preguntas/",
        "opinion": f"mios/{lived_in.taught[0].pk}/opinion/",
        "mis-hojas": "hojas/",
        "mi-hoja": "hojas/facturar-sin-miedo/",
    }
    for name, path in own.items():
        page.goto(f"/tlayacapan/cursos/{path}")
        for light in ("light", "dark"):
            page.emulate_media(color_scheme=light, reduced_motion="reduce")
            site.screenshot(page, f"cursos-{name}-{light}")
            assert_axe_clean(page)
        assert_fits(page)
        found = weigh(site, f"/tlayacapan/cursos/{path}", device="phone", user=lived_in.ana.user)
        assert found.total <= LIGHT_ENOUGH, (name, found)
