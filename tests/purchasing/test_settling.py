"""Every member is charged and every supplier booked, all at once or not at all."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum

from tequio.books.errors import PeriodClosed
from tequio.books.models import Balance, Entry, Leg, Period
from tequio.core.models import Event
from tequio.purchasing import actions
from tequio.purchasing.errors import NotNow
from tequio.purchasing.models import Charge, ChargeLine, Round
from tequio.stock.models import Lot, Move, PriceObservation
from tests.purchasing.world import AFTER


def balance(role: str, member=None) -> int:
    rows = Balance.objects.filter(account__role=role, member=member)
    total = rows.aggregate(debit=Sum("debit_minor"), credit=Sum("credit_minor"))
    return (total["debit"] or 0) - (total["credit"] or 0)


def test_a_settled_round_is_in_the_books_to_the_centavo(world):
    world.to_settled()

    assert balance("supplier_payable") == -112400
    assert balance("member_receivable") == 112400
    assert balance("purchase_clearing") == 0
    for charge in Charge.objects.all():
        assert balance("member_receivable", charge.member) == charge.total_minor
        assert sum(line.minor for line in charge.lines.all()) == charge.total_minor
        assert sum(leg.amount_minor for leg in charge.entry.legs.all()) == 0
    assert Charge.objects.count() == 3
    assert ChargeLine.objects.count() == 5
    assert Entry.objects.count() == 4
    assert Event.objects.filter(kind="purchasing.round.settled").get().data["charged_minor"] == 112400
    assert Round.objects.get().settled_on == AFTER


def test_the_goods_pass_through_the_stock(world):
    world.to_settled()

    assert sorted(lot.on_hand for lot in Lot.objects.all()) == [0, 0, 0, 0]
    assert sum(lot.cost_minor for lot in Lot.objects.all()) == 66000
    taken = Move.objects.filter(member=world.ana).aggregate(total=Sum("quantity"))["total"]
    assert taken == Decimal(-45)


def test_each_line_carries_the_evidence_that_was_known_that_day(world):
    seen = PriceObservation.objects.create(
        union=world.union, item=world.clay, section=world.tlaya, observed_on=date(2026, 2, 1), price=Decimal(7),
        grade="A",
    )  # fmt: skip
    world.to_settled()

    lines = ChargeLine.objects.select_related("item")
    assert {line.observation_id for line in lines if line.item == world.clay} == {seen.pk}
    assert {line.observation_id for line in lines if line.item == world.frit} == {None}


def test_settling_twice_is_refused_and_books_nothing_more(world):
    world.to_settled()
    with pytest.raises(NotNow):
        actions.settle_round(actor=world.buyer, round_id=world.round.pk, today=AFTER)

    assert Charge.objects.count() == 3


def test_a_closed_month_refuses_the_settlement_whole(world):
    world.to_handed_out()
    Period.objects.create(union=world.union, month=AFTER.replace(day=1), closed_at="2026-03-31T00:00Z")
    before = Event.objects.count()
    with pytest.raises(PeriodClosed, match="2026-03"):
        actions.settle_round(actor=world.buyer, round_id=world.round.pk, today=AFTER)

    assert Round.objects.get().state == Round.State.HANDED_OUT
    assert not Charge.objects.exists()
    assert not Leg.objects.exists()
    assert Event.objects.count() == before


def test_an_undone_settlement_leaves_nobody_owing_and_can_be_done_again(world):
    world.to_settled()
    actions.undo_settlement(actor=world.chair, round_id=world.round.pk, today=AFTER, reason="precio mal puesto")

    assert balance("member_receivable") == balance("supplier_payable") == balance("purchase_clearing") == 0
    assert Entry.objects.filter(reverses__isnull=False).count() == 4
    assert {lot.on_hand for lot in Lot.objects.all()} == {Decimal(0)}

    actions.settle_round(actor=world.buyer, round_id=world.round.pk, today=AFTER)
    assert balance("member_receivable") == 112400
    assert Charge.objects.filter(attempt=2).count() == 3
    actions.undo_settlement(actor=world.chair, round_id=world.round.pk, today=AFTER, reason="otra vez")
    assert balance("member_receivable") == 0
