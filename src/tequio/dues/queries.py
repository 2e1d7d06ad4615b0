"""Reading fees: which schedule rules, who owes what since when, a member's papers, and what one who leaves would get.

What is owed is the balance that the books keep; which parts of it are open follows from the fees, newest first, so the
list of all who owe costs what is open and not the history before it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Prefetch, QuerySet, Sum

from tequio.books.queries import balance
from tequio.core import scope
from tequio.core.models import Event
from tequio.dues.models import Bracket, Cadence, Certificate, Farewell, Fee, Receipt, Relief, Run, Schedule, Skip
from tequio.dues.roles import ADVANCE, CAPITAL, DUES, GUARANTEE, PURCHASES
from tequio.dues.settings import LONG_DAYS
from tequio.engines import dues as engine
from tequio.engines.dues import Open, Period, State
from tequio.members.ties import kept_of
from tequio.unions.queries import ruling

# --- schedules -------------------------------------------------------------------------------------------------------


def schedules() -> QuerySet[Schedule]:
    """Newest first; of two for the same day the later one holds."""
    brackets = Prefetch("brackets", Bracket.objects.order_by("people_from"))
    return Schedule.objects.order_by("-valid_from", "-pk").prefetch_related(brackets)


def ruling_schedule(cadence: str, day: date) -> Schedule | None:
    return schedules().filter(cadence=cadence, valid_from__lte=day).first()


@dataclass(frozen=True, slots=True)
class ScheduleShown:
    """A schedule with its brackets, and whether it rules, will rule or ruled."""

    schedule: Schedule
    standing: str  # "now", "coming", "past" or "replaced"


def schedules_shown(today: date) -> list[ScheduleShown]:
    found, begun, days = [], set(), set()
    for each in schedules():
        if (each.cadence, each.valid_from) in days:
            standing = "replaced"
        elif each.valid_from > today:
            standing = "coming"
        else:
            standing = "past" if each.cadence in begun else "now"
            begun.add(each.cadence)
        days.add((each.cadence, each.valid_from))
        found.append(ScheduleShown(each, standing))
    return found


def periods_to_charge(today: date) -> list[tuple[Period, Run | None]]:
    """The current period of each cadence with a schedule, and the last standing run of it."""
    found = []
    for cadence in Cadence.values:
        period = engine.period_of(engine.Cadence(cadence), today)
        if ruling_schedule(cadence, period.first):
            found.append((period, standing_runs().filter(cadence=cadence, period_on=period.first).first()))
    return found


# --- runs ------------------------------------------------------------------------------------------------------------


def runs() -> QuerySet[Run]:
    return Run.objects.select_related("schedule", "union").order_by("-done_at", "-pk")


def standing_runs() -> QuerySet[Run]:
    return runs().filter(undone_on__isnull=True)


def fees_of_run(run: Run) -> QuerySet[Fee]:
    """One row for each member: the first part, with what all parts come to."""
    return (
        Fee.objects.filter(run=run, part=1)
        .select_related("member__person", "member__section")
        .order_by("member__number", "pk")
    )


def skips_of(run: Run) -> QuerySet[Skip]:
    return Skip.objects.filter(run=run).select_related("member__person").order_by("why", "member__number")


# --- who owes what ---------------------------------------------------------------------------------------------------

OPEN = """
SELECT kept.member_id, kept.owed, fee.due_on, fee.late_on, least(fee.minor, kept.owed - fee.newer)::bigint
FROM (
  SELECT member_id, debit_minor - credit_minor AS owed FROM books_balance
  WHERE union_id = %(union)s AND member_id IS NOT NULL AND debit_minor > credit_minor
    AND account_id = (SELECT id FROM books_account WHERE union_id = %(union)s AND role = %(role)s)
) kept
LEFT JOIN LATERAL (
  SELECT due_on, late_on, minor, sum(minor) OVER (ORDER BY due_on DESC, id DESC) - minor AS newer
  FROM dues_fee WHERE union_id = %(union)s AND member_id = kept.member_id AND cancelled_on IS NULL
) fee ON fee.newer < kept.owed
ORDER BY kept.member_id, fee.due_on
"""


@dataclass(frozen=True, slots=True)
class Owing:
    """What one member still owes for fees, and where he stands today."""

    member_id: int
    owed_minor: int
    past_minor: int
    since: date | None  # the day on which the oldest open part was due
    state: State
    open: tuple[Open, ...]

    @property
    def next_on(self) -> date | None:
        return self.open[0].due_on if self.open else None


def owing(today: date) -> list[Owing]:
    """Everybody who owes a fee, the longest first; one statement."""
    long_days = ruling(LONG_DAYS, today)
    found = [_owing(member, owed, open_, today, long_days) for member, owed, open_ in _open()]
    return sorted(found, key=lambda each: (each.since or date.min, -each.owed_minor, each.member_id))


def owing_of(member_id: int, today: date) -> Owing:
    """Where one member stands; a balance in his favour is below zero."""
    long_days = ruling(LONG_DAYS, today)
    standing = fees_of(member_id).filter(cancelled_on__isnull=True).order_by("due_on", "pk")
    parts = [engine.Part(place, fee.minor, fee.due_on, fee.late_on) for place, fee in enumerate(standing)]
    owed = balance(DUES, member_id)
    return _owing(member_id, owed, engine.still_open(parts, owed), today, long_days)


def _owing(member_id: int, owed: int, open_: tuple[Open, ...], today: date, long_days: int) -> Owing:
    since = open_[0].due_on if open_ else None
    return Owing(member_id, owed, engine.past_due(open_, today), since, engine.state_of(open_, today, long_days), open_)


def _open() -> list[tuple[int, int, tuple[Open, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(OPEN, {"union": scope.required(), "role": DUES})
        rows = cursor.fetchall()
    found: dict[int, tuple[int, list[Open]]] = {}
    for member, owed, due_on, late_on, minor in rows:
        parts = found.setdefault(member, (owed, []))[1]
        if due_on is not None:
            parts.append(Open(minor, due_on, late_on))
    return [(member, owed, tuple(parts)) for member, (owed, parts) in found.items()]


@dataclass(frozen=True, slots=True)
class Standings:
    """How many stand where, and what they owe."""

    count: dict[State, int]
    owed: dict[State, int]

    @property
    def members(self) -> int:
        return sum(self.count.values())

    @property
    def owed_minor(self) -> int:
        return sum(self.owed.values())


def standings(rows: list[Owing]) -> Standings:
    owed: Counter[State] = Counter()
    for row in rows:
        owed[row.state] += row.owed_minor
    return Standings(dict(Counter(row.state for row in rows)), dict(owed))


# --- one member ------------------------------------------------------------------------------------------------------


def fees_of(member_id: int) -> QuerySet[Fee]:
    return Fee.objects.filter(member_id=member_id).order_by("-due_on", "-pk")


def receipts() -> QuerySet[Receipt]:
    return Receipt.objects.select_related("member__person", "member__section", "union").order_by("-number")


def receipts_of(member_id: int) -> QuerySet[Receipt]:
    return Receipt.objects.filter(member_id=member_id).order_by("-number")


def reliefs_of(member_id: int) -> QuerySet[Relief]:
    return Relief.objects.filter(member_id=member_id).order_by("-begins_on", "-pk")


@dataclass(frozen=True, slots=True)
class CertificateShown:
    """A certificate and how much of it is paid: contributions pay the oldest certificate first."""

    certificate: Certificate
    paid_minor: int

    @property
    def is_paid(self) -> bool:
        return self.paid_minor >= self.certificate.value_minor

    @property
    def missing_minor(self) -> int:
        return self.certificate.value_minor - self.paid_minor


def capital_of(member_id: int) -> int:
    """What a member has paid in, in centavos."""
    return -balance(CAPITAL, member_id)


def certificates_of(member_id: int) -> list[CertificateShown]:
    """Those that stand, oldest first, with what is paid of each."""
    left, found = max(capital_of(member_id), 0), []
    standing = Certificate.objects.filter(member_id=member_id, cancelled_on__isnull=True).order_by("number")
    for each in standing:
        paid = min(left, each.value_minor)
        left -= paid
        found.append(CertificateShown(each, paid))
    return found


def certificates() -> QuerySet[Certificate]:
    return Certificate.objects.select_related("member__person", "member__section", "union").order_by("number")


def events_about(*subjects: Any) -> QuerySet[Event]:
    """What the history says of these rows, newest first."""
    found = Event.objects.none()
    for each in subjects:
        found = found | Event.objects.filter(subject=each._meta.label_lower, subject_id=each.pk)
    return found.order_by("-number")[:10]


# --- leaving ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Accounts:
    """A member's accounts on the day he leaves."""

    funds: dict[str, int]  # capital, guarantee, advance: what is his
    unused_minor: int
    debts: dict[str, int]  # fees and purchases
    certificates: int
    kept_minor: int = 0  # of his guarantee: it stands for loans that still run, and stays until they are paid

    @property
    def net(self) -> engine.Farewell:
        return engine.farewell(self.funds | {"unused": self.unused_minor}, self.debts)

    @property
    def net_or_none(self) -> engine.Farewell | None:
        """The net, unless a fund is below zero and has to be put right first."""
        return None if any(minor < 0 for minor in self.funds.values()) else self.net

    @property
    def credit_of_dues(self) -> int:
        return -self.debts[DUES]

    @property
    def credit_of_purchases(self) -> int:
        return -self.debts[PURCHASES]

    @property
    def digest(self) -> str:
        return f"{self.funds} {self.unused_minor} {self.debts} {self.certificates} {self.kept_minor}"


def accounts_of(member_id: int, left_on: date) -> Accounts:
    kept = kept_of(member_id)
    return Accounts(
        {
            CAPITAL: -balance(CAPITAL, member_id),
            GUARANTEE: -balance(GUARANTEE, member_id) - kept,
            ADVANCE: -balance(ADVANCE, member_id),
        },
        sum(engine.unused(minor, period, left_on) for period, minor in _returnable(member_id, left_on)),
        {role: balance(role, member_id) for role in (DUES, PURCHASES)},
        Certificate.objects.filter(member_id=member_id, cancelled_on__isnull=True).count(),
        kept,
    )


def _returnable(member_id: int, left_on: date) -> list[tuple[Period, int]]:
    """The standing fees of periods that end after a day, where the schedule charges by days."""
    rows = (
        Fee.objects.filter(member_id=member_id, cancelled_on__isnull=True, run__schedule__joining="by_day")
        .values_list("kind", "period_on")
        .annotate(minor=Sum("minor"))
        .order_by("kind", "period_on")
    )
    periods = [(Period(engine.Cadence(kind), first), minor) for kind, first, minor in rows]
    return [(period, minor) for period, minor in periods if period.last > left_on]


def farewells() -> QuerySet[Farewell]:
    return Farewell.objects.select_related("member__person", "member__section", "union").order_by("-left_on", "-pk")
