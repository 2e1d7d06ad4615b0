"""What happens to a kiln load, whoever tells of it: by telephone, at the desk, or off a paper sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from math import floor

from tequio.engines.costing import Part, fuel_shares
from tequio.production.errors import (
    BatchNotWaiting,
    DayToCome,
    GoodsMissing,
    KilnFull,
    KilnNotShared,
    KilnRetired,
    LoadEmpty,
    MoreThanThere,
    NotAFiring,
)
from tequio.production.making import making_here
from tequio.production.models import Batch, Kiln, Load, LoadPart
from tequio.production.steps import belonging, count, free_of_loads, locked_batch, recipe_of


def plan(kiln: Kiln, stage: str, lit_on: date, now: datetime) -> Load:
    """A load that will be lit on a day. Raises NotActive, KilnRetired, NotAFiring."""
    belonging(kiln.member)
    if kiln.retired_on:
        raise KilnRetired(name=kiln.name)
    firing = {s.stage.code for recipe in making_here(kiln.union_id).recipes for s in recipe.stages if s.fires}
    if stage not in firing:
        raise NotAFiring
    load: Load = Load.objects.create(union_id=kiln.union_id, kiln=kiln, stage=stage, lit_on=lit_on, changed_at=now)
    return load


def put_in(load: Load, batch: Batch) -> LoadPart:
    """Put a batch into a planned load, which is locked.

    Raises KilnNotShared, BatchFinished, BatchInLoad, BatchNotWaiting, KilnFull.
    """
    owner, member = load.kiln.member, batch.member
    if owner.pk != member.pk and not (load.kiln.is_shared and owner.section_id == member.section_id):
        raise KilnNotShared(name=load.kiln.name)
    batch = locked_batch(batch.pk)
    free_of_loads(batch)
    if batch.stage != load.stage:
        raise BatchNotWaiting(number=batch.number)
    litres = recipe_of(load.union_id, batch.product).litres
    taken = sum((part.litres * part.pieces for part in LoadPart.objects.filter(load=load)), Decimal(0))
    if taken + litres * batch.alive > load.kiln.litres:
        raise KilnFull(left=floor(load.kiln.litres - taken), place=-floor(-litres * batch.alive))
    part: LoadPart = LoadPart.objects.create(
        union_id=load.union_id, load=load, batch=batch, pieces=batch.alive, litres=litres
    )
    return part


def no_more_than_went_in(part: LoadPart, good: int) -> None:
    """Raises MoreThanThere."""
    if not 0 <= good <= part.pieces:
        raise MoreThanThere(entered=part.pieces, good=good)


def fire(
    load: Load, fuel_minor: int, goods: Mapping[int, int], fired_on: date, today: date, now: datetime, way: str
) -> list[LoadPart]:
    """Light a planned load, which is locked: `goods` by part; the fuel is shared by place.

    Raises LoadEmpty, GoodsMissing, MoreThanThere, DayToCome, DayTooEarly.
    """
    parts = list(LoadPart.objects.filter(load=load).order_by("pk"))
    if not parts:
        raise LoadEmpty
    if set(goods) != {part.pk for part in parts}:
        raise GoodsMissing
    if fired_on > today:
        raise DayToCome
    for part in parts:
        no_more_than_went_in(part, goods[part.pk])
    shares = fuel_shares(fuel_minor, [Part(p.pk, p.pieces, p.litres, goods[p.pk]) for p in parts])
    for part in parts:
        part.good, part.fuel_minor = goods[part.pk], shares[part.pk]
        part.save(update_fields=["good", "fuel_minor"])
        batch = locked_batch(part.batch_id)
        count(batch, recipe_of(load.union_id, batch.product), load.stage, part.good, fired_on, today, way, part)
    load.state, load.fuel_minor, load.lit_on = Load.State.FIRED, fuel_minor, fired_on
    told(load, now)
    return parts


def told(load: Load, now: datetime) -> None:
    """Save a load so that calendars learn of it."""
    load.sequence, load.changed_at = load.sequence + 1, now
    load.save(update_fields=["state", "fuel_minor", "lit_on", "sequence", "changed_at"])
