"""From a shipment to a PDF, or to the sentence that says what it lacks."""

from collections.abc import Sequence
from pathlib import Path

from tequio.core.papers import render
from tequio.engines.shipping import Customs, Gap, Paper, Shipment, gaps
from tequio.engines.ware import Rules
from tequio.sales.papers.figures import Printer
from tequio.sales.papers.words import Words, lacks_said

HERE = Path(__file__).parent
TEMPLATES = {paper: HERE / f"{paper}.typ" for paper in Paper}


class PaperLacks(ValueError):
    """A paper that cannot be printed yet, with all that it lacks; the text is the sentence in the paper's language."""

    def __init__(self, words: Words, paper: Paper, found: Sequence[Gap]) -> None:
        super().__init__(lacks_said(words, paper, found))
        self.paper = paper
        self.gaps = tuple(found)


def paper_pdf(paper: Paper, shipment: Shipment, customs: Customs, rules: Rules, language: str) -> bytes:
    """One paper as a tagged PDF. Raises PaperLacks."""
    printer = checked(paper, shipment, customs, rules, Words(language))
    return render(TEMPLATES[paper], printer.figures(paper))


def checked(paper: Paper, shipment: Shipment, customs: Customs, rules: Rules, words: Words) -> Printer:
    """What prints the paper. Raises PaperLacks."""
    if found := gaps(paper, shipment, customs, rules):
        raise PaperLacks(words, paper, found)
    return Printer(shipment, customs, rules, words)
