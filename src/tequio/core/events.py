"""Recording what was done. The event log is audit trail, outbox and history screen at once."""

import json
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from tequio.core.actors import Actor


class EventsWrong(RuntimeError):
    """A deed recorded no event, or more than one: a fault in the program."""


@dataclass
class Noted:
    """What the deed under way has recorded; written as the last step of its transaction.

    The chain of a union's events is one row that every deed locks, so it is locked as late as can be.
    """

    rows: list[tuple[Any, ...]] = field(default_factory=list)


noted: ContextVar[Noted | None] = ContextVar("noted", default=None)


def record(actor: Actor, kind: str, subject: models.Model | str, /, **data: Any) -> None:
    """Say what this deed did. `kind` is dotted and past: "purchasing.pledge.placed"."""
    under_way = noted.get()
    if under_way is None:
        raise EventsWrong(f"{kind} was recorded outside a deed.")
    label = subject if isinstance(subject, str) else subject._meta.label_lower
    subject_id = None if isinstance(subject, str) else subject.pk
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)
    under_way.rows.append((actor.union_id, kind, actor.user_id, actor.name, label, subject_id, text))


WRITE = (
    "INSERT INTO core_event (union_id, kind, user_id, actor, subject, subject_id, data)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s::jsonb)"
)


def write(row: tuple[Any, ...], *, first: tuple[str, list[Any]] | None = None) -> None:
    """Write what was recorded; `first` is a statement that goes to the database in the same round trip."""
    before, values = first or ("", [])
    with connection.cursor() as cursor:
        cursor.execute(f"{before};{WRITE}" if before else WRITE, [*values, *row])
