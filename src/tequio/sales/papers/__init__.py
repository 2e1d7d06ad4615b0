"""The papers of one shipment, in Spanish or English: packing list, invoice, origin, carton labels, lab reports.

`paper_pdf` and `workbook` print what `engines/shipping` worked out and add nothing up themselves; a paper that lacks
something raises `PaperLacks`, which names it. No database: a shipment comes in as plain facts.
"""

from tequio.sales.papers.printing import PaperLacks, paper_pdf
from tequio.sales.papers.sheets import workbook
from tequio.sales.papers.words import LANGUAGES, Words, finding_said, gap_said, verdict_said

__all__ = ["LANGUAGES", "PaperLacks", "Words", "finding_said", "gap_said", "paper_pdf", "verdict_said", "workbook"]
