"""The demo's season of production: half a year of weeks of some hundred workshops, batches of some dozens, kiln loads.

Each workshop has its own hand: how much it loses where. The last firing of the first has gone wrong for five weeks; the
second one has learned to dry.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from django.utils import timezone

from tequio.core.actors import Actor
from tequio.engines.costing import Five
from tequio.members.models import Member
from tequio.production import actions
from tequio.production.actions import KilnDetails, MeansDetails
from tequio.production.batch_sheet import Noted as NotedBatch
from tequio.production.making import making_here, monday_of
from tequio.production.models import Batch, Means, WeekNote
from tequio.production.queries import kilns_of
from tequio.production.week_sheet import Noted
from tequio.unions.making import Making, Recipe
from tequio.unions.models import Union

WORKSHOPS, WEEKS = 150, 26
COUNTING, COUNTED_WEEKS = 40, 20  # workshops that count their batches, and for how long
WITH_KILN = 3  # every so manieth has a kiln of its own
PROMISING = 12


@dataclass(frozen=True, slots=True)
class Hand:
    """One invented workshop: its piece, how many a week, and by how much it loses more or less than usual."""

    member: Member
    recipe: Recipe
    weekly: int
    luck: float
    thrift: float


def make_things(actor: Actor, union: Union, today: date, chance: random.Random) -> None:
    """The season as far as it is missing."""
    made = making_here(union.pk)
    members = list(Member.objects.select_related("person").order_by("number")[:WORKSHOPS])
    hands = [_hand(each, made, chance) for each in members]
    if not Means.objects.exists():
        _settle(actor, hands, made, chance)
    if not WeekNote.objects.exists():
        _note_weeks(actor, hands, today, chance)
    if not Batch.objects.exists():
        batches = [b for hand in hands[:COUNTING] for b in _batches(hand, today, chance)]
        actions.import_batches(actor=actor, rows=batches, today=today)
        _light(actor, hands, today)
        for hand in hands[:PROMISING]:
            actions.note_commitment(
                actor=actor, member=hand.member, product=hand.recipe.code, pieces=hand.weekly * chance.randint(1, 3),
                due_on=today + timedelta(days=chance.randint(6, 40)), today=today, now=timezone.now(),
                what="Tienda de Oaxtepec (demostración)",
            )  # fmt: skip


def _hand(member: Member, made: Making, chance: random.Random) -> Hand:
    recipe = made.recipes[0] if member.number <= 2 or chance.random() < 0.4 else chance.choice(made.recipes)
    people = 1 + member.number % 4
    minutes = sum(stage.minutes for stage in recipe.stages)
    weekly = max(10, int(people * 1_500 / float(minutes)) // 10 * 10)
    return Hand(member, recipe, weekly, chance.uniform(0.6, 1.5), chance.uniform(0.85, 1.2))


def _settle(actor: Actor, hands: list[Hand], made: Making, chance: random.Random) -> None:
    for hand in hands:
        people = 1 + hand.member.number % 4
        actions.set_means(
            actor=actor, member=hand.member,
            details=MeansDetails(people, 6, 8, drying_litres=400 * people, fixed_minor=chance.choice((0, 600_00))),
        )  # fmt: skip
        if hand.member.number % WITH_KILN == 1:
            kind = chance.choice(made.kilns)
            actions.set_kiln(
                actor=actor, member=hand.member,
                details=KilnDetails(kind.code, kind.name, kind.litres, kind.loads_per_week, chance.random() < 0.4),
            )  # fmt: skip


def _note_weeks(actor: Actor, hands: list[Hand], today: date, chance: random.Random) -> None:
    """A sheet a week; not everybody notes every week, and this week's has only just begun to come in."""
    this = monday_of(today)
    for back in range(WEEKS, -1, -1):
        monday = this - timedelta(weeks=back)
        noting = [h for h in hands if (h.member.number <= 3 and back) or chance.random() < (0.85 if back else 0.3)]
        rows = [_week(hand, chance) for hand in noting]
        actions.import_weeks(actor=actor, monday=monday, rows=rows, today=today, now=timezone.now())


def _week(hand: Hand, chance: random.Random) -> Noted:
    begun = max(1, round(hand.weekly * chance.uniform(0.8, 1.1)))
    good = begun
    for stage in hand.recipe.stages:
        good = _left(good, float(stage.loss) * hand.luck, chance)
    kilos = float(hand.recipe.kg) * begun
    fuel = float(hand.recipe.litres) * begun * 0.55
    five = Five(
        begun, good, round(kilos * 8.4 * hand.thrift) * 100, round(fuel * hand.thrift) * 100,
        Decimal(2 * (1 + hand.member.number % 4) * chance.randint(4, 6)) / 2,
    )  # fmt: skip
    return Noted(hand.member.number, hand.recipe.code, five)


def _left(pieces: int, loss: float, chance: random.Random) -> int:
    return sum(chance.random() >= loss for _ in range(pieces))


def _batches(hand: Hand, today: date, chance: random.Random) -> list[NotedBatch]:
    """A batch a week, the last two still on their way."""
    found = []
    stages = hand.recipe.stages
    for back in range(COUNTED_WEEKS, -1, -1):
        ended = today - timedelta(weeks=back)
        done = len(stages) if back > 1 else len(stages) // 2 + back
        pieces, goods = hand.weekly, []
        for place, stage in enumerate(stages[:done]):
            loss = float(stage.loss) * hand.luck * _turn(hand, place, back)
            pieces = _left(pieces, min(loss, 0.6), chance)
            goods.append(pieces)
        begun = ended - timedelta(days=14)
        found.append(NotedBatch(hand.member.number, hand.recipe.code, begun, ended, hand.weekly, tuple(goods)))
    return found


def _turn(hand: Hand, place: int, weeks_ago: int) -> float:
    """What changed in two workshops: one whose last firing went wrong, one that learned to dry."""
    fires = [number for number, stage in enumerate(hand.recipe.stages) if stage.fires]
    if hand.member.number == 1 and place == fires[-1] and weeks_ago < 6:
        return 3.0
    if hand.member.number == 2 and hand.recipe.stages[place].dry_days and weeks_ago < 10:
        return 0.3
    return 1.0


def _light(actor: Actor, hands: list[Hand], today: date) -> None:
    """Whoever has a kiln and a batch that waits for it plans a load; neighbours come in where it is shared."""
    by_village = groupby(sorted(hands, key=lambda hand: hand.member.section_id), lambda hand: hand.member.section_id)
    for _village, group in by_village:
        near = [hand.member for hand in group]
        waiting = {
            member.pk: batch for member in near
            for batch in Batch.objects.filter(member=member, stage__in=_firing(hands)).order_by("pk")[:1]
        }  # fmt: skip
        for owner in near:
            _load(actor, owner, near, waiting, today)


def _firing(hands: list[Hand]) -> set[str]:
    return {stage.stage.code for hand in hands for stage in hand.recipe.stages if stage.fires}


def _load(actor: Actor, owner: Member, near: list[Member], waiting: dict[int, Batch], today: date) -> None:
    kiln = kilns_of(owner).first()
    batch = waiting.get(owner.pk)
    if kiln is None or batch is None:
        return
    recipe = making_here(actor.union_id).recipe(batch.product)
    if recipe is None or recipe.litres * batch.alive > kiln.litres:
        return
    load = actions.plan_load(
        actor=actor, member=owner, kiln_id=kiln.pk, stage=batch.stage, lit_on=today + timedelta(days=2),
        now=timezone.now(),
    )  # fmt: skip
    actions.join_load(actor=actor, member=owner, load_id=load.pk, batch_id=batch.pk)
    del waiting[owner.pk]
    left = kiln.litres - recipe.litres * batch.alive
    for other in near if kiln.is_shared else ():
        guest = waiting.get(other.pk)
        theirs = making_here(actor.union_id).recipe(guest.product) if guest else None
        if guest and theirs and guest.stage == batch.stage and theirs.litres * guest.alive <= left:
            actions.join_load(actor=actor, member=other, load_id=load.pk, batch_id=guest.pk)
            left -= theirs.litres * guest.alive
            del waiting[other.pk]
