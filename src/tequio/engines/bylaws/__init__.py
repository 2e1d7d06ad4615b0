"""What a union's bylaws and the law behind them say of assemblies: may it be called, is it quorate, did it carry.

Rules are rows of `rules.csv`, by legal form and date, each with its article; nothing in code knows a number of the
law. `own` says what a union's own bylaws may do with a rule: raise it, lower it, set it freely, or nothing.
"""

from tequio.engines.bylaws.calling import CallDays, Caller, call_days, call_demanded_by, may_call, may_demand
from tequio.engines.bylaws.deciding import Verdict, carried, minority_council, quorum, votes_of
from tequio.engines.bylaws.delegates import (
    ProxyFault,
    delegate_weights,
    delegates_of,
    may_send_delegates,
    proxy_faults,
    share_of,
)
from tequio.engines.bylaws.offices import (
    body_faults,
    first_terms,
    parity_holds,
    renewed_each_year,
    term_ends_on,
    term_fault,
)
from tequio.engines.bylaws.rules import FORMS, Bylaws, Of, Rule, Share, bylaws_of, own_faults

__all__ = [
    "FORMS",
    "Bylaws",
    "CallDays",
    "Caller",
    "Of",
    "ProxyFault",
    "Rule",
    "Share",
    "Verdict",
    "body_faults",
    "bylaws_of",
    "call_days",
    "call_demanded_by",
    "carried",
    "delegate_weights",
    "delegates_of",
    "first_terms",
    "may_call",
    "may_demand",
    "may_send_delegates",
    "minority_council",
    "own_faults",
    "parity_holds",
    "proxy_faults",
    "quorum",
    "renewed_each_year",
    "share_of",
    "term_ends_on",
    "term_fault",
    "votes_of",
]
