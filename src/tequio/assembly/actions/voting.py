"""Opening and closing a vote, and every way of answering it: by telephone, with help, by raised hand."""

from __future__ import annotations

from collections.abc import Sequence

from tequio.assembly.ballots import FilledBallot, check_ranking, receipt_of
from tequio.assembly.errors import (
    AlreadyVoted,
    AmendmentsFirst,
    BoardFirst,
    HandsDoNotAddUp,
    HandsOnlyForMotions,
    NoCredential,
    NotInMinority,
    NotNow,
    NotPresent,
    OwnInterestVotes,
    Recused,
    SeedMissing,
    VoteClosed,
)
from tequio.assembly.minorities import naming_minority
from tequio.assembly.models import (
    Assembly,
    Assistance,
    Credential,
    HandCount,
    Mark,
    Motion,
    Proxy,
    Recusal,
    Urn,
    Vote,
)
from tequio.assembly.queries import electors, votes_held, votes_there
from tequio.assembly.steps import drop_in, empty_urn, forget_papers, locked_assembly, locked_vote, mark, move_to
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.refusals import NotAllowed
from tequio.engines import bylaws, urn
from tequio.members.models import Member

YES, NO = 1, 2


@action("assembly.vote.open")
def open_vote(*, actor: Actor, vote_id: int, seed: str) -> Vote:
    """Begin a vote, with the seed of the lot told before. Raises NotNow, SeedMissing, AmendmentsFirst, BoardFirst.

    Where a minority of the board's election is large enough, the vigilance council is its to name.
    """
    vote = locked_vote(vote_id, Vote.State.DRAFT)
    locked_assembly(vote.item.assembly_id, Assembly.State.OPEN)
    if not seed.strip():
        raise SeedMissing
    if vote.motion is not None:
        if vote.motion.state != Motion.State.PROPOSED:
            raise NotNow(title=str(vote.motion), state=vote.motion.get_state_display())
        if vote.motion.amendments.filter(state=Motion.State.PROPOSED).exists():
            raise AmendmentsFirst
    if vote.body == Vote.Body.VIGILANCE:
        vote.minority_of = _minority(vote)
    vote.seed = seed.strip()
    move_to(vote, Vote.State.OPEN, "seed", "minority_of")
    Urn.objects.create(union_id=actor.union_id, vote=vote, salt=urn.new_salt())
    events.record(actor, "assembly.vote.opened", vote, seed=vote.seed)
    return vote


def _minority(vote: Vote) -> Vote | None:
    """The election whose minority names this council; none where there is none. Raises BoardFirst."""
    rules = vote.assembly.bylaws
    if not bylaws.minority_council(rules, minority=1, present=1).holds:
        return None
    pending = Vote.objects.filter(
        item__assembly=vote.assembly, body=Vote.Body.BOARD,
        state__in=(Vote.State.DRAFT, Vote.State.OPEN, Vote.State.CLOSED),
    ).first()  # fmt: skip
    if pending is not None:
        raise BoardFirst(title=pending.title, source=rules.source("minority_council"))
    return naming_minority(vote.assembly)


@action("assembly.recusal.note")
def note_recusals(*, actor: Actor, vote_id: int, members: Sequence[Member], reason: str) -> Vote:
    """Note who does not vote because the matter is his own or his family's, in the place of what was noted before.

    Raises NotNow, OwnInterestVotes, NoCredential, AlreadyVoted.
    """
    vote = locked_vote(vote_id, Vote.State.DRAFT, Vote.State.OPEN)
    rules = vote.assembly.bylaws
    if rules.says("own_interest_votes"):
        raise OwnInterestVotes(source=rules.source("own_interest_votes"))
    cards = {card.member_id: card for card in Credential.objects.filter(assembly=vote.assembly, member__in=members)}
    Recusal.objects.filter(vote=vote).exclude(credential__in=cards.values()).delete()
    known = set(Recusal.objects.filter(vote=vote).values_list("credential_id", flat=True))
    for member in members:
        card = cards.get(member.pk)
        if card is None:
            raise NoCredential(title=vote.assembly.title)
        if used := Mark.objects.filter(vote=vote, credential=card).first():
            raise AlreadyVoted(name=member.name, title=vote.title, channel=used.get_channel_display())
        if card.pk not in known:
            Recusal.objects.create(
                union_id=actor.union_id, vote=vote, credential=card, reason=reason, noted_by=actor.name
            )
    events.record(actor, "assembly.recusal.noted", vote, members=[member.pk for member in members], reason=reason)
    return vote


@action("assembly.ballot.cast", for_self="member")
def cast_ballot(*, actor: Actor, vote_id: int, member: Member, ballot: FilledBallot) -> Mark:
    """Vote by telephone, for oneself and for those whose proxy one holds. No office votes for anyone else.

    Sent twice, it is counted once: the mark is the key. Raises NotAllowed, VoteClosed, NotPresent, NotInMinority,
    AlreadyVoted, ReceiptForged, BallotWrong.
    """
    if actor.member_id != member.pk:
        raise NotAllowed
    vote, credential = _voter(vote_id, member)
    _vote(vote, credential, ballot, Mark.Channel.PHONE, member.name)
    done: Mark = Mark.objects.get(vote=vote, credential=credential)
    # Who voted is on the roll for all to see; nothing here tells what.
    events.record(actor, "assembly.ballot.cast", vote, channel=Mark.Channel.PHONE)
    return done


@action("assembly.ballot.help")
def help_to_vote(*, actor: Actor, vote_id: int, member: Member, ballot: FilledBallot, reason: str) -> Assistance:
    """Fill in the ballot of somebody who asked for help, before his eyes; who helped whom and why is written down.

    Raises VoteClosed, NotPresent, AlreadyVoted, ReceiptForged, BallotWrong.
    """
    vote, credential = _voter(vote_id, member)
    _vote(vote, credential, ballot, Mark.Channel.HELPED, member.name)
    help_ = Assistance.objects.create(
        union_id=actor.union_id, vote=vote, credential=credential, helped_by=actor.name, reason=reason
    )
    events.record(actor, "assembly.ballot.helped", vote, member=member.pk, reason=reason)
    return help_


@action("assembly.hands.count")
def count_hands(*, actor: Actor, vote_id: int, in_favour: int, against: int, abstained: int, tellers: str) -> HandCount:
    """Note raised hands: all votes present that no other channel used, once each, and together exactly.

    Raises VoteClosed, HandsOnlyForMotions, HandsDoNotAddUp.
    """
    vote = locked_vote(vote_id)
    if vote.state != Vote.State.OPEN:
        raise VoteClosed(title=vote.title)
    if not vote.is_motion or vote.is_secret:
        raise HandsOnlyForMotions(title=vote.title)
    raising = unvoted(vote)
    told, votes = in_favour + against + abstained, sum(each.weight for each in raising)
    if told != votes or min(in_favour, against, abstained) < 0 or not votes:
        raise HandsDoNotAddUp(told=told, votes=votes)
    mark(vote, raising, Mark.Channel.HAND, vote.title)
    hands = HandCount.objects.create(
        union_id=actor.union_id, vote=vote, in_favour=in_favour, against=against, abstained=abstained, votes=votes,
        counted_by=tellers,
    )  # fmt: skip
    events.record(actor, "assembly.hands.counted", vote, in_favour=in_favour, against=against, abstained=abstained)
    return hands


def unvoted(vote: Vote) -> list[Credential]:
    """The credentials in the hall whose votes are still unused: of those present, and those they hold proxies of."""
    used = Mark.objects.filter(vote=vote).values("credential_id")
    may = electors(vote)
    cards = may.exclude(pk__in=used).order_by("pk")
    proxies = Proxy.objects.filter(holder__is_present=True, holder__in=may).values("giver_id")
    return [*cards.filter(is_present=True), *cards.filter(is_present=False, pk__in=proxies)]


@action("assembly.vote.close")
def close_vote(*, actor: Actor, vote_id: int) -> Vote:
    """End a vote: from here on no ballot is taken, though papers already given may be read. Raises NotNow."""
    vote = locked_vote(vote_id, Vote.State.OPEN)
    vote.present_at_closing = votes_there(vote)
    move_to(vote, Vote.State.CLOSED, "present_at_closing")
    events.record(actor, "assembly.vote.closed", vote, present=vote.present_at_closing)
    return vote


@action("assembly.vote.annul")
def annul_vote(*, actor: Actor, vote_id: int, reason: str) -> Vote:
    """Declare a vote void before it is counted; its ballots are forgotten unopened. Raises NotNow."""
    vote = locked_vote(vote_id)
    move_to(vote, Vote.State.ANNULLED)
    empty_urn(vote)
    forget_papers(vote)
    events.record(actor, "assembly.vote.annulled", vote, reason=reason)
    return vote


def _voter(vote_id: int, member: Member) -> tuple[Vote, Credential]:
    vote = Vote.objects.select_related("item__assembly").get(pk=vote_id)
    if vote.state != Vote.State.OPEN:
        raise VoteClosed(title=vote.title)
    credential = Credential.objects.filter(assembly_id=vote.item.assembly_id, member=member).first()
    if credential is None or not credential.is_present:
        raise NotPresent(name=member.name)
    check_elector(vote, credential, member.name)
    return vote, credential


def check_elector(vote: Vote, credential: Credential, name: str) -> None:
    """Raises NotInMinority where only a minority votes and it is not his, and Recused where it is his own matter."""
    if Recusal.objects.filter(vote=vote, credential=credential).exists():
        raise Recused(title=vote.title, name=name)
    if vote.minority_of_id is not None and not electors(vote).filter(pk=credential.pk).exists():
        raise NotInMinority(title=vote.title, name=name)


def _vote(vote: Vote, credential: Credential, ballot: FilledBallot, channel: str, name: str) -> None:
    check_ranking(vote, vote.options.count(), ballot.ranking, is_blank=ballot.is_blank)
    receipt = receipt_of(ballot.ticket, vote.pk, credential.pk)
    votes = mark(vote, votes_held(credential, vote), channel, name)
    drop_in(vote, [urn.SealedBallot(code, ballot.ranking) for code in urn.codes_of(receipt, votes)])
