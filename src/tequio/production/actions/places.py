"""Saying what a workshop works with."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.members.models import Member
from tequio.production.errors import DatesWrong, KilnRetired
from tequio.production.models import Kiln, Means, Pause
from tequio.production.steps import belonging


@dataclass(frozen=True, slots=True)
class MeansDetails:
    people: int
    days_per_week: int
    hours_per_day: int
    drying_litres: int = 0
    day_wage_minor: int | None = None
    fixed_minor: int = 0


@dataclass(frozen=True, slots=True)
class KilnDetails:
    kind: str
    name: str
    litres: int
    loads_per_week: int = 1
    is_shared: bool = False


@action("production.means.set", for_self="member")
def set_means(*, actor: Actor, member: Member, details: MeansDetails) -> Means:
    """Say what a workshop works with in an ordinary week; the newest word counts. Raises NotActive."""
    belonging(member)
    means, _ = Means.objects.update_or_create(union_id=actor.union_id, member=member, defaults=asdict(details))
    # What a workshop earns and pays stays out of the log that everybody's history shows.
    events.record(actor, "production.means.set", means, member=member.pk, people=means.people)
    return means


@action("production.kiln.set", for_self="member")
def set_kiln(*, actor: Actor, member: Member, details: KilnDetails, kiln_id: int | None = None) -> Kiln:
    """Add a kiln, or correct one. Raises NotActive, KilnRetired."""
    belonging(member)
    kiln = Kiln(union_id=actor.union_id, member=member)
    if kiln_id is not None:
        kiln = Kiln.objects.select_for_update().get(pk=kiln_id, member=member)
        if kiln.retired_on:
            raise KilnRetired(name=kiln.name)
    for name, value in asdict(details).items():
        setattr(kiln, name, plain(value) if isinstance(value, str) else value)
    kiln.save()
    events.record(actor, "production.kiln.set", kiln, member=member.pk, litres=kiln.litres)
    return kiln


@action("production.kiln.retire", for_self="member")
def retire_kiln(*, actor: Actor, member: Member, kiln_id: int, today: date) -> Kiln:
    """Stop using a kiln. Raises KilnRetired."""
    kiln: Kiln = Kiln.objects.select_for_update().get(pk=kiln_id, member=member)
    if kiln.retired_on:
        raise KilnRetired(name=kiln.name)
    kiln.retired_on = today
    kiln.save(update_fields=["retired_on"])
    events.record(actor, "production.kiln.retired", kiln, member=member.pk)
    return kiln


@action("production.pause.note", for_self="member")
def note_pause(*, actor: Actor, member: Member, begins_on: date, ends_on: date, reason: str = "") -> Pause:
    """Say when the workshop does not work. Raises NotActive, DatesWrong."""
    belonging(member)
    if ends_on < begins_on:
        raise DatesWrong
    pause, _ = Pause.objects.update_or_create(
        union_id=actor.union_id, member=member, begins_on=begins_on,
        defaults={"ends_on": ends_on, "reason": plain(reason)},
    )  # fmt: skip
    events.record(actor, "production.pause.noted", pause, member=member.pk, begins_on=begins_on, ends_on=ends_on)
    return pause


@action("production.pause.withdraw", for_self="member")
def withdraw_pause(*, actor: Actor, member: Member, pause_id: int) -> Member:
    """Work on those days after all."""
    pause = Pause.objects.get(pk=pause_id, member=member)
    events.record(actor, "production.pause.withdrawn", pause, member=member.pk, begins_on=pause.begins_on)
    pause.delete()
    return member
