"""Deeds on the books."""

from tequio.books.actions.chart import open_accounts
from tequio.books.actions.entries import post_manual_entry, reverse_entry
from tequio.books.actions.exporting import export_book
from tequio.books.actions.members import record_member_payment
from tequio.books.actions.periods import close_period, reopen_period

__all__ = [
    "close_period",
    "export_book",
    "open_accounts",
    "post_manual_entry",
    "record_member_payment",
    "reopen_period",
    "reverse_entry",
]
