"""Opening the urn, counting it, and letting who was elected take office."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tequio.assembly.bodies import first_terms_of
from tequio.assembly.errors import (
    CannotBeCounted,
    CannotTakeOffice,
    NeedsReelectionVote,
    NobodyVoted,
    NoOffice,
    PapersDoubtful,
)
from tequio.assembly.models import HandCount, Motion, Option, Outcome, PaperBallot, Vote
from tequio.assembly.steps import empty_urn, forget_papers, locked_assembly, locked_vote, move_to, opened
from tequio.assembly.tallying import Tallied, tallied
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.users import User
from tequio.engines import bylaws, tally
from tequio.members.models import Member
from tequio.unions.models import Office
from tequio.unions.steps import begin_term, holds_office


@action("assembly.vote.count")
def count_vote(*, actor: Actor, vote_id: int) -> Outcome:
    """Open the urn and count all channels as one; the list is published and the urn forgotten.

    Raises NotNow, PapersDoubtful, NobodyVoted, CannotBeCounted; the urn stays sealed then.
    """
    vote = locked_vote(vote_id, Vote.State.CLOSED)
    _check_papers(vote)
    ballots, hands = opened(vote), list(HandCount.objects.filter(vote=vote).order_by("pk"))
    if not ballots and not hands:
        raise NobodyVoted(title=vote.title)
    names = list(Option.objects.filter(vote=vote).order_by("place").values_list("name", flat=True))
    try:
        result = tallied(vote, names, ballots, hands)
    except tally.CannotCount as cannot:
        if cannot.reason == tally.CannotCount.Reason.NO_BALLOTS:
            raise NobodyVoted(title=vote.title) from cannot
        raise CannotBeCounted(title=vote.title, why=_("no se pueden repartir los cargos.")) from cannot
    except tally.BadBallots as bad:
        raise CannotBeCounted(title=vote.title, why=_("hay boletas con códigos repetidos.")) from bad
    move_to(vote, Vote.State.COUNTED)
    empty_urn(vote)
    forget_papers(vote)
    outcome = _write_outcome(vote, result)
    if vote.motion is not None:
        _settle_motion(vote.motion, carried=bool(outcome.has_carried))
    events.record(
        actor, "assembly.vote.counted", outcome, vote=vote.pk, valid=result.valid, blank=result.blank,
        digest=outcome.digest, carried=outcome.has_carried, winners=outcome.winners,
    )  # fmt: skip
    return outcome


@action("assembly.term.begin")
def seat_elected(*, actor: Actor, vote_id: int, begins_on: date) -> Vote:
    """Let those elected begin their term, with the rights of the office until it ends.

    A body renewed in parts that begins together has terms of different lengths.

    Raises NoOffice, CannotTakeOffice, NeedsReelectionVote, AlreadyHolds, CatalystHoldsNothingElse.
    """
    vote = locked_vote(vote_id)
    outcome = Outcome.objects.filter(vote=vote).first()
    if vote.office_id is None or outcome is None:
        raise NoOffice(title=vote.title)
    office = Office.objects.select_for_update().get(pk=vote.office_id)
    winners = list(
        Option.objects.filter(vote=vote, place__in=outcome.winners).select_related("member__person", "member__user")
    )
    terms, first = [], first_terms_of(vote, outcome)
    for option in winners:
        assert option.member is not None  # candidates of an election are members
        user = _user_of(option.member)
        if holds_office(office, user, begins_on):
            _check_reelection(vote, outcome, option)
        years = first.years_of(option) if first else vote.term_years
        ends_on = bylaws.term_ends_on(begins_on, years)
        terms.append(begin_term(actor, office, user, begins_on, ends_on).pk)
    events.record(actor, "assembly.term.begun", vote, office=office.code, terms=terms, begins_on=begins_on)
    return vote


def _check_papers(vote: Vote) -> None:
    doubtful = PaperBallot.objects.filter(vote=vote, state=PaperBallot.State.DOUBTFUL).count()
    if doubtful:
        raise PapersDoubtful(count=doubtful)


def _write_outcome(vote: Vote, result: Tallied) -> Outcome:
    outcome = Outcome(
        union_id=vote.union_id, vote=vote, record=result.text, digest=result.digest, valid=result.valid,
        blank=result.blank, winners=[] if vote.is_motion or not result.count else list(result.count.winners),
        substitutes=list(result.published.substitutes(vote.seats)) if _has_substitutes(vote) else [],
    )  # fmt: skip
    if vote.is_motion:
        yes, no = result.votes_of(1), result.votes_of(2)
        present = max(vote.present_at_closing, yes + no + result.blank)
        verdict = bylaws.carried(
            vote.assembly.bylaws, vote.item.matter, yes=yes, no=no, abstained=result.blank,
            present=present, entitled=max(vote.assembly.entitled, present),
        )  # fmt: skip
        outcome.has_carried, outcome.needed = verdict.holds, verdict.needed
    outcome.save()
    return outcome


def _has_substitutes(vote: Vote) -> bool:
    """Delegates do, and a vigilance council where the law wants as many alternates."""
    council = vote.body == Vote.Body.VIGILANCE and vote.assembly.bylaws.says("vigilance_alternates")
    return vote.elects_delegates or council


def _settle_motion(motion: Motion, *, carried: bool) -> None:
    """The motion is decided; an amendment that carried becomes the words of what it amends."""
    motion.state = Motion.State.CARRIED if carried else Motion.State.REJECTED
    motion.save(update_fields=["state"])
    if carried and motion.amends_id is not None:
        Motion.objects.filter(pk=motion.amends_id).update(text=motion.text)


def _user_of(member: Member) -> User:
    """Who signs in as this member; his telephone lets him in where he never did."""
    if member.user is not None:
        return member.user
    phone = member.person.phone
    if not phone:
        raise CannotTakeOffice(name=member.name)
    user = User.objects.filter(phone=phone).first() or User.objects.create_user(name=member.name, phone=phone)
    if not Member.objects.filter(user=user).exists():
        Member.objects.filter(pk=member.pk).update(user=user)
    return user


def _check_reelection(vote: Vote, outcome: Outcome, option: Option) -> None:
    """To go on in the same office one needs what the bylaws ask: by his own votes, or by a motion that carried."""
    assembly = locked_assembly(vote.item.assembly_id)
    share = assembly.bylaws.majority("reelection")
    present = vote.present_at_closing
    needed = share.least(assembly.entitled if share.of == bylaws.Of.ALL else present)
    count = tally.read_published(outcome.record).recount()
    have = int(count.stages[0].votes[option.place - 1])
    voted = Motion.objects.filter(
        item__assembly=assembly, item__matter="reelection", state=Motion.State.CARRIED, amends=None
    )
    if have < needed and not voted.exists():
        raise NeedsReelectionVote(
            name=option.name,
            needed=needed,
            votes=present,
            have=have,
            source=assembly.bylaws.source("majority_reelection"),
        )
