"""The tables of credit, in the order in which a loan lives."""

from tequio.credit.models.applications import Application, Approval, Borrowers
from tequio.credit.models.arrears import Plan, PlanPart, Visit
from tequio.credit.models.lenders import Lender, Product
from tequio.credit.models.loans import Agreement, Instalment, Loan, Payment
from tequio.credit.models.terms import AgreedTerms

__all__ = [
    "AgreedTerms",
    "Agreement",
    "Application",
    "Approval",
    "Borrowers",
    "Instalment",
    "Lender",
    "Loan",
    "Payment",
    "Plan",
    "PlanPart",
    "Product",
    "Visit",
]
