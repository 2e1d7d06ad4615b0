"""Tells PostgreSQL the union in scope, always for one transaction only, so that no pool can leak it to another."""

from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import IsolationLevel

from tequio.core import database, scope
from tequio.core.db.arrays import Int8s, Int8sDumper
from tequio.core.db.connection import Connection, tell


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        self.isolation_level = IsolationLevel.READ_COMMITTED  # the only one that the books take
        connection = Connection.connect(**conn_params)
        connection.adapters.register_dumper(Int8s, Int8sDumper)
        connection.keeps_plans = database.is_embedded()
        return connection

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        # Django leaves autocommit exactly when a transaction begins.
        self.connection.union = None if autocommit else scope.current()

    def tell_union(self, union_id: int | None) -> None:
        """Set what row security compares with, until the transaction ends; None means no union."""
        self.connection.union = union_id
        if not self.connection.is_idle():
            self.connection.execute(tell(union_id))

    def is_in_last_block(self) -> bool:
        """Whether the transaction ends when the block does that is open now."""
        return self.in_atomic_block and self.commit_on_exit and not self.savepoint_ids
