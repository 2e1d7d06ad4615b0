"""A member's yes to one bank."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.credit.models import Application, Lender


class Consent(UnionOwned):
    """That one bank may read the dossier of one application, for that purpose, until a day. Withdrawn at any time.

    Nothing of it is changed but its end, and that once: the database sees to it.
    """

    MOST_DAYS = 366

    application = UnionForeignKey(Application, related_name="+")
    lender = UnionForeignKey(Lender, related_name="+")
    purpose = models.CharField(_("para qué"), max_length=300)
    until_on = models.DateField(_("hasta el"))
    given_on = models.DateField()
    on_paper = models.BooleanField(_("firmó en papel"), default=False)
    taken_by = models.CharField(max_length=160, blank=True)  # who wrote down a yes that was given on paper
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=160, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="consent_stands_once", fields=["union", "application", "lender"],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="consent_ends_after_it_begins",
                condition=Q(until_on__gte=F("given_on"), until_on__lte=F("given_on") + 366),
            ),
            models.CheckConstraint(name="consent_says_what_for", condition=~Q(purpose="")),
            models.CheckConstraint(
                name="consent_on_paper_by_somebody",
                condition=Q(on_paper=False, taken_by="") | (Q(on_paper=True) & ~Q(taken_by="")),
            ),
        ]  # fmt: skip
        indexes = [models.Index(name="consent_by_application", fields=["union", "application", "lender"])]

    def __str__(self) -> str:
        return f"{self.application_id} {self.lender_id}"

    def holds_on(self, day: date) -> bool:
        return self.withdrawn_at is None and self.given_on <= day <= self.until_on
