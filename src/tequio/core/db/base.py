"""Tells PostgreSQL the union in scope, always for one transaction only, so that no pool can leak it to another."""

from django.db.backends.postgresql import base

from tequio.core import scope


class DatabaseWrapper(base.DatabaseWrapper):
    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        # Django leaves autocommit exactly when a transaction begins.
        if not autocommit and scope.current() is not None:
            self.tell_union(scope.current())

    def tell_union(self, union_id: int | None) -> None:
        """Set what row security compares with, until the transaction ends; None means no union."""
        value = "" if union_id is None else str(union_id)
        self.connection.execute("SELECT set_config('tequio.union', %s, true)", [value])
