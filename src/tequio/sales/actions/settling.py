"""Closing an order, whole or half way, and the money: the buyer pays in parts, workshops are paid their part of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Max, Sum

from tequio.books.steps import post_entries, post_entry
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.engines.selling import in_pesos, payouts, received
from tequio.sales import postings
from tequio.sales.account import Accepted, accepted_of, available_for, buyers_account, owed_to
from tequio.sales.errors import (
    AmountWrong,
    FoodUnproven,
    NothingAccepted,
    NothingToPay,
    NotNow,
    PaidTooMuch,
    ReasonNeeded,
    TicketsOpen,
)
from tequio.sales.models import BuyerPayment, Maker, Order, Payout, Ticket
from tequio.sales.proving import unproven
from tequio.sales.steps import locked_order, move_to, rate_on
from tequio.ui.numbers import money

State = Order.State


@action("sales.order.ship")
def ship_order(
    *, actor: Actor, order_id: int, today: date, is_incomplete: bool = False, is_decorative: bool = False
) -> Order:
    """The accepted pieces are the buyer's: he is billed for them, and the workshops have earned their part.

    Raises NotNow, TicketsOpen (unless it is said to be incomplete), NothingAccepted, NoRate, FoodUnproven (unless it is
    said that what no report proves goes as decoration).
    """
    order = locked_order(order_id, State.MAKING)
    accepted = accepted_of(order)
    missing = (order.lines.aggregate(sum=Sum("pieces"))["sum"] or 0) - accepted.pieces
    if not accepted.pieces:
        raise NothingAccepted
    if missing > 0 and not is_incomplete:
        raise TicketsOpen(missing=f"{missing:,}")
    lots = [proof.code for proof in unproven(order, today)]
    if lots and not is_decorative:
        raise FoodUnproven(lots=", ".join(lots))
    changes = _close(actor, order, accepted, today)
    move_to(order, State.SHIPPED, **changes)
    events.record(
        actor, "sales.order.shipped", order, title=order.title, pieces=accepted.pieces, missing=missing,
        billed_minor=accepted.billed_minor, earned_minor=accepted.earned_minor, decorative=lots,
    )  # fmt: skip
    return order


@action("sales.order.cancel")
def cancel_order(*, actor: Actor, order_id: int, today: date, reason: str) -> Order:
    """The buyer calls it off: tickets fall, and pieces accepted until now are his and are owed to their makers.

    Raises NotNow, ReasonNeeded, NoRate.
    """
    order = locked_order(order_id, State.ORDERED, State.MAKING)
    if not plain(reason):
        raise ReasonNeeded
    accepted = accepted_of(order)
    changes = _close(actor, order, accepted, today) if accepted.pieces else _let_tickets_fall(order)
    move_to(order, State.CANCELLED, **changes)
    events.record(
        actor, "sales.order.cancelled", order, title=order.title, reason=plain(reason), pieces=accepted.pieces,
        earned_minor=accepted.earned_minor,
    )  # fmt: skip
    return order


def _close(actor: Actor, order: Order, accepted: Accepted, today: date) -> dict[str, Any]:
    """Book what the buyer owes and what workshops have earned; returns what changes on the order."""
    rate, _ = rate_on(order.currency, today)
    account = buyers_account(order, accepted.billed_minor)
    debt = in_pesos(account.debt_minor, rate)
    members = dict(Maker.objects.filter(pk__in=list(accepted.earned)).values_list("pk", "member_id"))
    earned = {members[maker]: minor for maker, minor in accepted.earned.items()}
    post_entries(actor, [
        postings.closing_entry(order, today, owed_minor=debt, advanced_minor=account.used_mxn_minor),
        postings.earned_entry(order, today, earned),
    ])  # fmt: skip
    _let_tickets_fall(order)
    return {
        "closed_on": today, "closed_rate": rate, "billed_minor": accepted.billed_minor,
        "billed_mxn_minor": account.used_mxn_minor + debt,
    }  # fmt: skip


def _let_tickets_fall(order: Order) -> dict[str, Any]:
    """What was not brought is not asked for any more; a ticket keeps the good pieces it brought."""
    Ticket.objects.filter(order=order, state=Ticket.State.OFFERED).update(state=Ticket.State.WITHDRAWN)
    standing = Ticket.objects.filter(order=order, state=Ticket.State.ACCEPTED)
    for ticket in standing.annotate(good=Sum("inspections__accepted")).order_by("pk"):
        if ticket.good:
            Ticket.objects.filter(pk=ticket.pk, accepted__gt=ticket.good).update(accepted=ticket.good)
        else:
            Ticket.objects.filter(pk=ticket.pk).update(state=Ticket.State.WITHDRAWN)
    return {}


@action("sales.payment.record")
def record_payment(
    *, actor: Actor, order_id: int, amount_minor: int, received_minor: int | None, into: str, paid_on: date,
    reference: str = "",
) -> BuyerPayment:  # fmt: skip
    """A buyer paid: `amount` in his currency, `received` in pesos as the bank credited it.

    Raises NotNow, AmountWrong, PaidTooMuch.
    """
    order = locked_order(order_id, State.ORDERED, State.MAKING, State.SHIPPED, State.PAID, State.CANCELLED)
    came = amount_minor if order.currency == Order.Currency.MXN else received_minor or 0
    if amount_minor <= 0 or came <= 0:
        raise AmountWrong
    is_advance = order.billed_minor is None
    if is_advance and not order.is_under_way:
        raise NotNow(title=order.title, state=order.get_state_display())
    account = buyers_account(order, order.lines.aggregate(sum=Sum(F("pieces") * F("price_minor")))["sum"] or 0)
    if amount_minor > account.left_minor:
        raise PaidTooMuch(left=money(max(0, account.left_minor)), amount=money(amount_minor))
    cleared = None if is_advance else received(
        debt_minor=account.debt_minor, debt_mxn_minor=account.debt_mxn_minor,
        before_minor=account.paid_minor - account.advanced_minor, amount_minor=amount_minor, received_minor=came,
    )  # fmt: skip
    entry = post_entry(actor, postings.payment_entry(order, paid_on, into, came, cleared))
    payment: BuyerPayment = BuyerPayment.objects.create(
        union_id=actor.union_id, order=order, amount_minor=amount_minor, received_minor=came, into=into,
        reference=plain(reference), paid_on=paid_on, is_advance=is_advance, entry=entry,
    )  # fmt: skip
    events.record(
        actor, "sales.payment.recorded", order, amount_minor=amount_minor, currency=order.currency, received_minor=came,
        gain_minor=cleared.gain_minor if cleared else 0,
    )  # fmt: skip
    return payment


@action("sales.makers.pay")
def pay_makers(*, actor: Actor, order_id: int, today: date) -> Order:
    """Pay workshops their part of what the buyer has paid, less fee and advances, all at once.

    Raises NotNow, NothingToPay.
    """
    order = locked_order(order_id)
    if not order.owes_makers:
        raise NotNow(title=order.title, state=order.get_state_display())
    accepted, account = accepted_of(order), buyers_account(order)
    owed = owed_to(order, accepted.earned)
    pays = payouts(owed, available_for(order, account, accepted.earned_minor), order.fee_bp)
    if not pays:
        raise NothingToPay
    members = dict(Maker.objects.filter(pk__in=list(pays)).values_list("pk", "member_id"))
    run = (Payout.objects.filter(order=order).aggregate(last=Max("run"))["last"] or 0) + 1
    entries = post_entries(
        actor, [postings.payout_entry(order, today, members[maker], pay) for maker, pay in pays.items()]
    )  # fmt: skip
    Payout.objects.bulk_create(
        Payout(
            union_id=actor.union_id, order=order, run=run, maker_id=maker, gross_minor=pay.gross_minor,
            fee_minor=pay.fee_minor, advance_minor=pay.advance_minor, net_minor=pay.net_minor, paid_on=today,
            entry_id=entry,
        )
        for (maker, pay), entry in zip(pays.items(), entries, strict=True)
    )  # fmt: skip
    gross = sum(pay.gross_minor for pay in pays.values())
    is_over = not account.left_minor and gross == sum(each.left_minor for each in owed.values())
    if is_over and order.state == State.SHIPPED:
        move_to(order, State.PAID)
    events.record(
        actor, "sales.makers.paid", order, run=run, makers=len(pays), gross_minor=gross,
        net_minor=sum(pay.net_minor for pay in pays.values()),
    )  # fmt: skip
    return order


@action("sales.link.renew")
def renew_link(*, actor: Actor, order_id: int) -> Order:
    """A new link for the buyer; older ones stop working."""
    order = locked_order(order_id)
    order.link_serial += 1
    order.save(update_fields=["link_serial"])
    events.record(actor, "sales.link.renewed", order, title=order.title)
    return order
