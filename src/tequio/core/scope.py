"""The union one works for: the first wall (managers) and the value the second wall (row security) compares with.

`with in_union(union_id):` opens the scope. Inside it every query of a union's table is filtered; outside it such a
query raises NoUnion, in Python and, for raw SQL, in the database. Reads outside a transaction get a short one of their
own, because the database is told the union for one transaction at a time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connections, transaction

_union: ContextVar[int | None] = ContextVar("union", default=None)


class NoUnion(RuntimeError):
    """A query that belongs to one union ran without saying which."""


def current() -> int | None:
    return _union.get()


def required() -> int:
    """The union in scope. Raises NoUnion."""
    union_id = _union.get()
    if union_id is None:
        raise NoUnion("This query belongs to one union: open `in_union(union_id)` around it.")
    return union_id


@contextmanager
def in_union(union_id: int, *, using: str = "default") -> Iterator[None]:
    """Work for one union until the block ends; scopes nest and the outer one returns afterwards."""
    connection: Any = connections[using]  # our own backend, which knows unions
    before = _union.set(union_id)
    try:
        if connection.in_atomic_block:
            connection.tell_union(union_id)
        with connection.execute_wrapper(_in_a_transaction):
            yield
    finally:
        _union.reset(before)
        # A failed transaction takes no more statements; its end forgets the union anyway.
        if connection.in_atomic_block and not connection.needs_rollback and not _has_failed(connection):
            connection.tell_union(_union.get())


def _has_failed(connection: Any) -> bool:
    pg = connection.connection
    return pg is None or pg.info.transaction_status == pg.info.transaction_status.INERROR


def _in_a_transaction(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    connection = context["connection"]
    if connection.in_atomic_block:
        return execute(sql, params, many, context)
    with transaction.atomic(using=connection.alias):
        return execute(sql, params, many, context)
