"""Texts that remind members of a payment, sent by the worker beside the server."""

from __future__ import annotations

import logging

from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from tequio.core.actors import Actor
from tequio.core.outbox import OutboxMessage, send_text
from tequio.core.scope import in_union
from tequio.credit.actions import claim_reminders, record_reminders
from tequio.credit.models import Reminder
from tequio.ui.numbers import money
from tequio.unions.models import Union

AT_ONCE = 50  # a crash leaves at most so many in doubt
log = logging.getLogger(__name__)


@app.task(name="credit.send_reminders")
def send_reminders(*, union_id: int) -> None:
    """Send what waits. Doing it again after a crash sends nothing twice: what was on its way stays so."""
    while True:
        with in_union(union_id):
            union = Union.objects.get(pk=union_id)
            taken = [(each.pk, each.loan.member.person.phone, text_of(union, each)) for each in
                     claim_reminders(AT_ONCE)]  # fmt: skip
        if not taken:
            return
        # The outbox is closed while a union is in scope.
        states = {pk: _sent(phone, text) for pk, phone, text in taken}
        record_reminders(
            actor=Actor(union_id, "Tequio", rights=frozenset({"credit.reminder.deliver"})), states=states
        )  # fmt: skip


def text_of(union: Union, reminder: Reminder) -> str:
    """One short text: how much, when, and that one can talk about it."""
    told = {"union": union.name, "name": reminder.loan.member.person.nombres, "minor": money(reminder.minor),
            "day": f"{reminder.due_on:%d/%m/%Y}"}  # fmt: skip
    if reminder.kind == Reminder.Kind.BEFORE:
        return _("%(union)s: %(name)s, el %(day)s te toca pagar %(minor)s de tu préstamo.") % told
    return _(
        "%(union)s: %(name)s, se pasó el pago del %(day)s. Debes %(minor)s. Si se te complica, ven y lo platicamos: "
        "se puede acordar cómo."
    ) % told  # fmt: skip


def _sent(phone: str, text: str) -> str:
    try:
        message = send_text(phone, text)
    except Exception:
        # Whatever the gateway says: this one was not taken, and the others still go.
        log.exception("A text message was not taken.")
        return Reminder.State.FAILED
    by_gateway = OutboxMessage.objects.filter(pk=message.pk).exclude(gateway="").exists()
    return Reminder.State.SENT if by_gateway else Reminder.State.KEPT
