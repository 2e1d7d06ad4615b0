"""The tables of credit, in the order in which a loan lives."""

from tequio.credit.models.applications import Application, Approval, Borrowers
from tequio.credit.models.arrears import CatchUp, CatchUpPart, DeductionConsent, Reminder, Visit
from tequio.credit.models.laundering import AuthorityNotice, BorrowerFile
from tequio.credit.models.lenders import Lender, Product
from tequio.credit.models.loans import Agreement, Instalment, Loan, Payment
from tequio.credit.models.terms import AgreedTerms
from tequio.credit.models.up_to_date import UpToDate

__all__ = [
    "AgreedTerms",
    "Agreement",
    "Application",
    "Approval",
    "AuthorityNotice",
    "BorrowerFile",
    "Borrowers",
    "CatchUp",
    "CatchUpPart",
    "DeductionConsent",
    "Instalment",
    "Lender",
    "Loan",
    "Payment",
    "Product",
    "Reminder",
    "UpToDate",
    "Visit",
]
