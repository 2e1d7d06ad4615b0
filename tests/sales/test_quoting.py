"""From a buyer's wish to an order: prices from what makers need, dated rates, and a clear no to what cannot be."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from tequio.core.models import Event
from tequio.sales import actions
from tequio.sales.errors import (
    BelowFloor,
    BuyerKnown,
    CapacityZero,
    CostWrong,
    DatesWrong,
    NoRate,
    NotAProduct,
    NothingToSell,
    NotNow,
    PiecesWrong,
    PriceWrong,
    QuotationLapsed,
    RateWrong,
)
from tequio.sales.models import Buyer, ExchangeRate, Line, Order
from tequio.stock.models import Item
from tests.sales.world import DUE, TODAY, VALID, D, note

State = Order.State
FRIDAY = date(2026, 3, 6)


def dollars(world, rate="17.1234", on=FRIDAY):
    actions.note_rates(actor=world.seller, rates={on: D(rate)}, source="Banco de México, FIX", today=TODAY)


@contextmanager
def refused(refusal):
    """And nothing happened: not even an event."""
    before = Event.objects.count()
    with pytest.raises(refusal):
        yield
    assert Event.objects.count() == before


def test_a_quotation_in_pesos_is_the_makers_pay_and_the_margin(world):
    order = world.quoted()

    lines = order.lines.order_by("number")
    assert [(line.number, line.pieces, line.price_minor, line.total_minor) for line in lines] == [
        (1, 300, 4_400, 1_320_000), (2, 60, 9_900, 594_000),
    ]  # fmt: skip
    assert (order.state, order.margin_bp, order.fee_bp, order.rate) == (State.QUOTED, 1_000, 0, 1)


def test_a_quotation_in_dollars_names_the_rate_and_its_day(world):
    dollars(world)
    order = world.drafted(currency="USD", incoterm="FOB", destination="US")
    line = world.line(world.mug, 3_000, 4_000)

    assert (order.rate, order.rate_on) == (D("17.1234"), FRIDAY)
    assert line.price_minor == 257


def test_the_newest_rate_of_the_last_ten_days_holds_and_an_older_one_does_not(world):
    dollars(world, "17.0000", TODAY - timedelta(days=11))
    with pytest.raises(NoRate):
        world.drafted(currency="USD")

    dollars(world, "17.5000", TODAY - timedelta(days=10))
    dollars(world, "18.0000", TODAY - timedelta(days=3))
    assert world.drafted(currency="USD").rate == D("18.0000")


def test_a_rate_noted_again_is_corrected(world):
    dollars(world, "17.1234")
    dollars(world, "17.2345")

    assert list(ExchangeRate.objects.values_list("on", "mxn_per_usd")) == [(FRIDAY, D("17.2345"))]


@pytest.mark.parametrize(("rate", "on"), [("0.9", FRIDAY), ("1000.1", FRIDAY), ("17", TODAY + timedelta(days=1))])
def test_a_rate_that_cannot_be_is_refused(world, rate, on):
    with refused(RateWrong):
        dollars(world, rate, on)
    assert not ExchangeRate.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"due_on": TODAY}, {"valid_until": TODAY - timedelta(days=1)}, {"due_on": VALID}, {"valid_until": DUE}]
)
def test_a_deadline_that_is_past_or_before_the_quotation_ends_is_refused(world, wrong):
    with refused(DatesWrong):
        world.drafted(**wrong)
    assert not Order.objects.exists()


def test_a_buyer_is_noted_once(world):
    with refused(BuyerKnown):
        actions.add_buyer(actor=world.seller, name="Hotel  Las Jacarandas")
    assert Buyer.objects.get().contacts.get().name == "Inés Prado"


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"pieces": 0}, PiecesWrong), ({"pieces": 1_000_001}, PiecesWrong), ({"pieces": -3}, PiecesWrong),
        ({"maker_minor": 0}, PriceWrong), ({"price_minor": -1}, PriceWrong),
        ({"due_on": TODAY}, DatesWrong), ({"due_on": DUE + timedelta(days=1)}, DatesWrong),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_is_refused(world, changed, refusal):
    order = world.drafted()
    draft = actions.LineDraft(**{"item_id": world.mug.pk, "pieces": 10, "maker_minor": 4_000, "ware": "cup"} | changed)
    with refused(refusal):
        actions.set_line(actor=world.seller, order_id=order.pk, draft=draft, today=TODAY)
    assert not Line.objects.exists()


def test_a_material_is_no_product(world):
    clay = Item.objects.create(union=world.union, code="barro", name="Barro", unit="kg")
    world.drafted()
    with pytest.raises(NotAProduct):
        world.line(clay, 10, 4_000)
    with pytest.raises(NotAProduct):
        note(world, "Ana", clay, 10, 1_000)


def test_a_line_is_changed_and_dropped_until_the_quotation_is_sent(world):
    world.drafted()
    line = world.line(world.mug, 300, 4_000)
    draft = actions.LineDraft(world.mug.pk, 200, 4_500, "cup", price_minor=6_000)
    actions.set_line(actor=world.seller, order_id=world.order.pk, draft=draft, today=TODAY, number=line.number)
    assert list(Line.objects.values_list("number", "pieces", "price_minor")) == [(1, 200, 6_000)]

    actions.drop_line(actor=world.seller, line_id=line.pk)
    with pytest.raises(NothingToSell):
        actions.send_quotation(actor=world.seller, order_id=world.order.pk, today=TODAY)


def test_nothing_is_sold_below_what_its_makers_are_paid(world):
    world.drafted()
    world.line(world.mug, 300, 4_000, price_minor=3_999)
    with pytest.raises(BelowFloor, match=r"entran \$39.99 y se pagan \$40.00"):
        actions.send_quotation(actor=world.seller, order_id=world.order.pk, today=TODAY)

    world.order.refresh_from_db()
    assert world.order.state == State.DRAFT


def test_a_sent_quotation_stands_until_its_day(world):
    order = world.quoted()
    with pytest.raises(NotNow):
        world.line(world.mug, 5, 4_000)
    with pytest.raises(QuotationLapsed, match="20/03/2026"):
        actions.accept_quotation(actor=world.seller, order_id=order.pk, today=VALID + timedelta(days=1))

    accepted = actions.accept_quotation(actor=world.seller, order_id=order.pk, today=VALID)
    assert (accepted.state, accepted.accepted_on) == (State.ORDERED, VALID)


def test_a_quotation_taken_back_can_be_changed_or_lost(world):
    order = world.quoted()
    actions.reopen_quotation(actor=world.seller, order_id=order.pk)
    actions.edit_order(
        actor=world.seller, order_id=order.pk, terms=world.terms(title="Otra"), margin_bp=2_000, today=TODAY
    )
    lost = actions.lose_quotation(actor=world.seller, order_id=order.pk, reason="Compró en otro lado")

    assert (lost.state, lost.title, lost.margin_bp) == (State.LOST, "Otra", 2_000)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [({"per_week": 0}, CapacityZero), ({"least": 0}, CapacityZero), ({"cost_minor": -1}, CostWrong)],
)
def test_a_workshop_without_capacity_gets_no_card(world, wrong, refusal):
    told = {"item_id": world.plate.pk, "per_week": 5, "cost_minor": 100} | wrong
    with pytest.raises(refusal):
        actions.note_skill(actor=world.seller, member=world.members["Beto"], **told)

    assert world.makers["Beto"].skills.count() == 1


def test_every_change_of_state_is_in_the_table():
    reached = {State.DRAFT} | {after for changes in Order.CHANGES.values() for after in changes}
    assert set(Order.CHANGES) == set(State) == reached
    for state, allowed in Order.CHANGES.items():
        assert [after for after in State if Order(state=state).may_become(after)] == [a for a in State if a in allowed]
