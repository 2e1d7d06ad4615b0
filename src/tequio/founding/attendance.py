"""Who came to the forum's sessions, as training noted it."""

from datetime import datetime

from django.db.models import Count

from tequio.training.models import Attendance, Course, Session


def sessions_held(course: Course | None, now: datetime) -> int:
    """Sessions of the series that have begun and were not called off."""
    held = Session.objects.filter(course=course, state=Session.State.PLANNED, begins_at__lte=now)
    return held.count() if course else 0


def times_of(course: Course | None) -> dict[int, int]:
    """How often each person came: person id to sessions."""
    if course is None:
        return {}
    came = Attendance.objects.filter(session__course=course, session__state=Session.State.PLANNED)
    return dict(came.order_by().values_list("person_id").annotate(Count("pk")))
