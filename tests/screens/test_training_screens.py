"""Courses in a real browser: a season is planned and followed; every page fits, is light, and breaks no rule."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tequio.core.scope import in_union
from tequio.training import actions
from tequio.training.models import Seat, Session
from tests import factories
from tests.screens.browser import assert_axe_clean, assert_fits, weigh
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
    actions.make_feed(actor=school.actor)
    actions.make_feed(actor=school.actor, member=school.ana)
    return school


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
        "sesion-cancelar": f"{session}cancelar/", "hojas": "hojas/", "hoja": "hojas/que-regimen-me-conviene/",
    }  # fmt: skip


@pytest.mark.parametrize("device", ["phone", "laptop"])
def test_every_page_of_the_office_fits_and_breaks_no_rule(site, lived_in, device):
    page = site.visitor(user=lived_in.rosa, device=device)
    for name, path in office_pages(lived_in).items():
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        assert page.goto(f"/tlayacapan/cursos/{path}").status == 200, path
        assert_fits(page)
        for light in ("light", "dark"):
            page.emulate_media(color_scheme=light)
            site.screenshot(page, f"cursos-{name}-{device}-{light}")
            assert_axe_clean(page)


def test_a_members_pages_fit_a_phone_and_are_light(site, lived_in):
    page = site.visitor(user=lived_in.ana.user, device="phone")
    own = {
        "mis-cursos": "mios/",
        "mi-sesion": f"mios/{lived_in.next.pk}/",
        "llena": f"mios/{lived_in.long.pk}/",
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
