"""The deeds of an assembly, in the order in which the union does them."""

from tequio.assembly.actions.asking import draft_vote
from tequio.assembly.actions.calling import (
    Point,
    add_document,
    call_again,
    call_assembly,
    cancel_assembly,
    draft_assembly,
    edit_assembly,
    propose_motion,
    withdraw_motion,
)
from tequio.assembly.actions.counting import count_vote, seat_elected
from tequio.assembly.actions.delegates import admit_substitute, call_sections, name_delegates, plan_sections
from tequio.assembly.actions.minorities import join_minority, note_minority
from tequio.assembly.actions.papers import Seen, give_papers, print_papers, read_papers, resolve_doubt, void_paper
from tequio.assembly.actions.petitions import (
    note_signatures,
    propose_petition,
    sign_petition,
    withdraw_petition,
    withdraw_signature,
)
from tequio.assembly.actions.presence import (
    check_in,
    close_assembly,
    issue_credentials,
    note_lack_of_quorum,
    open_assembly,
    record_movement,
    record_proxy,
)
from tequio.assembly.actions.telling import send_call, tell_members
from tequio.assembly.actions.voting import (
    annul_vote,
    cast_ballot,
    close_vote,
    count_hands,
    help_to_vote,
    note_recusals,
    open_vote,
)

__all__ = [
    "Point",
    "Seen",
    "add_document",
    "admit_substitute",
    "annul_vote",
    "call_again",
    "call_assembly",
    "call_sections",
    "cancel_assembly",
    "cast_ballot",
    "check_in",
    "close_assembly",
    "close_vote",
    "count_hands",
    "count_vote",
    "draft_assembly",
    "draft_vote",
    "edit_assembly",
    "give_papers",
    "help_to_vote",
    "issue_credentials",
    "join_minority",
    "name_delegates",
    "note_lack_of_quorum",
    "note_minority",
    "note_recusals",
    "note_signatures",
    "open_assembly",
    "open_vote",
    "plan_sections",
    "print_papers",
    "propose_motion",
    "propose_petition",
    "read_papers",
    "record_movement",
    "record_proxy",
    "resolve_doubt",
    "seat_elected",
    "send_call",
    "sign_petition",
    "tell_members",
    "void_paper",
    "withdraw_motion",
    "withdraw_petition",
    "withdraw_signature",
]
