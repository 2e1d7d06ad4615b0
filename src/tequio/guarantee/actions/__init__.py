"""The deeds of the guarantee fund, in the order in which its money moves."""

from tequio.guarantee.actions.caps import accept_cap, end_cap, offer_cap
from tequio.guarantee.actions.claims import ask_claim, pay_claim, record_recovery, sign_claim
from tequio.guarantee.actions.deals import end_deal, sign_deal
from tequio.guarantee.actions.moves import pay_refund, record_deposit, take_contributions

__all__ = [
    "accept_cap",
    "ask_claim",
    "end_cap",
    "end_deal",
    "offer_cap",
    "pay_claim",
    "pay_refund",
    "record_deposit",
    "record_recovery",
    "sign_claim",
    "sign_deal",
    "take_contributions",
]
