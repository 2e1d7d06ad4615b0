"""Where a loan stands on a day, after what was really paid: late, early, in part, or not at all.

Interest runs by the day on the principal that is really owed, so a late payment costs interest and an early one saves
it; the instalment stays as agreed and the last payment takes up the difference. A schedule seen on a day supposes that
what is overdue is paid on that day.

A payment goes to the oldest row first, within a row in the agreed order. What is left lowers the principal at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from tequio.engines.lending.calendars import DueDay
from tequio.engines.lending.counting import half_to_even, parts_of_a_year
from tequio.engines.lending.schedule import part_of, schedule
from tequio.engines.lending.terms import Kind, Terms


class Order(StrEnum):
    """What a payment pays, one after the other."""

    FEES = "fees"
    PENALTY = "penalty"
    IVA = "iva"
    LATE_INTEREST = "late_interest"
    INTEREST = "interest"
    PRINCIPAL = "principal"


DAYS_OF_LATENESS = 360

USUAL = (Order.FEES, Order.PENALTY, Order.IVA, Order.LATE_INTEREST, Order.INTEREST, Order.PRINCIPAL)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the contract says of lateness. `late_rate` a year runs on overdue principal, on top of interest, after
    `grace_days`; `penalty` is a part of the overdue principal, once for each row that is late.
    """

    order: tuple[Order, ...] = USUAL
    late_rate: Decimal = Decimal(0)
    penalty: Decimal = Decimal(0)
    grace_days: int = 0


@dataclass(frozen=True, slots=True)
class Payment:
    on: date
    minor: int


@dataclass(slots=True)
class Line:
    """One row as it stands: what is owed of each thing, what was paid of it, and when it was paid off."""

    number: int
    from_: date
    due_on: date
    owed: dict[Order, int]
    paid: dict[Order, int] = field(default_factory=dict)
    paid_on: date | None = None
    late: int = 0  # paid after its day
    closing: int = 0  # the principal owed after it, if all goes as this schedule says
    late_to: date | None = None  # the day up to which lateness is charged

    @property
    def total(self) -> int:
        return sum(self.owed.values())

    @property
    def open(self) -> int:
        return self.total - sum(self.paid.values())


@dataclass(frozen=True, slots=True)
class Entered:
    """Where one payment went."""

    payment: Payment
    to: dict[Order, int]
    left_over: int  # more than the whole loan: it is the borrower's


@dataclass(frozen=True, slots=True)
class Standing:
    """A loan on one day. `balance` is the principal owed; `overdue` all that should have been paid by then; `to_close`
    what pays off everything on that day, with interest and its IVA up to it.
    """

    lines: tuple[Line, ...]
    entered: tuple[Entered, ...]
    balance: int
    overdue: int
    to_close: int
    days_late: int

    @property
    def is_paid_off(self) -> bool:
        return self.balance == 0 and all(line.open == 0 for line in self.lines)


def stand(terms: Terms, payments: Sequence[Payment], today: date, rules: Rules = Rules()) -> Standing:
    """The loan at the end of `today`. Raises ValueError for a payment before the loan, after `today` or of nothing."""
    for payment in payments:
        if payment.minor <= 0:
            raise ValueError(f"A payment of {payment.minor} is none.")
        if not terms.starts_on <= payment.on <= today:
            raise ValueError(f"The payment of {payment.on} is not between the loan's start and {today}.")
    return _Life(terms, rules, today).told(sorted(payments, key=lambda payment: payment.on))


class _Life:
    """Goes through rows and payments in the order of their days."""

    def __init__(self, terms: Terms, rules: Rules, today: date) -> None:
        self.terms, self.rules, self.today = terms, rules, today
        self.plan = schedule(terms)
        self.due = terms.due[: len(self.plan.rows)]
        self.balance = terms.principal
        self.changes: list[tuple[date, int]] = []  # of the principal owed, by day
        self.lines: list[Line] = []
        self.entered: list[Entered] = []
        self.opened = 0  # rows that have come due so far
        self.placed = 0  # principal that has its row, or was paid ahead of any

    def told(self, payments: Sequence[Payment]) -> Standing:
        for payment in payments:
            self._come_due(payment.on)
            self._enter(payment)
        self._come_due(self.today)
        overdue = sum(line.open for line in self.lines if line.due_on <= self.today)
        first = next((line.due_on for line in self.lines if line.open), None)
        balance, to_close = self.balance, overdue + self.balance - self._overdue_principal() + self._accrued()
        self._look_ahead()
        return Standing(
            lines=tuple(self.lines),
            entered=tuple(self.entered),
            balance=balance,
            to_close=to_close,
            overdue=overdue,
            days_late=max((self.today - first).days, 0) if first else 0,
        )

    def _come_due(self, day: date) -> None:
        """Write the rows whose day has come, and what lateness has cost by then."""
        while self.opened < len(self.due) and self.due[self.opened].on <= day:
            self._open_row()
        self._charge_lateness(day)

    def _open_row(self) -> None:
        at = self.opened
        due, from_ = self.due[at], self.due[at - 1].on if at else self.terms.starts_on
        interest = self._interest(from_, due.on, due.periods)
        principal = self._principal(at, interest, self.terms.principal - self.placed)
        self.placed += principal
        fees = self.plan.rows[at].fees
        iva = part_of(interest, self.terms.iva) + part_of(fees, self.terms.iva)
        owed = {Order.PRINCIPAL: principal, Order.INTEREST: interest, Order.IVA: iva, Order.FEES: fees}
        line = Line(at + 1, from_, due.on, {key: owed[key] for key in Order if key in owed})
        line.closing = self.terms.principal - self.placed
        self.lines.append(line)
        self.opened += 1

    def _overdue_principal(self) -> int:
        return sum(line.owed[Order.PRINCIPAL] - line.paid.get(Order.PRINCIPAL, 0) for line in self.lines)

    def _accrued(self) -> int:
        """Interest of the period that runs, with its IVA, up to today's last entry or day."""
        interest = self._running(self.today)
        return interest + part_of(interest, self.terms.iva)

    def _running(self, day: date) -> int:
        if self.opened == len(self.due):
            return 0
        from_ = self.due[self.opened - 1].on if self.opened else self.terms.starts_on
        due = self.due[self.opened]
        return self._interest(from_, due.on, due.periods, until=day)

    def _principal(self, at: int, interest: int, left: int) -> int:
        if at == len(self.due) - 1:
            return left
        planned = self.plan.rows[at]
        if self.terms.kind in (Kind.LEVEL, Kind.FLAT) and at >= self.terms.interest_only:
            return min(max(planned.instalment - interest, 0), left)
        return min(planned.principal, left)

    def _interest(self, from_: date, to: date, periods: int, *, until: date | None = None) -> int:
        """Interest of a period on what was owed in each part of it, to its end or `until`; flat interest as agreed."""
        if self.terms.kind is Kind.FLAT:
            return self.plan.rows[self.opened].interest
        up, down = self.terms.annual_rate.as_integer_ratio()
        end = until or to
        changes = [(day, by) for day, by in self.changes if from_ < day < end]
        owed = self.balance - sum(by for day, by in self.changes if day > from_)
        # Parts of a period go by its days, so they add up to the whole of it whatever the convention. Each is rounded
        # by itself, as it is booked when the balance changes.
        of, year = parts_of_a_year(self.terms.count, from_, to, periods, self.terms.per_year)
        down *= (to - from_).days * year
        interest, start = 0, from_
        for day, by in [*changes, (end, 0)]:
            interest += half_to_even(owed * (day - start).days * of * up, down)
            owed += by
            start = day
        return interest

    def _charge_lateness(self, day: date) -> None:
        if not self.rules.penalty and not self.rules.late_rate:
            return
        for line in self.lines:
            late_days = (day - line.due_on).days
            open_ = line.owed[Order.PRINCIPAL] - line.paid.get(Order.PRINCIPAL, 0)
            if not open_ or late_days <= self.rules.grace_days:
                continue
            if self.rules.penalty and Order.PENALTY not in line.owed:
                self._owe(line, Order.PENALTY, part_of(open_, self.rules.penalty))
            if self.rules.late_rate:
                days = (day - (line.late_to or line.due_on)).days
                up, down = self.rules.late_rate.as_integer_ratio()
                self._owe(line, Order.LATE_INTEREST, half_to_even(open_ * days * up, down * DAYS_OF_LATENESS))
                line.late_to = day

    def _owe(self, line: Line, what: Order, minor: int) -> None:
        line.owed[what] = line.owed.get(what, 0) + minor
        line.owed[Order.IVA] = line.owed.get(Order.IVA, 0) + part_of(minor, self.terms.iva)

    def _enter(self, payment: Payment) -> None:
        left, to = payment.minor, dict.fromkeys(self.rules.order, 0)
        for line in self.lines:
            for what in self.rules.order:
                part = min(left, line.owed.get(what, 0) - line.paid.get(what, 0))
                if part > 0:
                    self._pay(line, what, part, payment.on)
                    to[what] += part
                    left -= part
        running = self._running(payment.on)
        if left and left >= self.balance + running + part_of(running, self.terms.iva):
            left = self._close(payment.on, running, left, to)
        ahead = min(left, self.balance)
        if ahead:
            self._lower(ahead, payment.on)
            to[Order.PRINCIPAL] += ahead
        self.entered.append(Entered(payment, to, left - ahead))

    def _close(self, on: date, interest: int, left: int, to: dict[Order, int]) -> int:
        """Pay off the whole loan: today is its last row, the rest is forgiven. Returns what is left over."""
        if self.opened == len(self.due):
            return left
        from_ = self.due[self.opened - 1].on if self.opened else self.terms.starts_on
        owed = {Order.IVA: part_of(interest, self.terms.iva), Order.INTEREST: interest, Order.PRINCIPAL: self.balance}
        self.lines.append(Line(self.opened + 1, from_, on, owed))
        self.opened = len(self.due)
        for what, part in owed.items():
            if part:
                self._pay(self.lines[-1], what, part, on)
                to[what] = to.get(what, 0) + part
                left -= part
        return left

    def _pay(self, line: Line, what: Order, part: int, on: date) -> None:
        line.paid[what] = line.paid.get(what, 0) + part
        if on > line.due_on:
            line.late += part
        if what is Order.PRINCIPAL:
            self.balance -= part
            self.changes.append((on, -part))
        if not line.open:
            line.paid_on = on

    def _lower(self, part: int, on: date) -> None:
        """Principal paid ahead stands in the row on whose day it was paid, else it only shows in what follows."""
        self.balance -= part
        self.placed += part
        self.changes.append((on, -part))
        if self.lines and self.lines[-1].due_on == on:
            line = self.lines[-1]
            line.owed[Order.PRINCIPAL] += part
            line.paid[Order.PRINCIPAL] = line.paid.get(Order.PRINCIPAL, 0) + part
            line.closing -= part

    def _look_ahead(self) -> None:
        """The rows to come, as if all that is overdue were paid today and the rest on its day."""
        for line in self.lines:
            part = line.owed[Order.PRINCIPAL] - line.paid.get(Order.PRINCIPAL, 0)
            if part:
                self.balance -= part
                self.changes.append((max(self.today, line.due_on), -part))
        while self.opened < len(self.due):
            self._open_row()
            line = self.lines[-1]
            self.balance -= line.owed[Order.PRINCIPAL]
            self.changes.append((line.due_on, -line.owed[Order.PRINCIPAL]))


@dataclass(frozen=True, slots=True)
class UpToDate:
    """A loan that has nothing overdue and owes as much on every day up to `until`, if nothing is paid; and what is due
    on the day after. One that is paid off is so for ever.
    """

    until: date
    next_minor: int


def up_to_date(standing: Standing, on: date) -> UpToDate | None:
    """How long that is of a loan that stood so on `on`; None where something is overdue."""
    following = next((line for line in standing.lines if line.open), None)
    if following is None:
        return UpToDate(date.max, 0)
    return UpToDate(following.due_on - timedelta(days=1), following.open) if following.due_on > on else None


def late_since(standing: Standing, on: date, days: int) -> date | None:
    """The first day on which a payment was more than so many days late, as known on `on`."""
    found = [
        day
        for line in standing.lines
        if (day := line.due_on + timedelta(days=days + 1)) <= (line.paid_on or (on if line.open else date.min))
        and day <= on
    ]
    return min(found, default=None)


def restructured(terms: Terms, standing: Standing, *, starts_on: date, due: tuple[DueDay, ...]) -> Terms:
    """New days for what is owed on `starts_on`, where `standing` was taken: principal and all that is overdue besides.

    The rate, the kind and the rest stay; fees of the opening are not charged again.
    """
    beside = sum(
        owed - line.paid.get(what, 0)
        for line in standing.lines
        if line.due_on <= starts_on
        for what, owed in line.owed.items()
        if what is not Order.PRINCIPAL
    )
    fees = tuple(fee for fee in terms.fees if not fee.at_opening)
    return replace(terms, principal=standing.balance + beside, starts_on=starts_on, due=due, interest_only=0, fees=fees)
