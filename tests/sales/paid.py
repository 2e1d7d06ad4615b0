"""Workshops that were paid for joint orders, without the weeks that an order takes."""

from datetime import date, timedelta

from tequio.books.steps import EntryDraft, LegDraft, post_entry
from tequio.core.actors import Actor
from tequio.members.models import Member
from tequio.sales.models import Buyer, Maker, Order, Payout


def paid_order(
    actor: Actor, buyer: str, on: date, parts: dict[Member, int], fee_minor: int = 0, title: str = "Pedido"
) -> Order:  # fmt: skip
    """An order of this buyer's that paid each member so much (centavos); of each the union kept `fee_minor`."""
    union_id = actor.union_id
    there, _ = Buyer.objects.get_or_create(union_id=union_id, name=buyer)
    order: Order = Order.objects.create(
        union_id=union_id, buyer=there, title=title, state="paid", destination="MX", valid_until=on,
        due_on=on + timedelta(days=30), margin_bp=0, closed_on=on, closed_rate=1, billed_minor=sum(parts.values()),
        billed_mxn_minor=sum(parts.values()),
    )  # fmt: skip
    for member, minor in parts.items():
        maker, _ = Maker.objects.get_or_create(union_id=union_id, member=member)
        legs = (LegDraft("member_receivable", minor, member.pk), LegDraft("bank", -minor))
        entry = post_entry(actor, EntryDraft(on, title, "tests.paid", order.pk, legs))
        Payout.objects.create(
            union_id=union_id, order=order, run=1, maker=maker, gross_minor=minor, fee_minor=fee_minor, advance_minor=0,
            net_minor=minor - fee_minor, paid_on=on, entry_id=entry.pk,
        )  # fmt: skip
    return order
