"""A loan that failed: the lender's claim, who signed, who paid how much, and what was got back of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.credit.models import Loan
from tequio.engines import guarantee as engine
from tequio.guarantee.models.fund import Cap, Deal, FundMove


class Claim(UnionOwned):
    """What a lender asks of the fund for one loan (reclamo). Paid only after two people signed."""

    class State(models.TextChoices):
        ASKED = "asked", _("por firmar")
        PAID = "paid", _("pagado")
        REFUSED = "refused", _("no procede")

    CHANGES = {State.ASKED: (State.PAID, State.REFUSED), State.PAID: (), State.REFUSED: ()}
    TONES = {State.ASKED: "warn", State.PAID: "bad", State.REFUSED: ""}

    loan = UnionForeignKey(Loan, related_name="claims")
    deal = UnionForeignKey(Deal, related_name="claims")
    loss_minor = models.BigIntegerField(_("cuánto se quedó a deber"))
    reason = models.CharField(_("qué pasó"), max_length=600)
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=160)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    paid_on = models.DateField(null=True, blank=True)
    paid_from = models.CharField(max_length=4, choices=FundMove.Into.choices, blank=True)
    entry = UnionForeignKey("books.Entry", null=True, blank=True, related_name="+")

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="claim_one_of_a_loan", fields=["union", "loan"], condition=~Q(state="refused")
            ),
            models.CheckConstraint(name="claim_is_something", condition=Q(loss_minor__gt=0) & ~Q(reason="")),
            models.CheckConstraint(
                name="claim_paid_in_the_books",
                condition=Q(state="paid", paid_on__isnull=False, entry__isnull=False)
                | (~Q(state="paid") & Q(paid_on__isnull=True, entry__isnull=True)),
            ),
        ]  # fmt: skip
        indexes = [models.Index(name="claim_by_state", fields=["union", "state", "id"])]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.loss_minor}"

    @property
    def tone(self) -> str:
        return self.TONES[Claim.State(self.state)]

    def get_absolute_url(self) -> str:
        return reverse("guarantee:claim", kwargs={"union": self.union.slug, "claim_id": self.pk})


class ClaimSignature(UnionOwned):
    """One person's yes or no to one claim, with the reason. Never changed or deleted."""

    claim = UnionForeignKey(Claim, related_name="signatures")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    says_yes = models.BooleanField()
    reason = models.CharField(_("por qué"), max_length=600)
    given_on = models.DateField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="claim_signed_once", fields=["union", "claim", "user"]),
            models.CheckConstraint(name="claim_signature_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.says_yes}"


class Part(UnionOwned):
    """What one bore of a claim: a member under one of his caps, or the lender himself."""

    class Layer(models.TextChoices):
        BORROWER = "borrower", _("su propia garantía")
        GROUP = "group", _("su grupo")
        POOL = "pool", _("el fondo")
        BANK = "bank", _("quien prestó")

    claim = UnionForeignKey(Claim, related_name="parts")
    layer = models.CharField(max_length=8, choices=Layer.choices)
    member = UnionForeignKey("members.Member", null=True, blank=True, related_name="+")
    cap = UnionForeignKey(Cap, null=True, blank=True, related_name="parts")
    minor = models.BigIntegerField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="claim_part_once", fields=["union", "claim", "layer", "member"], nulls_distinct=False
            ),
            models.CheckConstraint(name="claim_part_is_something", condition=Q(minor__gt=0)),
            models.CheckConstraint(
                name="claim_part_under_a_cap",
                condition=Q(layer="bank", member__isnull=True, cap__isnull=True)
                | (~Q(layer="bank") & Q(member__isnull=False, cap__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(name="claim_part_by_member", fields=["union", "member"]),
            models.Index(name="claim_part_by_cap", fields=["union", "cap"]),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.layer} {self.minor}"

    @property
    def engine(self) -> engine.Part:
        return engine.Part(engine.Layer(self.layer), self.member_id, self.minor)


class Recovery(UnionOwned):
    """Money got back from a borrower after the fund had paid for him."""

    claim = UnionForeignKey(Claim, related_name="recoveries")
    minor = models.BigIntegerField(_("cuánto pagó"))
    left_over_minor = models.BigIntegerField(default=0)
    got_on = models.DateField(_("fecha"))
    into = models.CharField(max_length=4, choices=FundMove.Into.choices)
    received_by = models.CharField(max_length=160)
    entry = UnionForeignKey("books.Entry", related_name="+")

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(name="recovery_is_something", condition=Q(minor__gt=0, left_over_minor__gte=0))
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.minor}"


class Returned(UnionOwned):
    """What one part of a claim got back with a recovery."""

    recovery = UnionForeignKey(Recovery, related_name="returned")
    part = UnionForeignKey(Part, related_name="returned")
    minor = models.BigIntegerField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="returned_once", fields=["union", "recovery", "part"]),
            models.CheckConstraint(name="returned_is_something", condition=Q(minor__gt=0)),
        ]
        indexes = [models.Index(name="returned_by_part", fields=["union", "part"])]

    def __str__(self) -> str:
        return f"{self.part_id} {self.minor}"
