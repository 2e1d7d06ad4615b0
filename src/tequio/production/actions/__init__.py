"""The deeds of production."""

from tequio.production.actions.batches import begin_batch, count_stage, drop_batch, import_batches, undo_count
from tequio.production.actions.loads import cancel_load, fire_load, import_loads, join_load, leave_load, plan_load
from tequio.production.actions.places import (
    KilnDetails,
    MeansDetails,
    note_pause,
    retire_kiln,
    set_kiln,
    set_means,
    withdraw_pause,
)
from tequio.production.actions.promises import end_commitment, make_feed, note_commitment
from tequio.production.actions.weeks import import_weeks, note_week

__all__ = [
    "KilnDetails",
    "MeansDetails",
    "begin_batch",
    "cancel_load",
    "count_stage",
    "drop_batch",
    "end_commitment",
    "fire_load",
    "import_batches",
    "import_loads",
    "import_weeks",
    "join_load",
    "leave_load",
    "make_feed",
    "note_commitment",
    "note_pause",
    "note_week",
    "plan_load",
    "retire_kiln",
    "set_kiln",
    "set_means",
    "undo_count",
    "withdraw_pause",
]
