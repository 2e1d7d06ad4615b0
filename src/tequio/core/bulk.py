"""Many rows at once: COPY into a table of the transaction's own, then one INSERT under row security."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[int]:
    """Insert rows in their order and return their ids in that order.

    COPY straight into a table with row security is refused to the application role; a temporary table takes the COPY
    and the INSERT that follows is checked like any other. Runs inside a deed's transaction; defaults come from the
    database only, so `columns` names every column that has none.
    """
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(name) for name in columns)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.coming")
        cursor.execute(f"CREATE TEMP TABLE coming ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA")  # noqa: S608
        cursor.execute("ALTER TABLE coming ADD COLUMN place bigserial")
        with cursor.copy(f"COPY pg_temp.coming ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM pg_temp.coming ORDER BY place RETURNING id"  # noqa: S608
        )
        return [row[0] for row in cursor.fetchall()]
