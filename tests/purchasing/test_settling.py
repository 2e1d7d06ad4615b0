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
from tequio.purchasing.models import Allotment, Charge, ChargeLine, Round
from tequio.purchasing.quoting import QuoteDraft
from tequio.stock.models import Lot, Move, PriceObservation
from tequio.unions.models import Setting
from tests import factories
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


# --- what whole packs leave over --------------------------------------------------------------------------------------


def with_surplus(world, rule):
    """Clay in sacks of 50 from one supplier: 100 kg for Tlayacapan, 20 for Hueyapan, so 30 are left over there.

    150 kg at 3.50 are 525.00; one lorry stops twice for 200.00 and carries 150 kg at 0.50: 475.00. Left over: 105.00
    of goods and 475.00 x 105 / 525 = 95.00 of freight, 200.00 in all.
    """
    Round.objects.filter(pk=world.round.pk).update(surplus=rule)
    world.round.refresh_from_db()
    for member, quantity in ((world.ana, 40), (world.beto, 60), (world.caro, 20)):
        world.pledge(member, world.clay, quantity)
    world.quote(world.near, [QuoteDraft(world.clay.pk, ((Decimal(0), Decimal("3.50")),), pack=Decimal(50))])
    told = {"actor": world.buyer, "round_id": world.round.pk}
    actions.close_round(**told)
    actions.accept_quotes(**told, today=AFTER)
    plan = world.solved()
    actions.propose_award(actor=world.buyer, plan_id=plan.pk, today=AFTER)
    actions.approve_award(actor=world.chair, plan_id=plan.pk, today=AFTER)
    actions.issue_orders(**told)
    world.count_all()
    actions.finish_receiving(**told)


def test_what_is_left_over_is_an_asset_of_the_union(world):
    with_surplus(world, "union")
    world.hand_out_all()
    actions.settle_round(actor=world.buyer, round_id=world.round.pk, today=AFTER)

    assert (balance("supplier_payable"), balance("member_receivable"), balance("purchase_clearing")) == (
        -1_000_00, 1_000_00, 0,
    )  # fmt: skip
    assert (balance("inventory"), balance("stock_surplus")) == (200_00, -200_00)
    (lot,) = Lot.objects.filter(on_hand__gt=0)
    assert (lot.place, lot.item, lot.on_hand, lot.cost_minor) == (world.hueyapan, world.clay, Decimal(30), 200_00)
    assert Event.objects.get(kind="purchasing.round.settled").data["surplus_minor"] == 200_00
    assert sum(charge.total_minor for charge in Charge.objects.all()) == 1_000_00


def test_the_union_buys_it_from_its_members_where_the_assembly_said_so(world):
    with_surplus(world, "members")
    owed = dict(Allotment.objects.values_list("member_id", "final_minor"))
    before = dict(Allotment.objects.values_list("member_id", "charge_minor"))
    assert (sum(before.values()), sum(owed.values())) == (1_000_00, 800_00)
    # Each share falls in proportion to what it was: one fifth, to the centavo.
    assert all(abs(before[member] * 4 - owed[member] * 5) <= 5 for member in before)
    assert Event.objects.get(kind="purchasing.goods.received").data["given_back_minor"] == 200_00

    world.hand_out_all()
    actions.settle_round(actor=world.buyer, round_id=world.round.pk, today=AFTER)
    assert (balance("supplier_payable"), balance("member_receivable"), balance("purchase_clearing")) == (
        -1_000_00, 800_00, 0,
    )  # fmt: skip
    assert (balance("inventory"), balance("stock_surplus")) == (200_00, 0)
    for charge in Charge.objects.all():
        assert balance("member_receivable", charge.member) == charge.total_minor == owed[charge.member_id]

    actions.undo_settlement(actor=world.buyer, round_id=world.round.pk, today=AFTER, reason="otra vez")
    assert {balance(role) for role in ("inventory", "member_receivable", "purchase_clearing")} == {0}
    assert not Lot.objects.filter(on_hand__gt=0).exists()


def test_counting_again_takes_back_what_was_given(world):
    with_surplus(world, "members")
    actions.undo_receiving(actor=world.buyer, round_id=world.round.pk, reason="mal contado")
    assert sum(Allotment.objects.values_list("final_minor", flat=True)) == 1_000_00


def test_a_round_has_the_rule_of_the_day_it_opens(world):
    Setting.objects.create(union=world.union, key="purchasing.surplus", value="members", valid_from=date(2026, 5, 1),
                           source="Acta 7")  # fmt: skip
    told = {"actor": world.buyer, "title": "Otra", "closes_on": date(2026, 6, 1), "item_ids": [world.clay.pk],
            "rule": "value"}  # fmt: skip
    early, late = (actions.draft_round(**told, opens_on=day) for day in (date(2026, 4, 30), date(2026, 5, 1)))
    assert (early.surplus, late.surplus) == ("union", "members")

    moved = actions.edit_round(**told, round_id=early.pk, opens_on=date(2026, 5, 2))
    assert moved.surplus == "members"


def test_the_page_of_the_round_shows_what_was_left_over_and_how_it_is_worked_out(client, world):
    client.force_login(factories.make_staff(world.union, "*"))
    page = f"/tlayacapan/rondas/{world.round.pk}/"
    with_surplus(world, "members")
    counted = client.get(page).text
    world.hand_out_all()
    actions.settle_round(actor=world.buyer, round_id=world.round.pk, today=AFTER)
    settled = client.get(page).text

    assert "La unión lo compra y baja la cuenta de cada quien. Al liquidar entra a los libros" in counted
    assert "Está en los libros como inventario." in settled
    for figure in ("30 kg", "$105.00", "$95.00", "$200.00"):
        assert figure in settled.replace("\xa0", " "), figure


def test_without_anything_left_over_the_page_says_nothing_of_it(client, world):
    client.force_login(factories.make_staff(world.union, "*"))
    world.to_settled()
    assert "Lo que sobró" not in client.get(f"/tlayacapan/rondas/{world.round.pk}/").text
    assert not Leg.objects.filter(account__role__in=("inventory", "stock_surplus")).exists()
