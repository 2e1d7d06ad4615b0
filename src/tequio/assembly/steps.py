"""What the deeds of an assembly do alike: hold a row, ask for its state, say who is there, put ballots into the urn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from tequio.assembly.errors import AlreadyVoted, BylawsUnlawful, NotNow, VoteClosed
from tequio.assembly.models import Assembly, Credential, DoubtReading, Mark, PaperBallot, Urn, Vote
from tequio.assembly.settings import FORM, labels, own_values
from tequio.core import home
from tequio.engines import bylaws, urn
from tequio.unions.queries import ruling


def locked_assembly(assembly_id: int, *states: str) -> Assembly:
    """The assembly, held until the deed ends. Raises NotNow unless it stands in one of the states."""
    assembly: Assembly = Assembly.objects.select_for_update().get(pk=assembly_id)
    if states and assembly.state not in states:
        raise NotNow(title=assembly.title, state=assembly.get_state_display())
    return assembly


def locked_vote(vote_id: int, *states: str) -> Vote:
    """The vote with its assembly, held until the deed ends. Raises NotNow."""
    held: Vote = Vote.objects.select_for_update(of=("self",)).select_related("item__assembly", "motion").get(pk=vote_id)
    if states and held.state not in states:
        raise NotNow(title=held.title, state=held.get_state_display())
    return held


def own_rules(today: date) -> tuple[str, dict[str, str]]:
    """The legal form, and what the union's own bylaws say. Raises BylawsUnlawful."""
    form, own = str(ruling(FORM, today)), own_values(today)
    law = bylaws.bylaws_of(form, today)
    faults = [fault for rule, value in own.items() for fault in bylaws.own_faults(law, rule, value)]
    if faults:
        named = dict.fromkeys(str(labels()[fault.partition(":")[0]]) for fault in faults)
        raise BylawsUnlawful(what=", ".join(named))
    return form, own


def move_to(row: Assembly | Vote, state: str, *also: str) -> None:
    """Raises NotNow when the table of states has no such change."""
    if not row.may_become(state):
        raise NotNow(title=row.title, state=row.get_state_display())
    row.state = state
    row.save(update_fields=["state", *also])


def mark(vote: Vote, credentials: Sequence[Credential], channel: str, name: str) -> int:
    """Note that these votes are used; returns how many. Raises AlreadyVoted, VoteClosed; nothing is half done."""
    done = Mark.objects.filter(vote=vote, credential__in=credentials).first()
    if done is not None:
        raise AlreadyVoted(name=name, title=vote.title, channel=done.get_channel_display())
    marks = [
        Mark(union_id=vote.union_id, vote=vote, credential=each, channel=channel, weight=each.weight)
        for each in credentials
    ]
    try:
        with transaction.atomic():
            Mark.objects.bulk_create(marks)
    except IntegrityError as failure:
        # Somebody voted through another channel in this very moment.
        raise AlreadyVoted(name=name, title=vote.title, channel="—") from failure
    except Exception as failure:
        if sqlstate(failure) == "TQ031":
            raise VoteClosed(title=vote.title) from failure
        raise
    return sum(each.weight for each in credentials)


def sqlstate(failure: BaseException) -> str:
    cause: Any = failure.__cause__
    return str(getattr(cause, "sqlstate", "") or "")


def drop_in(vote: Vote, ballots: Iterable[urn.SealedBallot]) -> None:
    """Put ballots into the sealed urn."""
    held: Urn = Urn.objects.select_for_update().get(vote=vote)
    sealed = urn.put_in(bytes(held.sealed), ballots, urn.key_of(home.secret(), bytes(held.salt)))
    Urn.objects.filter(pk=held.pk).update(sealed=sealed)


def opened(vote: Vote) -> list[urn.SealedBallot]:
    held: Urn = Urn.objects.select_for_update().get(vote=vote)
    return urn.take_out(bytes(held.sealed), urn.key_of(home.secret(), bytes(held.salt)))


def forget_papers(vote: Vote) -> None:
    """Forget which paper had which code and what was read on it; how many there were stays.

    The code leads to its ballots in the published list, and a paper of ten votes may tell whose it was.
    """
    papers = list(PaperBallot.objects.filter(vote=vote).order_by("pk"))
    DoubtReading.objects.filter(paper__in=papers).delete()
    for paper in papers:
        paper.code, paper.seen = urn.new_code(), None
    PaperBallot.objects.bulk_update(papers, ["code", "seen"], batch_size=1000)


def empty_urn(vote: Vote) -> None:
    """Forget the sealed ballots and the salt that their key came from."""
    Urn.objects.filter(vote=vote).update(sealed=b"", salt=b"")
