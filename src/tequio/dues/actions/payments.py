"""Money that members bring: one at the counter, a list from a village, and taking a receipt back."""

from collections.abc import Sequence
from datetime import date

from tequio.books.errors import DayToCome
from tequio.books.queries import balance, member_balances
from tequio.books.steps import open_entry, post_entries, post_last, reverse_entry
from tequio.books.writing import lock as lock_books
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.dues import steps
from tequio.dues.errors import GoneUnknown, HasLeft, ReceiptCancelled, ReceiptOfPay
from tequio.dues.models import PAY, Receipt
from tequio.dues.postings import receipt_entry
from tequio.dues.roles import DUES, PURCHASES
from tequio.dues.steps import receipt_text
from tequio.engines.dues import Applied, apply_payment
from tequio.members.models import Member


@action("dues.payment.record")
def record_payment(
    *, actor: Actor, member_id: int, minor: int, into: str, on: date, today: date, dues_first: bool = True,
    note: str = "",
) -> Receipt:  # fmt: skip
    """Note that a member paid, into the "cash" or the "bank", and give him a receipt.

    It pays his fees and then his purchases, or the other way round; what is left over stays in his favour. Raises
    AmountAbsurd, DayToCome, MemberUnknown, PeriodClosed.
    """
    steps.check_money(minor, on, today)
    opened = open_entry(actor, accounts={into, DUES, PURCHASES}, member_id=member_id)
    # The books are held from here on, so what he owes does not change under us.
    applied = apply_payment(minor, balance(DUES, member_id), balance(PURCHASES, member_id), dues_first=dues_first)
    (receipt_id,) = steps.new_ids(Receipt._meta.db_table, 1)
    receipt = Receipt.objects.create(
        pk=receipt_id, union_id=actor.union_id, number=steps.next_receipt_number(), member_id=member_id,
        dues_minor=applied.dues_minor, purchases_minor=applied.purchases_minor, into=into, received_on=on,
        received_by=actor.name, note=note.strip(), entry_id=opened.entry_id,
    )  # fmt: skip
    to = {DUES: applied.dues_minor, PURCHASES: applied.purchases_minor}
    post_last(actor, opened, receipt_entry(receipt_id, on, receipt_text(receipt.number), member_id, into, to))
    events.record(actor, "dues.payment.recorded", receipt, number=receipt.number, member=opened.member_number,
                  minor=minor, into=into)  # fmt: skip
    return receipt


@action("dues.payment.record_list")
def record_payments(
    *, actor: Actor, payments: Sequence[tuple[int, int]], into: str, on: date, today: date, note: str = ""
) -> int:
    """Note what many members paid, as (member id, centavos), all or none; returns how many receipts that made.

    Fees first for each. Raises like record_payment.
    """
    for _member, minor in payments:
        steps.check_money(minor, on, today)
    lock_books(actor.union_id)
    owed = {DUES: member_balances(DUES), PURCHASES: member_balances(PURCHASES)}
    applied = []
    for member, minor in payments:
        part = apply_payment(minor, owed[DUES].get(member, 0), owed[PURCHASES].get(member, 0), dues_first=True)
        owed[DUES][member] = owed[DUES].get(member, 0) - part.dues_minor
        owed[PURCHASES][member] = owed[PURCHASES].get(member, 0) - part.purchases_minor
        applied.append(part)
    _write_receipts(actor, [member for member, _minor in payments], applied, into, on, note.strip())
    events.record(actor, "dues.payments.recorded", "dues.receipt", members=len(payments), into=into, note=note.strip(),
                  minor=sum(minor for _member, minor in payments))  # fmt: skip
    return len(payments)


def _write_receipts(
    actor: Actor, members: Sequence[int], applied: Sequence[Applied], into: str, on: date, note: str
) -> None:
    ids, first = steps.new_ids(Receipt._meta.db_table, len(members)), steps.next_receipt_number()
    entries = post_entries(
        actor,
        [receipt_entry(pk, on, receipt_text(first + place), member, into,
                       {DUES: part.dues_minor, PURCHASES: part.purchases_minor})
         for place, (pk, member, part) in enumerate(zip(ids, members, applied, strict=True))],
    )  # fmt: skip
    steps.write_receipts(actor, ids, first, members, applied, entries, into, on, note)


@action("dues.payment.cancel")
def cancel_receipt(*, actor: Actor, receipt_id: int, on: date, today: date, reason: str) -> Receipt:
    """Take a payment back; its number stays used.

    Raises ReceiptCancelled, ReceiptOfPay, HasLeft, DayToCome, PeriodClosed.
    """
    if on > today:
        raise DayToCome
    steps.lock_dues(actor.union_id)
    receipt = Receipt.objects.select_related("member__person").filter(pk=receipt_id).first()
    if receipt is None:
        raise GoneUnknown
    if not receipt.stands:
        raise ReceiptCancelled(number=receipt.number)
    if receipt.into == PAY:
        raise ReceiptOfPay(number=receipt.number)
    # His capital was paid out or set against what he owed: there is nothing left to take back.
    if receipt.capital_minor and receipt.member.state in Member.GONE:
        raise HasLeft(name=receipt.member.name)
    reverse_entry(actor, entry_id=receipt.entry_id, on=on)
    receipt.cancelled_on, receipt.cancel_reason = on, reason.strip()
    receipt.save(update_fields=["cancelled_on", "cancel_reason"])
    events.record(actor, "dues.payment.cancelled", receipt, number=receipt.number, minor=receipt.minor,
                  reason=receipt.cancel_reason)  # fmt: skip
    return receipt
