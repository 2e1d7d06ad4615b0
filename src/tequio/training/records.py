"""Who came to how much of a course: the record from which certificates are awarded."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from tequio.training.models import Attendance, Course, Session


@dataclass(slots=True)
class Line:
    """One person's part in a course."""

    person_id: int
    name: str
    sorted_name: str
    held: int
    came: int = 0
    missed: int = 0  # of the newest sessions held, how many in a row he was not at
    minutes: int = 0
    topics: list[str] = field(default_factory=list)
    last_at: datetime | None = None  # when the last session began that he was at

    def is_enough(self, percent: int) -> bool:
        """Whether he came to at least so many in a hundred of the sessions that were held."""
        return self.came > 0 and self.came * 100 >= percent * self.held

    @property
    def has_stopped(self) -> bool:
        """Whether he used to come and was not at the last two: somebody may want to ask him why."""
        return self.came >= 2 and self.missed >= 2

    @property
    def ratio(self) -> float:
        return self.came / self.held if self.held else 0.0


@dataclass(frozen=True, slots=True)
class Record:
    """A course so far: how many sessions were held, and everybody who came to any, by name."""

    held: int
    lines: tuple[Line, ...]

    def of(self, person_id: int) -> Line | None:
        return next((line for line in self.lines if line.person_id == person_id), None)


def record_of(course: Course, now: datetime) -> Record:
    """The record of the sessions that are over and were not called off; three statements at most."""
    planned = Session.objects.filter(course=course, state=Session.State.PLANNED, begins_at__lt=now)
    held = {row.pk: row for row in planned.order_by("begins_at", "pk") if row.is_over(now)}
    rows = Attendance.objects.filter(session_id__in=held).select_related("person")
    lines: dict[int, Line] = {}
    came: dict[int, list[Session]] = defaultdict(list)
    for row in rows.order_by("session__begins_at", "pk"):
        if row.person_id not in lines:
            lines[row.person_id] = Line(row.person_id, row.person.full_name, row.person.sorted_name, len(held))
        came[row.person_id].append(held[row.session_id])
    for person_id, line in lines.items():
        line.came = len(came[person_id])
        newest = list(held).index(came[person_id][-1].pk)
        line.missed = len(held) - 1 - newest
        line.last_at = came[person_id][-1].begins_at
        line.minutes = sum(each.minutes for each in came[person_id])
        line.topics = [each.topic for each in came[person_id]]
    return Record(len(held), tuple(sorted(lines.values(), key=lambda line: line.sorted_name)))
