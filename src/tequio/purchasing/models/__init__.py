"""The tables of a joint purchase, in the order in which it happens."""

from tequio.purchasing.models.award import Allotment, AwardLine, FreightCharge
from tequio.purchasing.models.plan import Plan
from tequio.purchasing.models.quotes import FreightRate, Invitation, Quote, QuoteStep, Supplier
from tequio.purchasing.models.rounds import Pledge, Round, RoundItem
from tequio.purchasing.models.settling import Charge, ChargeLine

__all__ = [
    "Allotment",
    "AwardLine",
    "Charge",
    "ChargeLine",
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
