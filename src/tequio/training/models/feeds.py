"""The secret links by which calendars read sessions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.members.models import Person
from tequio.training.models.programme import Course


class Feed(UnionOwned):
    """A calendar to subscribe to: of the whole union, of one course, or of one person. A new serial ends old links."""

    course = UnionForeignKey(Course, null=True, blank=True, related_name="+")
    person = UnionForeignKey(Person, null=True, blank=True, related_name="+")
    serial = models.PositiveIntegerField(default=1)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="feed_once", fields=["union", "course", "person"], nulls_distinct=False),
            models.CheckConstraint(
                name="feed_of_a_course_or_a_person", condition=Q(course__isnull=True) | Q(person__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id or ''}/{self.person_id or ''}"
