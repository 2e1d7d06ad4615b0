"""A ballot on its way from a hand into the urn: the ticket that names its code, and what may be marked on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext as _

from tequio.assembly.errors import BallotWrong, ReceiptForged
from tequio.assembly.models import Vote
from tequio.engines import urn

SALT = "assembly.ballot"


@dataclass(frozen=True, slots=True, repr=False)
class FilledBallot:
    """What a voter chose, under the ticket of his form. It shows itself to nobody: no log and no key tells it.

    `ranking` are options from 1 in order of preference; `is_blank` says that leaving it empty was meant.
    """

    ticket: str
    ranking: tuple[int, ...]
    is_blank: bool = False

    def __repr__(self) -> str:
        return "FilledBallot(…)"


def new_ticket(vote_id: int, credential_id: int) -> str:
    """The signed code that a form carries; nothing of it is kept."""
    return signing.dumps([vote_id, credential_id, urn.new_code()], salt=SALT)


def receipt_of(ticket: str, vote_id: int, credential_id: int) -> str:
    """The code in a ticket of this voter and this vote. Raises ReceiptForged."""
    try:
        told_vote, told_credential, code = signing.loads(ticket, salt=SALT)
    except (signing.BadSignature, ValueError) as forged:
        raise ReceiptForged from forged
    if (told_vote, told_credential) != (vote_id, credential_id) or not urn.is_code(str(code)):
        raise ReceiptForged
    return str(code)


def check_ranking(vote: Vote, options: int, ranking: Sequence[int], *, is_blank: bool) -> None:
    """Raises BallotWrong, in words, for what cannot be counted; nothing is guessed and nothing is mended."""
    if not ranking and not is_blank:
        raise BallotWrong(why=_("viene vacía. Marca una opción, o «en blanco» si eso quieres."))
    if ranking and is_blank:
        raise BallotWrong(why=_("dice «en blanco» y también trae marcas. Deja una sola cosa."))
    if any(not 1 <= number <= options for number in ranking):
        raise BallotWrong(why=_("nombra una opción que no existe."))
    if len(set(ranking)) != len(ranking):
        raise BallotWrong(why=_("repite una opción. Cada lugar es para una distinta."))
    if not vote.is_ranked and vote.method != Vote.Method.APPROVAL and len(ranking) > 1:
        raise BallotWrong(why=_("trae más de una marca y aquí se elige una sola."))
