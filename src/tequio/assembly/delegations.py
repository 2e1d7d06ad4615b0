"""How many delegates each section sends to a general assembly, and whom it elected."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count
from django.utils import timezone

from tequio.assembly.models import Assembly, Option, Outcome, Vote
from tequio.engines import bylaws, tally
from tequio.members.models import Member, Section


@dataclass(frozen=True, slots=True)
class Delegation:
    """One section's part: `wanted` delegates for `members`, its own meeting, and who was elected, first one first.

    Where the section elected here, `members` are those who had a credential then: for them the delegates stand.
    """

    section: Section
    members: int
    wanted: int
    meeting: Assembly | None = None
    vote: Vote | None = None
    elected: list[Member] = field(default_factory=list)
    substitutes: list[Member] = field(default_factory=list)

    @property
    def weights(self) -> tuple[int, ...]:
        """The votes of each elected delegate, together those of all members."""
        return bylaws.delegate_weights(self.members, len(self.elected))


@dataclass(frozen=True, slots=True)
class Elected:
    """Whom a section elected in one vote: its delegates, and who stands in for them."""

    vote: Vote
    delegates: list[Member]
    substitutes: list[Member]


def delegates_wanted(assembly: Assembly, members: int) -> int:
    """How many delegates so many members send; none where the legal form knows no delegates."""
    if assembly.delegates is not None:
        return min(assembly.delegates, members)
    if assembly.bylaws.number("delegates_total") or not assembly.bylaws.number("members_per_delegate"):
        return 0  # a share of a total is known only beside the other sections
    return bylaws.delegates_of(assembly.bylaws, {"": members})[""]


def seed_of(assembly: Assembly) -> str:
    """What equal claims to the last place are drawn by: the day of the assembly, which everybody knows."""
    return timezone.localdate(assembly.meets_at).isoformat()


def sections_with_members() -> dict[Section, int]:
    active = Member.objects.filter(state=Member.State.ACTIVE)
    counts = dict(active.order_by().values_list("section_id").annotate(Count("pk")))
    return {section: counts.get(section.pk, 0) for section in Section.objects.order_by("name", "pk")}


def shared(assembly: Assembly) -> tally.Apportionment | None:
    """How a fixed number of delegates is shared among the sections today; None where there is no such number."""
    members = {named(section): count for section, count in sections_with_members().items()}
    return bylaws.share_of(assembly.bylaws, members, seed=seed_of(assembly))


def named(section: Section) -> str:
    """A section's name for the public lot; two villages of one name differ by their municipality."""
    return f"{section.name} ({section.municipality})"


def delegations(assembly: Assembly) -> list[Delegation]:
    """Every section with its part in a general assembly, in the order of names."""
    counts = sections_with_members()
    meetings = {
        each.section_id: each
        for each in assembly.of_sections.exclude(state=Assembly.State.CANCELLED).select_related("union", "section")
    }
    votes, shares = _elections(assembly), shared(assembly)
    return [
        _delegation(
            assembly, section, members, meetings.get(section.pk), votes.get(section.pk),
            min(shares.seats.get(named(section), 0), members) if shares else delegates_wanted(assembly, members),
        )
        for section, members in counts.items()
    ]  # fmt: skip


def _delegation(
    assembly: Assembly, section: Section, members: int, meeting: Assembly | None, done: Elected | None, wanted: int
) -> Delegation:
    if done is not None and meeting is not None:
        return Delegation(
            section, meeting.entitled, len(done.delegates), meeting, done.vote, done.delegates, done.substitutes
        )
    if meeting is not None and meeting.delegates is not None:
        wanted = delegates_wanted(meeting, members)
    return Delegation(section, members, wanted, meeting)


def _elections(assembly: Assembly) -> dict[int, Elected]:
    """By section: the vote of its finished meeting that filled all its places, and who won them in that order."""
    found: dict[int, Elected] = {}
    outcomes = Outcome.objects.select_related("vote__item__assembly").filter(
        vote__elects_delegates=True, vote__item__assembly__sends_to=assembly,
        vote__item__assembly__state=Assembly.State.CLOSED,
    ).order_by("pk")  # fmt: skip
    named = {
        (option.vote_id, option.place): option.member
        for option in Option.objects.filter(vote__in=[each.vote_id for each in outcomes]).select_related(
            "member__person"
        )
    }
    for outcome in outcomes:
        if len(outcome.winners) == outcome.vote.seats:
            found[outcome.vote.item.assembly.section_id] = Elected(
                outcome.vote,
                *([named[outcome.vote_id, place] for place in places]
                  for places in (outcome.winners, outcome.substitutes)),
            )  # fmt: skip
    return found
