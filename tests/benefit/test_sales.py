"""What selling together brought: (what a workshop got − what it gets outside) × pieces, only with evidence."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tequio.benefit import queries, report
from tequio.benefit.spans import Span
from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.engines.benefit import Purchase, Sale, member_benefit, sale_line
from tequio.engines.selling import fee_parts
from tequio.sales import actions
from tequio.sales.errors import NotAProduct, PhotoNeeded
from tequio.sales.models import Payout, Ticket
from tequio.stock.actions import withdraw_price
from tequio.stock.errors import DayToCome, PriceAbsurd
from tequio.stock.models import Item, PriceObservation
from tequio.unions.actions import change_setting
from tests import factories
from tests.sales import world as worlds
from tests.sales.world import TODAY

SPAN = Span(TODAY - timedelta(days=30), TODAY + timedelta(days=300), "x", "x")
PHOTO = b"\xff\xd8\xff nota"


@pytest.fixture
def world(union):
    return worlds.build(union)


def seen(world, name, price, *, item=None, grade="B", days_ago=5, **more):
    member = world.members[name] if name else None
    return actions.record_outside(
        actor=world.seller, member=member, item_id=(item or world.mug).pk, price=Decimal(price), grade=grade,
        observed_on=world.today - timedelta(days=days_ago), today=world.today, place="Mercado de Cuautla", **more,
    )  # fmt: skip


def proof(world, name, span=SPAN):
    return queries.proof_of(world.members[name].pk, span)


def sold(world, name):
    return {line.item: line for line in proof(world, name).sold}


# --- the arithmetic ---------------------------------------------------------------------------------------------------


def test_by_hand():
    """75 mugs at $40 less a fee of $75; outside she gets $31.50 for one: 2,925 − 2,362.50 = 562.50."""
    line = sale_line(Sale("1", "ana", "taza", 75, 2_925_00, Decimal("31.50"), "nota 4"))
    assert (line.outside_minor, line.gain_minor) == (2_362_50, 562_50)
    assert sale_line(Sale("2", "ana", "taza", 75, 2_925_00)).gain_minor == 0
    assert sale_line(Sale("3", "ana", "taza", 10, 300_00, Decimal(35), "nota")).gain_minor == -50_00


def test_a_price_and_its_evidence_come_together():
    with pytest.raises(ValueError, match="together"):
        Sale("1", "ana", "taza", 1, 1, Decimal(1))


@given(
    st.lists(
        st.tuples(st.integers(1, 5_000), st.integers(0, 10**8), st.none() | st.decimals("0.0001", "5000", places=4)),
        max_size=6,
    ),
    st.integers(0, 10**7),
)
def test_gains_of_both_kinds_add_up_and_no_evidence_is_no_gain(rows, fees):
    sales = [
        Sale(str(place), "ana", "taza", pieces, got, price, None if price is None else "nota")
        for place, (pieces, got, price) in enumerate(rows)
    ]
    clay = Purchase("1", "ana", "barro", Decimal(10), 5_000, Decimal(7), "recibo")
    ana = member_benefit("ana", fees, [clay], sales)

    assert ana.bought_gain_minor == 2_000
    assert ana.gains_minor == ana.bought_gain_minor + sum(line.gain_minor for line in ana.sales)
    assert all(line.gain_minor == 0 for line in ana.sales if not line.has_evidence)
    assert (ana.way_out is not None) == (ana.gains_minor < fees)


@given(st.lists(st.integers(0, 10**8), max_size=8), st.integers(0, 5_000))
def test_the_fees_of_parts_are_the_fee_of_the_whole(earned, bp):
    assert sum(fee_parts(earned, bp)) == (sum(earned) * bp + 5_000) // 10_000


# --- evidence ---------------------------------------------------------------------------------------------------------


def test_without_evidence_it_counts_zero_and_says_so(world):
    world.shipped()
    found = proof(world, "Ana")

    assert found.verdict == "unproven"
    assert (found.unproven_sold, found.benefit.gains_minor) == (len(found.sold), 0)
    assert {row.item_id for row in queries.unproven_sold(SPAN)} == {world.mug.pk, world.plate.pk}


def test_each_line_can_be_followed_to_its_rows(world):
    note = seen(world, "Ana", "31.50")
    world.shipped()
    mug, plate = sold(world, "Ana")["Taza"], sold(world, "Ana")["Plato trinche"]
    ticket = Ticket.objects.get(maker=world.makers["Ana"], line__item=world.mug)

    assert (mug.ticket_id, mug.observation_id, mug.grade, mug.place) == (ticket.pk, note.pk, "B", "Mercado de Cuautla")
    assert mug.received_minor == ticket.pieces * 4_000
    assert mug.outside_minor == ticket.pieces * 3_150
    assert mug.gained_minor == ticket.pieces * 850
    assert (plate.outside, plate.gained_minor, plate.is_proven) == (None, 0, False)


def test_her_own_note_goes_before_any_market_and_the_nearer_market_before_the_far_one(world):
    own = seen(world, "Ana", "31.00", grade="C")
    far = seen(world, None, "20.00", grade="B", section_id=world.members["Caro"].section_id)
    near = seen(world, None, "25.00", grade="C", section_id=world.members["Beto"].section_id)
    seen(world, "Caro", "39.00")
    world.shipped()
    behind = {name: sold(world, name)["Taza"].observation_id for name in ("Ana", "Beto", "Dina")}

    assert behind == {"Ana": own.pk, "Beto": near.pk, "Dina": far.pk}


def test_of_equal_evidence_the_higher_price_counts_so_that_no_gain_is_made_larger(world):
    seen(world, "Ana", "30.00")
    dear = seen(world, "Ana", "33.00")
    world.shipped()
    assert sold(world, "Ana")["Taza"].observation_id == dear.pk


def test_what_was_seen_after_the_delivery_or_too_long_ago_proves_nothing(world):
    seen(world, "Ana", "31.00", days_ago=400)
    world.shipped()
    world.on(TODAY + timedelta(days=3))
    seen(world, "Ana", "31.00", days_ago=0)
    assert sold(world, "Ana")["Taza"].outside is None

    late = seen(world, "Ana", "32.00", days_ago=4)  # seen before the delivery, told after it
    assert sold(world, "Ana")["Taza"].observation_id == late.pk


def test_withdrawn_evidence_turns_exactly_its_lines(world):
    for name in ("Ana", "Beto", "Caro"):
        seen(world, name, "31.00")
    market = seen(world, None, "60.00", item=world.plate)
    world.shipped()
    names = ("Ana", "Beto", "Caro", "Dina")
    before = {name: sold(world, name) for name in names}
    withdraw_price(actor=world.chair, observation_id=market.pk, reason="Era de otro plato")
    after = {name: sold(world, name) for name in names}

    changed = {(name, item) for name in names for item in before[name] if before[name][item] != after[name][item]}
    assert changed == {(n, i) for n in names for i, line in before[n].items() if line.observation_id == market.pk}
    assert changed
    assert all(not after[n][i].is_proven and after[n][i].gained_minor == 0 for n, i in changed)


def test_looking_again_finds_what_waited_and_never_replaces_what_stands(world):
    first = seen(world, "Ana", "31.00")
    world.shipped()
    PriceObservation.objects.create(
        union=world.union, item=world.mug, observed_on=TODAY, price=Decimal(22), grade="A", place="Tianguis"
    )
    assert actions.review_outside(actor=world.chair) == 3  # Beto, Caro and Dina
    assert sold(world, "Ana")["Taza"].observation_id == first.pk
    assert actions.review_outside(actor=world.chair) == 0


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [({"price": "0"}, PriceAbsurd), ({"grade": "A"}, PhotoNeeded), ({"days_ago": -1}, DayToCome)],
)
def test_what_is_no_evidence_is_refused(world, changed, refusal):
    told = {"price": "30"} | changed
    with pytest.raises(refusal):
        seen(world, "Ana", told.pop("price"), **told)
    assert not PriceObservation.objects.exists()
    assert not Event.objects.filter(kind="sales.outside.recorded").exists()


def test_a_material_is_no_piece_and_nobody_notes_for_a_neighbour(world):
    clay = Item.objects.create(union=world.union, code="barro", name="Barro", unit="kg")
    with pytest.raises(NotAProduct):
        seen(world, "Ana", "30", item=clay)
    with pytest.raises(NotAllowed):
        actions.record_outside(
            actor=factories.actor_with(world.union, member=world.members["Beto"]), member=world.members["Ana"],
            item_id=world.mug.pk, price=Decimal(1), observed_on=TODAY, grade="C", today=TODAY,
        )  # fmt: skip
    own = factories.actor_with(world.union, member=world.members["Ana"])
    made = actions.record_outside(
        actor=own, member=world.members["Ana"], item_id=world.mug.pk, price=Decimal(30), observed_on=TODAY, grade="A",
        photo=ContentFile(PHOTO, "nota.jpg"), today=TODAY,
    )  # fmt: skip
    assert (made.member_id, made.grade, bool(made.photo)) == (world.members["Ana"].pk, "A", True)


def test_whose_evidence_it_is_never_changes(world):
    note = seen(world, "Ana", "31.00")
    with pytest.raises(DatabaseError), transaction.atomic():
        PriceObservation.objects.filter(pk=note.pk).update(member=world.members["Beto"])


# --- all members together ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fee_bp", [0, 333])
def test_the_database_and_the_engine_say_the_same(world, fee_bp):
    change_setting(
        actor=world.chair, setting="sales.fee_bp", value=fee_bp, valid_from=TODAY, source="Asamblea", today=TODAY
    )
    seen(world, "Ana", "31.3333")
    seen(world, "Ana", "77.7777", item=world.plate)
    seen(world, "Beto", "41.4159")  # more than the union pays: a loss
    world.shipped()
    worth = {row.member_id: row for row in queries.worth_of_all(SPAN)}

    assert worth.keys() == {member.pk for member in world.members.values()}
    for name, member in world.members.items():
        row, mine = worth[member.pk], proof(world, name)
        assert (row.gains_minor, row.sold_gain_minor, row.sold_minor, row.lines, row.unproven, row.saved_minor) == (
            mine.benefit.gains_minor, mine.benefit.sold_gain_minor, mine.received_minor, len(mine.sold),
            mine.unproven_sold, 0,
        )  # fmt: skip
    assert worth[world.members["Beto"].pk].gains_minor < 0
    assert report.totals(worth.values()).sold_gain_minor == sum(row.sold_gain_minor for row in worth.values())


def test_what_a_line_says_was_received_is_what_was_paid(world):
    change_setting(
        actor=world.chair, setting="sales.fee_bp", value=333, valid_from=TODAY, source="Asamblea", today=TODAY
    )
    world.shipped()
    world.pay(world.order.billed_minor)
    actions.pay_makers(actor=world.chair, order_id=world.order.pk, today=TODAY)
    for name, maker in world.makers.items():
        assert proof(world, name).received_minor == Payout.objects.get(maker=maker).net_minor


def test_an_order_called_off_half_way_counts_what_was_brought(world):
    seen(world, "Ana", "30.00")
    ticket = next(t for t in world.making() if t.maker_id == world.makers["Ana"].pk and t.line.item_id == world.mug.pk)
    world.answer(ticket)
    world.inspect(ticket, 5)
    actions.cancel_order(actor=world.chair, order_id=world.order.pk, today=TODAY, reason="Cerró el hotel")

    assert [(line.pieces, line.gained_minor) for line in proof(world, "Ana").sold] == [(5, 5_000)]
    assert proof(world, "Beto").verdict == "nothing"
