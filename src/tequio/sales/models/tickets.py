"""Job tickets: work that is offered to a workshop with its price and its dates; what was advanced, how far it is."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.sales.models.makers import Maker
from tequio.sales.models.orders import Line, Order
from tequio.sales.models.split import Split


class Ticket(UnionOwned):
    """So many pieces of one line, offered to one workshop.

    `accepted` is what it took on: all, or fewer; the rest goes back to be split. `weeks` are its pieces by the Monday
    of the week, `why` the two sentences of the split as the engine said them. `outside` is the evidence of what a piece
    would have brought without the union, pinned when the order is closed.
    """

    class State(models.TextChoices):
        OFFERED = "offered", pgettext_lazy("ticket", "ofrecido")
        ACCEPTED = "accepted", pgettext_lazy("ticket", "aceptado")
        DECLINED = "declined", pgettext_lazy("ticket", "rechazado")
        LAPSED = "lapsed", pgettext_lazy("ticket", "sin respuesta")
        WITHDRAWN = "withdrawn", pgettext_lazy("ticket", "retirado")

    # Every change of state there is; the tests walk this table.
    CHANGES = {
        State.OFFERED: (State.ACCEPTED, State.DECLINED, State.LAPSED, State.WITHDRAWN),
        State.ACCEPTED: (State.WITHDRAWN,),
        State.DECLINED: (),
        State.LAPSED: (),
        State.WITHDRAWN: (),
    }
    # Pieces of these are spoken for.
    STANDING = (State.OFFERED, State.ACCEPTED)

    order = UnionForeignKey(Order, related_name="tickets")
    line = UnionForeignKey(Line, related_name="tickets")
    maker = UnionForeignKey(Maker, related_name="tickets")
    split = UnionForeignKey(Split, related_name="tickets")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    pieces = models.PositiveIntegerField(_("piezas"))
    accepted = models.PositiveIntegerField(null=True, blank=True)
    price_minor = models.BigIntegerField(_("pago por pieza buena"))
    answer_by = models.DateField(_("contesta a más tardar"))
    due_on = models.DateField(_("lista el"))
    weeks = models.JSONField(default=dict)
    why = models.JSONField(default=dict)
    outside = UnionForeignKey("stock.PriceObservation", null=True, blank=True, related_name="+")
    note = models.CharField(_("recado"), max_length=240, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(name="ticket_is_sane", condition=Q(pieces__gt=0) & Q(price_minor__gt=0)),
            models.CheckConstraint(
                name="ticket_accepts_at_most_what_is_offered",
                condition=(~Q(state="accepted") | Q(accepted__isnull=False))
                & (Q(accepted__isnull=True) | Q(accepted__gt=0, accepted__lte=F("pieces"))),
            ),
        ]
        indexes = [
            models.Index(name="ticket_by_order", fields=["union", "order", "state"]),
            models.Index(name="ticket_by_maker", fields=["union", "maker", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.maker_id} {self.pieces}"

    def may_become(self, state: str) -> bool:
        return state in self.CHANGES[Ticket.State(self.state)]

    def takes_answers_on(self, day: date) -> bool:
        return self.state == self.State.OFFERED and day <= self.answer_by

    @property
    def standing(self) -> int:
        """Pieces that this ticket still speaks for."""
        if self.state == self.State.OFFERED:
            return self.pieces
        return self.accepted or 0 if self.state == self.State.ACCEPTED else 0

    @property
    def worth_minor(self) -> int:
        return (self.accepted or self.pieces) * self.price_minor


class TicketText(UnionOwned):
    """The text message that tells a workshop of its tickets of one split, at most once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("en espera")
        SENDING = "sending", _("saliendo")
        SENT = "sent", pgettext_lazy("text", "enviado")
        KEPT = "kept", _("guardado, sin servicio de mensajes")
        FAILED = "failed", _("no salió")
        PHONELESS = "phoneless", _("sin teléfono")

    split = UnionForeignKey(Split, related_name="texts")
    maker = UnionForeignKey(Maker, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="ticket_text_once", fields=["union", "split", "maker"])]

    def __str__(self) -> str:
        return f"{self.split_id} {self.maker_id} {self.state}"


class Progress(UnionOwned):
    """How many pieces of a ticket have come through a stage, as the workshop said. Never changed; the newest counts."""

    ticket = UnionForeignKey(Ticket, related_name="progress")
    stage = models.CharField(_("etapa"), max_length=40)
    pieces = models.PositiveIntegerField(_("piezas"))
    noted_on = models.DateField()
    noted_by = models.CharField(max_length=160)

    class Meta(UnionOwned.Meta):
        indexes = [models.Index(name="progress_by_ticket", fields=["union", "ticket", "-id"])]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.stage} {self.pieces}"


class Advance(UnionOwned):
    """Money or materials that a workshop got before its pieces were accepted; deducted when it is paid. Never changed.

    Materials of a purchase round are already owed by the member: the debt then waits for this payment instead.
    """

    class Kind(models.TextChoices):
        BANK = "bank", _("dinero, del banco")
        CASH = "cash", _("dinero, de la caja")
        ROUND = "round", _("material de una ronda que debe")

    ticket = UnionForeignKey(Ticket, related_name="advances")
    kind = models.CharField(_("qué se le adelanta"), max_length=6, choices=Kind.choices)
    amount_minor = models.BigIntegerField(_("importe"))
    note = models.CharField(_("nota"), max_length=240, blank=True)
    given_on = models.DateField()
    entry = UnionForeignKey("books.Entry", related_name="+")

    class Meta(UnionOwned.Meta):
        constraints = [models.CheckConstraint(name="advance_is_positive", condition=Q(amount_minor__gt=0))]
        indexes = [models.Index(name="advance_by_ticket", fields=["union", "ticket"])]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.amount_minor}"
