"""The minority of the board's election: who stood up for it, whether it is large enough, and whether it may still form.

The law lets it name the vigilance council (LGSC art. 45), so that those who lost look after those who won. A ballot is
secret, so nobody's vote says that he is of the minority: whoever wants to be says so aloud.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

from tequio.assembly.models import Assembly, Credential, Option, Outcome, Vote
from tequio.engines import bylaws

STANDS = (Vote.State.OPEN, Vote.State.CLOSED, Vote.State.COUNTED)


@dataclass(frozen=True, slots=True)
class Minority:
    """Those who stood up at one election, and what the bylaws ask of them."""

    vote: Vote
    people: int
    verdict: bylaws.Verdict

    @property
    def is_most(self) -> bool:
        """Half of the votes there, or more: no minority any longer."""
        return 2 * self.verdict.have >= self.verdict.votes


def minority_of(vote: Vote) -> Minority:
    cards = Credential.objects.filter(dissents__vote=vote)
    votes, present = cards.aggregate(votes=Sum("weight"))["votes"] or 0, vote.present_at_closing
    verdict = bylaws.minority_council(vote.assembly.bylaws, minority=min(votes, present), present=present)
    return Minority(vote, cards.count(), verdict)


def may_form(vote: Vote) -> bool:
    """Whether a minority may stand up now: the board is elected, and the vigilance council is not being elected yet."""
    knows = bylaws.minority_council(vote.assembly.bylaws, minority=1, present=1).holds
    if not knows or vote.body != Vote.Body.BOARD or vote.state != Vote.State.COUNTED:
        return False
    council = Vote.objects.filter(item__assembly_id=vote.item.assembly_id, body=Vote.Body.VIGILANCE, state__in=STANDS)
    return vote.assembly.state == Assembly.State.OPEN and not council.exists()


def naming_minority(assembly: Assembly) -> Vote | None:
    """The election of the board whose minority is large enough to name the vigilance council, if there is one."""
    boards = Vote.objects.select_related("item__assembly").filter(
        item__assembly=assembly, body=Vote.Body.BOARD, state=Vote.State.COUNTED, dissenters__isnull=False
    ).distinct().order_by("pk")  # fmt: skip
    return next((vote for vote in boards if minority_of(vote).verdict.holds), None)


def won(vote: Vote) -> set[int]:
    """The members who won it."""
    winners = Outcome.objects.filter(vote=vote).values_list("winners", flat=True).first() or []
    return set(Option.objects.filter(vote=vote, place__in=winners).values_list("member_id", flat=True))
