"""Preparing an assembly and calling it in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from tequio.assembly.errors import (
    CalledTooLate,
    MayNotCall,
    NoAgenda,
    NoDelegates,
    NotNow,
    SecondTooSoon,
    SectionsTooLate,
)
from tequio.assembly.models import AgendaItem, Assembly, Document, Motion
from tequio.assembly.petitioning import give_back, place, signed_for_meeting
from tequio.assembly.queries import summoned
from tequio.assembly.steps import locked_assembly, move_to, own_rules
from tequio.assembly.weights import votes_of
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.engines import bylaws
from tequio.engines.days import mexico
from tequio.members.models import Member
from tequio.ui.templatetags.tequio import day as written

State = Assembly.State


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the agenda as it is typed."""

    title: str
    matter: str = AgendaItem.Matter.ORDINARY


@action("assembly.assembly.draft")
def draft_assembly(
    *, actor: Actor, title: str, kind: str, by_delegates: bool, meets_at: datetime, second_at: datetime, place: str,
    called_by: str, signers: int, points: Sequence[Point], today: date,
) -> Assembly:  # fmt: skip
    """Prepare an assembly with its agenda, under the bylaws of today. Raises SecondTooSoon, BylawsUnlawful."""
    form, own = own_rules(today)
    assembly = Assembly(
        union_id=actor.union_id, title=title, kind=kind, form=form, own_rules=own, by_delegates=by_delegates,
        meets_at=meets_at, second_at=second_at, place=place, called_by=called_by, signers=signers,
    )  # fmt: skip
    check_second(assembly)
    assembly.save()
    set_points(assembly, points)
    events.record(actor, "assembly.assembly.drafted", assembly, title=title, points=len(points))
    return assembly


@action("assembly.assembly.edit")
def edit_assembly(
    *, actor: Actor, assembly_id: int, title: str, kind: str, by_delegates: bool, meets_at: datetime,
    second_at: datetime, place: str, called_by: str, signers: int, points: Sequence[Point], today: date,
) -> Assembly:  # fmt: skip
    """Change an assembly that has not been called; motions under its points go with the points that go.

    Raises NotNow, SecondTooSoon, BylawsUnlawful.
    """
    assembly = locked_assembly(assembly_id, State.DRAFT)
    if Motion.objects.filter(item__assembly=assembly).exists():
        raise NotNow(title=assembly.title, state=assembly.get_state_display())
    assembly.form, assembly.own_rules = own_rules(today)
    assembly.title, assembly.kind, assembly.by_delegates = title, kind, by_delegates
    assembly.meets_at, assembly.second_at, assembly.place = meets_at, second_at, place
    assembly.called_by, assembly.signers = called_by, signers
    check_second(assembly)
    assembly.save()
    AgendaItem.objects.filter(assembly=assembly).delete()
    set_points(assembly, points)
    events.record(actor, "assembly.assembly.edited", assembly, title=title, points=len(points))
    return assembly


@action("assembly.document.add")
def add_document(*, actor: Actor, assembly_id: int, title: str, text: str) -> Document:
    """Lay a text before the members until the assembly ends. Raises NotNow."""
    assembly = locked_assembly(assembly_id, State.DRAFT, State.CALLED, State.LACKED, State.OPEN)
    document = Document.objects.create(union_id=actor.union_id, assembly=assembly, title=title, text=text)
    events.record(actor, "assembly.document.added", document, assembly=assembly.pk, title=title)
    return document


@action("assembly.motion.propose")
def propose_motion(*, actor: Actor, item_id: int, text: str, proposed_by: str, amends_id: int | None = None) -> Motion:
    """Propose something under a point, or other words for a motion that still stands. Raises NotNow."""
    item = AgendaItem.objects.select_related("assembly").get(pk=item_id)
    locked_assembly(item.assembly_id, State.DRAFT, State.CALLED, State.LACKED, State.OPEN)
    amended = None
    if amends_id is not None:
        amended = Motion.objects.select_for_update().get(pk=amends_id, item=item, amends=None)
        if amended.state != Motion.State.PROPOSED:
            raise NotNow(title=str(amended), state=amended.get_state_display())
    motion = Motion.objects.create(
        union_id=actor.union_id, item=item, amends=amended, text=text, proposed_by=proposed_by
    )
    events.record(actor, "assembly.motion.proposed", motion, item=item.pk, amends=amends_id, by=proposed_by)
    return motion


@action("assembly.motion.withdraw")
def withdraw_motion(*, actor: Actor, motion_id: int) -> Motion:
    """Take a motion back before it is decided, with its amendments. Raises NotNow."""
    motion: Motion = Motion.objects.select_for_update(of=("self",)).get(pk=motion_id)
    if motion.state != Motion.State.PROPOSED or motion.votes.exclude(state__in=("annulled", "draft")).exists():
        raise NotNow(title=str(motion), state=motion.get_state_display())
    motion.amendments.filter(state=Motion.State.PROPOSED).update(state=Motion.State.WITHDRAWN)
    motion.state = Motion.State.WITHDRAWN
    motion.save(update_fields=["state"])
    events.record(actor, "assembly.motion.withdrawn", motion)
    return motion


@action("assembly.assembly.call")
def call_assembly(*, actor: Actor, assembly_id: int, today: date) -> Assembly:
    """Publish the first call, with every point that members demanded by their signatures.

    Raises NotNow, NoAgenda, CalledTooLate, SecondTooSoon, SectionsTooLate, MayNotCall, NoDelegates.
    """
    assembly = locked_assembly(assembly_id, State.DRAFT)
    signed = signed_for_meeting()
    asked = place(assembly, today)
    last = publish(assembly, today, signed=signed)
    events.record(
        actor, "assembly.assembly.called", assembly, call=1, meets_at=assembly.meets_at, last_day=last,
        petitions=[petition.pk for petition in asked],
    )  # fmt: skip
    return assembly


def publish(assembly: Assembly, today: date, *, signed: int = 0) -> date:
    """A step: the first call goes out today; the last lawful day for it. Raises as `call_assembly`.

    `signed`: votes that signed here for a meeting; members who call count them, or those that were typed.
    """
    rules, members = assembly.bylaws, summoned(assembly).count()
    if not assembly.items.exists():
        raise NoAgenda
    if assembly.by_delegates and not bylaws.may_send_delegates(rules, members, live_elsewhere=_in_many_places()):
        raise NoDelegates(members=members, source=rules.source("delegates_above"))
    votes = sum(votes_of(rules, summoned(assembly).values_list("pk", flat=True)).values())
    caller = bylaws.Caller(assembly.called_by, min(max(assembly.signers, signed), votes))
    allowed = bylaws.may_call(rules, caller, entitled=votes)
    if not allowed.holds:
        raise MayNotCall(needed=allowed.needed, have=allowed.have, source=allowed.source)
    check_second(assembly)
    last = days_of(assembly).first_by
    if today > last:
        raise CalledTooLate(day=written(last), source=rules.source("notice_days"))
    assembly.called_on = today
    move_to(assembly, State.CALLED, "called_on")
    return last


@action("assembly.assembly.call_again")
def call_again(*, actor: Actor, assembly_id: int, second_at: datetime, today: date) -> Assembly:
    """Publish the second call after the first found no quorum. Raises NotNow, CalledTooLate, SecondTooSoon."""
    assembly = locked_assembly(assembly_id, State.LACKED)
    assembly.second_at = second_at
    check_second(assembly)
    last = days_of(assembly).second_by
    if today > last:
        raise CalledTooLate(day=written(last), source=assembly.bylaws.source("second_notice_days"))
    assembly.call, assembly.second_called_on = 2, today
    move_to(assembly, State.CALLED, "call", "second_called_on", "second_at")
    events.record(actor, "assembly.assembly.called_again", assembly, call=2, meets_at=second_at, last_day=last)
    return assembly


@action("assembly.assembly.cancel")
def cancel_assembly(*, actor: Actor, assembly_id: int, reason: str) -> Assembly:
    """Call an assembly off before it begins; what its members had demanded waits for the next. Raises NotNow."""
    assembly = locked_assembly(assembly_id)
    move_to(assembly, State.CANCELLED)
    back = give_back(assembly)
    events.record(actor, "assembly.assembly.cancelled", assembly, reason=reason, petitions=[each.pk for each in back])
    return assembly


def days_of(assembly: Assembly) -> bylaws.CallDays:
    """The lawful days of both calls."""
    first, second = timezone.localdate(assembly.meets_at), timezone.localdate(assembly.second_at)
    return bylaws.call_days(assembly.bylaws, mexico(), first_on=first, second_on=second)


def check_second(assembly: Assembly) -> None:
    """Raises SecondTooSoon, and SectionsTooLate where a section would meet after those it sends delegates to."""
    earliest = days_of(assembly).second_earliest
    if timezone.localdate(assembly.second_at) < earliest or assembly.second_at < assembly.meets_at:
        raise SecondTooSoon(day=written(earliest), source=assembly.bylaws.source("second_notice_days"))
    if assembly.sends_to is not None and assembly.second_at >= assembly.sends_to.meets_at:
        raise SectionsTooLate(day=written(assembly.sends_to.meets_at))


def set_points(assembly: Assembly, points: Sequence[Point]) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(union_id=assembly.union_id, assembly=assembly, number=number, title=point.title, matter=point.matter)
        for number, point in enumerate(points, start=1)
    )


def _in_many_places() -> bool:
    places = Member.objects.filter(state=Member.State.ACTIVE).values("section__municipality").distinct()
    return places.count() > 1
