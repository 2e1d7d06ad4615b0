"""The plan that is proposed for a workshop's week, with the batches and promises behind each line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from tequio.engines.costing import Kind, Promise, Task, Waiting, propose
from tequio.production.making import monday_of
from tequio.production.models import Batch, Commitment, Load, LoadPart
from tequio.production.queries.capacity import kilns, week_places
from tequio.production.queries.losses import rates
from tequio.production.queries.routes import making
from tequio.unions.making import Recipe, RecipeStage


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plan: what to do, with which batches, or for which promise."""

    task: Task
    stage: str  # its name
    batches: tuple[Batch, ...]
    promise: Commitment | None
    product: str  # its name

    @property
    def kind(self) -> str:
        return self.task.kind.value


def plan_of(member_id: int, today: date) -> list[Line]:
    """What the workshop might do this week, in the order in which it might; it decides itself."""
    made, monday = making(), monday_of(today)
    known = {recipe.code: recipe for recipe in made.recipes}
    batches = {
        each.pk: each
        for each in Batch.objects.filter(member_id=member_id, product__in=known).exclude(stage="").order_by("pk")
    }
    promises = {
        each.pk: each
        for each in Commitment.objects.filter(
            member_id=member_id, state=Commitment.State.OPEN, product__in=known
        ).order_by("due_on", "pk")
    }  # fmt: skip
    week = week_places([monday], today, [member_id]).get((member_id, monday))
    own = kilns([member_id])
    # What stands in a planned load is taken care of, and a load of this week that is planned is one less.
    loaded = set(
        LoadPart.objects.filter(batch_id__in=batches, load__state=Load.State.PLANNED).values_list("batch_id", flat=True)
    )
    last = monday + timedelta(days=6)
    planned = Load.objects.filter(
        kiln__member_id=member_id, state=Load.State.PLANNED, lit_on__range=(monday, last)
    ).count()
    counted = rates(today, member_ids=[member_id])
    goods = {code: _good(recipe, "", counted.get((member_id, code), {})) for code, recipe in known.items()}
    tasks = propose(
        [
            _waiting(each, known[each.product], _due(each, promises))
            for each in batches.values() if each.pk not in loaded
        ],
        _promised(promises, batches, known, goods, counted, member_id, monday),
        minutes=week.there.people if week else Fraction(0),
        kiln_litres=Fraction(max((kiln.litres for kiln in own), default=0)),
        loads=max(0, sum(kiln.loads_per_week for kiln in own) - planned), ends_on=last,
    )  # fmt: skip
    return _together([_line(task, batches, promises, known) for task in tasks])


def _together(lines: list[Line]) -> list[Line]:
    """Batches that go through the same stage are one line, where the first of them stands."""
    found: dict[tuple[object, ...], Line] = {}
    for place, line in enumerate(lines):
        key = ("move", line.stage) if line.task.kind == Kind.MOVE else (place,)
        before = found.get(key)
        if before is None:
            found[key] = line
            continue
        task = replace(
            before.task, keys=before.task.keys + line.task.keys, pieces=before.task.pieces + line.task.pieces,
            minutes=before.task.minutes + line.task.minutes,
        )  # fmt: skip
        names = dict.fromkeys([*before.product.split(", "), line.product])
        found[key] = replace(before, task=task, batches=before.batches + line.batches, product=", ".join(names))
    return list(found.values())


def _line(task: Task, batches: dict[int, Batch], promises: dict[int, Commitment], known: dict[str, Recipe]) -> Line:
    if task.kind == Kind.BEGIN:
        promise = promises[task.keys[0]]
        return Line(task, "", (), promise, known[promise.product].name)
    rows = tuple(batches[key] for key in task.keys)
    stage = _stage(known[rows[0].product], task.stage)
    return Line(task, stage.stage.name, rows, None, ", ".join(dict.fromkeys(known[row.product].name for row in rows)))


def _stage(recipe: Recipe, code: str) -> RecipeStage:
    return recipe.stages[recipe.place_of(code)]


def _waiting(batch: Batch, recipe: Recipe, due_on: date | None) -> Waiting:
    stage = _stage(recipe, batch.stage)
    return Waiting(
        batch.pk, batch.stage, batch.alive, Fraction(stage.minutes), Fraction(recipe.litres), stage.fires, due_on
    )


def _due(batch: Batch, promises: dict[int, Commitment]) -> date | None:
    """The first day for which this product is promised."""
    return min((each.due_on for each in promises.values() if each.product == batch.product), default=None)


def _good(recipe: Recipe, code: str, counted: dict[str, Fraction]) -> Fraction:
    """Which part of the pieces that stand before a stage will come out good at the end."""
    part = Fraction(1)
    for stage in recipe.stages[max(0, recipe.place_of(code)) :]:
        part *= 1 - counted.get(stage.stage.code, stage.loss)
    return part


def _promised(
    promises: dict[int, Commitment], batches: dict[int, Batch], known: dict[str, Recipe], goods: dict[str, Fraction],
    counted: dict[tuple[int, str], dict[str, Fraction]], member_id: int, monday: date,
) -> list[Promise]:  # fmt: skip
    """What must still be begun: what is promised less what is on its way, the earlier promise served first."""
    coming: dict[str, Fraction] = {}
    for batch in batches.values():
        part = _good(known[batch.product], batch.stage, counted.get((member_id, batch.product), {}))
        coming[batch.product] = coming.get(batch.product, Fraction(0)) + batch.alive * part
    found = []
    for each in promises.values():
        if not goods[each.product]:
            continue
        served = min(Fraction(each.pieces), coming.get(each.product, Fraction(0)))
        coming[each.product] = coming.get(each.product, Fraction(0)) - served
        minutes = sum((Fraction(stage.minutes) for stage in known[each.product].stages), Fraction(0))
        weeks = max(1, (monday_of(each.due_on) - monday).days // 7 + 1)
        left = -int(-(each.pieces - served) // 1)
        found.append(Promise(each.pk, each.due_on, left, weeks, minutes, goods[each.product]))
    return found
