"""The tables of selling together, in the order in which it happens."""

from tequio.sales.models.buyers import Buyer, Contact, ExchangeRate
from tequio.sales.models.collecting import Carton, CartonPart, Defect, Inspection
from tequio.sales.models.consent import Consent
from tequio.sales.models.makers import Maker, Paper, Skill
from tequio.sales.models.orders import Line, Order
from tequio.sales.models.packing import Article, Ingredient, Seller, Shipment, Weighing
from tequio.sales.models.pictures import DefectPhoto, DesignSheet
from tequio.sales.models.reports import LabReading, LabReport
from tequio.sales.models.settling import BuyerPayment, Payout
from tequio.sales.models.split import Exclusion, FairShare, Pin, Split
from tequio.sales.models.tickets import Advance, Progress, Ticket, TicketText

__all__ = [
    "Advance",
    "Article",
    "Buyer",
    "BuyerPayment",
    "Carton",
    "CartonPart",
    "Consent",
    "Contact",
    "Defect",
    "DefectPhoto",
    "DesignSheet",
    "ExchangeRate",
    "Exclusion",
    "FairShare",
    "Ingredient",
    "Inspection",
    "LabReading",
    "LabReport",
    "Line",
    "Maker",
    "Order",
    "Paper",
    "Payout",
    "Pin",
    "Progress",
    "Seller",
    "Shipment",
    "Skill",
    "Split",
    "Ticket",
    "TicketText",
    "Weighing",
]
