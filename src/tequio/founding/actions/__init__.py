"""The deeds of a founding, in the order in which a forum does them."""

from tequio.founding.actions.completing import hand_over, issue_act, note_registration
from tequio.founding.actions.gathering import (
    begin_ranking,
    close_ranking,
    record_problem,
    record_ranking,
    withdraw_problem,
)
from tequio.founding.actions.opening import (
    DESK,
    SYSTEM_RIGHTS,
    Keeper,
    begin_forum,
    furnish,
    open_forum,
    open_union,
    rights_of_offices,
    sync_rights,
)
from tequio.founding.actions.preparing import (
    choose_form,
    draft_answers,
    enlist_founder,
    name_promoters,
    prepare_assembly,
    return_to_bylaws,
    strike_founder,
)

__all__ = [
    "DESK",
    "SYSTEM_RIGHTS",
    "Keeper",
    "begin_forum",
    "begin_ranking",
    "choose_form",
    "close_ranking",
    "draft_answers",
    "enlist_founder",
    "furnish",
    "hand_over",
    "issue_act",
    "name_promoters",
    "note_registration",
    "open_forum",
    "open_union",
    "prepare_assembly",
    "record_problem",
    "record_ranking",
    "return_to_bylaws",
    "rights_of_offices",
    "strike_founder",
    "sync_rights",
    "withdraw_problem",
]
