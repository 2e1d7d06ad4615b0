"""What people knew before and after a session, and what they thought of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.members.models import Person
from tequio.training.models.programme import Session


class Moment(models.TextChoices):
    BEFORE = "before", _("antes")
    AFTER = "after", _("después")


class QuizAnswer(UnionOwned):
    """One person's answers to the questions of a session's sheet; `answers` are places of options, 0 for none."""

    session = UnionForeignKey(Session, related_name="quiz_answers")
    person = UnionForeignKey(Person, related_name="+")
    moment = models.CharField(max_length=6, choices=Moment.choices)
    answers = models.JSONField()
    right = models.PositiveSmallIntegerField()
    total = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="quiz_answer_once", fields=["union", "session", "person", "moment"]),
            models.CheckConstraint(
                name="quiz_answer_counts", condition=Q(total__gte=1, right__gte=0, right__lte=F("total"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.right}/{self.total}"


class Feedback(UnionOwned):
    """What somebody who came says of a session. It is shown without a name."""

    class Pace(models.TextChoices):
        SLOW = "slow", _("lento")
        RIGHT = "right", _("a buen paso")
        FAST = "fast", _("muy rápido")

    session = UnionForeignKey(Session, related_name="feedbacks")
    person = UnionForeignKey(Person, related_name="+")
    useful = models.PositiveSmallIntegerField(_("qué tanto te sirvió"))  # 1 to 5
    pace = models.CharField(max_length=5, choices=Pace.choices)
    text = models.CharField(_("qué cambiarías"), max_length=400, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="feedback_once", fields=["union", "session", "person"]),
            models.CheckConstraint(name="feedback_of_one_to_five", condition=Q(useful__gte=1, useful__lte=5)),
        ]

    def __str__(self) -> str:
        return f"{self.useful}"
