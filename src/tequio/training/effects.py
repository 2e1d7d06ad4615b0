"""What changed for those who came to a course, against those who did not come at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from tequio.engines.effect import Change, Effect, TooFew, effect_of
from tequio.members.models import Member
from tequio.training.measures import Measure
from tequio.training.models import Attendance, Course, Session

DAYS = 90  # as long before the first session as after the last
ENOUGH = 50  # who came to at least so many in a hundred sessions attended; who came to fewer stands in neither group


@dataclass(frozen=True, slots=True)
class Window:
    """The days before the first session and after the last that was held; `opens_on`: when the second is over."""

    before: tuple[date, date]
    after: tuple[date, date]

    @property
    def opens_on(self) -> date:
        return self.after[1] + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Groups:
    """Members who attended, and members who came to nothing of the course, by key."""

    attended: frozenset[int]
    others: frozenset[int]


def window_of(course: Course, now: datetime) -> Window | None:
    """When to look before and after; None while nothing was held."""
    held = Session.objects.filter(course=course, state=Session.State.PLANNED, begins_at__lte=now)
    times = list(held.order_by("begins_at").values_list("begins_at", flat=True))
    if not times:
        return None
    first, last = timezone.localdate(times[0]), timezone.localdate(times[-1])
    day = timedelta(days=1)
    return Window((first - DAYS * day, first - day), (last + day, last + DAYS * day))


def groups_of(course: Course, window: Window, now: datetime) -> Groups:
    """Only members who belonged in all those days, so that before and after are of the same people."""
    held = Session.objects.filter(course=course, state=Session.State.PLANNED, begins_at__lte=now)
    sessions = set(held.values_list("pk", flat=True))
    came: dict[int, int] = {}
    for person_id in Attendance.objects.filter(session_id__in=sessions).values_list("person_id", flat=True):
        came[person_id] = came.get(person_id, 0) + 1
    stayed = Q(left_on__isnull=True) | Q(left_on__gt=window.after[1])
    belonged = Member.objects.filter(stayed, joined_on__lte=window.before[0]).values_list("pk", "person_id")
    enough = {person_id for person_id, count in came.items() if count * 100 >= ENOUGH * len(sessions)}
    rows = list(belonged)
    return Groups(
        frozenset(pk for pk, person_id in rows if person_id in enough),
        frozenset(pk for pk, person_id in rows if person_id not in came),
    )


def effect_on(measure: Measure, groups: Groups, window: Window) -> Effect | TooFew:
    """The effect on one number, of the members for whom there is one both times."""
    before, after = measure.of(*window.before), measure.of(*window.after)

    def changes(members: frozenset[int]) -> list[Change]:
        both = sorted(members & before.keys() & after.keys())
        return [Change(float(before[pk]), float(after[pk])) for pk in both]

    return effect_of(changes(groups.attended), changes(groups.others))
