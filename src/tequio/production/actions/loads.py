"""Kiln loads: planned, filled by one owner or several, fired with their fuel shared out, or called off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.members.models import Member
from tequio.production import firing
from tequio.production.errors import LoadNotPlanned, NothingInTheList
from tequio.production.load_sheet import Noted, write
from tequio.production.models import Batch, Kiln, Load, LoadPart, Way


def locked_load(load_id: int) -> Load:
    """A load that is planned, held until the deed ends. Raises LoadNotPlanned."""
    load: Load = Load.objects.select_for_update(of=("self",)).select_related("kiln__member").get(pk=load_id)
    if not load.is_planned:
        raise LoadNotPlanned
    return load


@action("production.load.plan", for_self="member")
def plan_load(*, actor: Actor, member: Member, kiln_id: int, stage: str, lit_on: date, now: datetime) -> Load:
    """Plan to light a kiln on a day, for one of the stages that fire. Raises NotActive, KilnRetired, NotAFiring."""
    kiln = Kiln.objects.select_related("member").get(pk=kiln_id, member=member)
    load = firing.plan(kiln, stage, lit_on, now)
    events.record(actor, "production.load.planned", load, member=member.pk, kiln=kiln.pk, stage=stage, lit_on=lit_on)
    return load


@action("production.load.join", for_self="member")
def join_load(*, actor: Actor, member: Member, load_id: int, batch_id: int) -> Load:
    """Put a batch of one's own into a load; into a neighbour's when his kiln is shared in the same village.

    Raises LoadNotPlanned, KilnNotShared, BatchFinished, BatchInLoad, BatchNotWaiting, KilnFull.
    """
    load = locked_load(load_id)
    part = firing.put_in(load, Batch.objects.select_related("member").get(pk=batch_id, member=member))
    events.record(actor, "production.load.joined", load, member=member.pk, batch=batch_id, pieces=part.pieces)
    return load


@action("production.load.leave", for_self="member")
def leave_load(*, actor: Actor, member: Member, load_id: int, batch_id: int) -> Load:
    """Take a batch of one's own out of a load before it is fired. Raises LoadNotPlanned."""
    load = locked_load(load_id)
    LoadPart.objects.filter(load=load, batch_id=batch_id, batch__member=member).delete()
    events.record(actor, "production.load.left", load, member=member.pk, batch=batch_id)
    return load


@action("production.load.fire", for_self="member")
def fire_load(
    *, actor: Actor, member: Member, load_id: int, fuel_minor: int, goods: Mapping[int, int], fired_on: date,
    today: date, now: datetime,
) -> Load:  # fmt: skip
    """Note a firing: what its fuel cost, and how many came out good of each part. Fuel is shared by place.

    `goods` is by part. Raises LoadNotPlanned, LoadEmpty, GoodsMissing, MoreThanThere, DayToCome, DayTooEarly.
    """
    load = locked_load(load_id)
    if load.kiln.member_id != member.pk:
        raise LoadNotPlanned
    way = Way.PHONE if actor.member_id == member.pk else Way.OFFICE
    parts = firing.fire(load, fuel_minor, goods, fired_on, today, now, way)
    events.record(actor, "production.load.fired", load, member=member.pk, fuel_minor=fuel_minor, parts=len(parts),
                  broken=sum(part.broken for part in parts))  # fmt: skip
    return load


@action("production.load.cancel", for_self="member")
def cancel_load(*, actor: Actor, member: Member, load_id: int, now: datetime) -> Load:
    """Call a load off; its batches wait for another. Raises LoadNotPlanned."""
    load = locked_load(load_id)
    if load.kiln.member_id != member.pk:
        raise LoadNotPlanned
    LoadPart.objects.filter(load=load).delete()
    load.state = Load.State.CANCELLED
    firing.told(load, now)
    events.record(actor, "production.load.cancelled", load, member=member.pk)
    return load


@action("production.load.import")
def import_loads(*, actor: Actor, rows: Sequence[Noted], today: date, now: datetime) -> Actor:
    """Write all firings of a paper sheet, or none. Raises NothingInTheList, RowRefused for the first that cannot be."""
    if not rows:
        raise NothingInTheList
    for noted in rows:
        write(noted, today, now)
    events.record(actor, "production.load.imported", "production.load", loads=len(rows),
                  parts=sum(len(noted.parts) for noted in rows))  # fmt: skip
    return actor
