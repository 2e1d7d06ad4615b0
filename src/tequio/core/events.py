"""Recording what was done. The event log is audit trail, outbox and history screen at once."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from tequio.core.actors import Actor
from tequio.core.quick import Question, ask_all


class EventsWrong(RuntimeError):
    """A deed recorded no event, or more than one: a fault in the program."""


@dataclass
class Noted:
    """What the deed under way has recorded; written as the last step of its transaction.

    The chain of a union's events is one row that every deed locks, so it is locked as late as can be.
    """

    rows: list[tuple[Any, ...]] = field(default_factory=list)
    along: list[Question] = field(default_factory=list)
    explained: Callable[[], AbstractContextManager[None]] = nullcontext


ENCODER = DjangoJSONEncoder(ensure_ascii=False)
noted: ContextVar[Noted | None] = ContextVar("noted", default=None)


def record(actor: Actor, kind: str, subject: models.Model | str, /, **data: Any) -> None:
    """Say what this deed did. `kind` is dotted and past: "purchasing.pledge.placed"."""
    under_way = noted.get()
    if under_way is None:
        raise EventsWrong(f"{kind} was recorded outside a deed.")
    label = subject if isinstance(subject, str) else subject._meta.label_lower
    subject_id = None if isinstance(subject, str) else subject.pk
    text = ENCODER.encode(data)
    under_way.rows.append((actor.union_id, kind, actor.user_id, actor.name, label, subject_id, text))


def along(last: Question, explained: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
    """Leave the last thing a deed writes to go with its event and the commit, in one round trip.

    Nothing in the deed may read what it writes, and what it needs to know comes from before. `explained` turns what
    the database refuses into words.
    """
    under_way = noted.get()
    if under_way is None:
        raise EventsWrong("Only a deed has an event for this to go with.")
    under_way.along.append(last)
    under_way.explained = explained


WRITE = (
    "INSERT INTO core_event (union_id, kind, user_id, actor, subject, subject_id, data, deed)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s::jsonb, %s)"
)


def write(note: Noted, deed: str, also: Question | None = None) -> None:
    """Write what was recorded by the deed, and all that goes along, and end the deed's transaction."""
    with note.explained():
        ask_all(*note.along, *([also] if also else []), Question(WRITE, (*note.rows[0], deed)), last=True)
