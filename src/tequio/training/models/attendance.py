"""Who came, however it was noted; and the sign-in sheets that are read back from photos."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.members.models import Person
from tequio.training.models.programme import Session


class Way(models.TextChoices):
    """How an attendance was noted first; noted again another way, it still counts once."""

    LIST = "list", _("lista")
    PHONE = "phone", _("teléfono")
    SHEET = "sheet", _("hoja firmada")


class Attendance(UnionOwned):
    """A person came to a session."""

    session = UnionForeignKey(Session, related_name="attendances")
    person = UnionForeignKey(Person, related_name="attendances")
    way = models.CharField(max_length=5, choices=Way.choices)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=160)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="attendance_once", fields=["union", "session", "person"])]
        indexes = [models.Index(name="attendance_by_person", fields=["union", "person"])]

    def __str__(self) -> str:
        return f"{self.session_id} {self.person_id}"


class SignInPage(UnionOwned):
    """One printed page to sign. `rows` is what was printed, kept so that the page can be laid out again when it comes
    home: [key, code, name], the key being a person, or "g1" and so on for a blank line.
    """

    session = UnionForeignKey(Session, related_name="sign_in_pages")
    page = models.PositiveBigIntegerField()  # the number in its printed code, drawn at random
    position = models.PositiveSmallIntegerField()
    rows = models.JSONField()
    printed_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="sign_in_page_once", fields=["union", "page"])]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.position}"


class Doubt(UnionOwned):
    """A row of a page that the reader leaves to a person: unclear ink, or a name written on a blank line.

    `picture` is a small PNG of the box; it is wiped once somebody decided.
    """

    page = UnionForeignKey(SignInPage, related_name="doubts")
    row = models.CharField(max_length=20)
    person = UnionForeignKey(Person, null=True, blank=True, related_name="+")  # as printed; None on a blank line
    reasons = models.JSONField(default=list)
    picture = models.BinaryField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=160, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="doubt_once", fields=["union", "page", "row"]),
            models.CheckConstraint(
                name="doubt_decided_by_somebody", condition=Q(decided_at__isnull=True) | ~Q(decided_by="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.row}"
