"""Steps that write down who may come to an assembly, and with how many votes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from django.db.models import Count, Sum

from tequio.assembly.errors import HasVoted, NobodyHasPaidIn, TooManyVotes
from tequio.assembly.models import Assembly, Credential, Movement, Proxy
from tequio.assembly.queries import summoned
from tequio.assembly.weights import MOST_VOTES, votes_of
from tequio.core.bulk import insert_rows
from tequio.engines.tally import plain_code, receipt_code

COLUMNS = (
    "union_id", "assembly_id", "member_id", "section_id", "weight", "code", "is_present", "mandate", "elected_in_id",
)  # fmt: skip
# A credential to write: member, section, votes, mandate, and the vote that elected a delegate.
Row = tuple[int, int, int, str, int | None]


def credit(assembly: Assembly, rows: Iterable[Row]) -> dict[str, int]:
    """Write the credentials, in the place of former ones; people and votes they add up to. Raises HasVoted."""
    cards = Credential.objects.filter(assembly=assembly)
    if Movement.objects.filter(credential__in=cards).exists():
        raise HasVoted
    Proxy.objects.filter(giver__in=cards).delete()
    cards.delete()
    insert_rows(Credential, COLUMNS, (
        (assembly.union_id, assembly.pk, member, section, weight, new_code(), False, mandate, vote)
        for member, section, weight, mandate, vote in rows
    ))  # fmt: skip
    told = cards.aggregate(people=Count("pk"), votes=Sum("weight"))
    assembly.entitled = told["votes"] or 0
    assembly.save(update_fields=["entitled"])
    return {"people": told["people"], "votes": assembly.entitled}


def credit_members(assembly: Assembly) -> dict[str, int]:
    """A credential for everyone who is called, with one vote, or with those of what he has paid in.

    `without` counts those whose contribution gives no vote: they may come and speak.
    Raises HasVoted, NobodyHasPaidIn, TooManyVotes.
    """
    rules = assembly.bylaws
    sections = dict(summoned(assembly).order_by("pk").values_list("pk", "section_id"))
    votes = votes_of(rules, sections)
    whole = sum(votes.values())
    if sections and not whole:
        raise NobodyHasPaidIn(pesos=f"{rules.number('pesos_per_vote'):,}", source=rules.source("weight"))
    if whole > MOST_VOTES:
        raise TooManyVotes(votes=f"{whole:,}", most=f"{MOST_VOTES:,}")
    told = credit(assembly, [(pk, section, votes[pk], "", None) for pk, section in sections.items() if votes[pk]])
    return told | {"without": len(sections) - told["people"]}


def new_code() -> str:
    """What the QR of a card says: twelve letters that nobody guesses."""
    return plain_code(receipt_code(secrets.token_bytes(8)))
