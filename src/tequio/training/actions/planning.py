"""Planning what is taught: programmes, courses, series of sessions, and their changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils import timezone

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.training.errors import DatesWrong, FewerSeatsThanTaken, NoTopics, SessionHeld
from tequio.training.models import Course, Programme, Session
from tequio.training.series import Weeks
from tequio.training.steps import locked_session
from tequio.unions.models import Office
from tequio.unions.syllabus import of_trade


@dataclass(frozen=True, slots=True)
class SessionDetails:
    """Where and how a session is held. Times are minutes; no seats means as many as come."""

    minutes: int
    place: str
    speaker: str = ""
    material: str = ""
    seats: int | None = None
    section_id: int | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None

    def fields(self) -> dict[str, Any]:
        return {name: plain(value) if isinstance(value, str) else value for name, value in asdict(self).items()}


@action("training.programme.draft")
def draft_programme(*, actor: Actor, title: str, begins_on: date, ends_on: date, summary: str = "") -> Programme:
    """Open a season of courses. Raises DatesWrong."""
    if ends_on <= begins_on:
        raise DatesWrong
    programme = Programme.objects.create(
        union_id=actor.union_id, title=plain(title), summary=plain(summary), begins_on=begins_on, ends_on=ends_on
    )
    events.record(actor, "training.programme.drafted", programme, title=programme.title)
    return programme


@action("training.programme.edit")
def edit_programme(
    *, actor: Actor, programme_id: int, title: str, begins_on: date, ends_on: date, summary: str = ""
) -> Programme:
    """Correct a season of courses. Raises DatesWrong."""
    if ends_on <= begins_on:
        raise DatesWrong
    programme: Programme = Programme.objects.select_for_update().get(pk=programme_id)
    programme.title, programme.summary = plain(title), plain(summary)
    programme.begins_on, programme.ends_on = begins_on, ends_on
    programme.save()
    events.record(actor, "training.programme.edited", programme, title=programme.title)
    return programme


@action("training.course.draft")
def draft_course(
    *, actor: Actor, programme_id: int, title: str, goal: str = "", prepares: Office | None = None
) -> Course:  # fmt: skip
    """Put a course into a programme; one of that title is not put there twice."""
    course, _ = Course.objects.get_or_create(
        union_id=actor.union_id, programme_id=programme_id, title=plain(title),
        defaults={"goal": plain(goal), "prepares": prepares},
    )  # fmt: skip
    events.record(actor, "training.course.drafted", course, title=course.title)
    return course


@action("training.course.edit")
def edit_course(
    *, actor: Actor, course_id: int, title: str, goal: str = "", prepares: Office | None = None
) -> Course:  # fmt: skip
    """Correct what a course is called, what it teaches, and which office it prepares for."""
    course: Course = Course.objects.select_for_update().get(pk=course_id)
    course.title, course.goal, course.prepares = plain(title), plain(goal), prepares
    course.save(update_fields=["title", "goal", "prepares"])
    events.record(actor, "training.course.edited", course, title=course.title,
                  prepares=prepares.code if prepares else "")  # fmt: skip
    return course


@action("training.series.draft")
def plan_series(
    *, actor: Actor, course_id: int, weeks: Weeks, topics: Sequence[str], details: SessionDetails, now: datetime
) -> Course:
    """Plan a session for each topic, week after week past holidays and exceptions. Raises NoTopics, NoDays."""
    course: Course = Course.objects.select_for_update(of=("self",)).select_related("union").get(pk=course_id)
    told = [topic for topic in map(plain, topics) if topic]
    if not told:
        raise NoTopics
    found = weeks.days(len(told))
    Session.objects.bulk_create(
        Session(
            union_id=actor.union_id, course=course, topic=topic, sheet=_sheet_titled(course, topic),
            begins_at=weeks.at(day), changed_at=now, **details.fields(),
        )
        for topic, day in zip(told, found.days, strict=True)
    )  # fmt: skip
    events.record(actor, "training.series.planned", course, title=course.title, sessions=len(told),
                  first=found.days[0], last=found.days[-1],
                  skipped=[f"{each.day}: {each.why}" for each in found.skipped])  # fmt: skip
    return course


@action("training.session.change")
def change_session(
    *, actor: Actor, session_id: int, topic: str, begins_at: datetime, details: SessionDetails, now: datetime
) -> Session:
    """Move a session or correct it; calendars learn of it. Raises SessionCancelled, FewerSeatsThanTaken."""
    session = locked_session(session_id)
    if details.seats is not None and (taken := session.taken_seats.count()) > details.seats:
        raise FewerSeatsThanTaken(taken=taken, seats=details.seats)
    before = {name: getattr(session, name) for name in Session.IN_CALENDARS}
    for name, value in (details.fields() | {"topic": plain(topic), "begins_at": begins_at}).items():
        setattr(session, name, value)
    session.sheet = _sheet_titled(session, session.topic) or session.sheet
    changed = [name for name, value in before.items() if getattr(session, name) != value]
    if changed:
        session.sequence, session.changed_at = session.sequence + 1, now
    session.save()
    events.record(actor, "training.session.changed", session, topic=session.topic, changed=changed,
                  begins_at=timezone.localtime(begins_at))  # fmt: skip
    return session


@action("training.session.cancel")
def cancel_session(*, actor: Actor, session_id: int, reason: str, now: datetime) -> Session:
    """Call a session off; it stays in calendars as cancelled. Raises SessionCancelled, SessionHeld."""
    session = locked_session(session_id)
    if session.attendances.exists():
        raise SessionHeld(topic=session.topic)
    Session.objects.filter(pk=session.pk).update(
        state=Session.State.CANCELLED, reason=plain(reason), sequence=F("sequence") + 1, changed_at=now
    )
    session.refresh_from_db()
    events.record(actor, "training.session.cancelled", session, topic=session.topic, reason=session.reason)
    return session


def _sheet_titled(of: Course | Session, topic: str) -> str:
    """The sheet that a topic names by its title; empty when the trade has none of that name."""
    found = of_trade(of.union.trade).titled(topic)
    return found.code if found else ""
