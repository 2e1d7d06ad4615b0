"""The tables of a joint purchase, in the order in which it happens."""

from tequio.purchasing.models.award import Allotment, AwardLine, FreightCharge
from tequio.purchasing.models.plan import Plan
from tequio.purchasing.models.quotes import FreightRate, Invitation, Quote, QuoteStep, Supplier
from tequio.purchasing.models.rounds import Pledge, Round, RoundItem

__all__ = [
    "Allotment",
    "AwardLine",
    "FreightCharge",
    "FreightRate",
    "Invitation",
    "Plan",
    "Pledge",
    "Quote",
    "QuoteStep",
    "Round",
    "RoundItem",
    "Supplier",
]
