"""The base of every union's table, the event log and the idempotency keys."""

from typing import Any

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from tequio.core import scope
from tequio.core.outbox import OutboxMessage
from tequio.core.users import User


class UnionManager(models.Manager[Any]):
    """Only the rows of the union in scope. Raises scope.NoUnion outside one."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(union_id=scope.required())


class UnionForeignKey(models.ForeignKey[Any, Any]):
    """A reference inside one union.

    Row security does not bind foreign keys, so the database gets a key over (union_id, this column) instead of the
    usual one; `operations.OwnByUnion` in the migration makes it.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)


def checked_union() -> models.ForeignKey[Any, Any]:
    """The union of a table whose references are checked as a set: a foreign key would ask again for every row."""
    return models.ForeignKey(
        "unions.Union", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )


class UnionOwned(models.Model):
    """A row that belongs to one union."""

    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = UnionManager()
    everywhere = models.Manager()  # Django's own needs; row security still holds

    class Meta:
        abstract = True
        base_manager_name = "everywhere"
        default_manager_name = "objects"


class Event(UnionOwned):
    """What was done, by whom, when: one row a deed, chained by hash within its union.

    `number` counts from 1 without gaps; `hash` covers the row and the hash before it, so that a removed or altered
    event shows. `deed` is the right under which it was done. The database fills number, instant and hashes; nobody may
    change or delete a row.
    """

    number = models.BigIntegerField(editable=False)
    at = models.DateTimeField(editable=False)
    kind = models.CharField(max_length=80)
    user_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=160)
    subject = models.CharField(max_length=80)
    subject_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    deed = models.CharField(max_length=80, db_default="")
    previous_hash = models.BinaryField(editable=False)
    hash = models.BinaryField(editable=False)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="event_number_once", fields=["union", "number"])]
        indexes = [
            models.Index(name="event_by_subject", fields=["union", "subject", "subject_id", "number"]),
            BrinIndex(name="event_by_time", fields=["at"], autosummarize=True),  # rows lie in the order of their time
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class DoneOnce(UnionOwned):
    """The idempotency key of a deed that can be sent twice, and what it returned the first time."""

    key = models.CharField(max_length=80)
    deed = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    result = models.CharField(max_length=120, default="")
    at = models.DateTimeField(auto_now_add=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="done_once", fields=["union", "key"]),
            models.CheckConstraint(name="key_is_not_empty", condition=~Q(key="")),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.key}"


__all__ = ["DoneOnce", "Event", "OutboxMessage", "UnionForeignKey", "UnionManager", "UnionOwned", "User"]
