"""The tables of a tender, in the order in which it happens."""

from tequio.tenders.models.bids import Bid, Choice
from tequio.tenders.models.consents import Consent
from tequio.tenders.models.tenders import BankInvitation, Bundled, Tender

__all__ = ["BankInvitation", "Bid", "Bundled", "Choice", "Consent", "Tender"]
