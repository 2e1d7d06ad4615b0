"""Batches: begun, counted stage by stage, corrected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Max

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.bulk import insert_rows
from tequio.members.models import Member
from tequio.production.batch_sheet import Noted, Placed, plan_rows
from tequio.production.errors import (
    BatchCounted,
    CountOfLoad,
    DayToCome,
    ListHasBadCells,
    MoreThanThere,
    NothingInTheList,
    NothingToUndo,
)
from tequio.production.models import Batch, Count, LoadPart, Way
from tequio.production.models.weeks import MOST_PIECES
from tequio.production.steps import belonging, count, free_of_loads, locked_batch, next_number, recipe_of


@action("production.batch.begin", for_self="member")
def begin_batch(*, actor: Actor, member: Member, product: str, pieces: int, begun_on: date, today: date) -> Batch:
    """Begin a batch of one product. Raises NotActive, NoRecipe, DayToCome, MoreThanThere."""
    belonging(member)
    recipe = recipe_of(actor.union_id, product)
    if begun_on > today:
        raise DayToCome
    if not 1 <= pieces <= MOST_PIECES:
        raise MoreThanThere(entered=MOST_PIECES, good=pieces)
    batch = Batch.objects.create(
        union_id=actor.union_id, member=member, number=next_number(member), product=product, begun_on=begun_on,
        pieces=pieces, alive=pieces, stage=recipe.stages[0].stage.code,
    )  # fmt: skip
    events.record(actor, "production.batch.begun", batch, member=member.pk, product=product, pieces=pieces)
    return batch


@action("production.batch.count", for_self="member")
def count_stage(
    *, actor: Actor, member: Member, batch_id: int, stage: str, good: int, counted_on: date, today: date
) -> Batch:
    """Say how many came out of a batch's next stage.

    Raises BatchFinished, BatchInLoad, StageNotNext, MoreThanThere, DayToCome, DayTooEarly.
    """
    batch = locked_batch(Batch.objects.get(pk=batch_id, member=member).pk)
    free_of_loads(batch)
    way = Way.PHONE if actor.member_id == member.pk else Way.OFFICE
    made = count(batch, recipe_of(actor.union_id, batch.product), stage, good, counted_on, today, way)
    events.record(actor, "production.batch.counted", batch, member=member.pk, stage=stage, entered=made.entered,
                  good=good)  # fmt: skip
    return batch


@action("production.batch.undo", for_self="member")
def undo_count(*, actor: Actor, member: Member, batch_id: int) -> Batch:
    """Take back the last stage that was counted by mistake. Raises NothingToUndo, CountOfLoad, BatchInLoad."""
    batch: Batch = Batch.objects.select_for_update().get(pk=batch_id, member=member)
    free_of_loads(batch)
    last = Count.objects.filter(batch=batch).order_by("-position").first()
    if last is None:
        raise NothingToUndo(number=batch.number)
    if last.part_id is not None:
        raise CountOfLoad
    batch.alive, batch.stage, batch.finished_on = last.entered, last.stage, None
    batch.save(update_fields=["alive", "stage", "finished_on"])
    last.delete()
    events.record(actor, "production.batch.undone", batch, member=member.pk, stage=last.stage, good=last.good)
    return batch


@action("production.batch.drop", for_self="member")
def drop_batch(*, actor: Actor, member: Member, batch_id: int) -> Member:
    """Take away a batch that was begun by mistake and never counted. Raises BatchCounted, BatchInLoad."""
    batch: Batch = Batch.objects.select_for_update().get(pk=batch_id, member=member)
    free_of_loads(batch)
    if Count.objects.filter(batch=batch).exists() or LoadPart.objects.filter(batch=batch).exists():
        raise BatchCounted(number=batch.number)
    events.record(actor, "production.batch.dropped", batch, member=member.pk, number=batch.number, pieces=batch.pieces)
    batch.delete()
    return member


@action("production.batch.import")
def import_batches(*, actor: Actor, rows: Sequence[Noted], today: date) -> Actor:
    """Write a whole sheet of batches with all their stages, or nothing. Raises ListHasBadCells, NothingInTheList."""
    plan = plan_rows(actor.union_id, rows, today)
    if plan.bad:
        raise ListHasBadCells(count=len(plan.bad))
    if not plan.placed:
        raise NothingInTheList
    _write(actor.union_id, plan.placed)
    events.record(actor, "production.batch.imported", "production.batch", batches=len(plan.placed),
                  members=len({row.member_id for row in plan.placed}))  # fmt: skip
    return actor


BATCH = ("union_id", "member_id", "number", "product", "begun_on", "pieces", "alive", "stage", "finished_on")
COUNT = ("union_id", "batch_id", "stage", "position", "entered", "good", "counted_on", "way")


def _write(union_id: int, placed: Sequence[Placed]) -> None:
    """Number the batches of each member, whose rows are locked, and write them with their counts."""
    people = {row.member_id for row in placed}
    list(Member.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk"))
    numbers = Batch.objects.filter(member_id__in=people).values_list("member_id").annotate(Max("number"))
    last: dict[int, int] = defaultdict(int, numbers)
    batches = []
    for row in placed:
        last[row.member_id] += 1
        noted, goods = row.noted, row.noted.goods
        alive = goods[-1] if goods else noted.pieces
        is_over = len(goods) == len(row.recipe.stages) or not alive
        stage = "" if is_over else row.recipe.stages[len(goods)].stage.code
        batches.append((
            union_id, row.member_id, last[row.member_id], noted.product, noted.begun_on, noted.pieces, alive, stage,
            noted.counted_on if is_over else None,
        ))  # fmt: skip
    counts = []
    for pk, row in zip(insert_rows(Batch, BATCH, batches), placed, strict=True):
        entered = row.noted.pieces
        for place, good in enumerate(row.noted.goods):
            if entered:  # what came after everything broke was counted as nothing, and is none
                stage = row.recipe.stages[place].stage.code
                counts.append((union_id, pk, stage, place, entered, good, row.noted.counted_on, Way.SHEET.value))
            entered = good
    insert_rows(Count, COUNT, counts)
