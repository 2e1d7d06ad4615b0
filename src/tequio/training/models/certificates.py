"""The certificate that a person came to a course, as it was awarded."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.members.models import Person
from tequio.training.models.programme import Course


class Certificate(UnionOwned):
    """Name, course and hours are kept as they were printed. Anyone who has `code` may check it; it is never changed."""

    course = UnionForeignKey(Course, related_name="certificates")
    person = UnionForeignKey(Person, related_name="certificates")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=300)
    title = models.CharField(max_length=120)
    topics = models.JSONField()
    came = models.PositiveSmallIntegerField()
    held = models.PositiveSmallIntegerField()
    minutes = models.PositiveIntegerField()
    awarded_on = models.DateField()
    awarded_at = models.DateTimeField()
    awarded_by = models.CharField(max_length=160)
    revoked_on = models.DateField(null=True, blank=True)
    revoke_reason = models.CharField(max_length=240, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="certificate_of_course_code_once", fields=["union", "code"]),
            models.UniqueConstraint(
                name="certificate_of_course_stands_once", fields=["union", "course", "person"],
                condition=Q(revoked_on__isnull=True),
            ),
            models.CheckConstraint(
                name="certificate_of_course_is_earned", condition=Q(came__gte=1, came__lte=F("held"), minutes__gte=1)
            ),
            models.CheckConstraint(
                name="certificate_of_course_revoked_for_a_reason",
                condition=Q(revoked_on__isnull=True) | ~Q(revoke_reason=""),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """The public page where anyone checks it."""
        return reverse("certificate", kwargs={"of": self.union.slug, "code": self.code})

    @property
    def code_shown(self) -> str:
        return "-".join(self.code[at : at + 4] for at in (0, 4, 8))

    @property
    def stands(self) -> bool:
        return self.revoked_on is None

    @property
    def hours(self) -> str:
        whole, rest = divmod(self.minutes, 60)
        return f"{whole}" if not rest else f"{self.minutes / 60:.1f}"
