"""The deeds about consent, tenders and bids, in the order in which they are done."""

from tequio.tenders.actions.bidding import choose_bid, give_bid, open_bundle, open_dossier, read_dossier
from tequio.tenders.actions.consenting import give_consent, withdraw_consent
from tequio.tenders.actions.tendering import (
    TenderDraft,
    call_off_tender,
    close_tender,
    prepare_tender,
    renew_link,
    send_tender,
)

__all__ = [
    "TenderDraft",
    "call_off_tender",
    "choose_bid",
    "close_tender",
    "give_bid",
    "give_consent",
    "open_bundle",
    "open_dossier",
    "prepare_tender",
    "read_dossier",
    "renew_link",
    "send_tender",
    "withdraw_consent",
]
