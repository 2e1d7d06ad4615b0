"""What is done about a loan that is late: a visit, and a plan that the member agrees to."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.credit.models.loans import Loan


class Visit(UnionOwned):
    """Somebody of the union went to see the member: what was found and what was said. Never changed or deleted."""

    class Found(models.TextChoices):
        MET = "met", _("platicamos")
        FAMILY = "family", _("platiqué con su familia")
        ABSENT = "absent", _("no estaba")

    loan = UnionForeignKey(Loan, related_name="visits")
    visited_on = models.DateField(_("cuándo"))
    visited_by = models.CharField(max_length=160)
    found = models.CharField(_("a quién hallaste"), max_length=8, choices=Found.choices)
    said = models.CharField(_("qué pasó"), max_length=600)
    again_on = models.DateField(_("cuándo se vuelve"), null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [models.CheckConstraint(name="visit_says_something", condition=~Q(said=""))]
        indexes = [models.Index(name="visit_by_loan", fields=["union", "loan", "-id"])]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.visited_on}"


class CatchUp(UnionOwned):
    """How a member who is late will catch up: days and amounts that he agreed to. The newest one holds.

    It changes nothing of what is owed: that is a restructure, and the lender's to grant.
    """

    loan = UnionForeignKey(Loan, related_name="catch_ups")
    made_on = models.DateField()
    made_by = models.CharField(max_length=160)
    note = models.CharField(_("nota"), max_length=240, blank=True)

    class Meta(UnionOwned.Meta):
        indexes = [models.Index(name="catch_up_by_loan", fields=["union", "loan", "-id"])]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.made_on}"


class CatchUpPart(UnionOwned):
    """One day of a plan, and how much."""

    catch_up = UnionForeignKey(CatchUp, related_name="parts")
    due_on = models.DateField()
    minor = models.BigIntegerField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="catch_up_part_once", fields=["union", "catch_up", "due_on"]),
            models.CheckConstraint(name="catch_up_part_is_something", condition=Q(minor__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.catch_up_id} {self.due_on}"


class Reminder(UnionOwned):
    """The text that reminds a member of one day of payment: before it, or after it passed. At most once each."""

    class Kind(models.TextChoices):
        BEFORE = "before", _("antes del día")
        LATE = "late", _("después del día")

    class State(models.TextChoices):
        WAITING = "waiting", _("en espera")
        SENDING = "sending", _("saliendo")
        SENT = "sent", pgettext_lazy("text", "enviado")
        KEPT = "kept", _("guardado, sin servicio de mensajes")
        FAILED = "failed", _("no salió")
        PHONELESS = "phoneless", _("sin teléfono")

    NOT_OUT = (State.WAITING, State.SENDING)  # what a killed worker had on its way is sent again, once for its key

    loan = UnionForeignKey(Loan, related_name="reminders")
    due_on = models.DateField()
    kind = models.CharField(max_length=6, choices=Kind.choices)
    minor = models.BigIntegerField()
    asked_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="reminder_once", fields=["union", "loan", "due_on", "kind"])]
        indexes = [models.Index(name="reminder_by_state", fields=["union", "state", "id"])]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.due_on} {self.kind}"


class DeductionConsent(UnionOwned):
    """A member lets the union keep his instalments from what it pays him: so much at most of each payment, until a day.

    Without a row that runs nothing is ever kept. Withdrawn, it stays as history.
    """

    loan = UnionForeignKey(Loan, related_name="consents")
    cap_minor = models.BigIntegerField(_("cuando más, de cada pago"))
    cap_bp = models.PositiveSmallIntegerField(_("y cuando más esta parte"), default=5_000)
    begins_on = models.DateField()
    ends_on = models.DateField(_("hasta antes de"))
    on_paper = models.BooleanField(default=False)
    taken_by = models.CharField(max_length=160)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="consent_is_capped", condition=Q(cap_minor__gt=0, cap_bp__range=(1, 10_000))
            ),
            models.CheckConstraint(name="consent_ends", condition=Q(ends_on__gt=F("begins_on"))),
            models.UniqueConstraint(
                name="consent_one_at_a_time", fields=["union", "loan"], condition=Q(withdrawn_on__isnull=True)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.loan_id} {self.cap_minor}"

    def runs_on(self, day: date) -> bool:
        return self.begins_on <= day < self.ends_on and (self.withdrawn_on is None or day < self.withdrawn_on)

    def most_of(self, payout_minor: int) -> int:
        """The most that may be kept of one payment to the member."""
        return min(self.cap_minor, payout_minor * self.cap_bp // 10_000)

    @property
    def percent(self) -> int:
        return self.cap_bp // 100
