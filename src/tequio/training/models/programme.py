"""Programme, course, session, and the seats that people take in it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.members.models import Person, Section
from tequio.unions.models import Office

LONGEST_MINUTES = 720
MOST_SEATS = 10_000
# When arrivals are noted: from so long before the beginning until so long after the end.
DOOR_OPENS = timedelta(minutes=60)
DOOR_CLOSES = timedelta(minutes=90)


class Programme(UnionOwned):
    """A season of courses, such as the seminars of one year."""

    title = models.CharField(_("nombre"), max_length=120)
    summary = models.CharField(_("para qué es"), max_length=400, blank=True)
    begins_on = models.DateField(_("empieza"))
    ends_on = models.DateField(_("termina"))  # the last day
    is_demo = models.BooleanField(default=False)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(name="programme_ends_after_it_begins", condition=Q(ends_on__gt=F("begins_on")))
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:programme", kwargs={"union": self.union.slug, "programme_id": self.pk})


class Course(UnionOwned):
    """What is taught in some sessions that belong together."""

    programme = UnionForeignKey(Programme, related_name="courses")
    title = models.CharField(_("nombre"), max_length=120)
    goal = models.CharField(_("qué se aprende"), max_length=400, blank=True)
    # Whoever has its certificate counts as able to carry this office.
    prepares = UnionForeignKey(Office, null=True, blank=True, related_name="+")

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="course_title_once", fields=["union", "programme", "title"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:course", kwargs={"union": self.union.slug, "course_id": self.pk})


class Session(UnionOwned):
    """One meeting. `uid` and `sequence` are what calendars know it by: the number rises with every change."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planeada")
        CANCELLED = "cancelled", _("cancelada")

    # What calendars show; the database lets none of it change while the sequence stays.
    IN_CALENDARS = ("topic", "speaker", "begins_at", "minutes", "place", "material", "state")

    course = UnionForeignKey(Course, related_name="sessions")
    topic = models.CharField(_("tema"), max_length=160)
    speaker = models.CharField(_("quien la da"), max_length=160, blank=True)
    begins_at = models.DateTimeField(_("empieza"))
    sheet = models.SlugField(max_length=60, blank=True)  # the content sheet of the trade's syllabus that is taught
    minutes = models.PositiveSmallIntegerField(_("minutos"))
    place = models.CharField(_("lugar"), max_length=160)
    section = UnionForeignKey(Section, null=True, blank=True, related_name="+")
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    material = models.CharField(_("qué llevar"), max_length=240, blank=True)
    seats = models.PositiveIntegerField(_("lugares"), null=True, blank=True)  # None: as many as come
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    reason = models.CharField(_("por qué se canceló"), max_length=240, blank=True)
    door_serial = models.PositiveIntegerField(default=0)  # of the QR on the wall; 0 until there is one
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="session_uid_once", fields=["union", "uid"]),
            models.UniqueConstraint(
                name="session_once_at_a_time", fields=["union", "course", "begins_at", "topic"],
                condition=Q(state="planned"),
            ),
            models.CheckConstraint(
                name="session_lasts", condition=Q(minutes__gte=10, minutes__lte=LONGEST_MINUTES)
            ),
            models.CheckConstraint(
                name="session_has_seats", condition=Q(seats__isnull=True) | Q(seats__gte=1, seats__lte=MOST_SEATS)
            ),
            models.CheckConstraint(
                name="session_cancelled_for_a_reason", condition=~Q(state="cancelled") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="session_lies_somewhere",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
        ]  # fmt: skip
        indexes = [models.Index(name="session_by_day", fields=["union", "begins_at"])]

    def __str__(self) -> str:
        return self.topic

    def get_absolute_url(self) -> str:
        return reverse("training:session", kwargs={"union": self.union.slug, "session_id": self.pk})

    @property
    def ends_at(self) -> datetime:
        return self.begins_at + timedelta(minutes=self.minutes)

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    def has_begun(self, now: datetime) -> bool:
        return self.begins_at <= now

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now

    def takes_arrivals(self, now: datetime) -> bool:
        """Whether people may say on their own telephone that they are there."""
        return not self.is_cancelled and self.begins_at - DOOR_OPENS <= now <= self.ends_at + DOOR_CLOSES

    def is_before(self, now: datetime) -> bool:
        """Whether what one answers now is what one knew before: until half of the session has passed."""
        return now < self.begins_at + timedelta(minutes=self.minutes) / 2

    def takes_lists(self, now: datetime) -> bool:
        """Whether the trainer may note who came: any time from an hour before on, also long after."""
        return not self.is_cancelled and self.begins_at - DOOR_OPENS <= now

    @property
    def hours_said(self) -> str:
        """16:00 a 18:00, in the union's time."""
        begins, ends = timezone.localtime(self.begins_at), timezone.localtime(self.ends_at)
        return f"{begins:%H:%M}–{ends:%H:%M}"

    @property
    def map_url(self) -> str:
        """Where it is on a map; empty when nobody said."""
        if self.latitude is None:
            return ""
        return f"https://www.openstreetmap.org/?mlat={self.latitude}&mlon={self.longitude}#map=17/{self.latitude}/{self.longitude}"


class Seat(UnionOwned):
    """A place that a person keeps in a session."""

    session = UnionForeignKey(Session, related_name="taken_seats")
    person = UnionForeignKey(Person, related_name="+")
    taken_at = models.DateTimeField()

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="seat_once", fields=["union", "session", "person"])]
        indexes = [models.Index(name="seat_by_person", fields=["union", "person"])]

    def __str__(self) -> str:
        return f"{self.session_id} {self.person_id}"
