"""What a workshop has promised to have ready by a day, and the calendar that others read."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.members.models import Member
from tequio.production.models.weeks import MOST_PIECES


class Commitment(UnionOwned):
    """Good pieces promised for a day. Its own clients' by hand; `source` names the app whose order it comes from.

    `weeks`: pieces by the Monday of the week in which they are to be made; empty: evenly until the day.
    """

    class State(models.TextChoices):
        OPEN = "open", _("pendiente")
        KEPT = "kept", _("cumplido")
        WITHDRAWN = "withdrawn", _("ya no va")

    # Every change of state there is; the tests walk this table.
    CHANGES = {State.OPEN: (State.KEPT, State.WITHDRAWN), State.KEPT: (), State.WITHDRAWN: ()}

    member = UnionForeignKey(Member, related_name="+")
    product = models.SlugField(max_length=40)
    pieces = models.PositiveIntegerField(_("cuántas piezas"))
    begins_on = models.DateField()
    due_on = models.DateField(_("para qué día"))
    weeks = models.JSONField(default=dict, blank=True)
    what = models.CharField(_("para quién"), max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    source = models.CharField(max_length=60, blank=True)
    source_id = models.BigIntegerField(null=True, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="commitment_uid_once", fields=["union", "uid"]),
            models.UniqueConstraint(
                name="commitment_source_once", fields=["union", "source", "source_id"], condition=~Q(source="")
            ),
            models.CheckConstraint(
                name="commitment_is_sane",
                condition=Q(pieces__range=(1, MOST_PIECES)) & Q(due_on__gte=F("begins_on")),
            ),
            models.CheckConstraint(
                name="commitment_names_its_source",
                condition=Q(source="", source_id__isnull=True) | (~Q(source="") & Q(source_id__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="commitment_by_day", fields=["union", "state", "due_on"])]

    def __str__(self) -> str:
        return f"{self.pieces} {self.product}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_own(self) -> bool:
        """Whether the member noted it himself and may end it."""
        return not self.source

    def may_become(self, state: str) -> bool:
        return state in self.CHANGES[Commitment.State(self.state)]


class ProductionFeed(UnionOwned):
    """A secret calendar link of a member, or of the whole union. A new serial ends old links."""

    member = UnionForeignKey(Member, null=True, blank=True, related_name="+")
    serial = models.PositiveIntegerField(default=1)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="production_feed_once", fields=["union", "member"], nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.member_id or ''}"
