"""Ballots of paper: printed with codes, handed out without writing which, read, and when in doubt decided by two."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from tequio.assembly.actions.voting import check_elector
from tequio.assembly.ballots import check_ranking
from tequio.assembly.errors import (
    BallotWrong,
    NotDoubtful,
    NotPresent,
    OptionsWrong,
    PapersExceed,
    PaperTwice,
    PaperUnknown,
    SamePersonTwice,
    TooFewForWorth,
    VoteClosed,
    WorthWrong,
)
from tequio.assembly.models import Credential, DoubtReading, Mark, PaperBallot, Vote
from tequio.assembly.queries import electors, votes_held
from tequio.assembly.steps import drop_in, locked_vote, mark
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.bulk import insert_rows
from tequio.engines import omr, urn
from tequio.engines.tally import plain_code

MOST_PAPERS = 10_000
FEWEST = 5  # people who could have drawn a paper worth more than one vote
State = PaperBallot.State


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read on one paper. `doubtful` names the options whose marks nobody should guess."""

    code: str
    ranking: tuple[int, ...]
    doubtful: tuple[int, ...] = ()
    is_blank: bool = False


@action("assembly.paper.print")
def print_papers(*, actor: Actor, vote_id: int, worths: Mapping[int, int]) -> Vote:
    """Make the codes of papers to print: so many of each worth in votes. Raises NotNow, OptionsWrong."""
    vote = locked_vote(vote_id, Vote.State.DRAFT, Vote.State.OPEN)
    count = sum(worths.values())
    if not 0 < count <= MOST_PAPERS or min(worths) < 1 or min(worths.values()) < 0:
        raise OptionsWrong(why=_("se imprimen de 1 a %(most)s boletas a la vez.") % {"most": MOST_PAPERS})
    papers = [(worth, urn.new_code()) for worth, many in worths.items() for _number in range(many)]
    # Codes are random and printed in another random order, so that a pile tells nothing either.
    secrets.SystemRandom().shuffle(papers)
    rows = (
        (actor.union_id, vote.pk, code, page, worth, State.PRINTED)
        for (worth, code), page in zip(papers, _free_pages(count), strict=True)
    )
    insert_rows(PaperBallot, ("union_id", "vote_id", "code", "page", "worth", "state"), rows)
    events.record(actor, "assembly.paper.printed", vote, papers=count, worths={str(k): v for k, v in worths.items()})
    return vote


def _free_pages(count: int) -> list[int]:
    """So many random page numbers that no paper of the union has."""
    found: set[int] = set()
    while len(found) < count:
        wanted = {secrets.randbelow(omr.PAGES) for _ in range(count - len(found))}
        found |= wanted - set(PaperBallot.objects.filter(page__in=wanted).values_list("page", flat=True))
    return list(found)


@action("assembly.paper.give")
def give_papers(*, actor: Actor, vote_id: int, credential_id: int, worths: Mapping[int, int]) -> Mark:
    """Hand papers to somebody present, worth exactly his votes; from then on no other channel takes him.

    Which papers he drew from the pile is not written anywhere. Raises VoteClosed, NotPresent, WorthWrong,
    TooFewForWorth, AlreadyVoted.
    """
    vote = Vote.objects.select_related("item__assembly").get(pk=vote_id)
    if vote.state != Vote.State.OPEN:
        raise VoteClosed(title=vote.title)
    found = Credential.objects.select_related("member__person").filter(
        pk=credential_id, assembly_id=vote.item.assembly_id
    )
    credential = found.first()
    name = credential.member.name if credential else _("Esa persona")
    if credential is None or not credential.is_present:
        raise NotPresent(name=name)
    check_elector(vote, credential, name)
    cards = votes_held(credential, vote)
    votes, given = sum(card.weight for card in cards), sum(worth * many for worth, many in worths.items())
    if votes != given or any(many < 0 for many in worths.values()):
        raise WorthWrong(given=given, votes=votes)
    _check_worths(vote, worths)
    mark(vote, cards, Mark.Channel.PAPER, name)
    events.record(actor, "assembly.paper.given", vote, member=credential.member_id, votes=votes)
    given_mark: Mark = Mark.objects.get(vote=vote, credential=credential)
    return given_mark


def _check_worths(vote: Vote, worths: Mapping[int, int]) -> None:
    """A paper of many votes must not point at its voter: enough people could have drawn it. Raises TooFewForWorth."""
    for worth in (worth for worth, many in worths.items() if worth > 1 and many and vote.is_secret):
        people = electors(vote).filter(weight__gte=worth).count()
        if people < FEWEST:
            raise TooFewForWorth(people=people, worth=worth)


@action("assembly.paper.read")
def read_papers(*, actor: Actor, vote_id: int, papers: Sequence[Seen]) -> Vote:
    """Put what was read on papers into the urn; doubtful ones wait for two people. All of them, or none.

    Raises VoteClosed, PaperUnknown, PaperTwice, PapersExceed.
    """
    vote = locked_vote(vote_id)
    if vote.state not in (Vote.State.OPEN, Vote.State.CLOSED):
        raise VoteClosed(title=vote.title)
    codes = [plain_code(seen.code) for seen in papers]
    known = {each.code: each for each in PaperBallot.objects.select_for_update().filter(vote=vote, code__in=codes)}
    options, certain, done = vote.options.count(), [], set()
    for seen, code in zip(papers, codes, strict=True):
        paper = known.get(code)
        if paper is None:
            raise PaperUnknown(code=seen.code, title=vote.title)
        if paper.state != State.PRINTED or code in done:
            raise PaperTwice(code=seen.code)
        done.add(code)
        if seen.doubtful or _is_unclear(vote, options, seen):
            paper.state, paper.seen = State.DOUBTFUL, {"ranking": seen.ranking, "doubtful": seen.doubtful}
        else:
            paper.state = State.READ
            certain.append((paper, seen.ranking))
    PaperBallot.objects.bulk_update(known.values(), ["state", "seen"])
    _count_in(vote, certain)
    events.record(actor, "assembly.paper.read", vote, papers=len(papers), doubtful=len(papers) - len(certain))
    return vote


@action("assembly.paper.decide")
def resolve_doubt(
    *, actor: Actor, vote_id: int, code: str, ranking: Sequence[int], is_blank: bool = False
) -> PaperBallot:
    """Say what one reads on a doubtful paper. When a second person reads the same it counts; otherwise it waits.

    Raises VoteClosed, NotDoubtful, SamePersonTwice, BallotWrong.
    """
    vote = locked_vote(vote_id)
    if vote.state not in (Vote.State.OPEN, Vote.State.CLOSED):
        raise VoteClosed(title=vote.title)
    paper = PaperBallot.objects.select_for_update().filter(vote=vote, code=plain_code(code)).first()
    if paper is None or paper.state != State.DOUBTFUL or actor.user_id is None:
        raise NotDoubtful(code=code)
    check_ranking(vote, vote.options.count(), ranking, is_blank=is_blank)
    if DoubtReading.objects.filter(paper=paper, reader_id=actor.user_id).exists():
        raise SamePersonTwice(code=code)
    agree = DoubtReading.objects.filter(paper=paper, ranking=list(ranking)).exists()
    DoubtReading.objects.create(
        union_id=actor.union_id, paper=paper, reader_id=actor.user_id, reader=actor.name, ranking=list(ranking)
    )
    if agree:
        paper.state = State.READ
        paper.save(update_fields=["state"])
        _count_in(vote, [(paper, tuple(ranking))])
    events.record(actor, "assembly.paper.decided", paper, agreed=agree)
    return paper


@action("assembly.paper.void")
def void_paper(*, actor: Actor, vote_id: int, code: str, reason: str) -> PaperBallot:
    """Declare a paper void, before it is read: spoiled, torn, or one on which two people cannot agree.

    Raises PaperUnknown, PaperTwice.
    """
    vote = locked_vote(vote_id, Vote.State.OPEN, Vote.State.CLOSED)
    paper = PaperBallot.objects.select_for_update().filter(vote=vote, code=plain_code(code)).first()
    if paper is None:
        raise PaperUnknown(code=code, title=vote.title)
    if paper.state not in (State.PRINTED, State.DOUBTFUL):
        raise PaperTwice(code=code)
    paper.state = State.VOID
    paper.save(update_fields=["state"])
    events.record(actor, "assembly.paper.voided", paper, reason=reason)
    return paper


def papers_read(vote: Vote) -> int:
    """Votes of the papers that were read."""
    read = PaperBallot.objects.filter(vote=vote, state=State.READ)
    return int(read.aggregate(votes=Sum("worth"))["votes"] or 0)


def papers_given(vote: Vote) -> int:
    """Votes for which papers were handed out."""
    given = Mark.objects.filter(vote=vote, channel=Mark.Channel.PAPER)
    return int(given.aggregate(votes=Sum("weight"))["votes"] or 0)


def _is_unclear(vote: Vote, options: int, seen: Seen) -> bool:
    try:
        check_ranking(vote, options, seen.ranking, is_blank=seen.is_blank)
    except BallotWrong:
        return True
    return False


def _count_in(vote: Vote, papers: Sequence[tuple[PaperBallot, Sequence[int]]]) -> None:
    """Put certain papers into the urn. Raises PapersExceed when more are read than were given out."""
    read, given = papers_read(vote), papers_given(vote)
    if read > given:
        raise PapersExceed(read=read, given=given)
    drop_in(vote, [
        urn.SealedBallot(code, tuple(ranking)) for paper, ranking in papers
        for code in urn.codes_of(paper.code, paper.worth)
    ])  # fmt: skip
