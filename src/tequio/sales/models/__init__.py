"""The tables of selling together, in the order in which it happens."""

from tequio.sales.models.buyers import Buyer, Contact, ExchangeRate
from tequio.sales.models.collecting import Carton, CartonPart, Defect, Inspection
from tequio.sales.models.makers import Maker, Paper, Skill
from tequio.sales.models.orders import Line, Order
from tequio.sales.models.settling import AdvanceReturn, BuyerPayment, Payout, Withholding
from tequio.sales.models.split import Exclusion, FairShare, Pin, Split
from tequio.sales.models.tickets import Advance, Progress, Ticket, TicketText

__all__ = [
    "Advance",
    "AdvanceReturn",
    "Buyer",
    "BuyerPayment",
    "Carton",
    "CartonPart",
    "Contact",
    "Defect",
    "ExchangeRate",
    "Exclusion",
    "FairShare",
    "Inspection",
    "Line",
    "Maker",
    "Order",
    "Paper",
    "Payout",
    "Pin",
    "Progress",
    "Skill",
    "Split",
    "Ticket",
    "TicketText",
    "Withholding",
]
