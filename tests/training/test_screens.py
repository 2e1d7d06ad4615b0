"""The screens of courses: what each person sees and does, and what a bad form changes (nothing)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tequio.training import actions
from tequio.training.models import Feed, Programme, Seat, Session
from tests import factories
from tests.training.world import TOPICS

SERIES = {
    "topics": "Costos\nPrecio\n\nGanancia", "first_on": "2026-02-02", "at_time": "17:00", "minutes": "120",
    "every": "1", "place": "Kiosco", "except_on": "16/02/2026",
}  # fmt: skip


@pytest.fixture
def office(client, world):
    client.force_login(factories.make_staff(world.union, "*"))
    return client


@pytest.fixture
def ana(client, world):
    world.ana.user = factories.make_user("Ana", phone="+527771112233")
    world.ana.save(update_fields=["user"])
    client.force_login(world.ana.user)
    return client


def at(path=""):
    return f"/tlayacapan/cursos/{path}"


def said(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def soon(world, *topics, days=3, **more):
    """Sessions that are still to come, by the clock on the wall."""
    return world.plan(*topics, first_on=timezone.localdate() + timedelta(days=days), on_holidays=True, **more)


def test_from_a_programme_to_a_series_that_is_looked_at_first(office, world):
    answer = office.post(at("programas/nuevo/"), {"title": "Otoño", "begins_on": "2026-09-01", "ends_on": "2026-12-01",
                                                 "once": "p"})  # fmt: skip
    programme = Programme.objects.get(title="Otoño")
    assert answer.url == programme.get_absolute_url()
    office.post(at(f"programas/{programme.pk}/curso/"), {"title": "Esmaltes sin plomo", "once": "c"})
    course = programme.courses.get()

    looked = said(office.post(at(f"curso/{course.pk}/sesiones/"), SERIES | {"once": "s", "step": "look"}))
    assert "El lunes 2 de febrero no hay sesión: Día de la Constitución." in looked
    assert "El lunes 16 de febrero no hay sesión: ese día no hay." in looked
    assert "<b>Lunes 9 de febrero</b><br>Costos" in looked
    assert not Session.objects.exists()

    office.post(at(f"curso/{course.pk}/sesiones/"), SERIES | {"once": "s", "step": "save"})
    days = [timezone.localdate(each.begins_at).isoformat() for each in Session.objects.order_by("begins_at")]
    assert days == ["2026-02-09", "2026-02-23", "2026-03-02"]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"topics": " \n "}, "Falta este dato."),
        ({"topics": "x" * 161}, "Acorta este tema"),
        ({"topics": "\n".join("x" * 61)}, "demasiados temas"),
        ({"except_on": "mañana"}, "no es una fecha"),
        ({"place": ""}, "Di dónde"),
        ({"minutes": "5"}, "10"),
        ({"first_on": "31/02/2026"}, "una fecha que exista"),
        ({"seats": "0"}, "1"),
    ],
)  # fmt: skip
def test_a_series_with_a_mistake_says_which_and_writes_nothing(office, world, wrong, why):
    text = said(office.post(at(f"curso/{world.course.pk}/sesiones/"), SERIES | wrong | {"step": "save", "once": "x"}))

    assert why in text
    assert not Session.objects.exists()


def test_the_calendar_shows_a_month_with_its_holidays(office, world):
    world.plan(first_on=timezone.datetime(2026, 3, 2).date(), at_time=timezone.datetime(2026, 1, 1, 23, 30).time())
    march = said(office.get(at("?mes=2026-03")))

    assert [topic for topic in TOPICS if topic in march] == [TOPICS[0], TOPICS[1], TOPICS[2], TOPICS[3]]
    assert "Lunes 2 de marzo" in march  # half past eleven at night still belongs to that day
    assert "Este mes no hay sesiones" in said(office.get(at("?mes=2026-07")))
    for odd in ("x", "2026-13", "9999-99", "2026-1", ""):
        said(office.get(at(f"?mes={odd}")))


def test_the_calendar_costs_the_same_for_many_sessions(office, world, django_assert_max_num_queries):
    world.plan(*[f"Tema {n}" for n in range(40)])
    with django_assert_max_num_queries(10):
        office.get(at("?mes=2026-03"))


def test_moving_and_cancelling_on_screen(office, world):
    (held,) = soon(world, "A")
    text = said(office.get(at(f"sesion/{held.pk}/cambiar/")))
    assert 'value="Plaza de Tlayacapan"' in text
    day = (timezone.localdate() + timedelta(days=10)).isoformat()
    told = {"topic": "A", "day": day, "at_time": "09:00", "minutes": "60", "place": "Casa", "once": "m"}
    office.post(at(f"sesion/{held.pk}/cambiar/"), told)
    moved = Session.objects.get()
    assert (timezone.localdate(moved.begins_at).isoformat(), moved.place, moved.sequence) == (day, "Casa", 1)

    said(office.post(at(f"sesion/{held.pk}/cancelar/"), {"reason": "", "once": "n"}))
    assert Session.objects.get().state == "planned"
    office.post(at(f"sesion/{held.pk}/cancelar/"), {"reason": "Lluvia", "once": "n"})
    assert "Se canceló: Lluvia" in said(office.get(at(f"sesion/{held.pk}/")))


def test_a_member_sees_the_next_session_large_and_keeps_a_seat(ana, world):
    first, second = soon(world, "Precio justo", "Hornos")
    text = said(ana.get(at("mios/")))
    assert '<p class="says">Precio justo</p>' in text
    assert "openstreetmap.org/?mlat=18.955" in text

    ana.post(at(f"mios/{second.pk}/"), {"lugar": "apartar", "once": "a"})
    assert Seat.objects.get().session == second
    text = said(ana.get(at("mios/")))
    assert "Tu próxima sesión" in text
    assert '<p class="says">Hornos</p>' in text

    actions.cancel_session(actor=world.actor, session_id=second.pk, reason="Fiesta", now=timezone.now())
    assert "se canceló: Fiesta" in said(ana.get(at("mios/")))
    ana.post(at(f"mios/{second.pk}/"), {"lugar": "dejar", "once": "b"})
    assert Seat.objects.count() == 1
    assert first.pk


def test_a_full_session_says_so(ana, world):
    (held,) = soon(world, "A", seats=1)
    world.take(world.beto, held, now=timezone.now())

    assert "Ya no hay lugar" in said(ana.get(at(f"mios/{held.pk}/")))
    text = said(ana.post(at(f"mios/{held.pk}/"), {"lugar": "apartar", "once": "z"}, follow=True))
    assert "Ya no hay lugar en «A» (1 lugares)" in text
    assert Seat.objects.count() == 1


def test_links_are_made_on_screen(ana, world):
    assert "Hacer mi enlace" in said(ana.get(at("mios/")))
    ana.post(at("mios/calendario/"), {"once": "q"})
    ana.post(at("mios/calendario/"), {"once": "q"})
    assert (Feed.objects.get().person_id, Feed.objects.get().serial) == (world.ana.person_id, 1)
    assert "/calendario/" in said(ana.get(at("mios/")))
    assert ana.post(at("enlace/"), {"once": "w"}).status_code == 403


def test_the_office_makes_a_courses_link(office, world):
    answer = office.post(at("enlace/"), {"curso": str(world.course.pk), "once": "w"})
    assert answer.url == world.course.get_absolute_url()
    assert "/calendario/" in said(office.get(answer.url))
    assert office.post(at("enlace/"), {"curso": "9" * 18, "once": "v"}).status_code == 404


def test_the_catalyst_plans_and_does_not_cancel(client, world):
    (held,) = soon(world, "A")
    client.force_login(factories.make_staff(world.union, "training.series.draft", "training.programme.draft"))
    said(client.get(at(f"curso/{world.course.pk}/sesiones/")))
    assert client.post(at(f"sesion/{held.pk}/cancelar/"), {"reason": "x", "once": "1"}).status_code == 403


def test_the_sheets_are_read_and_printed_by_everyone(ana, world):
    text = said(ana.get(at("hojas/")))
    assert text.count('class="card"') == 15
    sheet = said(ana.get(at("hojas/costo-por-pieza-buena/")))
    assert "$2,332.66 entre 77.09 piezas buenas son $30.26" in sheet
    for path in ("hojas/?formato=pdf", "hojas/costo-por-pieza-buena/?formato=pdf"):
        answer = ana.get(at(path))
        assert (answer["Content-Type"], answer.content[:4]) == ("application/pdf", b"%PDF")
    assert ana.get(at("hojas/nada/")).status_code == 404


@pytest.mark.parametrize(("path", "sheets"), [("hojas/", 15), ("hojas/costo-por-pieza-buena/", 1)])
def test_the_sheets_are_kept_on_a_telephone_as_one_file_that_asks_for_nothing(ana, path, sheets):
    answer = ana.get(at(f"{path}?formato=html"))
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    text = said(answer)

    assert text.count("<details") == sheets
    assert "$2,332.66 entre 77.09 piezas buenas son $30.26" in text
    asking = ("<script", "<link", "<img", "@import", "url(http", 'href="', 'src="')
    assert [each for each in asking if each in text] == []
    assert len(answer.content) < 120_000


def test_a_topic_of_the_syllabus_brings_its_sheet(office, world):
    text = said(office.get(at(f"curso/{world.course.pk}/sesiones/?area=glazes")))
    assert "Plomo: qué es y cómo se prueba\nCambiar a esmalte sin plomo, paso a paso</textarea>" in text
    first, second = world.plan("plomo: que es y como se prueba", "Otra cosa")
    assert (first.sheet, second.sheet) == ("plomo-que-es-y-como-se-prueba", "")
    assert "La hoja del tema" in said(office.get(at(f"sesion/{first.pk}/")))
    assert "La hoja del tema" not in said(office.get(at(f"sesion/{second.pk}/")))
