"""Putting a question, and every way of answering it: by telephone, with help, by raised hand."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tequio.assembly.ballots import FilledBallot, check_ranking, receipt_of
from tequio.assembly.delegations import delegates_wanted
from tequio.assembly.errors import (
    AmendmentsFirst,
    HandsDoNotAddUp,
    HandsOnlyForMotions,
    MoreSeatsThanCandidates,
    NotNow,
    NotOfSection,
    NotPresent,
    OptionsWrong,
    SeedMissing,
    TermUnlawful,
    VoteClosed,
)
from tequio.assembly.models import (
    AgendaItem,
    Assembly,
    Assistance,
    Credential,
    HandCount,
    Mark,
    Motion,
    Option,
    Proxy,
    Urn,
    Vote,
)
from tequio.assembly.queries import present_votes, votes_held
from tequio.assembly.steps import drop_in, empty_urn, locked_assembly, locked_vote, mark, move_to
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.refusals import NotAllowed
from tequio.engines import bylaws, urn
from tequio.members.models import Member
from tequio.unions.models import Office

YES, NO = 1, 2


@action("assembly.vote.prepare")
def draft_vote(
    *, actor: Actor, item_id: int, title: str, method: str, seats: int = 1, is_secret: bool = True,
    motion_id: int | None = None, candidates: Sequence[Member] = (), office_id: int | None = None, term_years: int = 0,
    elects_delegates: bool = False,
) -> Vote:  # fmt: skip
    """Prepare a question: a motion, or an election among members. A section's delegates are as many as the bylaws say.

    Raises NotNow, OptionsWrong, MoreSeatsThanCandidates, TermUnlawful, NotOfSection.
    """
    item = AgendaItem.objects.select_related("assembly").get(pk=item_id)
    assembly = locked_assembly(item.assembly_id, Assembly.State.CALLED, Assembly.State.LACKED, Assembly.State.OPEN)
    vote = Vote(
        union_id=actor.union_id, item=item, title=title, method=method, seats=seats, is_secret=is_secret,
        term_years=term_years, elects_delegates=elects_delegates,
    )  # fmt: skip
    if elects_delegates:
        seats = vote.seats = _delegates_seats(assembly, method, candidates)
    if vote.is_motion:
        vote.motion = Motion.objects.filter(pk=motion_id, item=item, state=Motion.State.PROPOSED).first()
        if vote.motion is None:
            raise OptionsWrong(why=_("falta decir qué moción se vota."))
        options: list[tuple[str, Member | None]] = [(_("A favor"), None), (_("En contra"), None)]
        vote.seats = 1
    else:
        options = _candidates(candidates)
        if seats < 1 or seats > len(options):
            raise MoreSeatsThanCandidates(seats=seats, candidates=len(options))
        if method == Vote.Method.MAJORITY and seats != 1:
            raise OptionsWrong(why=_("por más de la mitad se elige un solo cargo."))
        if office_id is not None:
            vote.office = Office.objects.get(pk=office_id, kind=Office.Kind.ELECTED)
            if bylaws.term_fault(assembly.bylaws, term_years):
                cap = assembly.bylaws.number("term_years_cap")
                raise TermUnlawful(most=cap or 99, source=assembly.bylaws.source("term_years_cap"))
    vote.save()
    Option.objects.bulk_create(
        Option(union_id=actor.union_id, vote=vote, place=place, name=name, member=member)
        for place, (name, member) in enumerate(options, start=1)
    )
    events.record(actor, "assembly.vote.prepared", vote, title=title, method=method, seats=vote.seats)
    return vote


def _delegates_seats(assembly: Assembly, method: str, candidates: Sequence[Member]) -> int:
    """How many delegates this section elects, once. Raises OptionsWrong, NotOfSection."""
    if assembly.section is None:
        raise OptionsWrong(why=_("solo la asamblea de una sección elige delegadas y delegados."))
    if method in (Vote.Method.MOTION, Vote.Method.MAJORITY):
        raise OptionsWrong(why=_("de esa forma no se eligen delegadas y delegados; escoge otra."))
    if not assembly.entitled:
        raise OptionsWrong(why=_("faltan las credenciales de la sección: de ellas depende cuántos se eligen."))
    others = Vote.objects.filter(item__assembly=assembly, elects_delegates=True).exclude(state=Vote.State.ANNULLED)
    if others.exists():
        raise OptionsWrong(why=_("la sección ya tiene su elección de delegadas y delegados."))
    for member in candidates:
        if member.section_id != assembly.section_id:
            raise NotOfSection(name=member.name, section=assembly.section.name)
    return delegates_wanted(assembly, assembly.entitled)


def _candidates(members: Sequence[Member]) -> list[tuple[str, Member | None]]:
    """Names as they stand on the ballot; two people of one name get their numbers along."""
    names = [member.name for member in members]
    if len({member.pk for member in members}) != len(members):
        raise OptionsWrong(why=_("una persona está dos veces."))
    if len(members) > urn.MOST_OPTIONS:
        raise OptionsWrong(why=_("caben hasta %(most)s candidaturas.") % {"most": urn.MOST_OPTIONS})
    for member in members:
        if member.state != Member.State.ACTIVE:
            raise OptionsWrong(why=_("%(name)s no es socia o socio activo.") % {"name": member.name})
    return [
        (name if names.count(name) == 1 else f"{name} ({member.number})", member)
        for name, member in zip(names, members, strict=True)
    ]


@action("assembly.vote.open")
def open_vote(*, actor: Actor, vote_id: int, seed: str) -> Vote:
    """Begin a vote, with the seed of the lot told before. Raises NotNow, SeedMissing, AmendmentsFirst."""
    vote = locked_vote(vote_id, Vote.State.DRAFT)
    locked_assembly(vote.item.assembly_id, Assembly.State.OPEN)
    if not seed.strip():
        raise SeedMissing
    if vote.motion is not None:
        if vote.motion.state != Motion.State.PROPOSED:
            raise NotNow(title=str(vote.motion), state=vote.motion.get_state_display())
        if vote.motion.amendments.filter(state=Motion.State.PROPOSED).exists():
            raise AmendmentsFirst
    vote.seed = seed.strip()
    move_to(vote, Vote.State.OPEN, "seed")
    Urn.objects.create(union_id=actor.union_id, vote=vote, salt=urn.new_salt())
    events.record(actor, "assembly.vote.opened", vote, seed=vote.seed)
    return vote


@action("assembly.ballot.cast", for_self="member")
def cast_ballot(*, actor: Actor, vote_id: int, member: Member, ballot: FilledBallot) -> Mark:
    """Vote by telephone, for oneself and for those whose proxy one holds. No office votes for anyone else.

    Sent twice, it is counted once: the mark is the key. Raises NotAllowed, VoteClosed, NotPresent, AlreadyVoted,
    ReceiptForged, BallotWrong.
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
    cards = Credential.objects.filter(assembly_id=vote.item.assembly_id).exclude(pk__in=used).order_by("pk")
    proxies = Proxy.objects.filter(holder__is_present=True).values("giver_id")
    return [*cards.filter(is_present=True), *cards.filter(is_present=False, pk__in=proxies)]


@action("assembly.vote.close")
def close_vote(*, actor: Actor, vote_id: int) -> Vote:
    """End a vote: from here on no ballot is taken, though papers already given may be read. Raises NotNow."""
    vote = locked_vote(vote_id, Vote.State.OPEN)
    vote.present_at_closing = present_votes(vote.assembly)
    move_to(vote, Vote.State.CLOSED, "present_at_closing")
    events.record(actor, "assembly.vote.closed", vote, present=vote.present_at_closing)
    return vote


@action("assembly.vote.annul")
def annul_vote(*, actor: Actor, vote_id: int, reason: str) -> Vote:
    """Declare a vote void before it is counted; its ballots are forgotten unopened. Raises NotNow."""
    vote = locked_vote(vote_id)
    move_to(vote, Vote.State.ANNULLED)
    empty_urn(vote)
    events.record(actor, "assembly.vote.annulled", vote, reason=reason)
    return vote


def _voter(vote_id: int, member: Member) -> tuple[Vote, Credential]:
    vote = Vote.objects.select_related("item__assembly").get(pk=vote_id)
    if vote.state != Vote.State.OPEN:
        raise VoteClosed(title=vote.title)
    credential = Credential.objects.filter(assembly_id=vote.item.assembly_id, member=member).first()
    if credential is None or not credential.is_present:
        raise NotPresent(name=member.name)
    return vote, credential


def _vote(vote: Vote, credential: Credential, ballot: FilledBallot, channel: str, name: str) -> None:
    check_ranking(vote, vote.options.count(), ballot.ranking, is_blank=ballot.is_blank)
    receipt = receipt_of(ballot.ticket, vote.pk, credential.pk)
    votes = mark(vote, votes_held(credential, vote), channel, name)
    drop_in(vote, [urn.SealedBallot(code, ballot.ranking) for code in urn.codes_of(receipt, votes)])
