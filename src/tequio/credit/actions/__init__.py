"""The deeds of credit, in the order in which a loan lives."""

from tequio.credit.actions.lenders import add_lender

__all__ = ["add_lender"]
