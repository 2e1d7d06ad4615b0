"""The call on its way to each telephone."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.assembly.models.calling import Assembly
from tequio.core.models import UnionForeignKey, UnionOwned


class Dispatch(UnionOwned):
    """The text of one call for one member: at most one for each, whatever is pressed twice or breaks half-way.

    Before a text is handed over, its row says "on its way": after a crash nobody knows whether it arrived, so it is
    not sent again by itself, and the member is named for somebody to ask him.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("por mandar")
        SENDING = "sending", _("no se sabe si le llegó")
        SENT = "sent", _("mandado")
        KEPT = "kept", _("en la bandeja, sin servicio de mensajes")
        PHONELESS = "phoneless", _("sin teléfono en el padrón")
        FAILED = "failed", _("el servicio de mensajes no lo aceptó")

    # Who may be tried again: nothing left the house for them.
    UNSENT = (State.KEPT, State.PHONELESS, State.FAILED)

    assembly = UnionForeignKey(Assembly, related_name="dispatches")
    member = UnionForeignKey("members.Member", related_name="+")
    call = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    asked_by = models.CharField(max_length=160)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="dispatch_once", fields=["union", "assembly", "member", "call"])]

    def __str__(self) -> str:
        return f"{self.member_id} {self.state}"
