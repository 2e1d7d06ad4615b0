"""Who pays when a guaranteed loan fails, who gets it back, and what a member may take out.

`call` sends a loss down the waterfall: the borrower's own deposit, his solidarity group, the union's pool, the lender.
`recover` sends what is got back up again. Nobody ever pays beyond the cap that he signed, nor beyond what he has in the
fund, so the fund owes nothing that is not there. Amounts are whole centavos; parts always add up to the whole.
"""

from tequio.engines.guarantee.fund import Member, pledged, refundable
from tequio.engines.guarantee.model import Called, Cover, Deal, Layer, Part, Returned
from tequio.engines.guarantee.sharing import share_out
from tequio.engines.guarantee.waterfall import call, recover

__all__ = [
    "Called",
    "Cover",
    "Deal",
    "Layer",
    "Member",
    "Part",
    "Returned",
    "call",
    "pledged",
    "recover",
    "refundable",
    "share_out",
]
