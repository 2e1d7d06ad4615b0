"""An order's money: what the buyer owes and paid, what each workshop earned and was paid."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.core.refusals import Refusal
from tequio.sales import actions, queries, statements
from tequio.sales.account import accepted_of, available_for, buyers_account
from tequio.sales.forms import PaymentForm
from tequio.sales.models import Order
from tequio.sales.views.office import find_order
from tequio.ui.asking import done, holder_of, office_of, once
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page

State = Order.State


@require_http_methods(["GET", "HEAD", "POST"])
def order_money(request: Any, order_id: int) -> HttpResponse:
    office_of(request, "sales")
    order = find_order(order_id)
    form = PaymentForm(request.POST or None, order=order, initial={"paid_on": request.today})
    if request.method == "POST":
        holder_of(request, "sales.payment.record")
        told = form.cleaned_data if form.is_valid() else None
        if told and done(
            request, form, actions.record_payment, order_id=order.pk, amount_minor=int(told["amount"] * 100),
            received_minor=told.get("received_minor"), into=told["into"], paid_on=told["paid_on"],
            reference=told["reference"],
        ):  # fmt: skip
            tell(request, _("El pago está en los libros. Sigue pagar a los talleres su parte."))
            return redirect("sales:money", union=request.union.slug, order_id=order.pk)
    accepted = accepted_of(order)
    asked = queries.total_of(order) if order.billed_minor is None else order.billed_minor
    account = buyers_account(order, asked)
    makers = queries.maker_accounts(order, accepted.earned)
    available = available_for(order, account, accepted.earned_minor) if order.owes_makers else 0

    def written(minor: int) -> str:
        return queries.written(minor, order.currency)

    return render_page(
        request, "sales/money.html", order=order, form=form, makers=makers, available=available,
        asked=written(asked), paid=written(account.paid_minor), left=written(max(0, account.left_minor)),
        owes=account.left_minor, earned=accepted.earned_minor,
        payments=[(payment, written(payment.amount_minor)) for payment in queries.payments_of(order)],
        may_record=request.actor.may("sales.payment.record") and account.left_minor > 0
        and (order.is_under_way or order.billed_minor is not None),
        may_pay=request.actor.may("sales.makers.pay") and available > 0,
    )  # fmt: skip


@require_POST
def makers_pay(request: Any, order_id: int) -> HttpResponse:
    """Pay workshops their part of what there is."""
    order = find_order(order_id)
    try:
        actions.pay_makers(actor=request.actor, order_id=order.pk, today=request.today, key=once(request))
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("Los talleres están pagados y en los libros, al centavo."))
    return redirect("sales:money", union=request.union.slug, order_id=order.pk)


@require_safe
def pay(request: Any, payout_id: int) -> HttpResponse:
    """How one payment came about: for the workshop that got it, and for the office."""
    own = statements.payouts_seen_by(request.member).filter(pk=payout_id).first() if request.member else None
    if own is None:
        office_of(request, "sales")
    payout = own or get_object_or_404(statements.payouts(), pk=payout_id)
    return render_page(
        request, "sales/pay.html", payout=payout, statement=statements.statement_of(payout), is_own=own is not None,
        base="ui/member.html" if own else "ui/page.html", percent=f"{payout.order.fee_bp / 100:g}",
    )  # fmt: skip
