"""On which terms a lender offered to lend on an application, where several were asked for it.

Credit asks nobody itself: an app further down the list that does (`tenders`) adds a Source to SOURCES when the program
is ready. Whoever writes the agreement finds these terms filled in, and copies the contract over them.
"""

from dataclasses import dataclass
from typing import Protocol

from tequio.credit.models import AgreedTerms, Application, Lender


@dataclass(frozen=True, slots=True)
class Offered:
    """Terms that were chosen for an application, and in one sentence where they come from."""

    lender: Lender
    terms: AgreedTerms
    payments: int
    told: str


class Source(Protocol):
    def offered(self, application: Application) -> Offered | None: ...


SOURCES: list[Source] = []


def offered_for(application: Application) -> Offered | None:
    """What the first source that knows of any says; None where nobody was asked or nothing was chosen."""
    return next((found for source in SOURCES if (found := source.offered(application))), None)
