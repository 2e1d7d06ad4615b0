"""Five months of fees by size of workshop: most have paid, some owe; one has left, some hold certificates.

Which members do what follows from their numbers, so that a loading that was cut off goes on as it would have.
"""

from collections import defaultdict
from datetime import date, timedelta

from tequio.books.queries import member_balances
from tequio.core.actors import Actor
from tequio.dues import actions
from tequio.dues.models import Certificate, Farewell, Fee, Receipt, Relief, Run, Schedule
from tequio.dues.plans import plan_run
from tequio.dues.queries import accounts_of
from tequio.dues.roles import DUES, PURCHASES
from tequio.engines.dues import Cadence, Period
from tequio.members.models import Member
from tequio.purchasing.models import Charge

MONTHS = 5
BRACKETS = ((1, 10_00), (5, 15_00))
PAYERS = 60  # the first members of the roster, whose pages visitors open, pay one by one
HOLDERS, RELIEVED = 6, (7, 23)
PROMPT, SOON = range(11, 41), timedelta(days=12)


def charge_months(actor: Actor, founded_on: date, today: date) -> None:
    """The schedule, some relief, and a run for each of the last months that was not charged yet."""
    if not Schedule.objects.exists():
        actions.set_schedule(
            actor=actor, cadence="monthly", valid_from=founded_on.replace(day=1), brackets=BRACKETS, due_day=10,
            grace_days=15, source="Asamblea constitutiva, punto 5",
        )  # fmt: skip
    for number in RELIEVED:
        member = Member.objects.get(number=number)
        if not Relief.objects.filter(member=member).exists():
            actions.grant_relief(
                actor=actor, member_id=member.pk, percent=50, begins_on=_month(today, MONTHS), ends_on=None,
                reason="Enfermedad, acuerdo de la mesa directiva",
            )  # fmt: skip
    charged = set(Run.objects.filter(undone_on__isnull=True).values_list("period_on", flat=True))
    for back in range(MONTHS - 1, -1, -1):
        period = Period(Cadence.MONTHLY, _month(today, back))
        if period.first not in charged:
            actions.collect(
                actor=actor, cadence="monthly", period_on=period.first, charged_on=period.first, today=today,
                seen=plan_run(period, period.first).digest,
            )  # fmt: skip


def bring_lists(actor: Actor, today: date) -> None:
    """What the villages' delegates brought last month; six of seven members are up to date afterwards."""
    fees = list(
        Fee.objects.filter(member__number__gt=PAYERS)
        .order_by("member__number", "period_on")
        .values_list("member_id", "member__number", "period_on", "minor")
    )
    last = _month(today, 1)
    brought: dict[int, int] = defaultdict(int)
    for member, number, period_on, minor in fees:
        if period_on <= min(last, _paid_until(number, today)):
            brought[member] += minor
    actions.record_payments(
        actor=actor, payments=tuple(brought.items()), into="cash", on=last.replace(day=20), today=today,
        note="Listas de los pueblos", key="demo list",
    )  # fmt: skip


def _paid_until(number: int, today: date) -> date:
    """The last month that a member has paid for."""
    match number % 50:
        case 0:
            return date.min
        case 1 | 2:
            return _month(today, 4)
        case 3 | 4 | 5 | 6:
            return _month(today, 2)
    return today


def pay_in_time(actor: Actor, today: date) -> None:
    """Those who borrow, or ask to, pay what they bought soon after it was charged: a bank will want to know."""
    charges = Charge.objects.filter(member__number__in=PROMPT, charged_on__lte=today - SOON, total_minor__gt=0)
    for charge in charges.order_by("pk"):
        actions.record_payment(
            actor=actor, member_id=charge.member_id, minor=charge.total_minor, into="bank", on=charge.charged_on + SOON,
            today=today, dues_first=False, key=f"demo purchase {charge.pk}",
        )  # fmt: skip


def pay_some(actor: Actor, today: date) -> None:
    """The first members bring what they owe; every fifth a part of it. Who brought it already is left as he is."""
    brought = set(Receipt.objects.filter(dues_minor__gt=0).values_list("member_id", flat=True))
    dues, purchases = member_balances(DUES), member_balances(PURCHASES)
    for member_id, number in Member.objects.filter(number__lte=PAYERS).order_by("number").values_list("pk", "number"):
        minor = dues.get(member_id, 0) + purchases.get(member_id, 0)
        if minor > 0 and member_id not in brought:
            actions.record_payment(
                actor=actor, member_id=member_id, minor=minor // 2 if number % 5 == 0 else minor, into="cash",
                on=today, today=today, key=f"demo payment {number}",
            )  # fmt: skip


def hold_certificates(actor: Actor, today: date) -> None:
    """The first members hold a certificate each, every third paid in part; the last of the roster has left."""
    for member in Member.objects.filter(number__lte=HOLDERS).order_by("number"):
        if not Certificate.objects.filter(member=member).exists():
            actions.subscribe(
                actor=actor, member_id=member.pk, count=1, minor=100_00 if member.number % 3 == 0 else 500_00,
                into="bank", on=today, today=today, key=f"demo certificate {member.number}",
            )  # fmt: skip
    last = Member.objects.order_by("-number").first()
    if last and not Farewell.objects.exists():
        if not Certificate.objects.filter(member=last).exists():
            actions.subscribe(actor=actor, member_id=last.pk, count=1, minor=500_00, into="bank", on=today,
                              today=today, key="demo certificate last")  # fmt: skip
        actions.settle_farewell(
            actor=actor, member_id=last.pk, left_on=today, today=today, reason="Se muda a Puebla.",
            seen=accounts_of(last.pk, today).digest,
        )  # fmt: skip


def _month(today: date, back: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return date(year, month + 1, 1)
