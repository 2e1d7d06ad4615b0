"""Questions before and after, opinions, and certificates that anyone may check."""

import json
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.members.models import Member
from tequio.training import actions, results
from tequio.training.documents import as_fit
from tequio.training.errors import (
    AnsweredAlready,
    AnswersWrong,
    CameTooLittle,
    DidNotCome,
    NoQuestions,
    NothingHeld,
    RevokedAlready,
)
from tequio.training.models import Certificate, Feedback, QuizAnswer, Session
from tequio.training.quizzes import questions_of
from tequio.training.records import record_of
from tequio.unions import leaning
from tequio.unions.models import Office, Setting, Term
from tests import factories
from tests.training.world import FIRST, NOW

SCHEMA = json.loads((Path(__file__).parents[1] / "reference" / "badges" / "achievement_credential.json").read_text())
TOPIC = "¿Cuánto te cuesta una pieza buena?"
RIGHT = [3, 2, 3]


@pytest.fixture
def session(world):
    (held,) = world.plan(TOPIC)
    return held


def answer(world, session, member, answers, minutes):
    return actions.answer_quiz(
        actor=factories.actor_with(world.union, member=member), member=member, session_id=session.pk, answers=answers,
        now=session.begins_at + timedelta(minutes=minutes),
    )  # fmt: skip


def came(world, session, *members):
    actions.note_attendance(
        actor=world.actor, session_id=session.pk, person_ids=[each.person_id for each in members], now=session.begins_at
    )


# --- questions -----------------------------------------------------------------------------------------------------


def test_the_clock_says_whether_it_is_before_or_after(world, session):
    assert [question.right for question in questions_of(session)] == RIGHT
    first = answer(world, session, world.ana, [1, 1, 0], minutes=59)  # of 120
    second = answer(world, session, world.ana, RIGHT, minutes=60)

    assert (first.moment, first.right, first.total) == ("before", 0, 3)
    assert (second.moment, second.right, second.total) == ("after", 3, 3)


def test_only_the_first_answer_counts(world, session):
    answer(world, session, world.ana, [3, 1, 1], minutes=0)
    before = Event.objects.count()
    with pytest.raises(AnsweredAlready):
        answer(world, session, world.ana, RIGHT, minutes=1)

    assert (QuizAnswer.objects.get().right, Event.objects.count()) == (1, before)
    with pytest.raises(DatabaseError), transaction.atomic():
        QuizAnswer.objects.update(right=3)


@pytest.mark.parametrize("answers", [[], [1], [1, 2, 3, 1], [4, 1, 1], [-1, 1, 1]])
def test_answers_that_do_not_fit_are_refused(world, session, answers):
    with pytest.raises(AnswersWrong):
        answer(world, session, world.ana, answers, minutes=0)
    assert not QuizAnswer.objects.exists()


def test_a_session_without_a_sheet_has_no_questions(world):
    (other,) = world.plan("Otra cosa")
    with pytest.raises(NoQuestions):
        answer(world, other, world.ana, [1], minutes=0)


def test_nobody_answers_for_another(world, session):
    with pytest.raises(NotAllowed):
        actions.answer_quiz(actor=factories.actor_with(world.union, member=world.beto), member=world.ana,
                            session_id=session.pk, answers=RIGHT, now=NOW)  # fmt: skip


def test_results_are_of_those_who_answered_twice_and_told_from_five_on(world, session):
    people = [world.ana, world.beto, world.caro, *(
        factories.make_member(world.union, f"P{n}", "Luna", section=world.village) for n in range(3)
    )]  # fmt: skip
    for place, member in enumerate(people[:5]):
        answer(world, session, member, RIGHT[: place % 3] + [0] * (3 - place % 3), minutes=0)
        if place < 4:
            answer(world, session, member, RIGHT, minutes=100)
    (row,) = results.learned_in(world.course)
    assert (row.topic, row.people, row.is_told) == (TOPIC, 4, False)

    answer(world, session, people[4], [3, 2, 1], minutes=100)
    actions.record_quiz(actor=world.actor, person_id=people[5].person_id, session_id=session.pk, moment="after",
                        answers=RIGHT, now=NOW)  # fmt: skip
    (row,) = results.learned_in(world.course)
    # Before: 0, 1, 2, 0, 1 of 3 right; after: 3, 3, 3, 3, 2. The sixth answered only once.
    assert (row.people, row.is_told) == (5, True)
    assert (round(row.before, 6), round(row.after, 6)) == (round(400 / 15, 6), round(1400 / 15, 6))


# --- opinions ------------------------------------------------------------------------------------------------------


def opine(world, session, member, useful=5, text=""):
    return actions.give_feedback(actor=factories.actor_with(world.union, member=member), member=member,
                                 session_id=session.pk, useful=useful, pace="right", text=text)  # fmt: skip


def test_who_came_gives_one_opinion_that_she_may_change(world, session):
    came(world, session, world.ana)
    opine(world, session, world.ana, 2)
    opine(world, session, world.ana, 5, "Más ejemplos")
    with pytest.raises(DidNotCome):
        opine(world, session, world.beto)

    assert list(Feedback.objects.values_list("useful", "text")) == [(5, "Más ejemplos")]
    assert "text" not in Event.objects.order_by("-number").first().data
    (row,) = results.opinions_on(world.course)
    assert (row.people, row.is_told) == (1, False)


# --- certificates --------------------------------------------------------------------------------------------------


@pytest.fixture
def taught(world):
    """Five sessions held, the fifth called off: Ana came to four, Beto to three, Caro to none."""
    sessions = world.plan("Uno", "Dos", "Tres", "Cuatro", "Cinco")
    for place, session in enumerate(sessions[:4]):
        came(world, session, *((world.ana, world.beto) if place < 3 else (world.ana,)))
    actions.cancel_session(actor=world.actor, session_id=sessions[4].pk, reason="Fiesta", now=NOW)
    world.later = sessions[4].begins_at + timedelta(days=1)
    return world


def award(world, *members):
    return actions.award_certificates(
        actor=world.actor, course_id=world.course.pk, person_ids=[each.person_id for each in members],
        today=date(2026, 5, 1), now=world.later,
    )  # fmt: skip


def test_the_record_counts_what_was_held(taught):
    record = record_of(taught.course, taught.later)
    assert [(line.sorted_name, line.came, line.held, line.minutes) for line in record.lines] == [
        ("Luna, Ana", 4, 4, 480), ("Ríos, Beto", 3, 4, 360),
    ]  # fmt: skip
    assert [line.is_enough(80) for line in record.lines] == [True, False]
    assert [line.is_enough(75) for line in record.lines] == [True, True]
    early = record_of(taught.course, taught.later - timedelta(days=14))
    assert (early.held, early.of(taught.ana.person_id).came) == (3, 3)


def test_who_came_enough_gets_one_and_keeps_it(taught):
    award(taught, taught.ana)
    award(taught, taught.ana)

    found = Certificate.objects.get()
    assert (found.name, found.title, found.came, found.held, found.minutes, found.hours) == (
        "Ana Luna", "Costos", 4, 4, 480, "8",
    )  # fmt: skip
    assert found.topics == ["Uno", "Dos", "Tres", "Cuatro"]
    assert len(found.code) == 12


def test_who_came_too_little_gets_none_and_nobody_with_her(taught):
    before = Event.objects.count()
    with pytest.raises(CameTooLittle, match="Beto Ríos vino a 3 de 4 sesiones; se pide el 80 %"):
        award(taught, taught.ana, taught.beto)
    with pytest.raises(CameTooLittle):
        award(taught, taught.caro)
    assert (Certificate.objects.count(), Event.objects.count()) == (0, before)

    Setting.objects.create(union=taught.union, key="training.certificate_least_percent", value=75,
                           valid_from=date(2026, 1, 1), source="Acta 4")  # fmt: skip
    award(taught, taught.ana, taught.beto)
    assert Certificate.objects.count() == 2


@pytest.mark.parametrize(("topics", "said"), [
    (["Uno", "Dos"], "Uno; Dos"),
    (["a" * 100] * 9, "; ".join(["a" * 100] * 6) + "; y 3 más"),  # 6 of 100 and five times two: 610 of 620 letters
    (["b" * 700, "c"], "b" * 700 + "; y 1 más"),
])  # fmt: skip
def test_the_paper_names_as_many_topics_as_it_takes(topics, said):
    with override("es-mx"):
        assert as_fit(topics) == said


def test_before_anything_was_held_there_is_none(world):
    world.later = NOW
    world.plan("Uno")
    with pytest.raises(NothingHeld):
        award(world, world.ana)


def test_a_certificate_is_annulled_once_and_never_changed(taught):
    award(taught, taught.ana)
    found = Certificate.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(
            union=taught.union, course=taught.course, person=taught.ana.person, code="X", name="x", title="x",
            topics=[], came=1, held=1, minutes=1, awarded_on=FIRST, awarded_at=NOW, awarded_by="x",
        )  # fmt: skip
    actions.revoke_certificate(actor=taught.actor, certificate_id=found.pk, reason="Se capturó mal", today=FIRST)
    with pytest.raises(RevokedAlready):
        actions.revoke_certificate(actor=taught.actor, certificate_id=found.pk, reason="otra", today=FIRST)
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.update(revoke_reason="otra")

    award(taught, taught.ana)
    assert Certificate.objects.filter(revoked_on__isnull=True).get().code != found.code


def test_the_catalyst_teaches_and_does_not_award(taught):
    teacher = factories.actor_with(taught.union, "training.attendance.teach", "training.series.draft")
    with pytest.raises(NotAllowed):
        actions.award_certificates(actor=teacher, course_id=taught.course.pk, person_ids=[taught.ana.person_id],
                                   today=FIRST, now=taught.later)  # fmt: skip


def test_a_certificate_of_a_course_for_an_office_makes_one_more_who_can_carry_it(taught):
    office = Office.objects.create(union=taught.union, code="compras", name="Compras", kind=Office.Kind.STAFF)

    def trained(day=date(2026, 5, 1)):
        return next(each.trained for each in leaning.offices(day) if each.pk == office.pk)

    award(taught, taught.ana)
    assert trained() == []  # the course prepares for nothing yet

    actions.edit_course(actor=taught.actor, course_id=taught.course.pk, title="Costos", prepares=office)
    assert (trained(), trained(date(2026, 4, 30))) == (["Ana Luna"], [])
    # Who holds the office and has the certificate too is one person.
    user = factories.make_user("Ana Luna", phone="+527771230001")
    Member.objects.filter(pk=taught.ana.pk).update(user=user)
    Term.objects.create(union=taught.union, office=office, user=user, begins_on=FIRST - timedelta(days=9))
    assert trained() == ["Ana Luna"]
    Term.objects.all().delete()

    actions.revoke_certificate(actor=taught.actor, certificate_id=Certificate.objects.get().pk, reason="Se capturó mal",
                               today=date(2026, 5, 2))  # fmt: skip
    assert trained() == []


def test_anyone_checks_a_certificate_by_its_code(taught):
    award(taught, taught.ana)
    found = Certificate.objects.get()
    there = f"/constancia/tlayacapan/{found.code}/"
    assert found.get_absolute_url() == there
    for written in (there, there.lower(), f"/constancia/tlayacapan/{found.code_shown}/"):
        text = Client().get(written).content.decode()
        assert "La constancia es válida" in text, written
        assert "Ana Luna" in text
    assert Client().get("/constancia/tlayacapan/000000000000/").status_code == 404
    assert "no está" in Client().get("/constancia/tlayacapan/000000000000/").content.decode()
    assert Client().get(f"/constancia/otra/{found.code}/").status_code == 404

    actions.revoke_certificate(actor=taught.actor, certificate_id=found.pk, reason="Se capturó mal", today=FIRST)
    text = Client().get(there).content.decode()
    assert "La constancia está anulada" in text
    assert "Se capturó mal" in text
    assert Client().get(f"/constancia/tlayacapan/{found.code}.json").status_code == 410


def test_another_union_does_not_vouch_for_it(taught):
    award(taught, taught.ana)
    factories.make_union("cuernavaca")

    assert Client().get(f"/constancia/cuernavaca/{Certificate.objects.get().code}/").status_code == 404


def test_the_badge_is_an_open_badge(taught):
    award(taught, taught.ana)
    code = Certificate.objects.get().code
    told = Client().get(f"/constancia/tlayacapan/{code}.json").json()

    checker = jsonschema.Draft201909Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in checker.iter_errors(told)] == []
    assert told["id"] == f"http://testserver/constancia/tlayacapan/{code}.json"
    assert told["issuer"]["name"] == "Unión de Alfareros de Tlayacapan"
    assert told["credentialSubject"]["identifier"][0]["identityHash"] == "Ana Luna"
    assert told["credentialSubject"]["achievement"]["name"] == "Costos"
    assert told["validFrom"] == taught.later.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize("spoil", [
    lambda told: told.pop("validFrom"), lambda told: told["credentialSubject"].pop("achievement"),
    lambda told: told["type"].remove("OpenBadgeCredential"), lambda told: told["issuer"].pop("id"),
    lambda told: told["credentialSubject"]["identifier"][0].update(identityType="apodo"),
    lambda told: told["credentialSubject"]["achievement"].update(achievementType="Constancia"),
])  # fmt: skip
def test_the_check_of_the_badge_can_fail(taught, spoil):
    award(taught, taught.ana)
    told = Client().get(f"/constancia/tlayacapan/{Certificate.objects.get().code}.json").json()
    spoil(told)

    assert list(jsonschema.Draft201909Validator(SCHEMA).iter_errors(told))


# --- on screen -----------------------------------------------------------------------------------------------------


@pytest.fixture
def ana(client, world):
    world.ana.user = factories.make_user("Ana", phone="+527771112233")
    world.ana.save(update_fields=["user"])
    client.force_login(world.ana.user)
    return client


def at(path=""):
    return f"/tlayacapan/cursos/{path}"


def begin(session, minutes):
    """Move the session so that so many of its minutes have passed by now."""
    Session.objects.filter(pk=session.pk).update(
        begins_at=timezone.now() - timedelta(minutes=minutes), sequence=Session.objects.get(pk=session.pk).sequence + 1
    )


def test_a_member_answers_before_and_sees_what_was_right_after(ana, world, session):
    begin(session, 1)
    there = at(f"mios/{session.pk}/preguntas/")
    page = ana.get(there).content.decode()
    assert "Antes de empezar" in page
    assert "Se divide entre las buenas" not in page
    ana.post(there, {"q0": "1", "q1": "2", "once": "a"})  # the third is left open
    assert QuizAnswer.objects.get().answers == [1, 2, 0]
    assert "Ya respondiste" in ana.get(there).content.decode()

    begin(session, 90)
    assert ana.post(there, {"q0": "9", "once": "b"}).status_code == 422
    ana.post(there, {"q0": "3", "q1": "2", "q2": "3", "once": "c"})
    text = ana.get(there).content.decode()
    assert "Antes 1, ahora <b>3</b> de 3." in text
    assert "Se divide entre las buenas, no entre las cien." in text


def test_what_was_answered_on_paper_is_typed_by_the_trainer(client, world, session):
    client.force_login(factories.make_staff(world.union, "*"))
    there = at(f"sesion/{session.pk}/preguntas/")
    assert "Primero, quién vino" in client.get(there).content.decode()
    came(world, session, world.ana, world.beto)
    assert "Escribir respuestas de papel" in client.get(session.get_absolute_url()).content.decode()
    told = {"person": world.ana.person_id, "moment": "before", "q0": "3", "q2": "1"}
    client.post(there, told | {"once": "a"})
    assert list(QuizAnswer.objects.values_list("person", "moment", "answers", "right")) == [
        (world.ana.person_id, "before", [3, 0, 1], 1)
    ]

    before = Event.objects.count()
    for wrong, why in (
        ({}, "Ya respondiste. La primera respuesta es la que cuenta."),
        ({"person": world.caro.person_id}, "Escoge una opción de la lista."),
        ({"moment": ""}, "Falta este dato"),
        ({"q0": "4"}, "Escoge una opción de la lista."),
    ):
        refused = client.post(there, told | wrong | {"once": f"b{why}"})
        assert (refused.status_code, why in refused.content.decode()) == (422, True), wrong
    assert (QuizAnswer.objects.count(), Event.objects.count()) == (1, before)


def test_a_member_gives_her_opinion_and_finds_her_certificate(ana, taught):
    session = Session.objects.get(topic="Uno")
    ana.post(at(f"mios/{session.pk}/opinion/"), {"useful": "5", "pace": "fast", "text": "Bien", "once": "a"})
    assert list(Feedback.objects.values_list("useful", "pace", "text")) == [(5, "fast", "Bien")]
    award(taught, taught.ana)
    text = ana.get(at("mios/")).content.decode()
    assert "Mis constancias" in text
    assert "Viniste a 4 sesiones" in text
    paper = ana.get(at(f"constancia/{Certificate.objects.get().pk}.pdf"))
    assert (paper["Content-Type"], paper.content[:4]) == ("application/pdf", b"%PDF")


def test_another_members_certificate_is_not_hers(ana, taught):
    Setting.objects.create(union=taught.union, key="training.certificate_least_percent", value=50,
                           valid_from=date(2026, 1, 1), source="Acta 4")  # fmt: skip
    award(taught, taught.beto)
    assert ana.get(at(f"constancia/{Certificate.objects.get().pk}.pdf")).status_code == 403
    assert ana.get(at(f"curso/{taught.course.pk}/asistencia/")).status_code == 403


def test_the_office_awards_and_annuls_on_screen(client, taught):
    client.force_login(factories.make_staff(taught.union, "*"))
    there = at(f"curso/{taught.course.pk}/asistencia/")
    text = client.get(there).content.decode()
    assert "Se han dado 4 sesiones. Para la constancia se pide haber venido al 80 %." in text
    assert f'name="person" value="{taught.ana.person_id}" checked' in text
    assert f'name="person" value="{taught.beto.person_id}"' not in text
    refused = client.post(there, {"person": taught.beto.person_id, "once": "z"}, follow=True).content.decode()
    assert "Beto Ríos vino a 3 de 4 sesiones" in refused
    client.post(there, {"person": taught.ana.person_id, "once": "a"})
    found = Certificate.objects.get()
    client.post(at(f"constancia/{found.pk}/anular/"), {"reason": "Se capturó mal", "once": "b"})
    found.refresh_from_db()
    assert not found.stands
    for path in (f"curso/{taught.course.pk}/aprendido/", f"curso/{taught.course.pk}/"):
        assert client.get(at(path)).status_code == 200
