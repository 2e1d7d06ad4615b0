"""What a loan costs: its days of payment, its schedule, its life with late and early payments, and its CAT.

`Terms` say what was agreed; `schedule` writes it out row by row; `stand` says where a loan stands on a day after what
was really paid; `annual_rate` and `cat` put offers on one scale. Amounts are whole centavos, rates are decimal
fractions a year (0.36 is 36 %). Interest is rounded half to even, as lenders do: neither side gains by it.
"""

from tequio.engines.lending.calendars import DueDay, Every, Rhythm, due_days
from tequio.engines.lending.cat import Cat, Flow, Timing, annual_rate, cat, unit_period_rate
from tequio.engines.lending.counting import DayCount
from tequio.engines.lending.life import (
    Entered,
    Line,
    Order,
    Payment,
    Rules,
    Standing,
    UpToDate,
    late_since,
    restructured,
    stand,
    up_to_date,
)
from tequio.engines.lending.offers import Offer, Weighed, on_one_scale, weigh
from tequio.engines.lending.schedule import Row, Schedule, schedule
from tequio.engines.lending.terms import Fault, Fee, Kind, Nearest, Terms, faults

__all__ = [
    "Cat",
    "DayCount",
    "DueDay",
    "Entered",
    "Every",
    "Fault",
    "Fee",
    "Flow",
    "Kind",
    "Line",
    "Nearest",
    "Offer",
    "Order",
    "Payment",
    "Rhythm",
    "Row",
    "Rules",
    "Schedule",
    "Standing",
    "Terms",
    "Timing",
    "UpToDate",
    "Weighed",
    "annual_rate",
    "cat",
    "due_days",
    "faults",
    "late_since",
    "on_one_scale",
    "restructured",
    "schedule",
    "stand",
    "unit_period_rate",
    "up_to_date",
    "weigh",
]
