"""Entries and legs into the database: one statement for one entry or for thousands, columns sent as binary arrays.

COPY would need a temporary table under row security; arrays need none, so a single payment is booked as cheaply as it
can be and a settled round in one round trip. The statement takes the entries' numbers itself and ends with every check.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DatabaseError, connection

from tequio.books.errors import EntryUnbalanced, MemberUnknown, PeriodClosed, UnknownAccount
from tequio.core import events
from tequio.core.db.arrays import Int8s
from tequio.core.quick import Question, ask

FEW = 8

INSERT = """
WITH base AS MATERIALIZED (SELECT next_entry_number(%(union)s) AS first),
entry AS (
  INSERT INTO books_entry (union_id, number, "on", text, source, source_id, reverses_id)
  SELECT %(union)s, base.first + d.place - 1, d."on", d.text, d.source, d.source_id, d.reverses
  FROM base, unnest(%(on)s::date[], %(text)s::text[], %(source)s::text[], %(source_id)s::bigint[],
                    %(reverses)s::bigint[]) WITH ORDINALITY AS d ("on", text, source, source_id, reverses, place)
  ORDER BY d.place
  RETURNING id, number, "on"
),
leg AS (
  INSERT INTO books_leg (union_id, entry_id, position, account_id, member_id, "on", amount_minor)
  SELECT %(union)s, entry.id, d.position, d.account, nullif(d.member, 0), entry."on", d.minor
  FROM base CROSS JOIN unnest(%(entry)s::bigint[], %(position)s::bigint[], %(account)s::bigint[], %(member)s::bigint[],
                              %(minor)s::bigint[]) AS d (entry, position, account, member, minor)
  JOIN entry ON entry.number = base.first + d.entry
  ORDER BY entry.number, d.position
)
SELECT id, number FROM entry ORDER BY number
"""

# The same for one entry whose number and id are known.
INSERT_ONE = """
WITH entry AS (
  INSERT INTO books_entry (id, union_id, number, "on", text, source, source_id, reverses_id)
  VALUES (%(id)s, %(union)s, %(number)s, %(on)s, %(text)s, %(source)s, %(source_id)s, %(reverses)s)
)
INSERT INTO books_leg (union_id, entry_id, position, account_id, member_id, "on", amount_minor)
SELECT %(union)s, %(id)s, d.position, d.account, nullif(d.member, 0), %(on)s, d.minor
FROM unnest(%(position)s::bigint[], %(account)s::bigint[], %(member)s::bigint[],
            %(minor)s::bigint[]) AS d (position, account, member, minor)
"""
TAKE_NUMBER = "SELECT nextval('books_entry_id_seq'), next_entry_number(%s)"

OF_ENTRY, OF_LEG = ("on", "text", "source", "source_id", "reverses"), ("position", "account", "member", "minor")


@dataclass(frozen=True, slots=True)
class Columns:
    """Entries and their legs, column by column; `entry` is the place of a leg's entry among the new ones."""

    on: list[date]
    text: list[str]
    source: list[str]
    source_id: list[int | None]
    reverses: list[int | None]
    entry: list[int]
    position: list[int]
    account: list[int]
    member: list[int]  # 0: none
    minor: list[int]


def write(union_id: int, columns: Columns) -> list[tuple[int, int]]:
    """Book what the columns hold; returns (id, number) of each entry. Raises the books' refusals."""
    if not columns.on:
        return []
    values: dict[str, Any] = {"union": union_id, "entry": Int8s.of(columns.entry)}
    values |= {name: getattr(columns, name) for name in OF_ENTRY}
    values |= {name: Int8s.of(getattr(columns, name)) for name in OF_LEG}
    with explained():
        # A few entries reuse the plan; thousands deserve one made for them.
        return ask(INSERT, values, keep=len(columns.on) <= FEW)


def write_last(union_id: int, entry_id: int, number: int, columns: Columns) -> None:
    """Book the one entry of the columns under a number taken before, as the last thing the deed writes."""
    values: dict[str, Any] = {"union": union_id, "id": entry_id, "number": number}
    values |= {name: getattr(columns, name)[0] for name in OF_ENTRY}
    values |= {name: Int8s.of(getattr(columns, name)) for name in OF_LEG}
    events.along(Question(INSERT_ONE, values), explained)


def lock(union_id: int) -> None:
    """Wait until the union's bookings under way have ended; those to come wait for this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT lock_books(%s)", [union_id])


@contextmanager
def explained() -> Any:
    """What the database refuses, in words."""
    try:
        yield
    except DatabaseError as refused:
        cause: Any = refused.__cause__
        match getattr(cause, "sqlstate", None):
            case "TQ001":
                raise PeriodClosed(month=cause.diag.message_detail) from refused
            case "TQ002":
                raise EntryUnbalanced(difference="$0.00") from refused
            case "TQ004":
                raise UnknownAccount(account=cause.diag.message_detail or "?") from refused
            case "TQ005":
                raise MemberUnknown from refused
        raise
