"""The tables of the guarantee fund, in the order in which its money moves."""

from tequio.guarantee.models.claims import Claim, ClaimSignature, Part, Recovery, Returned
from tequio.guarantee.models.fund import Cap, Deal, FundMove

__all__ = ["Cap", "Claim", "ClaimSignature", "Deal", "FundMove", "Part", "Recovery", "Returned"]
