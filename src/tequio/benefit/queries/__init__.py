"""Reading the proof: one member with every line, and all members in one statement.

Only settlements that stand count, and only fees that were not reversed. The union's figures are worked out by the
database in one pass; one member's come from the engine. The tests hold that both say the same.
"""

from tequio.benefit.queries.evidence import (
    Unproven,
    UnprovenSold,
    lines_resting_on,
    sales_resting_on,
    unproven,
    unproven_sold,
)
from tequio.benefit.queries.proof import (
    Fee,
    Line,
    Proof,
    Sold,
    lines_of,
    proof_of,
    purchase_of,
    sale_of,
    sold_of,
    standing_lines,
    standing_sales,
)
from tequio.benefit.queries.worth import Worth, ways_out, worth_of_all

__all__ = [
    "Fee",
    "Line",
    "Proof",
    "Sold",
    "Unproven",
    "UnprovenSold",
    "Worth",
    "lines_of",
    "lines_resting_on",
    "proof_of",
    "purchase_of",
    "sale_of",
    "sales_resting_on",
    "sold_of",
    "standing_lines",
    "standing_sales",
    "unproven",
    "unproven_sold",
    "ways_out",
    "worth_of_all",
]
