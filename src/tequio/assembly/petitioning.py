"""How far a petition has come, and how the ones that have their signatures get into the next call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from tequio.assembly.models import AgendaItem, Assembly, Petition, Signature
from tequio.assembly.weights import votes_of
from tequio.engines import bylaws
from tequio.members.models import Member

State = Petition.State
SHOWN = (State.OPEN, State.REACHED, State.PLACED)


@dataclass(frozen=True, slots=True)
class Asked:
    """A petition with how many signed, and what the bylaws ask. Only signatures of active members count."""

    petition: Petition
    verdict: bylaws.Verdict
    people: int
    is_mine: bool = False  # the one who looks has signed

    @property
    def percent(self) -> int:
        return min(100, 100 * self.verdict.have // self.verdict.needed)


def petitions() -> QuerySet[Petition]:
    return Petition.objects.select_related("union", "proposed_by__person", "item__assembly__union").order_by("-pk")


def asked(rows: Sequence[Petition], member: Member | None = None) -> list[Asked]:
    """Each petition with how far it has come, in three questions for however many."""
    active = set(Member.objects.filter(state=Member.State.ACTIVE).values_list("pk", flat=True))
    signed: dict[int, set[int]] = {row.pk: set() for row in rows}
    for petition, signer in Signature.objects.filter(petition__in=rows).values_list("petition_id", "member_id"):
        signed[petition].add(signer)
    mine = member.pk if member else 0
    weights: dict[str, dict[int, int]] = {}
    found = []
    for row in rows:
        votes = weights.setdefault(f"{row.form} {row.own_rules}", votes_of(row.bylaws, active))
        counted = signed[row.pk] & active
        verdict = bylaws.may_demand(
            row.bylaws, row.kind, signed=sum(votes[pk] for pk in counted), entitled=sum(votes.values())
        )
        found.append(Asked(row, verdict, len(counted), mine in signed[row.pk]))
    return found


def settle(rows: Iterable[Petition], today: date) -> list[Petition]:
    """A step: the open ones that have their signatures are reached from today on; returns those."""
    reached = [each.petition for each in asked([row for row in rows if row.is_open]) if each.verdict.holds]
    for petition in reached:
        petition.state, petition.reached_on = State.REACHED, today
    Petition.objects.bulk_update(reached, ["state", "reached_on"])
    return reached


def waiting() -> QuerySet[Petition]:
    """Those that have their signatures and no call carries yet, oldest first."""
    return petitions().filter(state=State.REACHED).order_by("reached_on", "pk")


def carried_by(assembly: Assembly) -> list[Petition]:
    """What members demanded and this assembly carries; before its call, what the call will carry."""
    if assembly.section_id is not None:
        return []
    return list(waiting() if assembly.state == Assembly.State.DRAFT else petitions().filter(item__assembly=assembly))


def signed_for_meeting() -> int:
    """The most votes that signed for one meeting which nobody has called."""
    demanded = [petition for petition in waiting() if petition.wants_meeting]
    return max((each.verdict.have for each in asked(demanded)), default=0)


def place(assembly: Assembly, today: date) -> list[Petition]:
    """A step of a general call: every petition that has its signatures becomes a point. Returns those."""
    held = list(Petition.objects.select_for_update().filter(state__in=(State.OPEN, State.REACHED)).order_by("pk"))
    settle(held, today)
    due = [petition for petition in held if petition.state == State.REACHED]
    last = AgendaItem.objects.filter(assembly=assembly).aggregate(last=Max("number"))["last"] or 0
    for number, petition in enumerate(due, start=last + 1):
        petition.item = AgendaItem.objects.create(
            union_id=assembly.union_id, assembly=assembly, number=number, title=petition.title, matter=petition.matter
        )
        petition.state = State.PLACED
    Petition.objects.bulk_update(due, ["state", "item"])
    return due


def give_back(assembly: Assembly) -> list[Petition]:
    """A step of a cancellation: what its members had asked for waits for the next call."""
    placed = list(Petition.objects.select_for_update().filter(item__assembly=assembly, state=State.PLACED))
    for petition in placed:
        petition.state, petition.item = State.REACHED, None
    Petition.objects.bulk_update(placed, ["state", "item"])
    return placed
