"""How selling together reads in the books: pure functions from facts to draft entries.

`maker_payable` is what workshops have earned and were not paid, by member; `maker_advance` what they got beforehand;
`buyer_advance` what a buyer paid before anything was his; `buyer_receivable` what he owes for what was.
"""

from collections.abc import Mapping
from datetime import date

from tequio.books.steps import EntryDraft, LegDraft
from tequio.engines.selling import Pay, Received
from tequio.sales.models import Advance, AdvanceReturn, BuyerPayment, Order

SOURCE = "sales.order"

FROM = {Advance.Kind.BANK: "bank", Advance.Kind.CASH: "cash"}


def _entry(order: Order, on: date, text: str, legs: list[LegDraft]) -> EntryDraft:
    return EntryDraft(on, text, SOURCE, order.pk, tuple(leg for leg in legs if leg.minor))


def advance_entry(order: Order, on: date, member_id: int, kind: str, minor: int) -> EntryDraft:
    """Money from the bank or the till; or materials, whose debt the member need not pay before."""
    given = LegDraft("maker_advance", minor, member_id)
    if kind == Advance.Kind.ROUND:
        return _entry(order, on, order.title, [given, LegDraft("member_receivable", -minor, member_id)])
    return _entry(order, on, order.title, [given, LegDraft(FROM[Advance.Kind(kind)], -minor)])


def closing_entry(order: Order, on: date, *, owed_minor: int, advanced_minor: int) -> EntryDraft:
    """The accepted pieces are the buyer's: what he owes for them, what he had paid before taken off."""
    return _entry(order, on, f"{order.buyer.name}: {order.title}", [
        LegDraft("buyer_receivable", owed_minor), LegDraft("buyer_advance", advanced_minor),
        LegDraft("joint_sales", -owed_minor - advanced_minor),
    ])  # fmt: skip


def earned_entry(order: Order, on: date, earned: Mapping[int, int]) -> EntryDraft:
    """What members' workshops have earned with them."""
    return _entry(order, on, order.title, [
        LegDraft("joint_cost", sum(earned.values())),
        *(LegDraft("maker_payable", -minor, member) for member, minor in sorted(earned.items())),
    ])  # fmt: skip


def payment_entry(order: Order, on: date, into: str, received_minor: int, cleared: Received | None) -> EntryDraft:
    """What a buyer paid: ahead of the pieces as it came in, afterwards against what he owed and what the rate did."""
    account = "bank" if into == BuyerPayment.Into.BANK else "cash"
    text = f"{order.buyer.name}: {order.title}"
    came = LegDraft(account, received_minor)
    if cleared is None:
        return _entry(order, on, text, [came, LegDraft("buyer_advance", -received_minor)])
    return _entry(order, on, text, [
        came, LegDraft("buyer_receivable", -cleared.cleared_minor),
        LegDraft("fx_gain", -max(0, cleared.gain_minor)), LegDraft("fx_loss", max(0, -cleared.gain_minor)),
    ])  # fmt: skip


def payout_entry(order: Order, on: date, member_id: int, pay: Pay, withheld_minor: int = 0) -> EntryDraft:
    """A workshop is paid what it earned, less the fee and what it was advanced. What was withheld for other debts is
    booked by those who got it, out of what the union owed the workshop."""
    return _entry(order, on, order.title, [
        LegDraft("maker_payable", pay.gross_minor - withheld_minor, member_id), LegDraft("joint_fee", -pay.fee_minor),
        LegDraft("maker_advance", -pay.advance_minor, member_id), LegDraft("bank", withheld_minor - pay.net_minor),
    ])  # fmt: skip


def return_entry(order: Order, on: date, member_id: int, into: str, minor: int) -> EntryDraft:
    """An advance comes back as money; or the material it was is owed again."""
    back = LegDraft("maker_advance", -minor, member_id)
    if into == AdvanceReturn.Into.ROUND:
        return _entry(order, on, order.title, [LegDraft("member_receivable", minor, member_id), back])
    return _entry(order, on, order.title, [LegDraft(str(into), minor), back])
