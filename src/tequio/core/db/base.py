"""Tells PostgreSQL the union in scope, always for one transaction only, so that no pool can leak it to another."""

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import ExecStatus

from tequio.core import scope

TELL = "SELECT set_config('tequio.union', '{}', true)"


class DatabaseWrapper(base.DatabaseWrapper):
    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        # Django leaves autocommit exactly when a transaction begins.
        if not autocommit and scope.current() is not None:
            self._begin_in(scope.required())

    def _begin_in(self, union_id: int) -> None:
        """Begin and tell the union in one round trip; the driver finds a transaction open and begins no second one."""
        said = self.connection.pgconn.exec_(f"BEGIN; {TELL.format(int(union_id))}".encode())
        if said.status != ExecStatus.TUPLES_OK:
            with self.wrap_database_errors:
                raise psycopg.OperationalError(said.error_message.decode(errors="replace"))

    def tell_union(self, union_id: int | None) -> None:
        """Set what row security compares with, until the transaction ends; None means no union."""
        self.connection.execute(TELL.format("" if union_id is None else int(union_id)))
