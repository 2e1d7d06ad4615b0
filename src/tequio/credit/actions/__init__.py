"""The deeds of credit, in the order in which a loan lives."""

from tequio.credit.actions.arrears import (
    agree_plan,
    allow_deduction,
    claim_reminders,
    note_visit,
    record_reminders,
    restructure,
    send_reminders,
    withdraw_deduction,
    write_off,
)
from tequio.credit.actions.asking import (
    Asked,
    confirm_application,
    decide,
    form_group,
    send_application,
    withdraw_application,
)
from tequio.credit.actions.laundering import Papers, note_file, note_notice
from tequio.credit.actions.lenders import add_lender, announce_product, end_product
from tequio.credit.actions.lending import agree_loan, call_off_loan, disburse, hand_over
from tequio.credit.actions.paying import Slip, cancel_payment, merge_slips, record_payment, remit

__all__ = [
    "Asked",
    "Papers",
    "Slip",
    "add_lender",
    "agree_loan",
    "agree_plan",
    "allow_deduction",
    "announce_product",
    "call_off_loan",
    "cancel_payment",
    "claim_reminders",
    "confirm_application",
    "decide",
    "disburse",
    "end_product",
    "form_group",
    "hand_over",
    "merge_slips",
    "note_file",
    "note_notice",
    "note_visit",
    "record_payment",
    "record_reminders",
    "remit",
    "restructure",
    "send_application",
    "send_reminders",
    "withdraw_application",
    "withdraw_deduction",
    "write_off",
]
