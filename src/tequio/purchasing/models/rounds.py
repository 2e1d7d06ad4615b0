"""A round, what is bought in it, and what members promise to take."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned

MOST = 1_000_000  # more units than any village could carry: a slip of the keyboard


class Round(UnionOwned):
    """One joint purchase, from the need to the settled charge."""

    class State(models.TextChoices):
        DRAFT = "draft", _("borrador")
        OPEN = "open", _("abierta")
        CLOSED = "closed", _("cerrada")
        QUOTED = "quoted", _("cotizada")
        AWARDED = "awarded", _("adjudicada")
        ORDERED = "ordered", _("pedida")
        RECEIVED = "received", _("recibida")
        HANDED_OUT = "handed_out", _("entregada")
        SETTLED = "settled", _("liquidada")
        CANCELLED = "cancelled", _("cancelada")

    class Rule(models.TextChoices):
        """How the assembly decided to share the bill before the stability rule mends it."""

        VALUE = "value", _("por valor de lo pedido")
        QUANTITY = "quantity", _("por cantidad")
        WEIGHT = "weight", _("por peso")
        DISTANCE = "distance", _("por peso y distancia")

    class Surplus(models.TextChoices):
        """Whose is what whole packs leave over; its members paid for it."""

        UNION = "union", _("queda en la bodega, como reserva de la unión")
        MEMBERS = "members", _("la unión lo compra y baja la cuenta de cada quien")

    # Every change of state there is, forward and back; the tests walk this table.
    CHANGES = {
        State.DRAFT: (State.OPEN, State.CANCELLED),
        State.OPEN: (State.CLOSED, State.CANCELLED),
        State.CLOSED: (State.QUOTED, State.OPEN, State.CANCELLED),
        State.QUOTED: (State.AWARDED, State.CLOSED, State.CANCELLED),
        State.AWARDED: (State.ORDERED, State.QUOTED, State.CANCELLED),
        State.ORDERED: (State.RECEIVED, State.AWARDED),
        State.RECEIVED: (State.HANDED_OUT, State.ORDERED),
        State.HANDED_OUT: (State.SETTLED, State.RECEIVED),
        State.SETTLED: (State.HANDED_OUT,),
        State.CANCELLED: (),
    }

    title = models.CharField(_("nombre de la ronda"), max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    opens_on = models.DateField(_("abre el"))
    closes_on = models.DateField(_("cierra el"))
    rule = models.CharField(_("reparto"), max_length=10, choices=Rule.choices, default=Rule.VALUE)
    # What ruled on the day it opens; see settings.SURPLUS.
    surplus = models.CharField(_("lo que sobra"), max_length=10, choices=Surplus.choices, default=Surplus.UNION)
    settled_on = models.DateField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(name="round_closes_after_it_opens", condition=Q(closes_on__gt=F("opens_on"))),
            models.CheckConstraint(
                name="round_settled_has_its_day",
                condition=Q(state="settled", settled_on__isnull=False)
                | (~Q(state="settled") & Q(settled_on__isnull=True)),
            ),
        ]
        indexes = [models.Index(name="round_by_state", fields=["union", "state", "closes_on"])]

    def __str__(self) -> str:
        return self.title

    def takes_pledges_on(self, day: date) -> bool:
        return self.state == self.State.OPEN and self.opens_on <= day < self.closes_on

    def may_become(self, state: str) -> bool:
        return state in self.CHANGES[Round.State(self.state)]

    @property
    def has_award(self) -> bool:
        return self.state in (
            self.State.AWARDED, self.State.ORDERED, self.State.RECEIVED, self.State.HANDED_OUT, self.State.SETTLED,
        )  # fmt: skip

    def get_absolute_url(self) -> str:
        return reverse("purchasing:round", kwargs={"union": self.union.slug, "round_id": self.pk})


class RoundItem(UnionOwned):
    """A material that members may pledge in this round."""

    round = UnionForeignKey(Round, related_name="items")
    item = UnionForeignKey("stock.Item", related_name="+")

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="round_item_once", fields=["union", "round", "item"])]

    def __str__(self) -> str:
        return f"{self.round_id} {self.item_id}"


class Pledge(UnionOwned):
    """What a member promises to take of one material at one delivery point; a second pledge replaces the first.

    `tolerance`: so much more he takes if that completes a pack or reaches a cheaper step. `walk_away`: the highest
    landed price per unit he accepts. `substitutes`: ids of other materials he takes instead, unit for unit.
    """

    round = UnionForeignKey(Round, related_name="pledges")
    member = UnionForeignKey("members.Member", related_name="+")
    item = UnionForeignKey("stock.Item", related_name="+")
    section = UnionForeignKey("members.Section", related_name="+")
    quantity = models.DecimalField(_("cantidad"), max_digits=14, decimal_places=3)
    tolerance = models.DecimalField(_("hasta tanto más"), max_digits=14, decimal_places=3, default=0)
    walk_away = models.DecimalField(_("precio máximo"), max_digits=14, decimal_places=4, null=True, blank=True)
    substitutes = models.JSONField(default=list, blank=True)
    placed_at = models.DateTimeField(auto_now=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="pledge_once", fields=["union", "round", "member", "item"]),
            models.CheckConstraint(name="pledge_is_sane", condition=Q(quantity__gt=0) & Q(quantity__lte=MOST)),
            models.CheckConstraint(
                name="pledge_tolerance_is_sane", condition=Q(tolerance__gte=0) & Q(tolerance__lte=MOST)
            ),
            models.CheckConstraint(
                name="pledge_walk_away_is_positive", condition=Q(walk_away__isnull=True) | Q(walk_away__gt=0)
            ),
        ]
        indexes = [models.Index(name="pledge_by_item", fields=["union", "round", "item", "section"])]

    def __str__(self) -> str:
        return f"{self.member_id} {self.item_id} {self.quantity}"
