"""From the opened urn to the published file: ballots and raised hands in one count, by the rule of the vote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from tequio.assembly.models import HandCount, Vote
from tequio.engines import tally, urn

RULES = {
    Vote.Method.MOTION: tally.Rule.PLURALITY,
    Vote.Method.PLURALITY: tally.Rule.PLURALITY,
    Vote.Method.MAJORITY: tally.Rule.MAJORITY,
    Vote.Method.APPROVAL: tally.Rule.APPROVAL,
    Vote.Method.SCOTTISH: tally.Rule.SCOTTISH,
    Vote.Method.MEEK: tally.Rule.MEEK,
}


@dataclass(frozen=True, slots=True)
class Tallied:
    """The published text with its count; `count` is None where every ballot is blank."""

    text: str
    published: tally.Published
    count: tally.Count | None
    valid: int
    blank: int

    @property
    def digest(self) -> str:
        return sha256(self.text.encode()).hexdigest()

    def votes_of(self, place: int) -> int:
        """Votes of an option at the end of the count, cut to whole ones."""
        return int(self.count.stages[-1].votes[place - 1]) if self.count else 0


def tallied(
    vote: Vote, names: Sequence[str], ballots: Iterable[urn.SealedBallot], hands: Sequence[HandCount] = ()
) -> Tallied:
    """Count a vote. Raises tally.CannotCount and tally.BadBallots; a motion's blank ballots are abstentions."""
    listed = [tally.Ballot(urn.shown(ballot.code), ballot.ranking) for ballot in ballots]
    listed += [each for number, hand in enumerate(hands, 1) for each in _raised(number, hand)]
    published = tally.Published(
        title=vote.title, rule=RULES[Vote.Method(vote.method)], seats=vote.seats, names=tuple(names),
        ballots=tuple(listed), seed=vote.seed,
    )  # fmt: skip
    try:
        count = published.recount()
    except tally.CannotCount as cannot:
        if not vote.is_motion or cannot.reason != tally.CannotCount.Reason.NO_BALLOTS:
            raise
        blank = sum(ballot.papers for ballot in listed)
        return Tallied(tally.write_published(published), published, None, 0, blank)
    return Tallied(tally.write_published(published, count), published, count, count.valid, count.blank)


def _raised(number: int, hand: HandCount) -> Iterable[tally.Ballot]:
    """Raised hands stand in the list as what they are, so many together; the list is the union's, in its language."""
    for name, ranking, papers in (
        ("A-FAVOR", (1,), hand.in_favour),
        ("EN-CONTRA", (2,), hand.against),
        ("ABSTENCION", (), hand.abstained),
    ):
        if papers:
            yield tally.Ballot(f"MANOS-{number}-{name}", ranking, papers)
