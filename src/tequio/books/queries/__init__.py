"""Reading the books. What is kept answers at once; every figure leads on to its entries."""

from tequio.books.queries.accounts import (
    accounts,
    entry_detail,
    events_of,
    journal,
    last_closed_month,
    months,
)
from tequio.books.queries.balances import balance, member_balances
from tequio.books.queries.ledgers import AccountLedger, LedgerLine, account_ledger, member_statement
from tequio.books.queries.trial import TrialLine, member_ledger, trial_balance
from tequio.books.queries.verifying import verify

__all__ = [
    "AccountLedger",
    "LedgerLine",
    "TrialLine",
    "account_ledger",
    "accounts",
    "balance",
    "entry_detail",
    "events_of",
    "journal",
    "last_closed_month",
    "member_balances",
    "member_ledger",
    "member_statement",
    "months",
    "trial_balance",
    "verify",
]
