"""The deeds of a joint purchase, in the order in which the union does them."""

from tequio.purchasing.actions.awarding import (
    Outcome,
    approve_award,
    ask_for_plan,
    propose_award,
    record_plan,
    stop_plan,
    undo_award,
)
from tequio.purchasing.actions.pledging import place_pledge, withdraw_pledge
from tequio.purchasing.actions.quoting import (
    QUOTING,
    Terms,
    accept_quotes,
    add_supplier,
    give_quotes,
    invite_supplier,
    reopen_quoting,
    withdraw_invitation,
)
from tequio.purchasing.actions.receiving import (
    Count,
    count_goods,
    finish_receiving,
    hand_out_section,
    issue_orders,
    undo_orders,
    undo_receiving,
)
from tequio.purchasing.actions.rounds import (
    cancel_round,
    close_round,
    draft_round,
    edit_round,
    open_round,
    reopen_round,
)
from tequio.purchasing.actions.settling import finish_handing_out, settle_round, undo_handing_out, undo_settlement

__all__ = [
    "QUOTING",
    "Count",
    "Outcome",
    "Terms",
    "accept_quotes",
    "add_supplier",
    "approve_award",
    "ask_for_plan",
    "cancel_round",
    "close_round",
    "count_goods",
    "draft_round",
    "edit_round",
    "finish_handing_out",
    "finish_receiving",
    "give_quotes",
    "hand_out_section",
    "invite_supplier",
    "issue_orders",
    "open_round",
    "place_pledge",
    "propose_award",
    "record_plan",
    "reopen_quoting",
    "reopen_round",
    "settle_round",
    "stop_plan",
    "undo_award",
    "undo_handing_out",
    "undo_orders",
    "undo_receiving",
    "undo_settlement",
    "withdraw_invitation",
    "withdraw_pledge",
]
