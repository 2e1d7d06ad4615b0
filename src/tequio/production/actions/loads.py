"""Kiln loads: planned, filled by one owner or several, fired with their fuel shared out, or called off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from math import floor

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.engines.costing import Part, fuel_shares
from tequio.members.models import Member
from tequio.production.actions.batches import free_of_loads
from tequio.production.errors import (
    BatchNotWaiting,
    DayToCome,
    GoodsMissing,
    KilnFull,
    KilnNotShared,
    KilnRetired,
    LoadEmpty,
    LoadNotPlanned,
    MoreThanThere,
    NotAFiring,
)
from tequio.production.making import making_here
from tequio.production.models import Batch, Kiln, Load, LoadPart, Way
from tequio.production.steps import belonging, count, locked_batch, recipe_of


def locked_load(load_id: int) -> Load:
    """A load that is planned, held until the deed ends. Raises LoadNotPlanned."""
    load: Load = Load.objects.select_for_update(of=("self",)).select_related("kiln__member").get(pk=load_id)
    if not load.is_planned:
        raise LoadNotPlanned
    return load


@action("production.load.plan", for_self="member")
def plan_load(*, actor: Actor, member: Member, kiln_id: int, stage: str, lit_on: date, now: datetime) -> Load:
    """Plan to light a kiln on a day, for one of the stages that fire. Raises NotActive, KilnRetired, NotAFiring."""
    belonging(member)
    kiln: Kiln = Kiln.objects.get(pk=kiln_id, member=member)
    if kiln.retired_on:
        raise KilnRetired(name=kiln.name)
    firing = {s.stage.code for recipe in making_here(actor.union_id).recipes for s in recipe.stages if s.fires}
    if stage not in firing:
        raise NotAFiring
    load = Load.objects.create(union_id=actor.union_id, kiln=kiln, stage=stage, lit_on=lit_on, changed_at=now)
    events.record(actor, "production.load.planned", load, member=member.pk, kiln=kiln.pk, stage=stage, lit_on=lit_on)
    return load


@action("production.load.join", for_self="member")
def join_load(*, actor: Actor, member: Member, load_id: int, batch_id: int) -> Load:
    """Put a batch of one's own into a load; into a neighbour's when his kiln is shared in the same village.

    Raises LoadNotPlanned, KilnNotShared, BatchFinished, BatchInLoad, BatchNotWaiting, KilnFull.
    """
    load = locked_load(load_id)
    owner = load.kiln.member
    if owner.pk != member.pk and not (load.kiln.is_shared and owner.section_id == member.section_id):
        raise KilnNotShared(name=load.kiln.name)
    batch = locked_batch(Batch.objects.get(pk=batch_id, member=member).pk)
    free_of_loads(batch)
    if batch.stage != load.stage:
        raise BatchNotWaiting(number=batch.number)
    litres = recipe_of(actor.union_id, batch.product).litres
    taken = sum((part.litres * part.pieces for part in LoadPart.objects.filter(load=load)), Decimal(0))
    if taken + litres * batch.alive > load.kiln.litres:
        raise KilnFull(left=floor(load.kiln.litres - taken), place=-floor(-litres * batch.alive))
    LoadPart.objects.create(
        union_id=actor.union_id, load=load, batch=batch, pieces=batch.alive, litres=litres
    )  # fmt: skip
    events.record(actor, "production.load.joined", load, member=member.pk, batch=batch.pk, pieces=batch.alive)
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
    parts = list(LoadPart.objects.filter(load=load).order_by("pk"))
    if not parts:
        raise LoadEmpty
    if set(goods) != {part.pk for part in parts}:
        raise GoodsMissing
    if fired_on > today:
        raise DayToCome
    for part in parts:
        if not 0 <= goods[part.pk] <= part.pieces:
            raise MoreThanThere(entered=part.pieces, good=goods[part.pk])
    shares = fuel_shares(fuel_minor, [Part(p.pk, p.pieces, p.litres, goods[p.pk]) for p in parts])
    way = Way.PHONE if actor.member_id == member.pk else Way.OFFICE
    for part in parts:
        part.good, part.fuel_minor = goods[part.pk], shares[part.pk]
        part.save(update_fields=["good", "fuel_minor"])
        batch = locked_batch(part.batch_id)
        count(batch, recipe_of(actor.union_id, batch.product), load.stage, part.good, fired_on, today, way, part)
    load.state, load.fuel_minor, load.lit_on = Load.State.FIRED, fuel_minor, fired_on
    _told(load, now)
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
    _told(load, now)
    events.record(actor, "production.load.cancelled", load, member=member.pk)
    return load


def _told(load: Load, now: datetime) -> None:
    """Save a load so that calendars learn of it."""
    load.sequence, load.changed_at = load.sequence + 1, now
    load.save(update_fields=["state", "fuel_minor", "lit_on", "sequence", "changed_at"])
