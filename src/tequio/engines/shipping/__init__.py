"""One shipment, worked out without Django: cartons that lose no piece, totals that all papers share, what a paper still
lacks, the origin of goods by a treaty's rule, and who made them.

Customs codes, protected names and rules of origin are rows of the trade's own files.
"""

from tequio.engines.shipping.customs import (
    Criterion,
    Customs,
    From,
    Material,
    OriginFault,
    criterion,
    read_customs,
    six_digits,
)
from tequio.engines.shipping.gaps import Gap, Paper, criterion_of, gaps
from tequio.engines.shipping.goods import Carton, Line, Lot, Packing, Part, Party, Shipment, Size
from tequio.engines.shipping.makers import Consent, Maker, Named, Village, WhoMadeThis, who_made
from tequio.engines.shipping.packing import linked, packed
from tequio.engines.shipping.proposals import Proposal, read_proposals
from tequio.engines.shipping.totals import Mismatch, Totals, mismatches, totals

__all__ = [
    "Carton",
    "Consent",
    "Criterion",
    "Customs",
    "From",
    "Gap",
    "Line",
    "Lot",
    "Maker",
    "Material",
    "Mismatch",
    "Named",
    "OriginFault",
    "Packing",
    "Paper",
    "Part",
    "Party",
    "Proposal",
    "Shipment",
    "Size",
    "Totals",
    "Village",
    "WhoMadeThis",
    "criterion",
    "criterion_of",
    "gaps",
    "linked",
    "mismatches",
    "packed",
    "read_customs",
    "read_proposals",
    "six_digits",
    "totals",
    "who_made",
]
