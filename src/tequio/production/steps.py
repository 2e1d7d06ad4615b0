"""What deeds of production share."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Max

from tequio.members.models import Member
from tequio.production.errors import (
    BatchFinished,
    BatchInLoad,
    DayToCome,
    DayTooEarly,
    MoreThanThere,
    NoRecipe,
    NotActive,
    StageNotNext,
)
from tequio.production.making import making_here
from tequio.production.models import Batch, Commitment, Count, Load, LoadPart
from tequio.ui.templatetags.tequio import day
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


def free_of_loads(batch: Batch) -> None:
    """Raises BatchInLoad while a load that is planned holds the batch: its pieces are counted with the load."""
    part = LoadPart.objects.filter(batch=batch, load__state=Load.State.PLANNED).select_related("load").first()
    if part is not None:
        raise BatchInLoad(number=batch.number, day=day(part.load.lit_on))


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


def promise_pieces(
    union_id: int, member: Member, *, product: str, pieces: int, begins_on: date, due_on: date, what: str, source: str,
    source_id: int, now: datetime,
) -> Commitment:  # fmt: skip
    """Set pieces aside in a workshop's calendar for another app's order; told again, the newer replaces the older.

    `source` and `source_id` name what it comes from; only that app ends it, with `end_promise`. Raises NoRecipe.
    """
    recipe_of(union_id, product)
    made, is_new = Commitment.objects.get_or_create(
        union_id=union_id, source=source, source_id=source_id,
        defaults={"member": member, "product": product, "pieces": pieces, "begins_on": begins_on, "due_on": due_on,
                  "what": what, "changed_at": now},
    )  # fmt: skip
    if not is_new:
        made.member, made.product, made.pieces, made.what = member, product, pieces, what
        made.begins_on, made.due_on, made.state = begins_on, due_on, Commitment.State.OPEN
        made.sequence, made.changed_at = made.sequence + 1, now
        made.save()
    return made


def end_promise(source: str, source_id: int, state: str, now: datetime) -> None:
    """A promise of another app's order was kept, or is none any more; one that is over stays as it is."""
    found = Commitment.objects.select_for_update().filter(source=source, source_id=source_id).first()
    if found is not None and found.may_become(state):
        found.state, found.sequence, found.changed_at = state, found.sequence + 1, now
        found.save(update_fields=["state", "sequence", "changed_at"])
