"""Texts that remind members of a payment: asked for each day by themselves, sent by the worker beside the server."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from tequio.core.actors import Actor
from tequio.core.later import put_off
from tequio.core.outbox import try_text
from tequio.core.scope import in_union
from tequio.credit import actions, queries
from tequio.credit.models import Reminder
from tequio.credit.settings import REMIND_DAYS
from tequio.ui.numbers import money
from tequio.unions.daily import each_day
from tequio.unions.models import Union
from tequio.unions.queries import ruling

AT_ONCE = 50  # texts between two looks at the database


@each_day
def remind(union_id: int, today: date) -> None:
    """Ask for the day's reminders, as the button does, and see that what was asked for before goes out.

    Where everybody was reminded already, nothing is done.
    """
    with in_union(union_id):
        is_needed = bool(queries.reminders_open(today, ruling(REMIND_DAYS, today)))
        is_stuck = Reminder.objects.filter(state__in=Reminder.NOT_OUT).exists()
    if is_needed:
        actions.send_reminders(actor=_system(union_id, "credit.reminder.send"), today=today)
    elif is_stuck:
        put_off("credit.send_reminders", union_id=union_id)


@app.task(name="credit.send_reminders")
def send_reminders(*, union_id: int) -> None:
    """Send what waits, and what a worker that was killed had on its way: each text has its key in the outbox."""
    while True:
        with in_union(union_id):
            union = Union.objects.get(pk=union_id)
            taken = [(each.pk, each.loan.member.person.phone, text_of(union, each)) for each in
                     actions.claim_reminders(AT_ONCE)]  # fmt: skip
        if not taken:
            return
        # The outbox is closed while a union is in scope.
        states = {pk: try_text(phone, text, f"credit.reminder:{pk}") for pk, phone, text in taken}
        actions.record_reminders(actor=_system(union_id, "credit.reminder.deliver"), states=states)


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


def _system(union_id: int, right: str) -> Actor:
    return Actor(union_id, "Tequio", rights=frozenset({right}))
