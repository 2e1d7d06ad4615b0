"""What a bank bids, and what the committee chose of it. Neither is ever changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.credit.models import AgreedTerms
from tequio.engines import lending as engine
from tequio.tenders.models.tenders import BankInvitation, Tender


class Bid(AgreedTerms):
    """One answer of a bank: how much it lends on which terms. A newer one replaces it; the older stays to be read."""

    invitation = UnionForeignKey(BankInvitation, related_name="bids")
    amount_minor = models.BigIntegerField(_("cuánto presta en total"))
    payments = models.PositiveSmallIntegerField(_("en cuántos pagos"))
    asks = models.CharField(_("qué otra garantía pide"), max_length=600, blank=True)
    conditions = models.CharField(_("condiciones"), max_length=1_000, blank=True)
    valid_until = models.DateField(_("vale hasta el"))
    given_by = models.CharField(_("quién contesta"), max_length=160)
    as_asked = models.BooleanField(_("cada quien al ritmo que pidió"), default=False)
    typed_by = models.CharField(max_length=160)  # the bank by its link, or who typed it for the bank
    given_on = models.DateField()

    class Meta(AgreedTerms.Meta):
        constraints = [
            *AgreedTerms.Meta.constraints,
            models.CheckConstraint(
                name="bid_is_sane", condition=Q(amount_minor__gt=0, payments__range=(1, 600)) & ~Q(given_by="")
            ),
        ]
        indexes = [models.Index(name="bid_by_invitation", fields=["union", "invitation", "-id"])]

    def to(self, rhythm: engine.Rhythm) -> tuple[Bid, int]:
        """What it comes to for who asked for this rhythm, and in how many payments: at his own where the bank takes
        everyone's, for as long as it bid; else at the bank's.
        """
        if not self.as_asked:
            return self, self.payments
        return self.at(rhythm), self.rhythm.as_many(self.payments, rhythm)

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.annual_rate}"


class Choice(UnionOwned):
    """Which bid the committee took, who wrote it down, and why this one."""

    tender = UnionForeignKey(Tender, related_name="choices")
    bid = UnionForeignKey(Bid, related_name="+")
    reason = models.CharField(_("por qué esta"), max_length=1_000)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    chosen_on = models.DateField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="chosen_once", fields=["union", "tender"]),
            models.CheckConstraint(name="choice_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.bid_id}"
