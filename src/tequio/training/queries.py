"""Reading the programme: what is taught when, who has a seat, and the calendars that others read."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from tequio.members.models import Person
from tequio.training.models import Attendance, Certificate, Course, Feed, Programme, Seat, Session
from tequio.unions.syllabus import Sheet, of_trade


def programmes() -> QuerySet[Programme]:
    return Programme.objects.select_related("union").order_by("-begins_on", "-pk")


def courses() -> QuerySet[Course]:
    """Courses with the number of their sessions and from when to when they run."""
    planned = Q(sessions__state=Session.State.PLANNED)
    return (
        Course.objects.select_related("union", "programme", "prepares")
        .annotate(
            session_count=Count("sessions", filter=planned), first_at=Min("sessions__begins_at", filter=planned),
            last_at=Max("sessions__begins_at", filter=planned),
        )
        .order_by("first_at", "pk")
    )  # fmt: skip


def sessions() -> QuerySet[Session]:
    """Sessions as pages show them, in the order of their days, with the number of seats taken."""
    return (
        Session.objects.select_related("union", "course__programme", "section")
        .annotate(taken=_counted(Seat), came=_counted(Attendance))
        .order_by("begins_at", "pk")
    )


def _counted(model: type[Seat] | type[Attendance]) -> Any:
    """How many rows of a table a session has; each counted by itself, so that neither multiplies the other."""
    rows = model.objects.filter(session=OuterRef("pk")).order_by().values("session").annotate(n=Count("pk"))
    return Coalesce(Subquery(rows.values("n")), 0)


def sessions_on(first: date, last: date) -> QuerySet[Session]:
    """Those that begin from one day to another, both included, in the union's time."""
    return sessions().filter(begins_at__gte=_morning(first), begins_at__lt=_morning(last + timedelta(days=1)))


def sheet_of(session: Session) -> Sheet | None:
    """The sheet to take home from a session, where the trade has one."""
    return of_trade(session.union.trade).sheet(session.sheet) if session.sheet else None


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def with_mine(rows: QuerySet[Session], person: Person | None) -> QuerySet[Session]:
    """The same sessions, each saying (`mine`) whether this person keeps a seat."""
    return rows.annotate(mine=Exists(Seat.objects.filter(session=OuterRef("pk"), person=person)))


def coming(now: datetime) -> QuerySet[Session]:
    """Sessions that are not over yet; cancelled ones too, until their day has passed."""
    return sessions().filter(begins_at__gte=now - timedelta(hours=12))


def following(person: Person, now: datetime, days: int = 7) -> Session | None:
    """What a person should know of soon: the next session she keeps a seat in, or else the next one there is."""
    held = with_mine(sessions_on(timezone.localdate(now), timezone.localdate(now) + timedelta(days=days)), person)
    coming_up = [row for row in held.filter(state=Session.State.PLANNED) if not row.is_over(now)]
    return next((row for row in coming_up if row.mine), coming_up[0] if coming_up else None)


def seats_in(session: Session) -> QuerySet[Seat]:
    return Seat.objects.filter(session=session).select_related("person").order_by("person__sort_key", "pk")


def sessions_of_feed(feed: Feed) -> QuerySet[Session]:
    """What the calendar of a link shows: everything, a course, or the sessions a person keeps a seat in."""
    rows: Any = Session.objects.select_related("union", "course").order_by("begins_at", "pk")
    if feed.person_id:
        rows = rows.filter(Exists(Seat.objects.filter(session=OuterRef("pk"), person_id=feed.person_id)))
    if feed.course_id:
        rows = rows.filter(course_id=feed.course_id)
    return rows


def feed_of(person: Person | None = None, course: Course | None = None) -> Feed | None:
    return Feed.objects.filter(person=person, course=course).first()


def came_to(person: Person) -> QuerySet[Session]:
    """The sessions a person came to, newest first."""
    return sessions().filter(attendances__person=person).order_by("-begins_at", "-pk")


def certificates_of(person: Person) -> QuerySet[Certificate]:
    """The certificates that stand, newest first."""
    rows = Certificate.objects.select_related("union").filter(person=person, revoked_on__isnull=True)
    return rows.order_by("-awarded_on", "-pk")
