"""How credit reads in the books: pure functions from facts to draft entries.

The union lends nothing. What a lender sends is the member's until he has it, and what a member pays is the lender's
until it has it: two liabilities, member by member.
"""

from collections.abc import Mapping
from datetime import date

from tequio.books.steps import EntryDraft, LegDraft
from tequio.credit.roles import COLLECTED, FAVOUR, TO_HAND_OVER

LOAN = "credit.loan"
PAYMENT = "credit.payment"
LENDER = "credit.lender"


def arrival_entry(loan_id: int, on: date, text: str, member_id: int, minor: int) -> EntryDraft:
    """The lender's money came to the union's bank account."""
    return EntryDraft(on, text, LOAN, loan_id, (LegDraft("bank", minor), LegDraft(TO_HAND_OVER, -minor, member_id)))


def handing_entry(loan_id: int, on: date, text: str, member_id: int, minor: int, from_: str) -> EntryDraft:
    """The member has it."""
    return EntryDraft(on, text, LOAN, loan_id, (LegDraft(TO_HAND_OVER, minor, member_id), LegDraft(from_, -minor)))


def payment_entry(
    payment_id: int, on: date, text: str, member_id: int, into: str, minor: int, over: int
) -> EntryDraft:  # fmt: skip
    """A member paid `minor`, of which `over` is more than he owed and stays his."""
    return EntryDraft(on, text, PAYMENT, payment_id, (LegDraft(into, minor), *owed_legs(member_id, minor, over)))


def owed_legs(member_id: int, minor: int, over: int) -> tuple[LegDraft, ...]:
    """Whose it is, once it came in."""
    legs = (LegDraft(COLLECTED, over - minor, member_id), LegDraft(FAVOUR, -over, member_id))
    return tuple(leg for leg in legs if leg.minor)


def shifted_entry(payment_id: int, on: date, text: str, member_id: int, over: int) -> EntryDraft:
    """What was taken for too much is not, or the other way round: `over` more of it is the member's."""
    legs = (LegDraft(COLLECTED, over, member_id), LegDraft(FAVOUR, -over, member_id))
    return EntryDraft(on, text, PAYMENT, payment_id, legs)


def remittance_entry(lender_id: int, on: date, text: str, by_member: Mapping[int, int]) -> EntryDraft:
    """The lender got what was collected for it."""
    legs = tuple(LegDraft(COLLECTED, minor, member) for member, minor in sorted(by_member.items()) if minor)
    return EntryDraft(on, text, LENDER, lender_id, (*legs, LegDraft("bank", -sum(by_member.values()))))
