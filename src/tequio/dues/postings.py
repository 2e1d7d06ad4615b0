"""How fees, payments, capital and leaving read in the books: pure functions from facts to draft entries."""

from collections.abc import Mapping
from datetime import date

from tequio.books.steps import EntryDraft, LegDraft
from tequio.dues.roles import DUES, TO_PAY

FEE = "dues.fee"
RECEIPT = "dues.receipt"
FAREWELL = "dues.farewell"


def fee_entry(fee_id: int, on: date, text: str, member_id: int, minor: int) -> EntryDraft:
    """A fee of a period, all its parts together."""
    return EntryDraft(on, text, FEE, fee_id, (LegDraft(DUES, minor, member_id), LegDraft("dues_income", -minor)))


def receipt_entry(receipt_id: int, on: date, text: str, member_id: int, into: str, to: Mapping[str, int]) -> EntryDraft:
    """Money that came in, credited to the member's accounts."""
    legs = (LegDraft(account, -minor, member_id) for account, minor in to.items() if minor)
    return EntryDraft(on, text, RECEIPT, receipt_id, (LegDraft(into, sum(to.values())), *legs))


def from_pay_entry(
    receipt_id: int, on: date, text: str, member_id: int, paid_from: str, to: Mapping[str, int]
) -> EntryDraft:
    """What the union owed the member, set against what he owes."""
    legs = (LegDraft(account, -minor, member_id) for account, minor in to.items() if minor)
    return EntryDraft(on, text, RECEIPT, receipt_id, (LegDraft(paid_from, sum(to.values()), member_id), *legs))


def farewell_entry(
    farewell_id: int,
    on: date,
    text: str,
    member_id: int,
    funds: Mapping[str, int],
    unused_minor: int,
    cleared: Mapping[str, int],
    pays_minor: int,
) -> EntryDraft | None:
    """His funds are set against what he owes; None when there is nothing of either."""
    legs = [
        *(LegDraft(account, minor, member_id) for account, minor in funds.items()),
        LegDraft("dues_income", unused_minor),
        *(LegDraft(account, -minor, member_id) for account, minor in cleared.items()),
        LegDraft(TO_PAY, -pays_minor, member_id),
    ]
    kept = tuple(leg for leg in legs if leg.minor)
    return EntryDraft(on, text, FAREWELL, farewell_id, kept) if kept else None


def farewell_payment(farewell_id: int, on: date, text: str, member_id: int, minor: int, from_: str) -> EntryDraft:
    """The union pays what it owes to one who left."""
    return EntryDraft(on, text, FAREWELL, farewell_id, (LegDraft(TO_PAY, minor, member_id), LegDraft(from_, -minor)))
