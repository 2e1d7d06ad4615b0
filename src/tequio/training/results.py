"""What a course taught, told only where enough people stand behind it: answers before and after, and opinions."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models import Avg, Count, Q

from tequio.core import scope
from tequio.training.models import Course, Feedback

LEAST_PEOPLE = 5  # with fewer, a share would tell about persons rather than about the topic


@dataclass(frozen=True, slots=True)
class Learned:
    """One topic: of the people who answered both times, how many in a hundred answers were right."""

    topic: str
    people: int
    before: float
    after: float

    @property
    def is_told(self) -> bool:
        return self.people >= LEAST_PEOPLE

    @property
    def points(self) -> float:
        return self.after - self.before


LEARNED = """
SELECT session.topic, count(*), avg(100.0 * before.right / before.total)::float8,
  avg(100.0 * after.right / after.total)::float8
FROM training_session session
JOIN training_quizanswer before
  ON before.union_id = session.union_id AND before.session_id = session.id AND before.moment = 'before'
JOIN training_quizanswer after
  ON after.union_id = session.union_id AND after.session_id = session.id AND after.moment = 'after'
  AND after.person_id = before.person_id
WHERE session.union_id = %(union)s AND session.course_id = %(course)s
GROUP BY session.topic ORDER BY min(session.begins_at), session.topic
"""


def learned_in(course: Course) -> list[Learned]:
    """Topic by topic, in the order in which they were taught; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(LEARNED, {"union": scope.required(), "course": course.pk})
        return [Learned(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What people thought of the sessions of one topic, and what they wrote, without names."""

    topic: str
    people: int
    useful: float
    slow: int
    fast: int
    texts: tuple[str, ...]

    @property
    def is_told(self) -> bool:
        return self.people >= LEAST_PEOPLE


def opinions_on(course: Course) -> list[Opinion]:
    """Opinions by topic; the texts in an order that tells nothing. Two statements."""
    given = Feedback.objects.filter(session__course=course)
    texts: dict[str, list[str]] = {}
    for topic, text in given.exclude(text="").order_by("text", "pk").values_list("session__topic", "text"):
        texts.setdefault(topic, []).append(text)
    rows = (
        given.values_list("session__topic")
        .annotate(
            people=Count("pk"), useful=Avg("useful"), slow=Count("pk", filter=Q(pace=Feedback.Pace.SLOW)),
            fast=Count("pk", filter=Q(pace=Feedback.Pace.FAST)),
        )
        .order_by("session__topic")
    )  # fmt: skip
    return [Opinion(*row, tuple(texts.get(row[0], ()))) for row in rows]
