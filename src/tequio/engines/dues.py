"""What a member owes for one period, in how many parts and until when; what is late; what one who leaves gets.

Amounts are whole centavos. A period is a calendar month or year. Every split is by largest remainder, and where two
parts tie the centavo stays with the member: rounding never goes against him. Relief is in hundredths of a percent
(`_bp`): 10,000 is the whole fee.
"""

from calendar import isleap, monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tequio.engines.shares import split_whole

WHOLE_BP = 10_000


class Cadence(StrEnum):
    MONTHLY = "monthly"
    YEARLY = "yearly"


class Joining(StrEnum):
    """What one who joins within a period owes for it: all, the days that are left, or nothing until the next."""

    WHOLE = "whole"
    BY_DAY = "by_day"
    NEXT = "next"


class Why(StrEnum):
    """Why nobody is charged, in the order in which it is asked."""

    CHARGED = "charged"  # the fee of the period stands already
    APPLICANT = "applicant"  # does not belong yet
    GONE = "gone"  # left before the period began
    NOT_YET = "not_yet"  # joins after it, or within it where newcomers begin with the next
    CHOSEN = "chosen"  # the treasurer leaves him out, and says why
    FREE = "free"  # the schedule asks nothing of his size
    RELIEVED = "relieved"  # the union relieved him of all


class State(StrEnum):
    """Where a member stands, best first."""

    CLEAR = "clear"
    DUE = "due"  # something to pay, its day has not passed
    GRACE = "grace"  # the day has passed, the grace has not
    LATE = "late"
    LONG = "long"  # late for longer than the union bears


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar month or year, named by its first day."""

    cadence: Cadence
    first: date

    def __post_init__(self) -> None:
        if self.first.day != 1 or (self.cadence == Cadence.YEARLY and self.first.month != 1):
            raise ValueError(f"{self.first} begins no period of {self.cadence}.")

    @property
    def days(self) -> int:
        if self.cadence == Cadence.YEARLY:
            return 366 if isleap(self.first.year) else 365
        return monthrange(self.first.year, self.first.month)[1]

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days - 1)


def period_of(cadence: Cadence, day: date) -> Period:
    """The period in which a day lies."""
    return Period(cadence, day.replace(day=1) if cadence == Cadence.MONTHLY else date(day.year, 1, 1))


@dataclass(frozen=True, slots=True)
class Tariff:
    """What the union decided: `brackets` are (people at work from, centavos), from 1 person upwards.

    A fee is due on `due_day` (1 to 28) of the month in which its part begins; after `grace_days` more it is late.
    """

    cadence: Cadence
    brackets: tuple[tuple[int, int], ...]
    joining: Joining = Joining.WHOLE
    due_day: int = 10
    instalments: int = 1
    grace_days: int = 0

    def __post_init__(self) -> None:
        sizes = [people for people, _minor in self.brackets]
        if not sizes or sizes[0] != 1 or sizes != sorted(set(sizes)) or any(minor < 0 for _, minor in self.brackets):
            raise ValueError("Brackets begin at one person, go upwards, and ask nothing below zero.")
        most = 12 if self.cadence == Cadence.YEARLY else 1
        if not (1 <= self.due_day <= 28 and 1 <= self.instalments <= most and self.grace_days >= 0):
            raise ValueError("A fee is due on day 1 to 28, in 1 to 12 parts a year, and grace is not negative.")

    def asks(self, people: int) -> int:
        """The fee of a whole period for a workshop of so many people; one without a workshop counts as one person."""
        return next(minor for size, minor in reversed(self.brackets) if size <= max(people, 1))


@dataclass(frozen=True, slots=True)
class Standing:
    """A member as the fees see him. `is_charged`: the fee of this period stands already. `left_on` is his last day."""

    joined_on: date
    left_on: date | None = None
    is_applicant: bool = False
    people: int = 1
    relief_bp: int = 0
    is_charged: bool = False
    is_chosen: bool = False  # left out by the treasurer


@dataclass(frozen=True, slots=True)
class Part:
    """One instalment; late from the day after `due_on` and the grace."""

    number: int
    minor: int
    due_on: date
    late_on: date


@dataclass(frozen=True, slots=True)
class Due:
    """What a member owes and why: `full_minor` less `outside_minor` (days before he joined) less `relief_minor`."""

    full_minor: int
    outside_minor: int
    relief_minor: int
    days: int
    parts: tuple[Part, ...]

    @property
    def taken_off(self) -> int:
        return self.outside_minor + self.relief_minor

    @property
    def minor(self) -> int:
        return self.full_minor - self.taken_off


def assess(tariff: Tariff, period: Period, member: Standing, charged_on: date) -> Due | Why:
    """What one member owes for a period, or why nothing. No part is due before the day on which he is charged."""
    if (why := _outside(tariff, period, member)) is not None:
        return why
    full = tariff.asks(member.people)
    if full == 0:
        return Why.FREE
    days = _days(tariff, period, member)
    outside, inside = split_whole(full, [period.days - days, days])
    relief, minor = split_whole(inside, [member.relief_bp, WHOLE_BP - member.relief_bp])
    if minor == 0:
        return Why.RELIEVED
    return Due(full, outside, relief, days, _parts(minor, tariff, period, charged_on))


def _outside(tariff: Tariff, period: Period, member: Standing) -> Why | None:
    if member.is_charged:
        return Why.CHARGED
    if member.is_applicant:
        return Why.APPLICANT
    if member.left_on is not None and member.left_on < period.first:
        return Why.GONE
    begins_by = period.first if tariff.joining == Joining.NEXT else period.last
    if member.joined_on > begins_by:
        return Why.NOT_YET
    return Why.CHOSEN if member.is_chosen else None


def _days(tariff: Tariff, period: Period, member: Standing) -> int:
    """How many days of the period are charged."""
    if tariff.joining != Joining.BY_DAY or member.joined_on <= period.first:
        return period.days
    return (period.last - member.joined_on).days + 1


def _parts(minor: int, tariff: Tariff, period: Period, charged_on: date) -> tuple[Part, ...]:
    """Equal parts over the period, the odd centavos in the first ones; a part of nothing is left out."""
    count = min(tariff.instalments, minor)
    return tuple(
        _part(
            place + 1, amount, period.first.replace(month=period.first.month + place * 12 // count), tariff, charged_on
        )
        for place, amount in enumerate(split_whole(minor, [1] * count))
    )


def _part(number: int, minor: int, month: date, tariff: Tariff, charged_on: date) -> Part:
    due_on = max(month.replace(day=tariff.due_day), charged_on)
    return Part(number, minor, due_on, due_on + timedelta(days=tariff.grace_days + 1))


# --- what is paid, and what is late ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Open:
    """What is still to pay of one part."""

    minor: int
    due_on: date
    late_on: date


def still_open(parts: Sequence[Part], owed_minor: int) -> tuple[Open, ...]:
    """What is to pay of which part when `owed_minor` is owed in all: payments cover what was due first, first.

    Oldest first. What is owed beyond all parts belongs to none and is left out.
    """
    left, found = owed_minor, []
    for part in sorted(parts, key=lambda each: (each.due_on, each.number))[::-1]:
        if left <= 0:
            break
        found.append(Open(min(left, part.minor), part.due_on, part.late_on))
        left -= part.minor
    return tuple(reversed(found))


def state_of(open_: Sequence[Open], today: date, long_days: int) -> State:
    """Where a member stands by what he still has to pay; `long_days` after its day a fee is late for long."""
    if not open_:
        return State.CLEAR
    oldest = min(open_, key=lambda each: each.due_on)
    if today <= oldest.due_on:
        return State.DUE
    if today < oldest.late_on:
        return State.GRACE
    return State.LONG if (today - oldest.due_on).days > long_days else State.LATE


def past_due(open_: Sequence[Open], today: date) -> int:
    """The part of what is owed whose day has passed."""
    return sum(each.minor for each in open_ if each.due_on < today)


@dataclass(frozen=True, slots=True)
class Applied:
    """How a payment is divided: to fees and to purchases."""

    dues_minor: int
    purchases_minor: int


def apply_payment(minor: int, dues_owed: int, purchases_owed: int, *, dues_first: bool) -> Applied:
    """Fees first or purchases first, then the other; what is left over stays in favour of the member for his fees."""
    dues, purchases = max(dues_owed, 0), max(purchases_owed, 0)
    if dues_first:
        to_purchases = min(max(minor - dues, 0), purchases)
    else:
        to_purchases = min(minor, purchases)
    return Applied(minor - to_purchases, to_purchases)


# --- leaving ---------------------------------------------------------------------------------------------------------


def unused(minor: int, period: Period, left_on: date) -> int:
    """The part of a period's fee for the days after his last one; the odd centavo stays with the member."""
    after = min(max((period.last - left_on).days, 0), period.days)
    return split_whole(minor, [after, period.days - after])[0]


@dataclass(frozen=True, slots=True)
class Farewell:
    """Accounts of one who leaves: what is his, and what each debt is cleared by.

    `cleared` has the amount that each debt is credited with; a debt below zero is one in his favour, and is closed.
    `pays_minor` is what the union pays him; `owing_minor` is what he still owes when his funds do not reach. One of
    the two is zero.
    """

    funds_minor: int
    cleared: Mapping[str, int]
    pays_minor: int
    owing_minor: int


def farewell(funds: Mapping[str, int], debts: Mapping[str, int]) -> Farewell:
    """The net of one who leaves; debts are cleared in their order. Raises ValueError for a fund below zero."""
    if any(minor < 0 for minor in funds.values()):
        raise ValueError("A fund below zero is a debt, and belongs there.")
    total = sum(funds.values())
    left = total + sum(-minor for minor in debts.values() if minor < 0)
    cleared = {}
    for name, minor in debts.items():
        cleared[name] = min(minor, left)
        left -= max(cleared[name], 0)
    return Farewell(total, cleared, left, sum(debts.values()) - sum(cleared.values()))
