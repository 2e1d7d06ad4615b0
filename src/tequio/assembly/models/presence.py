"""Who may come, with how many votes, and who is there now."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.assembly.models.calling import Assembly
from tequio.core.models import UnionForeignKey, UnionOwned


class Way(models.TextChoices):
    """How an arrival or departure was noted."""

    CARD = "card", _("tarjeta")
    LIST = "list", _("lista")
    PHONE = "phone", _("teléfono")


class Credential(UnionOwned):
    """A member's place in one assembly: with `weight` votes, his own or of those he stands for as a delegate.

    `code` is what the QR of his card says. `is_present` follows from the newest movement.
    """

    assembly = UnionForeignKey(Assembly, related_name="credentials")
    member = UnionForeignKey("members.Member", related_name="+")
    section = UnionForeignKey("members.Section", related_name="+")
    weight = models.PositiveIntegerField(default=1)
    code = models.CharField(max_length=12)
    is_present = models.BooleanField(default=False)
    mandate = models.CharField(max_length=240, blank=True)  # the paper of the section that sent the delegate
    # The section's vote that elected the delegate, where it was held here and not on paper.
    elected_in = UnionForeignKey("assembly.Vote", null=True, blank=True, related_name="+")
    # The delegate who did not come, whose place this substitute took with the very same credential.
    instead_of = UnionForeignKey("members.Member", null=True, blank=True, related_name="+")

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="credential_once", fields=["union", "assembly", "member"]),
            models.UniqueConstraint(name="credential_code_once", fields=["union", "assembly", "code"]),
            models.CheckConstraint(name="credential_has_votes", condition=Q(weight__gt=0)),
        ]
        indexes = [models.Index(name="credential_present", fields=["union", "assembly", "is_present"])]

    def __str__(self) -> str:
        return f"{self.member_id} ({self.weight})"


class Substitute(UnionOwned):
    """Who takes a delegate's place if he does not come: by section, first one first.

    He has no credential of his own: admitted at the door, he gets the one of whoever is missing. So there is one place
    and never both people in it.
    """

    assembly = UnionForeignKey(Assembly, related_name="substitutes")
    section = UnionForeignKey("members.Section", related_name="+")
    member = UnionForeignKey("members.Member", related_name="+")
    place = models.PositiveSmallIntegerField()
    elected_in = UnionForeignKey("assembly.Vote", null=True, blank=True, related_name="+")

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="substitute_once", fields=["union", "assembly", "member"]),
            models.UniqueConstraint(name="substitute_in_order", fields=["union", "assembly", "section", "place"]),
        ]

    def __str__(self) -> str:
        return f"{self.section_id} {self.place}"


class Movement(UnionOwned):
    """Somebody came in or went out; never changed, so that the quorum of every moment can be told again."""

    credential = UnionForeignKey(Credential, related_name="movements")
    comes_in = models.BooleanField()
    way = models.CharField(max_length=5, choices=Way.choices)
    at = models.DateTimeField(auto_now_add=True)
    noted_by = models.CharField(max_length=160)

    def __str__(self) -> str:
        return f"{self.credential_id} {self.comes_in}"


class Proxy(UnionOwned):
    """Who cannot come lets a fellow member vote for him, by a letter before witnesses."""

    giver = UnionForeignKey(Credential, related_name="given")
    holder = UnionForeignKey(Credential, related_name="held")
    witnesses = models.CharField(_("testigos"), max_length=240)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="proxy_given_once", fields=["union", "giver"]),
            models.CheckConstraint(name="proxy_not_to_oneself", condition=~Q(giver=F("holder"))),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.holder_id}"
