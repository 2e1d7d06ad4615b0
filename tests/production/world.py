"""A village of three workshops: Ana with a shared kiln, Beto without one, Caro who noted nothing yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from tequio.core.actors import Actor
from tequio.engines.costing import Five
from tequio.members.models import Member, Section
from tequio.production import actions
from tequio.production.actions import KilnDetails, MeansDetails
from tequio.production.models import Batch, Kiln, Load, WeekNote
from tequio.unions.models import Union
from tests import factories

MONDAY = date(2026, 3, 9)
TODAY = date(2026, 3, 12)  # a Thursday, in the dry months
NOW = datetime(2026, 3, 12, 18, 0, tzinfo=UTC)
FIVE = Five(400, 308, 400_00, 300_00, Decimal(5))


@dataclass
class World:
    union: Union
    actor: Actor
    village: Section
    ana: Member
    beto: Member
    caro: Member
    kiln: Kiln
    today: date = TODAY
    now: datetime = NOW
    rosa: Any = None

    @property
    def monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())

    def note(self, member: Member, *, weeks_ago: int = 0, product: str = "jarro", five: Five = FIVE) -> WeekNote:
        return actions.note_week(
            actor=self.actor, member=member, monday=self.monday - timedelta(weeks=weeks_ago), product=product,
            five=five, today=self.today, now=self.now,
        )  # fmt: skip

    def begin(self, member: Member, pieces: int = 100, *, product: str = "jarro", days_ago: int = 20) -> Batch:
        return actions.begin_batch(
            actor=self.actor, member=member, product=product, pieces=pieces,
            begun_on=self.today - timedelta(days=days_ago), today=self.today,
        )  # fmt: skip

    def count(self, batch: Batch, *goods: int, on: date | None = None) -> Batch:
        """So many came out good of the next stages, one after the other."""
        for good in goods:
            batch = Batch.objects.select_related("member").get(pk=batch.pk)
            actions.count_stage(
                actor=self.actor, member=batch.member, batch_id=batch.pk, stage=batch.stage, good=good,
                counted_on=on or self.today, today=self.today,
            )  # fmt: skip
        return Batch.objects.select_related("member").get(pk=batch.pk)

    def waiting(self, member: Member, pieces: int = 100, **more: Any) -> Batch:
        """A batch that stands dry before its first firing, with nothing lost yet."""
        return self.count(self.begin(member, pieces, **more), pieces, pieces, pieces)

    def plan_load(self, lit_on: date | None = None, stage: str = "sancochar") -> Load:
        return actions.plan_load(
            actor=self.actor,
            member=self.ana,
            kiln_id=self.kiln.pk,
            stage=stage,
            lit_on=lit_on or self.today,
            now=self.now,
        )

    def join(self, load: Load, *batches: Batch) -> None:
        for batch in batches:
            actions.join_load(actor=self.actor, member=batch.member, load_id=load.pk, batch_id=batch.pk)

    def fire(self, load: Load, fuel_minor: int, **goods: int) -> Load:
        """Fire a load; `goods` by the number of the batch's owner's first name, the rest come out whole."""
        parts = load.parts.select_related("batch__member__person").order_by("pk")
        told = {part.pk: goods.get(part.batch.member.person.nombres.lower(), part.pieces) for part in parts}
        return actions.fire_load(
            actor=self.actor, member=self.ana, load_id=load.pk, fuel_minor=fuel_minor, goods=told, fired_on=self.today,
            today=self.today, now=self.now,
        )  # fmt: skip

    def with_everything(self) -> World:
        """Something behind every number that an address may name."""
        self.note(self.ana)
        self.join(self.plan_load(), self.waiting(self.ana))
        actions.note_pause(actor=self.actor, member=self.ana, begins_on=self.today, ends_on=self.today)
        actions.note_commitment(actor=self.actor, member=self.ana, product="jarro", pieces=50, due_on=self.today,
                                today=self.today, now=self.now)  # fmt: skip
        return self


def check_now() -> None:
    """What the database checks when a transaction ends, now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def build(union: Union, village: str = "Tlayacapan", *, today: date = TODAY, now: datetime = NOW) -> World:
    actor = factories.actor_with(union, "*")
    section = factories.make_section(union, village)
    ana, beto, caro = (
        factories.make_member(union, nombres, apellido, section=section)
        for nombres, apellido in (("Ana", "Luna"), ("Beto", "Ríos"), ("Caro", "Vega"))
    )
    for member, people in ((ana, 2), (beto, 1)):
        actions.set_means(actor=actor, member=member, details=MeansDetails(people, 6, 8, drying_litres=400))
    kiln = actions.set_kiln(
        actor=actor, member=ana, details=KilnDetails("gas-chico", "Horno de Ana", 600, 2, is_shared=True)
    )
    return World(union, actor, section, ana, beto, caro, kiln, today, now)
