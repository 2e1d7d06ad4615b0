"""The deeds of training."""

from tequio.training.actions.feeds import make_feed
from tequio.training.actions.planning import (
    SessionDetails,
    cancel_session,
    change_session,
    draft_course,
    draft_programme,
    edit_course,
    edit_programme,
    plan_series,
)
from tequio.training.actions.seats import give_up_seat, take_seats

__all__ = [
    "SessionDetails",
    "cancel_session",
    "change_session",
    "draft_course",
    "draft_programme",
    "edit_course",
    "edit_programme",
    "give_up_seat",
    "make_feed",
    "plan_series",
    "take_seats",
]
