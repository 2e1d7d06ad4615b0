"""How the guarantee fund reads in the books: pure functions from facts to draft entries."""

from collections.abc import Mapping
from datetime import date

from tequio.books.steps import EntryDraft, LegDraft
from tequio.guarantee.roles import EARNED, FAVOUR, FUND, OWED

MEMBER = "guarantee.fund_member"  # leads to the member's page in the fund
CLAIM = "guarantee.claim"


def deposit_entry(on: date, text: str, member_id: int, into: str, minor: int) -> EntryDraft:
    """Money that a member brought for his part of the fund."""
    return EntryDraft(on, text, MEMBER, member_id, (LegDraft(into, minor), LegDraft(FUND, -minor, member_id)))


def taken_entry(on: date, text: str, member_id: int, minor: int) -> EntryDraft:
    """A part of a purchase or sale: he owes it like the purchase, and it is there once he has paid."""
    return EntryDraft(
        on, text, MEMBER, member_id, (LegDraft(OWED, minor, member_id), LegDraft(FUND, -minor, member_id))
    )


def kept_entry(on: date, text: str, member_id: int, minor: int) -> EntryDraft:
    """A part of a sale, out of what the union owes his workshop for it: it is there at once."""
    return EntryDraft(
        on, text, MEMBER, member_id, (LegDraft(EARNED, minor, member_id), LegDraft(FUND, -minor, member_id))
    )


def refund_entry(on: date, text: str, member_id: int, from_: str, minor: int) -> EntryDraft:
    """Money that a member takes out of his part."""
    return EntryDraft(on, text, MEMBER, member_id, (LegDraft(FUND, minor, member_id), LegDraft(from_, -minor)))


def claim_entry(claim_id: int, on: date, text: str, from_: str, by_member: Mapping[int, int]) -> EntryDraft:
    """The fund pays a lender, everybody his part."""
    legs = [LegDraft(FUND, minor, member) for member, minor in sorted(by_member.items())]
    return EntryDraft(on, text, CLAIM, claim_id, (*legs, LegDraft(from_, -sum(by_member.values()))))


def recovery_entry(claim_id: int, on: date, text: str, into: str, by_member: Mapping[int, int]) -> EntryDraft:
    """Of what a borrower paid back, each member's part."""
    legs = [LegDraft(FUND, -back, member) for member, back in sorted(by_member.items())]
    return EntryDraft(on, text, CLAIM, claim_id, (LegDraft(into, sum(by_member.values())), *legs))


def favour_entry(claim_id: int, on: date, text: str, into: str, minor: int, borrower_id: int) -> EntryDraft:
    """What a borrower paid back and owes nobody: it is his own."""
    return EntryDraft(on, text, CLAIM, claim_id, (LegDraft(into, minor), LegDraft(FAVOUR, -minor, borrower_id)))
