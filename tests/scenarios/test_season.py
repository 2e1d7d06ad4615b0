"""A whole season told through what people do: two rounds to the end, one called off, exact to the centavo."""

from collections import Counter
from datetime import date

import pytest

from tequio.books.actions import close_period, record_member_payment
from tequio.books.errors import PeriodClosed
from tequio.books.models import Balance, Entry
from tequio.core.models import Event
from tequio.purchasing import actions
from tequio.purchasing.errors import NotNow, RoundClosed
from tequio.purchasing.models import Allotment, Charge, Pledge, Round
from tequio.stock.models import Lot, Move
from tests.purchasing import world as worlds
from tests.purchasing.world import AFTER, CLOSES, OPENS, D
from tests.scenarios.truth import assert_all_is_whole

APRIL = date(2026, 4, 3)
BILL = 112400  # 120 kg of clay at 3.50, 8 kg of frit at 30.00, freight twice 200.00 and 0.50 a kilo
BROKEN = 3500  # ten kilos of clay at 3.50


@pytest.fixture
def world(union):
    return worlds.build(union)


def owed(role, member=None):
    row = Balance.objects.filter(account__role=role, member=member).first()
    return row.debit_minor - row.credit_minor if row else 0


def what_each_owes(world):
    return {member.person.nombres: owed("member_receivable", member) for member in (world.ana, world.beto, world.caro)}


def new_round(world, title):
    world.round = actions.draft_round(
        actor=world.buyer, title=title, opens_on=OPENS, closes_on=CLOSES, item_ids=[world.clay.pk, world.frit.pk],
        rule="weight",
    )  # fmt: skip
    return actions.open_round(actor=world.buyer, round_id=world.round.pk)


def test_a_season_of_two_rounds_a_shortage_an_undoing_and_a_round_called_off(world):
    march = world.round

    # March: members pledge, one changes her mind, quotes are compared and one person approves what another proposed.
    world.pledge(world.ana, world.clay, 70)
    world.to_ordered()
    with pytest.raises(RoundClosed):
        world.pledge(world.ana, world.clay, 1)
    assert sum(share.charge_minor for share in Allotment.objects.all()) == BILL
    assert not Entry.objects.exists()

    # Ten of Tlayacapan's hundred kilos are short or broken: its two takers share ninety, and owe 35.00 less together.
    world.count_all(**{"Barro@Tlayacapan": ("95", "5", None)})
    actions.finish_receiving(actor=world.buyer, round_id=march.pk)
    world.hand_out_all()
    actions.settle_round(actor=world.buyer, round_id=march.pk, today=AFTER)
    first = what_each_owes(world)
    assert sum(first.values()) == owed("member_receivable") == BILL - BROKEN
    assert owed("supplier_payable") == -(BILL - BROKEN)
    assert_all_is_whole()

    # The treasurer finds that the counting was wrong: back three steps, counted again, and settled again.
    actions.undo_settlement(actor=world.chair, round_id=march.pk, today=AFTER, reason="se contó mal")
    assert what_each_owes(world) == {"Ana": 0, "Beto": 0, "Caro": 0}
    assert {lot.on_hand for lot in Lot.objects.all()} == {0}
    actions.undo_handing_out(actor=world.chair, round_id=march.pk, reason="se contó mal")
    actions.undo_receiving(actor=world.chair, round_id=march.pk, reason="se contó mal")
    world.count_all()
    actions.finish_receiving(actor=world.buyer, round_id=march.pk)
    world.hand_out_all()
    actions.settle_round(actor=world.buyer, round_id=march.pk, today=AFTER)
    settled = what_each_owes(world)
    assert sum(settled.values()) == BILL
    assert settled["Caro"] == first["Caro"]  # nothing of hers was short
    assert Charge.objects.filter(round=march, attempt=2).count() == 3
    assert_all_is_whole()

    # Ana pays at once. Another round is called off: its pledges stay to be seen, the books never hear of it.
    record_member_payment(
        actor=world.buyer, member_id=world.ana.pk, minor=settled["Ana"], into="cash", on=AFTER, today=AFTER
    )
    entries = Entry.objects.count()
    rains = new_round(world, "Lluvias")
    world.pledge(world.beto, world.frit, 9)
    actions.cancel_round(actor=world.chair, round_id=rains.pk, reason="no hay paso")
    with pytest.raises(RoundClosed):
        world.pledge(world.beto, world.frit, 10)
    with pytest.raises(NotNow):
        actions.settle_round(actor=world.buyer, round_id=rains.pk, today=AFTER)
    assert Pledge.objects.get(round=rains).quantity == 9
    assert Entry.objects.count() == entries

    # The second round comes whole and is settled in April, when March is closed and takes no more.
    april = new_round(world, "Abril")
    world.to_handed_out()
    close_period(actor=world.chair, month=AFTER, today=APRIL)
    with pytest.raises(PeriodClosed):
        actions.settle_round(actor=world.buyer, round_id=april.pk, today=AFTER)
    assert Round.objects.get(pk=april.pk).state == Round.State.HANDED_OUT
    actions.settle_round(actor=world.buyer, round_id=april.pk, today=APRIL)

    assert what_each_owes(world) == {
        "Ana": settled["Ana"], "Beto": 2 * settled["Beto"], "Caro": 2 * settled["Caro"],
    }  # fmt: skip
    assert owed("member_receivable") == 2 * BILL - settled["Ana"]
    assert owed("supplier_payable") == -2 * BILL
    assert owed("purchase_clearing") == 0
    assert owed("cash") == settled["Ana"]
    assert Entry.objects.count() == 4 + 4 + 4 + 1 + 4  # settled, undone, settled, a payment, the second round
    taken = Counter()
    for move in Move.objects.filter(member__isnull=False):
        taken[move.member_id] += move.quantity
    assert taken == {world.ana.pk: D(-90), world.beto.pk: D(-120), world.caro.pk: D(-46)}
    assert Counter(Event.objects.filter(kind__contains="settled").values_list("kind", flat=True)) == {
        "purchasing.round.settled": 3, "purchasing.round.unsettled": 1,
    }  # fmt: skip
    assert_all_is_whole()
