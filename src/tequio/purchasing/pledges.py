"""A pledge in two round trips to the database: at the hour before closing hundreds come at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS
from psycopg.types.json import Jsonb

from tequio.core import events, scope
from tequio.core.db.arrays import Int8s
from tequio.core.quick import Question, ask
from tequio.purchasing.models import Pledge, Round

HOLD_AND_READ = "SELECT * FROM held_round(%s, %s, %s, %s)"  # made in migration 0006
HELD = ("id", "union_id", "title", "state", "opens_on", "closes_on")  # what it tells of the round

WRITE = """
INSERT INTO purchasing_pledge (id, union_id, round_id, member_id, item_id, section_id, quantity, tolerance, walk_away,
                               substitutes, placed_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (union_id, round_id, member_id, item_id) DO UPDATE
SET section_id = excluded.section_id, quantity = excluded.quantity, tolerance = excluded.tolerance,
    walk_away = excluded.walk_away, substitutes = excluded.substitutes, placed_at = excluded.placed_at
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A round as it stays until the deed ends, while others pledge in it too."""

    round: Round
    offered: dict[int, str]  # of the materials asked for, the names of those the round offers
    pledge_id: int  # of the member's pledge for the first of them, there already or not
    placed_at: datetime


def held_round(round_id: int, member_id: int, item_id: int, others: Sequence[int] = ()) -> Held:
    """Hold a round and what a member pledges in it. Raises Round.DoesNotExist."""
    union_id = scope.required()
    rows = ask(HOLD_AND_READ, [round_id, member_id, item_id, Int8s.of(others)])
    if not rows:
        raise Round.DoesNotExist
    title, state, opens_on, closes_on, pledge_id, placed_at = rows[0][:6]
    round_ = Round.from_db(DEFAULT_DB_ALIAS, HELD, (round_id, union_id, title, state, opens_on, closes_on))
    return Held(round_, {row[6]: row[7] for row in rows if row[6] is not None}, pledge_id, placed_at)


def write_pledge(pledge: Pledge) -> None:
    """Write a pledge, or replace the one with its id, as the last thing the deed does."""
    values = [
        pledge.pk, pledge.union_id, pledge.round_id, pledge.member_id, pledge.item_id, pledge.section_id,
        pledge.quantity, pledge.tolerance, pledge.walk_away, Jsonb(pledge.substitutes), pledge.placed_at,
    ]  # fmt: skip
    events.along(Question(WRITE, values))
    pledge._state.adding = False
