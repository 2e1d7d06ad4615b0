"""What several deeds of a round share. No step opens a transaction or asks a permission."""

from typing import Any

from django.db import connection

from tequio.purchasing.errors import NotNow
from tequio.purchasing.models import Round

# Pledges share this lock (migration 0006) and everything else on a round takes it alone. Those who wait for it are
# served in turn, so that closing a round gets its turn however many go on pledging; a row lock would let them all pass.
HOLD_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('purchasing.round', %s))"


def locked_round(round_id: int) -> Round:
    """The round, locked first of all, so that two deeds on one round never cross."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD_ALONE, [round_id])
    return Round.objects.select_for_update().get(pk=round_id)


def require_state(round_: Round, *states: str) -> None:
    if round_.state not in states:
        raise NotNow(title=round_.title, state=round_.get_state_display())


def move_to(round_: Round, state: str, **changes: Any) -> None:
    """Take one allowed step of Round.CHANGES. Raises NotNow."""
    if not round_.may_become(state):
        raise NotNow(title=round_.title, state=round_.get_state_display())
    round_.state = state
    for name, value in changes.items():
        setattr(round_, name, value)
    round_.save(update_fields=["state", *changes])
