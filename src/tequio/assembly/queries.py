"""What the pages of an assembly show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from tequio.assembly.models import (
    AgendaItem,
    Assembly,
    Assistance,
    Credential,
    Dispatch,
    HandCount,
    Mark,
    Motion,
    Movement,
    Notice,
    Outcome,
    PaperBallot,
    Proxy,
    Recusal,
    Substitute,
    Vote,
)
from tequio.core.text import search_key
from tequio.engines import bylaws, tally
from tequio.members.models import Member

State = Assembly.State


def assemblies() -> QuerySet[Assembly]:
    """Newest first."""
    return Assembly.objects.select_related("union", "section", "sends_to__union").order_by("-meets_at", "-pk")


def for_member(member: Member) -> QuerySet[Assembly]:
    """Those that a member sees: general ones and his own section's, from the call on."""
    return assemblies().exclude(state=State.DRAFT).filter(Q(section=None) | Q(section=member.section_id))


def summoned(assembly: Assembly) -> QuerySet[Member]:
    """Who is called: every active member, or those of the section whose meeting it is."""
    active = Member.objects.filter(state=Member.State.ACTIVE)
    return active if assembly.section_id is None else active.filter(section_id=assembly.section_id)


def agenda_of(assembly: Assembly) -> QuerySet[AgendaItem]:
    """The points with their motions and votes."""
    motions = Motion.objects.order_by("pk")
    votes = Vote.objects.exclude(state=Vote.State.ANNULLED).order_by("pk")
    return AgendaItem.objects.filter(assembly=assembly).order_by("number").prefetch_related(
        Prefetch("motions", motions, to_attr="proposed"), Prefetch("votes", votes, to_attr="put"),
    )  # fmt: skip


def votes() -> QuerySet[Vote]:
    return Vote.objects.select_related("item__assembly__union", "item__assembly__section", "motion", "office",
                                       "minority_of__item__assembly")  # fmt: skip


def present_votes(assembly: Assembly) -> int:
    """Votes there now: of those present, and of those whose proxy is present while they are not."""
    here = Credential.objects.filter(assembly=assembly, is_present=True).aggregate(votes=Sum("weight"))["votes"] or 0
    proxies = Proxy.objects.filter(giver__assembly=assembly, giver__is_present=False, holder__is_present=True)
    return int(here + (proxies.aggregate(votes=Sum("giver__weight"))["votes"] or 0))


def quorum_of(assembly: Assembly) -> bylaws.Verdict:
    return bylaws.quorum(
        assembly.bylaws, call=assembly.call, present=present_votes(assembly), entitled=assembly.entitled
    )


def electors(vote: Vote) -> QuerySet[Credential]:
    """The credentials that may vote: all of the assembly, or those of the minority that names this council; never
    those of who has an interest of his own in it."""
    cards = Credential.objects.filter(assembly_id=vote.item.assembly_id)
    if vote.minority_of_id is not None:
        cards = cards.filter(dissents__vote=vote.minority_of_id)
    return cards.exclude(pk__in=Recusal.objects.filter(vote=vote).values("credential_id"))


def votes_there(vote: Vote) -> int:
    """Votes there now that may be used in this vote: of those present, and those whose proxy is."""
    cards = electors(vote)
    if vote.minority_of_id is not None:
        return int(cards.aggregate(votes=Sum("weight"))["votes"] or 0)
    here = cards.filter(is_present=True).aggregate(votes=Sum("weight"))["votes"] or 0
    given = Proxy.objects.filter(giver__in=cards, giver__is_present=False, holder__in=cards, holder__is_present=True)
    return int(here + (given.aggregate(votes=Sum("giver__weight"))["votes"] or 0))


def votes_held(credential: Credential, vote: Vote) -> list[Credential]:
    """The credentials somebody votes with: his own, and of those absent who gave him their proxy.

    Whoever gave it, came, voted himself and left again has used his vote.
    """
    used = Mark.objects.filter(vote=vote).values("credential_id")
    given = electors(vote).filter(given__holder=credential, is_present=False).exclude(pk__in=used)
    return [credential, *given.order_by("pk")]


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is there: people, votes, and whether that is a quorum."""

    people: int
    invited: int
    quorum: bylaws.Verdict

    @property
    def percent(self) -> int:
        return round(100 * self.quorum.have / self.quorum.votes) if self.quorum.votes else 0


def presence_of(assembly: Assembly) -> Presence:
    cards = Credential.objects.filter(assembly=assembly)
    counts = cards.aggregate(all=Count("pk"), votes=Sum("weight"))
    return Presence(cards.filter(is_present=True).count(), counts["all"], quorum_of(assembly))


def sections_present(assembly: Assembly) -> list[tuple[str, int, int]]:
    """Each section with votes there and votes in all."""
    rows = Credential.objects.filter(assembly=assembly).values_list("section__name", "is_present").annotate(
        votes=Sum("weight")
    )  # fmt: skip
    here: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for name, is_present, votes_ in rows:
        whole[name] += votes_
        here[name] += votes_ if is_present else 0
    return [(name, here[name], whole[name]) for name in sorted(whole)]


def credentials(assembly: Assembly, search: str = "") -> QuerySet[Credential]:
    """Cards in the order of names; found by card code, member number or words of the name."""
    cards = Credential.objects.filter(assembly=assembly).select_related(
        "member__person", "section", "instead_of__person"
    )
    cards = cards.order_by("member__person__sort_key", "pk")
    plain = tally.plain_code(search)
    if len(plain) == 12 and (by_code := cards.filter(code=plain)).exists():
        return by_code
    if search.strip().isdecimal() and len(search.strip()) < 10:
        return cards.filter(member__number=int(search))
    for word in search_key(search).split():
        cards = cards.filter(member__person__search_key__contains=word)
    return cards


def card_of(assembly: Assembly, member: Member) -> Credential | None:
    return Credential.objects.select_related("section").filter(assembly=assembly, member=member).first()


def has_come(credential: Credential) -> bool:
    """Whether it came in since the call that stands: at a second call everybody arrives anew."""
    came = Movement.objects.filter(credential=credential, comes_in=True)
    if credential.assembly.second_called_on is not None:
        came = came.filter(at__date__gte=credential.assembly.second_called_on)
    return came.exists()


def substitutes_of(assembly: Assembly) -> QuerySet[Substitute]:
    """By section and order."""
    return Substitute.objects.filter(assembly=assembly).select_related("member__person", "section").order_by(
        "section__name", "section", "place"
    )  # fmt: skip


def stood_in(assembly: Assembly) -> QuerySet[Credential]:
    """The places that a substitute took."""
    return Credential.objects.filter(assembly=assembly, instead_of__isnull=False).select_related(
        "member__person", "instead_of__person", "section"
    ).order_by("section__name", "pk")  # fmt: skip


def recusals_of(vote: Vote) -> QuerySet[Recusal]:
    return Recusal.objects.filter(vote=vote).select_related("credential__member__person").order_by("pk")


def proxies_of(assembly: Assembly) -> QuerySet[Proxy]:
    return Proxy.objects.filter(giver__assembly=assembly).select_related(
        "giver__member__person", "holder__member__person"
    ).order_by("pk")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """How many were told of the call that stands, in each way, and how many in no way yet."""

    ways: list[tuple[str, int]]
    people: int
    members: int

    @property
    def untold(self) -> int:
        return max(0, self.members - self.people)


def told_of(assembly: Assembly) -> Told:
    notices = Notice.objects.filter(assembly=assembly, call=assembly.call)
    ways = dict(notices.values_list("way").annotate(n=Count("pk")))
    labels = [(str(way.label), ways[way.value]) for way in Notice.Way if way.value in ways]
    return Told(labels, notices.values("member_id").distinct().count(), summoned(assembly).count())


def sending_of(assembly: Assembly) -> dict[str, int]:
    """How many texts of the call that stands are in each state."""
    sent = Dispatch.objects.filter(assembly=assembly, call=assembly.call)
    return dict(sent.order_by().values_list("state").annotate(n=Count("pk")))


def untold_by_text(assembly: Assembly) -> QuerySet[Dispatch]:
    """Whom no text is known to have reached, by name: somebody has to tell them in another way."""
    told = Notice.objects.filter(assembly=assembly, call=assembly.call).values("member_id")
    rows = Dispatch.objects.filter(assembly=assembly, call=assembly.call).exclude(
        state__in=(Dispatch.State.SENT, Dispatch.State.WAITING)
    )  # fmt: skip
    return rows.exclude(member_id__in=told).select_related("member__person", "member__section").order_by(
        "member__person__sort_key", "pk"
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turnout:
    """Votes used, by channel, of the votes there; nothing here says what was voted."""

    used: int
    channels: list[tuple[str, int]]
    papers: dict[str, int]
    helped: int

    @property
    def doubtful(self) -> int:
        return self.papers.get(PaperBallot.State.DOUBTFUL, 0)


def turnout_of(vote: Vote) -> Turnout:
    by_channel = dict(Mark.objects.filter(vote=vote).values_list("channel").annotate(votes=Sum("weight")))
    papers = dict(PaperBallot.objects.filter(vote=vote).values_list("state").annotate(n=Count("pk")))
    return Turnout(
        sum(by_channel.values()),
        [(str(each.label), by_channel[each.value]) for each in Mark.Channel if each.value in by_channel],
        papers, Assistance.objects.filter(vote=vote).count(),
    )  # fmt: skip


def outcome_of(vote: Vote) -> Outcome | None:
    return Outcome.objects.filter(vote=vote).first()


@dataclass(frozen=True, slots=True)
class Result:
    """A counted vote as it is shown: figures by option, who won, and the count behind it."""

    outcome: Outcome
    published: tally.Published
    count: tally.Count | None
    hands: list[HandCount]

    @property
    def rows(self) -> list[tuple[str, Any, bool]]:
        """Each option with its votes at the end of the count, and whether it won."""
        last = self.count.stages[-1].votes if self.count else ()
        names = self.published.names
        return [
            (name, last[place] if last else 0, place + 1 in self.outcome.winners) for place, name in enumerate(names)
        ]


def result_of(vote: Vote) -> Result | None:
    outcome = outcome_of(vote)
    if outcome is None:
        return None
    published = tally.read_published(outcome.record)
    count = published.recount() if outcome.valid else None
    return Result(outcome, published, count, list(HandCount.objects.filter(vote=vote).order_by("pk")))


def doubts_of(vote: Vote) -> QuerySet[PaperBallot]:
    papers = PaperBallot.objects.filter(vote=vote, state=PaperBallot.State.DOUBTFUL)
    return papers.prefetch_related("readings").order_by("code")


def next_for(member: Member) -> Assembly | None:
    """The assembly that is on, or the next one called."""
    assembly: Assembly | None = (
        for_member(member).filter(state__in=(State.OPEN, State.CALLED)).order_by("-state", "meets_at", "pk").first()
    )
    return assembly
