"""The deeds of a treasurer, in the order in which a year brings them."""

from tequio.dues.actions.capital import pay_capital, subscribe
from tequio.dues.actions.leaving import pay_farewell, settle_farewell
from tequio.dues.actions.payments import cancel_receipt, record_payment, record_payments
from tequio.dues.actions.runs import cancel_fee, charge_fee, collect, undo_run
from tequio.dues.actions.schedules import end_relief, grant_relief, set_schedule

__all__ = [
    "cancel_fee",
    "cancel_receipt",
    "charge_fee",
    "collect",
    "end_relief",
    "grant_relief",
    "pay_capital",
    "pay_farewell",
    "record_payment",
    "record_payments",
    "set_schedule",
    "settle_farewell",
    "subscribe",
    "undo_run",
]
