"""Who came: three ways of noting it, one person once; what may not be noted, and when."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tequio.core import home
from tequio.core.links import LinkUseless
from tequio.core.models import Event
from tequio.engines import omr
from tequio.members.models import Member, Person
from tequio.members.persons import PersonDetails
from tequio.training import actions, attendance_queries, links, sheets
from tequio.training.errors import (
    DoorClosed,
    DoubtDecided,
    NobodyToPrint,
    NotActive,
    PageTwice,
    PersonUnknown,
    PhotoWrong,
    SessionCancelled,
    SessionHeld,
    TooEarly,
)
from tequio.training.models import Attendance, Doubt, Session, SignInPage
from tests import factories
from tests.members.test_together import together
from tests.training.papers import hold, photo_of, printed
from tests.training.world import NOW


@pytest.fixture
def held(world):
    """A session that begins at this moment."""
    return hold(world)


def came():
    return sorted(Attendance.objects.values_list("person__nombres", "way"))


def arrive(world, session, member, **more):
    told = {"actor": factories.actor_with(world.union, member=member), "member": member, "session_id": session.pk,
            "serial": session.door_serial, "now": session.begins_at}  # fmt: skip
    return actions.arrive(**told | more)


def opened(world, session):
    return actions.open_door(actor=world.actor, session_id=session.pk)


def listed(world, session, *members, now=None):
    return actions.note_attendance(
        actor=world.actor, session_id=session.pk, person_ids=[member.person_id for member in members],
        now=now or session.begins_at,
    )  # fmt: skip


# --- list, phone, guests -------------------------------------------------------------------------------------------


def test_whoever_is_noted_three_ways_counts_once(world, held):
    listed(world, held, world.ana, world.beto)
    door = opened(world, held)
    arrive(world, door, world.ana)
    arrive(world, door, world.caro)
    listed(world, held, world.ana, world.caro)

    assert came() == [("Ana", "list"), ("Beto", "list"), ("Caro", "phone")]
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(union=world.union, session=held, person=world.ana.person, way="list",
                                  noted_at=NOW, noted_by="x")  # fmt: skip


def test_at_the_same_moment_too(live_world):
    session = opened(live_world, hold(live_world))
    ana = live_world.ana
    results = together(*[lambda: listed(live_world, session, ana)] * 3, *[lambda: arrive(live_world, session, ana)] * 3)

    assert [each for each in results if isinstance(each, Exception)] == []
    assert Attendance.objects.count() == 1


def test_a_guest_is_written_down_and_found_the_next_time(world, held):
    actions.note_guest(actor=world.actor, session_id=held.pk, person=PersonDetails("Zoila", "Peña"),
                       now=held.begins_at)  # fmt: skip
    guest = Person.objects.get(nombres="Zoila")
    assert came() == [("Zoila", "list")]
    assert not Member.objects.filter(person=guest).exists()

    other = hold(world, "Otra")
    assert [(each.name, each.number) for each in attendance_queries.found("peña", other)] == [("Peña, Zoila", None)]
    assert [each.name for each in attendance_queries.expected_at(other)] == ["Peña, Zoila"]


def test_an_attendance_is_taken_back(world, held):
    listed(world, held, world.ana)
    actions.withdraw_attendance(actor=world.actor, session_id=held.pk, person_id=world.ana.person_id)

    assert came() == []
    assert Event.objects.order_by("-number").first().data["way"] == "list"


@pytest.mark.parametrize("early", [timedelta(minutes=61), timedelta(days=3)])
def test_nobody_comes_before_the_door_opens(world, held, early):
    door = opened(world, held)
    before = Event.objects.count()
    with pytest.raises(TooEarly):
        listed(world, held, world.ana, now=held.begins_at - early)
    with pytest.raises(DoorClosed):
        arrive(world, door, world.ana, now=held.begins_at - early)
    assert (came(), Event.objects.count()) == ([], before)


def test_the_qr_ends_with_its_evening_and_the_list_does_not(world, held):
    door = opened(world, held)
    late = held.ends_at + timedelta(minutes=91)
    with pytest.raises(DoorClosed):
        arrive(world, door, world.ana, now=late)
    listed(world, held, world.ana, now=late + timedelta(days=30))

    assert came() == [("Ana", "list")]


def test_an_older_qr_and_one_that_was_never_made_are_worth_nothing(world, held):
    with pytest.raises(LinkUseless):
        arrive(world, held, world.ana)  # serial 0: there is no QR
    first = opened(world, held)
    opened(world, held)
    with pytest.raises(LinkUseless):
        arrive(world, first, world.ana)
    assert came() == []


def test_neither_who_left_nor_who_is_not_there_nor_another_unions_person(world, held):
    door = opened(world, held)
    world.beto.state, world.beto.left_on = "left", timezone.localdate()
    with pytest.raises(NotActive):
        arrive(world, door, world.beto)
    with factories.union_in_scope("cuernavaca") as other:
        foreign = factories.make_member(other, "Dora", "Gil")
    for person_id in (foreign.person_id, 10**12):
        with pytest.raises(PersonUnknown):
            actions.note_attendance(actor=world.actor, session_id=held.pk, now=held.begins_at,
                                    person_ids=[world.ana.person_id, person_id])  # fmt: skip
    assert came() == []


def test_what_was_called_off_takes_nobody_and_what_was_held_is_not_called_off(world, held):
    listed(world, held, world.ana)
    with pytest.raises(SessionHeld):
        actions.cancel_session(actor=world.actor, session_id=held.pk, reason="x", now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=held.pk).update(state="cancelled", reason="x", sequence=99)

    other = hold(world, "Otra")
    actions.cancel_session(actor=world.actor, session_id=other.pk, reason="x", now=NOW)
    with pytest.raises(SessionCancelled):
        listed(world, other, world.ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(union=world.union, session=other, person=world.ana.person, way="list",
                                  noted_at=NOW, noted_by="x")  # fmt: skip
    assert came() == [("Ana", "list")]


def test_expected_are_seats_and_regulars_less_those_who_are_here(world):
    first, second = world.plan("Uno", "Dos")
    world.take(world.ana, second)
    listed(world, first, world.beto)

    assert [each.name for each in attendance_queries.expected_at(second)] == ["Luna, Ana", "Ríos, Beto"]
    listed(world, second, world.ana)
    assert [each.name for each in attendance_queries.expected_at(second)] == ["Ríos, Beto"]


# --- the sheet -----------------------------------------------------------------------------------------------------


def read(world, session, photo):
    seen = sheets.read_photo(session, photo)
    actions.read_sheet(actor=world.actor, page_id=seen.page.pk, person_ids=seen.person_ids, unclear=seen.unclear,
                       now=session.begins_at)  # fmt: skip
    return seen


def test_a_photographed_sheet_adds_who_signed_and_leaves_the_rest_to_a_person(world, held):
    listed(world, held, world.ana)
    page = printed(world, held, world.ana, world.beto, world.caro)
    ana, beto = str(world.ana.person_id), str(world.beto.person_id)
    read(world, held, photo_of(held, page, (ana, "cross"), (beto, "cross"), ("g1", "cross")))

    assert came() == [("Ana", "list"), ("Beto", "sheet")]
    (doubt,) = Doubt.objects.all()
    assert (doubt.row, doubt.person, doubt.reasons) == ("g1", None, ["blank_line"])
    assert bytes(doubt.picture).startswith(b"\x89PNG")

    actions.decide_doubt(actor=world.actor, doubt_id=doubt.pk, person_id=world.caro.person_id, now=held.begins_at)
    assert came()[2] == ("Caro", "sheet")
    doubt.refresh_from_db()
    assert bytes(doubt.picture) == b""
    with pytest.raises(DoubtDecided):
        actions.decide_doubt(actor=world.actor, doubt_id=doubt.pk, person_id=None, now=held.begins_at)


def test_an_unclear_signature_is_never_guessed(world, held):
    page = printed(world, held, world.ana, world.beto)
    ana, beto = str(world.ana.person_id), str(world.beto.person_id)
    reading = omr.Reading(
        None, None, {ana: omr.Mark(omr.State.UNCERTAIN, 1.0, 0.5, (omr.Reason.FAINT,)),
                     beto: omr.Mark(omr.State.EMPTY, 0.0, 1.0)}, {},
    )  # fmt: skip
    blank = replace(reading, marks={})
    assert sheets._signed(held, page, b"", blank) == sheets.Signed(page, (), ())
    picture = photo_of(held, page)
    real = omr.read(picture, key=omr.key_for(home.secret().encode(), held.union_id),
                    layout_of=lambda _code: sheets.layout_of(held, page))  # fmt: skip
    seen = sheets._signed(held, page, picture, replace(real, marks=reading.marks))

    assert seen.person_ids == ()
    assert [(box.row, box.reasons) for box in seen.unclear] == [(ana, ("faint",))]


def test_a_page_is_read_once_and_another_sessions_page_not_at_all(world, held):
    page = printed(world, held, world.ana)
    photo = photo_of(held, page, (str(world.ana.person_id), "cross"))
    other = hold(world, "Otra")
    with pytest.raises(PhotoWrong, match="otra sesión"):
        sheets.read_photo(other, photo)
    seen = read(world, held, photo)
    for again in (lambda: sheets.read_photo(held, photo),
                  lambda: actions.read_sheet(actor=world.actor, page_id=seen.page.pk, person_ids=[], unclear=[],
                                             now=NOW)):  # fmt: skip
        with pytest.raises(PageTwice):
            again()
    with pytest.raises(PhotoWrong, match="No es una foto"):
        sheets.read_photo(held, b"nada")

    assert came() == [("Ana", "sheet")]
    with pytest.raises(IntegrityError), transaction.atomic():
        SignInPage.objects.filter(pk=page.pk).update(read_at=NOW)


def test_a_long_list_takes_more_pages_each_person_once(world, held):
    rows = [omr.Row(f"{number}", f"{number}", "Nombre") for number in range(1, 61)]
    actions.print_sheets(actor=world.actor, session_id=held.pk, rows=rows, now=NOW)
    pages = list(SignInPage.objects.order_by("position"))

    assert [page.position for page in pages] == list(range(1, len(pages) + 1))
    assert [key for page in pages for key, _code, _name in page.rows] == [row.key for row in rows]
    assert len({page.page for page in pages}) == len(pages) > 1
    with pytest.raises(NobodyToPrint):
        actions.print_sheets(actor=world.actor, session_id=held.pk, rows=[], now=NOW)


# --- on screen -----------------------------------------------------------------------------------------------------


def at(session, end=""):
    return f"/tlayacapan/cursos/sesion/{session.pk}/{end}"


@pytest.fixture
def office(client, world):
    client.force_login(factories.make_staff(world.union, "*"))
    return client


def test_the_list_is_ticked_and_taken_back_on_screen(office, world, held):
    world.take(world.ana, held, now=held.begins_at - timedelta(hours=1))
    text = office.get(at(held, "asistencia/")).content.decode()
    assert "Se espera a" in text
    assert "Luna, Ana" in text
    text = office.get(at(held, f"asistencia/?q={world.beto.number}")).content.decode()
    assert "Ríos, Beto" in text

    office.post(at(held, "asistencia/"), {"person": [world.ana.person_id, world.beto.person_id, "x", ""],
                                         "deed": "came", "once": "a"})  # fmt: skip
    assert came() == [("Ana", "list"), ("Beto", "list")]
    office.post(at(held, "asistencia/"), {"person": world.beto.person_id, "deed": "withdraw", "once": "b"})
    assert came() == [("Ana", "list")]
    text = office.post(at(held, "asistencia/"), {"deed": "came", "once": "c"}, follow=True).content.decode()
    assert "No marcaste a nadie" in text
    office.post(at(held, "asistencia/invitada/"), {"nombres": "Zoila", "primer_apellido": "Peña", "once": "d"})
    assert came() == [("Ana", "list"), ("Zoila", "list")]


def test_who_is_not_signed_in_says_number_and_name(world, held):
    nobody = Client()
    there = reverse("arrive", args=[links.DOOR.token_for(opened(world, held))])
    assert "Tu número de socia o socio" in nobody.get(there).content.decode()

    asked = nobody.post(there, {"number": world.ana.number}).content.decode()
    assert "¿Eres Ana L.?" in asked
    assert "Luna" not in asked
    assert came() == []
    thanked = nobody.post(there, {"number": world.ana.number, "soy": "yes"}).content.decode()
    assert "Gracias por venir" in thanked
    assert came() == [("Ana", "phone")]
    assert Event.objects.order_by("-number").first().user_id is None

    wrong = nobody.post(there, {"number": "987654"})
    assert (wrong.status_code, "Nadie de la unión tiene el número 987654" in wrong.content.decode()) == (422, True)


def test_who_is_signed_in_says_yes(world, held):
    world.ana.user = factories.make_user("Ana", phone="+527771112233")
    world.ana.save(update_fields=["user"])
    ana = Client()
    ana.force_login(world.ana.user)
    there = reverse("arrive", args=[links.DOOR.token_for(opened(world, held))])
    assert "Sí, aquí estoy" in ana.get(there).content.decode()
    ana.post(there, {"soy": "yes"})
    ana.post(there, {"soy": "yes"})

    assert came() == [("Ana", "phone")]
    assert "Ya estás en la lista" in ana.get(there).content.decode()


def test_a_useless_code_says_so(world, held):
    old = reverse("arrive", args=[links.DOOR.token_for(opened(world, held))])
    opened(world, held)
    gone = Client().get(old)
    assert (gone.status_code, "ya no sirve" in gone.content.decode()) == (410, True)
    assert Client().get(reverse("arrive", args=["x"])).status_code == 404
    (later,) = world.plan("Mañana", first_on=timezone.localdate() + timedelta(days=2), on_holidays=True)
    closed = Client().post(reverse("arrive", args=[links.DOOR.token_for(opened(world, later))]),
                           {"number": world.ana.number, "soy": "yes"})  # fmt: skip
    assert "Este código sirve el día de la sesión" in closed.content.decode()
    assert came() == []


def test_the_sheet_is_printed_photographed_and_decided_on_screen(office, world, held):
    world.take(world.ana, held, now=held.begins_at - timedelta(hours=1))
    told = {"deed": "print", "expected": "on", "section": world.village.pk, "blank": "3", "once": "p"}
    office.post(at(held, "lista/"), told)
    page = SignInPage.objects.get()
    assert [name for _key, _code, name in page.rows] == ["Luna, Ana", "Ríos, Beto", "Vega, Caro", "", "", ""]
    assert office.get(at(held, "lista.pdf")).content.startswith(b"%PDF")

    marks = ((str(world.beto.person_id), "cross"), ("g2", "cross"))
    photo = SimpleUploadedFile("hoja.jpg", photo_of(held, page, *marks), content_type="image/jpeg")
    office.post(at(held, "lista/"), {"deed": "read", "photos": [photo]})
    assert came() == [("Beto", "sheet")]
    assert office.get(at(held, "lista.pdf")).status_code == 404  # every page came home
    text = office.get(at(held, "lista/dudas/")).content.decode()
    assert "alguien se anotó a mano" in text
    assert "data:image/png;base64,iVBOR" in text

    doubt = Doubt.objects.get()
    wrong = office.post(at(held, "lista/dudas/"), {"doubt": doubt.pk, "came": "number", "number": "99x"}, follow=True)
    assert "Nadie de la unión tiene el número 99x" in wrong.content.decode()
    office.post(at(held, "lista/dudas/"), {"doubt": doubt.pk, "came": "number", "number": world.caro.number})
    assert came() == [("Beto", "sheet"), ("Caro", "sheet")]
    assert "No queda nada por mirar" in office.get(at(held, "lista/dudas/")).content.decode()


def test_a_photo_that_cannot_be_read_changes_nothing(office, world, held):
    printed(world, held, world.ana)
    for photos, why in (([], "No llegó ninguna foto"), ([SimpleUploadedFile("x.jpg", b"nada")], "No es una foto")):
        answer = office.post(at(held, "lista/"), {"deed": "read", "photos": photos})
        assert (answer.status_code, why in answer.content.decode()) == (422, True)
    assert came() == []
    assert SignInPage.objects.get().read_at is None


def test_the_poster_and_its_qr(office, world, held):
    assert "Todavía no hay código" in office.get(at(held, "qr/")).content.decode()
    office.post(at(held, "qr/hacer/"), {"once": "q"})
    assert '<img src="data:image/svg+xml' in office.get(at(held, "qr/")).content.decode()
    assert office.get(at(held, "qr/?formato=pdf")).content.startswith(b"%PDF")
