"""How punctually somebody pays: each debt is covered by payments in their order, the oldest debt first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal


@dataclass(frozen=True, slots=True)
class Debt:
    """What was owed, and the last day on which paying it was on time."""

    minor: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Punctuality:
    """Of the debts that can be judged on a day: how many were paid on time, late, or are not paid though due."""

    on_time: int
    late: int
    overdue: int
    overdue_minor: int
    worst_days: int  # the longest delay, of those paid and of those that still wait

    @property
    def judged(self) -> int:
        return self.on_time + self.late + self.overdue

    @property
    def ratio(self) -> Decimal | None:
        """The part that was paid on time, to three places; None where nothing was due yet."""
        if not self.judged:
            return None
        return (Decimal(self.on_time) / self.judged).quantize(Decimal("0.001"), rounding=ROUND_HALF_EVEN)


def punctuality(debts: Iterable[Debt], paid: Iterable[tuple[date, int]], today: date) -> Punctuality:
    """Payments (day, centavos) cover debts by their due day. A debt is judged when paid in full, or past its day."""
    payments = sorted((day, minor) for day, minor in paid if minor > 0)
    at, left = 0, 0
    day_of_last = date.min
    counts = {"on_time": 0, "late": 0, "overdue": 0}
    overdue_minor = worst = 0
    for debt in sorted(debts, key=lambda debt: debt.due_on):
        missing = debt.minor
        while missing and (left or at < len(payments)):
            if not left:
                day_of_last, left = payments[at]
                at += 1
            used = min(left, missing)
            left -= used
            missing -= used
        if missing and debt.due_on >= today:
            continue
        until = today if missing else day_of_last
        delay = max((until - debt.due_on).days, 0)
        worst = max(worst, delay)
        overdue_minor += missing
        counts["overdue" if missing else "late" if delay else "on_time"] += 1
    return Punctuality(**counts, overdue_minor=overdue_minor, worst_days=worst)
