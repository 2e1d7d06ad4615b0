"""The money of an order: exact to the centavo, in parts, in dollars, whole or called off half way."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from tequio.books.queries import balance
from tequio.core.models import Event
from tequio.sales import actions
from tequio.sales.errors import (
    AmountWrong,
    NothingAccepted,
    NothingToPay,
    NotNow,
    PaidTooMuch,
    ReasonNeeded,
    TicketsOpen,
)
from tequio.sales.models import BuyerPayment, Order, Payout, Ticket
from tequio.unions.actions import change_setting
from tests.sales.world import TODAY, D

State = Order.State
BILL = 300 * 4_400 + 60 * 9_900
EARNED = 300 * 4_000 + 60 * 9_000


def pay_makers(world, today=TODAY):
    return actions.pay_makers(actor=world.chair, order_id=world.order.pk, today=today)


def balances(*roles):
    return {role: balance(role) for role in roles}


def test_paid_whole_every_workshop_gets_what_it_made(world):
    world.shipped()
    assert balances("buyer_receivable", "maker_payable", "joint_sales", "joint_cost") == {
        "buyer_receivable": BILL, "maker_payable": -EARNED, "joint_sales": -BILL, "joint_cost": EARNED,
    }  # fmt: skip
    world.pay(BILL)
    order = pay_makers(world)

    assert order.state == State.PAID
    earned = {}
    for ticket in world.tickets():
        earned[ticket.maker_id] = earned.get(ticket.maker_id, 0) + ticket.pieces * ticket.price_minor
    assert dict(Payout.objects.values_list("maker_id", "net_minor")) == earned
    assert balances("buyer_receivable", "maker_payable", "bank") == {
        "buyer_receivable": 0, "maker_payable": 0, "bank": BILL - EARNED,
    }  # fmt: skip


def test_a_third_paid_pays_a_third_and_the_last_part_the_rest(world):
    change_setting(
        actor=world.chair, setting="sales.fee_bp", value=250, valid_from=TODAY, source="Asamblea", today=TODAY
    )
    world.shipped()
    third = BILL // 3
    for amount in (third, third, BILL - 2 * third):
        world.pay(amount)
        order = pay_makers(world)
    runs = [sum(p.gross_minor for p in Payout.objects.filter(run=run)) for run in (1, 2, 3)]

    assert sum(runs) == EARNED
    assert runs[0] == EARNED * third // BILL
    assert order.state == State.PAID
    for payout in Payout.objects.filter(run=3):
        mine = list(Payout.objects.filter(maker=payout.maker_id))
        gross = sum(p.gross_minor for p in mine)
        # 2.5 % of all of it, rounded once.
        assert sum(p.fee_minor for p in mine) == (gross * 250 + 5_000) // 10_000
    assert balance("joint_fee") == -sum(Payout.objects.values_list("fee_minor", flat=True))


def test_the_fee_that_ruled_when_it_was_quoted_holds(world):
    world.shipped()
    change_setting(
        actor=world.chair, setting="sales.fee_bp", value=250, valid_from=TODAY, source="Asamblea", today=TODAY
    )
    world.pay(BILL)
    pay_makers(world)

    assert set(Payout.objects.values_list("fee_minor", flat=True)) == {0}


def test_an_advance_is_taken_off_once(world):
    tickets = world.making()
    for ticket in tickets:
        world.answer(ticket)
    actions.give_advance(actor=world.chair, ticket_id=tickets[0].pk, kind="bank", amount_minor=10_000, today=TODAY)
    for ticket in tickets:
        world.inspect(ticket, ticket.pieces)
    actions.ship_order(actor=world.chair, order_id=world.order.pk, today=TODAY)
    world.pay(BILL // 2)
    pay_makers(world)
    world.pay(BILL - BILL // 2)
    pay_makers(world)

    mine = Payout.objects.filter(maker=tickets[0].maker_id)
    assert sum(mine.values_list("advance_minor", flat=True)) == 10_000
    assert balances("maker_advance", "maker_payable") == {"maker_advance": 0, "maker_payable": 0}


def note_rate(world, rate, on):
    actions.note_rates(actor=world.seller, rates={on: D(rate)}, source="FIX", today=on)


def test_dollars_that_grew_are_a_gain_and_those_that_fell_a_loss(world):
    note_rate(world, "17.0000", TODAY)
    world.collected(currency="USD", destination="US")
    later = world.on(TODAY + timedelta(days=7))
    note_rate(world, "18.0000", later)
    order = actions.ship_order(actor=world.chair, order_id=world.order.pk, today=later)
    # A mug: 44 pesos at 17.0000 are 2.5882 dollars; a plate: 99 are 5.8235.
    assert order.billed_minor == 300 * 259 + 60 * 583 == 112_680
    assert balance("buyer_receivable") == 2_028_240

    world.pay(50_000, 925_000)  # at 18.50
    assert balances("fx_gain", "fx_loss") == {"fx_gain": -25_000, "fx_loss": 0}
    world.pay(62_680, 1_103_168)  # at 17.60
    assert balances("fx_gain", "fx_loss", "buyer_receivable") == {
        "fx_gain": -25_000, "fx_loss": 2_028_240 - 900_000 - 1_103_168, "buyer_receivable": 0,
    }  # fmt: skip
    assert pay_makers(world).state == State.PAID


def test_what_came_before_is_worth_what_it_was_worth_then(world):
    note_rate(world, "17.0000", TODAY)
    world.collected(currency="USD", destination="US")
    world.pay(12_680, 215_560)  # at 17.00, before anything was his
    later = world.on(TODAY + timedelta(days=7))
    note_rate(world, "18.0000", later)
    order = actions.ship_order(actor=world.chair, order_id=world.order.pk, today=later)

    assert order.billed_mxn_minor == 215_560 + 100_000 * 18
    assert balances("buyer_advance", "buyer_receivable", "joint_sales") == {
        "buyer_advance": 0, "buyer_receivable": 1_800_000, "joint_sales": -2_015_560,
    }  # fmt: skip
    assert actions.pay_makers(actor=world.chair, order_id=order.pk, today=later).state == State.SHIPPED
    assert sum(Payout.objects.values_list("gross_minor", flat=True)) == EARNED * 12_680 // 112_680


def test_called_off_half_way_nothing_is_lost(world):
    tickets = world.making()
    brought = world.answer(tickets[0])
    world.answer(tickets[1])
    world.inspect(brought, 8)
    world.pay(20_000)
    with pytest.raises(ReasonNeeded):
        actions.cancel_order(actor=world.chair, order_id=world.order.pk, today=TODAY, reason="")
    order = actions.cancel_order(actor=world.chair, order_id=world.order.pk, today=TODAY, reason="Cerró el hotel")
    earned, billed = 8 * brought.price_minor, 8 * brought.line.price_minor

    assert (order.state, order.billed_minor) == (State.CANCELLED, billed)
    assert {(t.pk == brought.pk, t.state, t.accepted) for t in world.tickets()} >= {(True, Ticket.State.ACCEPTED, 8)}
    assert Ticket.objects.filter(state=Ticket.State.WITHDRAWN).count() == len(tickets) - 1
    assert balances("maker_payable", "buyer_advance", "buyer_receivable") == {
        "maker_payable": -earned, "buyer_advance": 0, "buyer_receivable": billed - 20_000,
    }  # fmt: skip
    world.pay(billed - 20_000)
    pay_makers(world)
    assert balances("maker_payable", "buyer_receivable") == {"maker_payable": 0, "buyer_receivable": 0}
    with pytest.raises(NotNow):
        actions.cancel_order(actor=world.chair, order_id=order.pk, today=TODAY, reason="Otra vez")


def test_called_off_before_anything_was_made_owes_nobody(world):
    world.ordered()
    order = actions.cancel_order(actor=world.chair, order_id=world.order.pk, today=TODAY, reason="Se arrepintió")

    assert (order.state, order.billed_minor, order.owes_makers) == (State.CANCELLED, None, False)
    with pytest.raises(NotNow):
        pay_makers(world)
    with pytest.raises(NotNow):
        world.pay(1)


def test_an_order_is_not_shipped_short_by_mistake(world):
    ticket = world.answer(world.making()[0])
    with pytest.raises(NothingAccepted):
        actions.ship_order(actor=world.chair, order_id=world.order.pk, today=TODAY)
    world.inspect(ticket, 8)
    with pytest.raises(TicketsOpen, match="352"):
        actions.ship_order(actor=world.chair, order_id=world.order.pk, today=TODAY)
    order = actions.ship_order(actor=world.chair, order_id=world.order.pk, today=TODAY, is_incomplete=True)

    assert order.billed_minor == 8 * ticket.line.price_minor


def test_more_than_what_is_left_is_not_taken(world):
    world.shipped()
    events = Event.objects.count()
    for wrong, refusal in ((0, AmountWrong), (-5, AmountWrong), (BILL + 1, PaidTooMuch)):
        with pytest.raises(refusal):
            world.pay(wrong)
    with pytest.raises(NothingToPay):
        pay_makers(world)

    assert Event.objects.count() == events
    assert not BuyerPayment.objects.exists()
    assert not Payout.objects.exists()


def test_a_payment_sent_twice_is_booked_once(world):
    world.shipped()
    told = {"actor": world.chair, "order_id": world.order.pk, "amount_minor": 100, "received_minor": None,
            "into": "cash", "paid_on": TODAY, "key": "k1"}  # fmt: skip
    first, second = actions.record_payment(**told), actions.record_payment(**told)

    assert first.pk == second.pk
    assert balance("cash") == 100


def test_money_rows_are_never_changed(world):
    world.shipped()
    world.pay(BILL)
    pay_makers(world)
    for model in (BuyerPayment, Payout):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(paid_on=TODAY - timedelta(days=1))
