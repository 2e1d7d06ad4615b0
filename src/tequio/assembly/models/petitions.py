"""What members ask for with their signatures: a point of the agenda, or an assembly."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tequio.assembly.models.calling import AgendaItem, Assembly
from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.engines import bylaws


class Petition(UnionOwned):
    """Members ask that something be decided. With enough signatures the next call carries it, whoever likes it or not.

    `form` and `own_rules` are the bylaws as they stood when it was proposed: how many signatures it takes does not
    change on the way, only with the number of members.
    """

    class Kind(models.TextChoices):
        POINT = "point", _("un punto en la próxima asamblea")
        MEETING = "meeting", _("que se convoque una asamblea")

    class State(models.TextChoices):
        OPEN = "open", _("junta firmas")
        REACHED = "reached", _("ya tiene las firmas")
        PLACED = "placed", _("en el orden del día")
        WITHDRAWN = "withdrawn", _("retirada")

    # Every change of state there is; the tests walk this table. A cancelled assembly gives its petitions back.
    CHANGES = {
        State.OPEN: (State.REACHED, State.WITHDRAWN),
        State.REACHED: (State.PLACED,),
        State.PLACED: (State.REACHED,),
        State.WITHDRAWN: (),
    }
    TONES = {State.OPEN: "info", State.REACHED: "good", State.PLACED: "clay"}

    kind = models.CharField(_("qué se pide"), max_length=8, choices=Kind.choices, default=Kind.POINT)
    title = models.CharField(_("punto"), max_length=240)
    matter = models.CharField(max_length=12, choices=AgendaItem.Matter.choices, default=AgendaItem.Matter.ORDINARY)
    reason = models.TextField(_("por qué"), max_length=2_000)
    proposed_by = UnionForeignKey("members.Member", related_name="+")
    proposed_on = models.DateField()
    form = models.CharField(max_length=20, choices=Assembly.Form.choices)
    own_rules = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reached_on = models.DateField(null=True, blank=True)
    # The point that carries it, from the call on.
    item = UnionForeignKey(AgendaItem, null=True, blank=True, related_name="petitions")

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="petition_reached_on_a_day",
                condition=Q(state__in=("open", "withdrawn"), reached_on=None)
                | Q(state__in=("reached", "placed"), reached_on__isnull=False),
            ),
            models.CheckConstraint(
                name="petition_placed_in_a_point",
                condition=Q(state="placed", item__isnull=False) | (~Q(state="placed") & Q(item=None)),
            ),
            models.CheckConstraint(name="petition_asks_something", condition=~Q(title="") & ~Q(reason="")),
        ]
        indexes = [models.Index(name="petition_by_state", fields=["union", "state", "id"])]

    def __str__(self) -> str:
        return self.title

    def may_become(self, state: str) -> bool:
        return state in self.CHANGES[Petition.State(self.state)]

    @property
    def bylaws(self) -> bylaws.Bylaws:
        return bylaws.bylaws_of(self.form, self.proposed_on, self.own_rules)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def wants_meeting(self) -> bool:
        return self.kind == self.Kind.MEETING

    @property
    def call_by(self) -> date | None:
        """The last day to call the meeting that was demanded; none while signatures are missing."""
        if not self.wants_meeting or self.reached_on is None:
            return None
        return bylaws.call_demanded_by(self.bylaws, self.reached_on)

    @property
    def tone(self) -> str:
        return self.TONES.get(Petition.State(self.state), "")

    def get_absolute_url(self) -> str:
        return reverse("assembly:petition", kwargs={"union": self.union.slug, "petition_id": self.pk})


class Signature(UnionOwned):
    """One member asks for it too. `noted_by` says who noted a signature that was given on paper."""

    petition = UnionForeignKey(Petition, related_name="signatures")
    member = UnionForeignKey("members.Member", related_name="+")
    signed_on = models.DateField()
    noted_by = models.CharField(max_length=160, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="signature_once", fields=["union", "petition", "member"])]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.member_id}"
