"""A deed: one function, one permission, one durable transaction, exactly one event."""

import functools
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar, cast

from django.apps import apps
from django.core.files.base import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, models, transaction

from tequio.core import events
from tequio.core.actors import Actor
from tequio.core.quick import Question, ask
from tequio.core.refusals import KeyUsedTwice, said_by_database
from tequio.core.scope import in_union

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Registered:
    """An action as offices are built from it: its right, what it does, and whether a member may do it for himself.

    A right to look has nothing to run.
    """

    right: str
    does: str
    for_self: str | None
    run: Callable[..., Any] | None = None


REGISTRY: dict[str, Registered] = {}


def action(right: str, *, for_self: str | None = None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a deed.

    `right` is the permission asked of `actor`. `for_self` names the argument that holds a member (or his id): a member
    may do the deed without the right when that member is himself. Nobody does a deed beyond his limit. Called with
    `key=…`, the deed is done at most once for that key and a repetition returns what the first call returned. What the
    database refuses for a reason that has words is said in them. Raises NotAllowed, KeyUsedTwice, and RuntimeError
    when deeds are nested.
    """

    def wrap(deed: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(deed)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if args:
                raise TypeError(f"{deed.__name__} takes keyword arguments only.")
            arguments = dict(kwargs)
            actor = cast(Actor, arguments["actor"])
            key = cast("str | None", arguments.pop("key", None))
            if not (actor.may(right) or _is_own(actor, right, for_self, arguments)):
                raise actor.refusal(right)
            if events.noted.get() is not None:
                raise RuntimeError(f"{right} was called inside another deed: make the inner one a step.")
            note = events.Noted()
            token = events.noted.set(note)
            try:
                with in_union(actor.union_id), transaction.atomic(durable=True):
                    if key and (done := _done_before(actor, right, key, arguments)) is not None:
                        return cast(R, done.value)
                    result = deed(**arguments)  # type: ignore[arg-type, call-arg]
                    if len(note.rows) != 1:
                        raise events.EventsWrong(f"{right} recorded {len(note.rows)} events; a deed records one.")
                    events.write(note, right, _remembering(actor, key, result) if key else None)
                    return result
            except DatabaseError as failure:
                if refusal := said_by_database(failure):
                    raise refusal from failure
                raise
            finally:
                events.noted.reset(token)

        run.right = right  # type: ignore[attr-defined]
        REGISTRY[right] = Registered(right, (deed.__doc__ or "").strip().split("\n")[0], for_self, run)
        return cast("Callable[P, R]", run)

    return wrap


def _is_own(actor: Actor, right: str, for_self: str | None, arguments: dict[str, Any]) -> bool:
    if for_self is None or actor.member_id is None or actor.is_beyond_limit(right):
        return False
    member = arguments[for_self]
    return bool(actor.member_id == getattr(member, "pk", member))


FIRST_TIME = (
    "INSERT INTO core_doneonce (union_id, key, deed, fingerprint, result, at) VALUES (%s, %s, %s, %s, '', now())"
    " ON CONFLICT (union_id, key) DO NOTHING RETURNING true"
)
FORMER_TIME = "SELECT deed, fingerprint, result FROM core_doneonce WHERE union_id = %s AND key = %s"


@dataclass(frozen=True, slots=True)
class _Done:
    value: Any


def _done_before(actor: Actor, right: str, key: str, arguments: dict[str, Any]) -> _Done | None:
    """What the first call with this key returned, or None when this is the first; a call under way is waited for."""
    fingerprint = _fingerprint(actor, arguments)
    if ask(FIRST_TIME, [actor.union_id, key, right, fingerprint]):
        return None
    ((deed, before, result),) = ask(FORMER_TIME, [actor.union_id, key])
    if (deed, before) != (right, fingerprint):
        raise KeyUsedTwice
    return _Done(_load(result))


def _fingerprint(actor: Actor, arguments: dict[str, Any]) -> str:
    told = {name: _plain(value) for name, value in arguments.items() if name not in ("actor", "today", "now")}
    text = json.dumps([actor.user_id, told], cls=DjangoJSONEncoder, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return f"{value._meta.label_lower}:{value.pk}"
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, File):
        digest = hashlib.file_digest(value, "sha256").hexdigest()
        value.seek(0)
        return digest
    return value if isinstance(value, str | int | bool | type(None)) else repr(value)


def _remembering(actor: Actor, key: str, result: Any) -> Question:
    """The statement that keeps what the deed returned for those who send the same key again."""
    stored = f"{result._meta.label_lower}:{result.pk}" if isinstance(result, models.Model) else ""
    return Question(
        "UPDATE core_doneonce SET result = %s WHERE union_id = %s AND key = %s",
        [stored, actor.union_id, key],
    )


def _load(stored: str) -> Any:
    if not stored:
        return None
    label, _, pk = stored.rpartition(":")
    return apps.get_model(label)._default_manager.filter(pk=pk).first()
