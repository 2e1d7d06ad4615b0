"""The demo's season of weekly seminars: invented speakers, two places, some behind us and some to come."""

import random
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils import timezone

from tequio.core.actors import Actor
from tequio.members.models import Member, Section
from tequio.training import actions
from tequio.training.actions import SessionDetails
from tequio.training.models import Course, Programme, Session
from tequio.training.quizzes import questions_of
from tequio.training.records import record_of
from tequio.training.series import Weeks
from tequio.unions.models import Union
from tequio.unions.syllabus import of_trade

TITLE = "Seminarios de la unión"


@dataclass(frozen=True, slots=True)
class Season:
    """A course of the demo: areas of the syllabus, how many weeks ago it began, and who gives it."""

    title: str
    goal: str
    areas: tuple[str, ...]
    weeks_ago: int
    weekday: int
    speaker: str
    seats: int | None = None


SAID = ("Más ejemplos con piezas de aquí.", "Que empiece a tiempo.", "Me sirvió la hoja para la casa.")
COURSES = (
    Season("Costos, primera vuelta", "Saber qué cuesta una pieza.", ("costs", "bookkeeping"), 36, 1,
           "Elena Tlacuilo Ríos (demostración)"),
    Season("Costos y producción", "Saber qué cuesta una pieza y dónde se pierde.", ("production", "costs"), 9, 1,
           "Elena Tlacuilo Ríos (demostración)"),
    Season("Esmaltes sin plomo", "Dejar la greta con pocas pérdidas.", ("glazes",), 5, 3,
           "Mtro. Julián Cacahuamilpa (demostración)", 40),
    Season("Impuestos, crédito y cuentas", "Papeles en orden y crédito que se entiende.",
           ("bookkeeping", "taxes", "credit"), 3, 1, "Rosa Amaro Nava (demostración)"),
    Season("La cooperativa", "Decidir juntas y juntos, con cuentas claras.", ("cooperative", "export"), -1, 5,
           "Andrés Valle Soto (demostración)", 120),
)  # fmt: skip


def hold_seminars(actor: Actor, union: Union, today: date, chance: random.Random) -> None:
    """The season with its sessions and some seats kept; what is there stays."""
    if Session.objects.exists():
        return
    programme = Programme.objects.first() or actions.draft_programme(
        actor=actor, title=TITLE, summary="Gratis y cada semana; vengan aunque no sean socias o socios.",
        begins_on=today - timedelta(weeks=38), ends_on=today + timedelta(weeks=20),
    )  # fmt: skip
    Programme.objects.filter(pk=programme.pk).update(is_demo=True)
    villages = list(Section.objects.order_by("pk")[:4])
    members = list(Member.objects.select_related("person").order_by("number")[:60])
    for place, season in enumerate(COURSES):
        course = actions.draft_course(actor=actor, programme_id=programme.pk, title=season.title, goal=season.goal)
        _plan(actor, union, course, season, villages[place % len(villages)], today)
    now = timezone.now()
    _look_back(actor, union, members, today, chance)
    for session in Session.objects.filter(begins_at__gt=now).order_by("begins_at")[:3]:
        for member in chance.sample(members, min(12, len(members))):
            actions.take_seats(actor=actor, member=member, session_ids=[session.pk], now=now)


def _plan(actor: Actor, union: Union, course: Course, season: Season, village: Section, today: date) -> None:
    syllabus = of_trade(union.trade)
    topics = [sheet.title for area, sheets in syllabus.by_area() if area.code in season.areas for sheet in sheets]
    monday = today - timedelta(days=today.weekday(), weeks=season.weeks_ago)
    details = SessionDetails(
        minutes=120, place=village.point_name, speaker=season.speaker, material="Libreta y lápiz", seats=season.seats,
        section_id=village.pk, latitude=village.latitude, longitude=village.longitude,
    )  # fmt: skip
    actions.plan_series(
        actor=actor, course_id=course.pk, weeks=Weeks(monday + timedelta(days=season.weekday), time(17)),
        topics=topics, details=details, now=timezone.now(),
    )  # fmt: skip


def _look_back(actor: Actor, union: Union, members: list[Member], today: date, chance: random.Random) -> None:
    """Who came to what has been, what they knew before and after, what they thought, and who has a certificate."""
    now = timezone.now()
    for course in Course.objects.order_by("pk"):
        held = [row for row in Session.objects.filter(course=course).order_by("begins_at") if row.is_over(now)]
        group = chance.sample(members, min(24, len(members)))
        keen = group[: len(group) * 2 // 3]
        for place, session in enumerate(held):
            # The keen ones miss little; of the others, fewer come each time.
            came = [m for m in keen if chance.random() < 0.92] + [
                m for m in group[len(keen) :] if chance.random() > place / 3
            ]
            _one_evening(actor, Session.objects.select_related("union").get(pk=session.pk), came, chance)
        if len(held) > 1 and not Session.objects.filter(course=course, begins_at__gt=now).exists():
            record = record_of(course, now)
            enough = [line.person_id for line in record.lines if line.is_enough(80)]
            actions.award_certificates(actor=actor, course_id=course.pk, person_ids=enough, today=today, now=now)


def _one_evening(actor: Actor, session: Session, came: list[Member], chance: random.Random) -> None:
    people = [member.person_id for member in came]
    actions.note_attendance(actor=actor, session_id=session.pk, person_ids=people, now=session.begins_at)
    questions = questions_of(session)
    for member in came[:12] if questions else ():
        for moment, luck in (("before", 0.45), ("after", 0.85)):
            answers = [
                each.right if chance.random() < luck else 1 + each.right % len(each.options) for each in questions
            ]
            actions.record_quiz(
                actor=actor, person_id=member.person_id, session_id=session.pk, moment=moment, answers=answers,
                now=session.ends_at,
            )  # fmt: skip
    for member in came[:7]:
        actions.give_feedback(
            actor=actor, member=member, session_id=session.pk, useful=chance.choice((3, 4, 4, 5, 5)),
            pace=chance.choice(("right", "right", "fast", "slow")), text=chance.choice(("", "", *SAID)),
        )  # fmt: skip
