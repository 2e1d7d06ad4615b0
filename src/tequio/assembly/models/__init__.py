"""The tables of an assembly, in the order in which it happens."""

from tequio.assembly.models.calling import AgendaItem, Assembly, Document, Motion, Notice
from tequio.assembly.models.counting import DoubtReading, HandCount, Outcome, PaperBallot, Urn
from tequio.assembly.models.dispatch import Dispatch
from tequio.assembly.models.petitions import Petition, Signature
from tequio.assembly.models.presence import Credential, Movement, Proxy, Substitute
from tequio.assembly.models.voting import Assistance, Dissenter, Mark, Option, Recusal, Vote

__all__ = [
    "AgendaItem",
    "Assembly",
    "Assistance",
    "Credential",
    "Dispatch",
    "Dissenter",
    "Document",
    "DoubtReading",
    "HandCount",
    "Mark",
    "Motion",
    "Movement",
    "Notice",
    "Option",
    "Outcome",
    "PaperBallot",
    "Petition",
    "Proxy",
    "Recusal",
    "Signature",
    "Substitute",
    "Urn",
    "Vote",
]
