"""The four workshops of the sales world; Ana and Beto keep their bench: people, drying place, a kiln, five numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from tequio.books.actions import post_manual_entry
from tequio.books.steps import LegDraft
from tequio.engines.costing import Five, Resource, together
from tequio.production import actions as bench
from tequio.production import queries
from tequio.production.models import Batch, Commitment, Kiln, Load
from tequio.sales import actions
from tequio.sales.models import Ticket
from tequio.unions.models import Union
from tests.sales import world as sales_worlds
from tests.sales.world import TODAY, World

NOW = datetime(2026, 3, 9, 18, 0, tzinfo=UTC)
TAZA = "taza"


def keep_bench(world: World, name: str, *, people: int, kiln_litres: int) -> Kiln:
    member = world.members[name]
    bench.set_means(actor=world.seller, member=member, details=bench.MeansDetails(people, 6, 8, drying_litres=400))
    return bench.set_kiln(
        actor=world.seller, member=member, details=bench.KilnDetails("gas-chico", f"Horno de {name}", kiln_litres, 2)
    )


def note_weeks(world: World, name: str, five: Five, weeks: int = 2) -> None:
    for ago in range(1, weeks + 1):
        bench.note_week(
            actor=world.seller, member=world.members[name], monday=TODAY - timedelta(weeks=ago), product=TAZA,
            five=five, today=TODAY, now=NOW,
        )  # fmt: skip


def promise(world: World, name: str, pieces: int, days: int = 60) -> Commitment:
    """To a client of its own."""
    return bench.note_commitment(
        actor=world.seller, member=world.members[name], product=TAZA, pieces=pieces, now=NOW, today=world.today,
        due_on=world.today + timedelta(days=days), what="Tienda de Lupe",
    )  # fmt: skip


def promised_for(ticket: Ticket) -> Commitment:
    return Commitment.objects.get(source="sales.ticket", source_id=ticket.pk)


def begin(world: World, ticket: Ticket, pieces: int) -> Batch:
    return bench.begin_batch(
        actor=world.seller, member=ticket.maker.member, product=TAZA, pieces=pieces, begun_on=world.today,
        today=world.today, promise=promised_for(ticket),
    )  # fmt: skip


def count(world: World, batch: Batch, *goods: int) -> Batch:
    for good in goods:
        batch = Batch.objects.select_related("member").get(pk=batch.pk)
        bench.count_stage(
            actor=world.seller, member=batch.member, batch_id=batch.pk, stage=batch.stage, good=good,
            counted_on=world.today, today=world.today,
        )  # fmt: skip
    return Batch.objects.get(pk=batch.pk)


def plan_load(world: World, kiln: Kiln, batch: Batch, lit_on: Any, stage: str = "sancochar") -> Load:
    load = bench.plan_load(actor=world.seller, member=kiln.member, kiln_id=kiln.pk, stage=stage, lit_on=lit_on, now=NOW)
    bench.join_load(actor=world.seller, member=batch.member, load_id=load.pk, batch_id=batch.pk)
    return load


def retire(world: World, kiln: Kiln) -> None:
    bench.retire_kiln(actor=world.seller, member=kiln.member, kiln_id=kiln.pk, today=world.today)


def build(union: Union) -> World:
    world = sales_worlds.build(union)
    keep_bench(world, "Ana", people=1, kiln_litres=60)
    return world


FIVE = Five(100, 80, 200_00, 160_00, Decimal(4))


def wage(day: Any) -> int:
    return queries.wage_here(day).minor


def kiln_of(world: World, name: str) -> Kiln:
    return Kiln.objects.select_related("member").get(member=world.members[name])


def bench_dries_little(world: World, name: str) -> None:
    bench.set_means(
        actor=world.seller, member=world.members[name], details=bench.MeansDetails(2, 6, 8, drying_litres=25)
    )


def fits(world: World, name: str, pieces: dict[str, int], monday: Any) -> bool:
    """Whether these pieces of several products fit a week together, resource by resource."""
    member = world.members[name]
    week = queries.week_places([monday], world.today, [member.pk])[member.pk, monday]
    needs = {
        product: next(iter(queries.abilities(product, [monday], world.today, [member.pk]))).needs for product in pieces
    }
    taken = together(needs[product].times(many) for product, many in pieces.items())
    return all(taken.of(each) <= week.free.of(each) for each in Resource)


def offer(world: World, pieces: int = 120, **terms: Any) -> Ticket:
    """The order is split with so many mugs for Ana, as the committee said; returns her ticket for them."""
    world.ordered(**terms)
    line = world.order.lines.get(number=1)
    actions.pin_pieces(
        actor=world.seller, line_id=line.pk, maker_id=world.makers["Ana"].pk, pieces=pieces, reason="Lo pidió el hotel",
        today=world.today,
    )  # fmt: skip
    world.split()
    world.prove()
    return next(ticket for ticket in world.tickets() if (ticket.maker, ticket.line) == (world.makers["Ana"], line))


def owe(world: World, name: str, minor: int, role: str = "dues_receivable") -> None:
    """A member owes, against the income or the goods it stands for."""
    against = {"dues_receivable": "dues_income", "member_receivable": "purchase_clearing"}[role]
    legs = [LegDraft(role, minor, world.members[name].pk), LegDraft(against, -minor)]
    post_manual_entry(actor=world.chair, on=TODAY, text="Cargo", legs=legs, today=TODAY)
