"""What people bring that is wrong: a photo, a code, an answer, a paper. One sentence each, and nothing changes."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tequio.core.models import Event
from tequio.engines import omr
from tequio.training import actions, links
from tequio.training.errors import CertificateStands, NotNoted, SessionCancelled
from tequio.training.models import Attendance, Certificate, Doubt, QuizAnswer, SignInPage
from tests import factories
from tests.training.papers import hold, photo_of, printed
from tests.training.test_attendance import arrive, came, listed, opened, read
from tests.training.test_learning import answer, award, begin
from tests.training.world import NOW


@pytest.fixture
def held(world):
    return hold(world)


@pytest.fixture
def office(client, world):
    client.force_login(factories.make_staff(world.union, "*"))
    return client


def at(path):
    return f"/tlayacapan/cursos/{path}"


def withdraw(world, session, member):
    return actions.withdraw_attendance(actor=world.actor, session_id=session.pk, person_id=member.person_id)


def unchanged(before):
    return everything() == before


def everything():
    """What a photo, a code or an answer could have changed."""
    pages = SignInPage.objects.filter(read_at__isnull=False).count()
    return came(), Doubt.objects.count(), pages, QuizAnswer.objects.count(), Event.objects.count()


# --- photos --------------------------------------------------------------------------------------------------------


WRONG = {
    "forged": ({"secret": b"of somebody else"}, "Esa hoja no la imprimió esta unión. No se anotó a nadie."),
    "a ballot": ({"kind": omr.Kind.BALLOT}, "Es la hoja de otra sesión. Súbela en la suya; aquí no se anotó a nadie."),
    "of nothing here": ({"number": 424_242}, "Esa hoja es de la unión, pero no es una lista que se haya impreso aquí."),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_the_photo_of_a_wrong_sheet_notes_nobody(office, world, held, wrong):
    page = printed(world, held, world.ana)
    more, why = WRONG[wrong]
    photo = photo_of(held, page, (str(world.ana.person_id), "cross"), **more)
    before = everything()
    answered = office.post(at(f"sesion/{held.pk}/lista/"), {
        "deed": "read", "photos": [SimpleUploadedFile("foto 1.jpg", photo)],
    })  # fmt: skip

    assert answered.status_code == 422
    assert f"foto 1.jpg: {why}" in answered.content.decode()
    assert unchanged(before)


def test_of_several_photos_the_good_ones_count_and_each_bad_one_says_why(office, world, held):
    page, other = printed(world, held, world.ana), hold(world, "Otra")
    others = printed(world, other, world.beto)
    mine = photo_of(held, page, (str(world.ana.person_id), "cross"))
    photos = [SimpleUploadedFile("a.jpg", mine), SimpleUploadedFile("b.jpg", mine),
              SimpleUploadedFile("c.jpg", photo_of(other, others, (str(world.beto.person_id), "cross")))]  # fmt: skip
    text = office.post(at(f"sesion/{held.pk}/lista/"), {"deed": "read", "photos": photos}).content.decode()

    assert came() == [("Ana", "sheet")]
    assert "a.jpg" not in text
    assert "b.jpg: Esa hoja ya se leyó. Lo que falte se anota en la lista." in text
    assert "c.jpg: Es la hoja de otra sesión." in text


def test_a_sheet_of_what_was_called_off_notes_nobody(world, held):
    page = printed(world, held, world.ana)
    photo = photo_of(held, page, (str(world.ana.person_id), "cross"))
    actions.cancel_session(actor=world.actor, session_id=held.pk, reason="Lluvia", now=NOW)
    before = everything()
    with pytest.raises(SessionCancelled):
        read(world, held, photo)

    assert unchanged(before)


# --- codes ---------------------------------------------------------------------------------------------------------


def test_a_code_that_nobody_printed_notes_nobody_and_says_so(world, held):
    door, salt = opened(world, held), links.DOOR.salt
    token = links.DOOR.token_for(door)
    told = {"number": world.ana.number, "soy": "yes"}
    forged = [token[:-1] + ("a" if token[-1] != "a" else "b"), "x", signing.dumps([1, 2, 3]),
              signing.dumps([held.union_id, held.pk, 1], salt=links.FEED.salt), signing.dumps([1, 2], salt=salt),
              signing.dumps("abc", salt=salt)]  # fmt: skip
    of_nobody = signing.dumps([10**17, held.pk, 1], salt=salt)
    before = everything()
    for each, status in [*((one, 404) for one in forged), (of_nobody, 410)]:
        answered = Client().post(reverse("arrive", args=[each]), told)
        assert (answered.status_code, "Este código ya no sirve" in answered.content.decode()) == (status, True), each
    assert unchanged(before)


def test_a_code_used_twice_by_one_person_counts_once(world, held):
    there = reverse("arrive", args=[links.DOOR.token_for(opened(world, held))])
    for _ in range(2):
        thanked = Client().post(there, {"number": world.ana.number, "soy": "yes"})
        assert "Gracias por venir" in thanked.content.decode()

    assert came() == [("Ana", "phone")]


def test_a_certificate_that_was_never_given_is_found_nowhere(world):
    for code in ("AAAABBBBCCCC", "x", "0" * 60):
        for end in ("/", ".json"):
            answered = Client().get(f"/constancia/tlayacapan/{code}{end}")
            assert answered.status_code == 404
    assert "Nadie tiene una constancia con ese código" in Client().get("/constancia/tlayacapan/x/").content.decode()


# --- merging the three ways, and taking back -----------------------------------------------------------------------


@pytest.mark.parametrize("order", [*permutations(("list", "phone", "sheet"))], ids="-".join)
def test_in_whatever_order_she_is_noted_she_counts_once_by_the_first(world, held, order):
    page, door = printed(world, held, world.ana), opened(world, held)
    photo = photo_of(held, page, (str(world.ana.person_id), "cross"))
    ways = {
        "list": lambda: listed(world, held, world.ana),
        "phone": lambda: arrive(world, door, world.ana),
        "sheet": lambda: read(world, held, photo),
    }
    for way in order:
        ways[way]()
    assert came() == [("Ana", order[0])]

    # Taken back she is gone, however often she was noted; and she may be noted anew.
    withdraw(world, held, world.ana)
    assert came() == []
    listed(world, held, world.ana)
    assert came() == [("Ana", "list")]


def test_who_was_not_noted_is_not_taken_back(office, world, held):
    listed(world, held, world.ana)
    before = everything()
    with pytest.raises(NotNoted, match="Esa persona no estaba anotada en «Precio»"):
        withdraw(world, held, world.beto)
    told = {"person": world.beto.person_id, "deed": "withdraw", "once": "w"}
    text = office.post(at(f"sesion/{held.pk}/asistencia/"), told, follow=True).content.decode()

    assert "no estaba anotada" in text
    assert "Se quitó su asistencia" not in text
    assert unchanged(before)


def certified(world):
    """Ana came to the only session and has a certificate."""
    (session,) = world.plan("Uno")
    listed(world, session, world.ana)
    world.later = session.begins_at + timedelta(days=1)
    award(world, world.ana)
    return session, Certificate.objects.get()


def test_what_a_certificate_counts_stays_while_it_stands(world):
    session, certificate = certified(world)
    before = everything()
    with pytest.raises(CertificateStands, match="la constancia de Ana Luna"):
        withdraw(world, session, world.ana)
    assert unchanged(before)

    actions.revoke_certificate(actor=world.actor, certificate_id=certificate.pk, reason="No vino", today=NOW.date())
    withdraw(world, session, world.ana)
    assert not Attendance.objects.exists()


def test_the_database_keeps_what_a_certificate_counts(world):
    session, certificate = certified(world)
    listed(world, session, world.beto)
    hers, his = (Attendance.objects.filter(person_id=each.person_id) for each in (world.ana, world.beto))
    with pytest.raises(IntegrityError, match="annul it first"), transaction.atomic():
        hers.delete()
    assert (hers.count(), his.delete()[0]) == (1, 1)  # he has no certificate

    actions.revoke_certificate(actor=world.actor, certificate_id=certificate.pk, reason="No vino", today=NOW.date())
    assert hers.delete()[0] == 1


def test_an_annulled_certificate_is_not_printed_any_more(office, world):
    _session, certificate = certified(world)
    paper = at(f"constancia/{certificate.pk}.pdf")
    assert office.get(paper).content.startswith(b"%PDF")
    actions.revoke_certificate(actor=world.actor, certificate_id=certificate.pk, reason="No vino", today=NOW.date())

    text = office.get(paper, follow=True).content.decode()
    assert "La constancia está anulada" in text
    assert "No vino" in text
    badge = Client().get(certificate.get_absolute_url().rstrip("/") + ".json")
    assert (badge.status_code, badge.json()) == (410, {"error": "Esta constancia está anulada."})


# --- answers -------------------------------------------------------------------------------------------------------


def test_a_quiz_sent_twice_keeps_the_first_and_says_so(client, world):
    (session,) = world.plan("¿Cuánto te cuesta una pieza buena?")
    begin(session, 1)
    world.ana.user = factories.make_user("Ana", phone="+527771112233")
    world.ana.save(update_fields=["user"])
    client.force_login(world.ana.user)
    there = at(f"mios/{session.pk}/preguntas/")
    client.post(there, {"q0": "1", "q1": "1", "q2": "1", "once": "a"})
    before = everything()
    again = client.post(there, {"q0": "3", "q1": "2", "q2": "3", "once": "b"})

    assert "Ya respondiste." in again.content.decode()
    assert QuizAnswer.objects.get().answers == [1, 1, 1]
    assert unchanged(before)


def test_no_answers_to_what_was_called_off(world):
    (session,) = world.plan("¿Cuánto te cuesta una pieza buena?")
    actions.cancel_session(actor=world.actor, session_id=session.pk, reason="Lluvia", now=NOW)
    before = everything()
    with pytest.raises(SessionCancelled):
        answer(world, session, world.ana, [3, 2, 3], minutes=0)
    assert unchanged(before)
