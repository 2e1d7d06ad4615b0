"""What deeds of production share."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from tequio.members.models import Member
from tequio.production.errors import (
    BatchFinished,
    DayToCome,
    DayTooEarly,
    MoreThanThere,
    NoRecipe,
    NotActive,
    StageNotNext,
)
from tequio.production.making import making_here
from tequio.production.models import Batch, Count, LoadPart
from tequio.unions.making import Recipe


def recipe_of(union_id: int, product: str) -> Recipe:
    """The recipe of a product. Raises NoRecipe."""
    recipe = making_here(union_id).recipe(product)
    if recipe is None:
        raise NoRecipe
    return recipe


def belonging(member: Member) -> Member:
    """The member, unless he has left. Raises NotActive."""
    if member.state in Member.GONE:
        raise NotActive(name=member.name)
    return member


def next_number(member: Member) -> int:
    """The number of a member's next batch. The member is locked until the deed ends, so that no number comes twice."""
    Member.objects.select_for_update().get(pk=member.pk)
    return (Batch.objects.filter(member=member).aggregate(last=Max("number"))["last"] or 0) + 1


def locked_batch(batch_id: int) -> Batch:
    """A batch that goes on, held until the deed ends. Raises BatchFinished."""
    batch: Batch = Batch.objects.select_for_update().get(pk=batch_id)
    if batch.is_finished:
        raise BatchFinished(number=batch.number)
    return batch


def count(
    batch: Batch, recipe: Recipe, stage: str, good: int, on: date, today: date, way: str, part: LoadPart | None = None
) -> Count:
    """Write what came out of a batch's next stage and move it on; one that holds nothing any more is finished.

    The batch is locked. Raises StageNotNext, MoreThanThere, DayToCome, DayTooEarly.
    """
    if stage != batch.stage:
        raise StageNotNext
    if not 0 <= good <= batch.alive:
        raise MoreThanThere(entered=batch.alive, good=good)
    if on > today:
        raise DayToCome
    if on < batch.begun_on:
        raise DayTooEarly
    made = Count.objects.create(
        union_id=batch.union_id, batch=batch, stage=stage, position=recipe.place_of(stage), entered=batch.alive,
        good=good, counted_on=on, way=way, part=part,
    )  # fmt: skip
    following = recipe.after(stage)
    batch.alive = good
    batch.stage = following.stage.code if following and good else ""
    batch.finished_on = None if batch.stage else on
    batch.save(update_fields=["alive", "stage", "finished_on"])
    return made
