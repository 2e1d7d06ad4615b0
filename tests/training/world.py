"""A small season: one programme, one course of four Tuesdays, two villages, three members."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from tequio.core.actors import Actor
from tequio.members.models import Member, Section
from tequio.training import actions
from tequio.training.actions import SessionDetails
from tequio.training.models import Course, Programme, Session
from tequio.training.series import Weeks
from tequio.unions.models import Union
from tests import factories

# Tuesdays: 3, 10, 17 and 24 March 2026; 16 March is a day of rest, but a Monday.
FIRST = date(2026, 3, 3)
NOW = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)
TOPICS = ("Cuánto cuesta una pieza", "Precio y ganancia", "Cuentas del taller", "Hornos y mermas")


@dataclass
class World:
    union: Union
    actor: Actor
    village: Section
    ana: Member
    beto: Member
    caro: Member
    programme: Programme
    course: Course

    def plan(self, *topics: str, first_on: date = FIRST, at_time: time = time(17), seats: int | None = None,
             **more: Any) -> list[Session]:  # fmt: skip
        """Sessions of the course, in the order of their days."""
        weeks = Weeks(first_on, at_time, **{k: more.pop(k) for k in ("every", "except_on", "on_holidays") if k in more})
        details = SessionDetails(
            minutes=120, place="Plaza de Tlayacapan", speaker="Rosa Amaro", seats=seats, section_id=self.village.pk,
            latitude=Decimal("18.955000"), longitude=Decimal("-98.981000"),
        )  # fmt: skip
        told = topics or TOPICS
        actions.plan_series(actor=self.actor, course_id=self.course.pk, weeks=weeks, topics=told, details=details,
                            now=NOW, **more)  # fmt: skip
        return list(Session.objects.filter(topic__in=told).order_by("begins_at", "pk"))

    def take(self, member: Member, *sessions: Session, now: datetime = NOW) -> Member:
        return actions.take_seats(actor=self.actor, member=member, session_ids=[each.pk for each in sessions], now=now)


def build(union: Union, village: str = "Tlayacapan") -> World:
    actor = factories.actor_with(union, "*")
    section = factories.make_section(union, village)
    people = [
        factories.make_member(union, nombres, apellido, section=section)
        for nombres, apellido in (("Ana", "Luna"), ("Beto", "Ríos"), ("Caro", "Vega"))
    ]
    programme = actions.draft_programme(
        actor=actor, title="Seminarios de 2026", begins_on=date(2026, 1, 10), ends_on=date(2026, 12, 10)
    )
    course = actions.draft_course(actor=actor, programme_id=programme.pk, title="Costos", goal="Saber qué cuesta")
    return World(union, actor, section, *people, programme, course)
