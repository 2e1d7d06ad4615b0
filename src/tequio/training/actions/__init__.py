"""The deeds of training."""

from tequio.training.actions.attendance import arrive, note_attendance, note_guest, open_door, withdraw_attendance
from tequio.training.actions.certificates import award_certificates, revoke_certificate
from tequio.training.actions.feeds import make_feed
from tequio.training.actions.learning import answer_quiz, give_feedback, record_quiz
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
from tequio.training.actions.sheets import decide_doubt, print_sheets, read_sheet

__all__ = [
    "SessionDetails",
    "answer_quiz",
    "arrive",
    "award_certificates",
    "cancel_session",
    "change_session",
    "decide_doubt",
    "draft_course",
    "draft_programme",
    "edit_course",
    "edit_programme",
    "give_feedback",
    "give_up_seat",
    "make_feed",
    "note_attendance",
    "note_guest",
    "open_door",
    "plan_series",
    "print_sheets",
    "read_sheet",
    "record_quiz",
    "revoke_certificate",
    "take_seats",
    "withdraw_attendance",
]
