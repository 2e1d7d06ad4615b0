"""A pledge in two round trips to the database: at the hour before closing hundreds come at once."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from tequio.core import scope
from tequio.purchasing.models import Pledge, Round
from tequio.purchasing.steps import HOLD_TOGETHER

# Two statements, so that the second sees what those did whom the first waited for.
HOLD_AND_READ = (
    HOLD_TOGETHER
    + """;
SELECT round.title, round.state, round.opens_on, round.closes_on, item.id, item.name
FROM purchasing_round round
LEFT JOIN purchasing_rounditem offered ON offered.round_id = round.id AND offered.item_id = ANY(%s)
LEFT JOIN stock_item item ON item.id = offered.item_id
WHERE round.id = %s AND round.union_id = %s
"""
)

WRITE = """
INSERT INTO purchasing_pledge (union_id, round_id, member_id, item_id, section_id, quantity, tolerance, walk_away,
                               substitutes, placed_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, now())
ON CONFLICT (union_id, round_id, member_id, item_id) DO UPDATE
SET section_id = excluded.section_id, quantity = excluded.quantity, tolerance = excluded.tolerance,
    walk_away = excluded.walk_away, substitutes = excluded.substitutes, placed_at = excluded.placed_at
RETURNING id, placed_at
"""


def held_round(round_id: int, item_ids: Sequence[int]) -> tuple[Round, dict[int, str]]:
    """The round and, of the materials asked for, the names of those it offers.

    It stays as it is until the deed ends, while others pledge in it too. Raises Round.DoesNotExist.
    """
    union_id = scope.required()
    with connection.cursor() as cursor:
        cursor.execute(HOLD_AND_READ, [round_id, list(item_ids), round_id, union_id])
        cursor.nextset()
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    if not rows:
        raise Round.DoesNotExist
    title, state, opens_on, closes_on = rows[0][:4]
    round_ = Round(pk=round_id, union_id=union_id, title=title, state=state, opens_on=opens_on, closes_on=closes_on)
    return round_, {row[4]: row[5] for row in rows if row[4] is not None}


def write_pledge(pledge: Pledge) -> None:
    """Write a pledge or replace the one the member has for the same material."""
    values = [pledge.union_id, pledge.round_id, pledge.member_id, pledge.item_id, pledge.section_id, pledge.quantity,
              pledge.tolerance, pledge.walk_away, Jsonb(pledge.substitutes)]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(WRITE, values)
        pledge.pk, pledge.placed_at = cursor.fetchone()
    pledge._state.adding = False
