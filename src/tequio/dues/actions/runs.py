"""Charging a period to everybody at once, one fee by itself, and taking both back."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from tequio.books.errors import DayToCome
from tequio.books.steps import post_entries, post_entry, reverse_these
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.bulk import insert_rows
from tequio.dues import steps
from tequio.dues.errors import FeeCancelled, GoneUnknown, NobodyToCharge, PeriodToCome, PlanMoved, RunUndone
from tequio.dues.models import Fee, Run, Skip
from tequio.dues.plans import RunPlan, plan_run
from tequio.dues.postings import fee_entry
from tequio.dues.words import fee_text
from tequio.engines.dues import Cadence, Period, Why
from tequio.ui.templatetags.tequio import day


@action("dues.run.collect")
def collect(
    *,
    actor: Actor,
    cadence: str,
    period_on: date,
    charged_on: date,
    today: date,
    seen: str,
    left_out: Sequence[int] = (),
    note: str = "",
) -> Run:
    """Charge a period to everybody who owes it and was not charged yet, all or nobody.

    `seen` is the digest of the plan that was looked at; `left_out` are the ids of members whom the treasurer leaves
    out and `note` says why. Raises PlanMoved, NobodyToCharge, NoSchedule, PeriodToCome, DayToCome, PeriodClosed.
    """
    period = Period(Cadence(cadence), period_on)
    if charged_on > today:
        raise DayToCome
    if charged_on < period.first:
        raise PeriodToCome(day=day(period.first))
    steps.lock_dues(actor.union_id)
    plan = plan_run(period, charged_on, frozenset(left_out))
    if plan.digest != seen:
        raise PlanMoved
    if not plan.lines:
        raise NobodyToCharge
    run = Run.objects.create(
        union_id=actor.union_id, schedule=plan.schedule, cadence=cadence, period_on=period.first,
        charged_on=charged_on, members=len(plan.lines), minor=plan.minor, done_by=actor.name,
    )  # fmt: skip
    _write_fees(actor, run, plan)
    insert_rows(
        Skip, ("union_id", "run_id", "member_id", "why", "note"),
        ((actor.union_id, run.pk, each.member_id, each.why.value, note.strip() if each.why == Why.CHOSEN else "")
         for each in plan.belonging),
    )  # fmt: skip
    events.record(
        actor, "dues.run.collected", run, cadence=cadence, period=period.first, members=run.members, minor=run.minor,
        skipped=len(plan.belonging), schedule=plan.schedule.pk,
    )  # fmt: skip
    return run


FEE_COLUMNS = (
    "id", "union_id", "run_id", "member_id", "kind", "period_on", "part", "parts", "minor", "due_on", "late_on",
    "people", "full_minor", "outside_minor", "relief_minor", "days", "text", "entry_id",
)  # fmt: skip


def _write_fees(actor: Actor, run: Run, plan: RunPlan) -> None:
    """One entry for each member, named by his first part, and a row for each part."""
    text, on = fee_text(plan.period), plan.charged_on
    ids = iter(steps.new_ids(Fee._meta.db_table, sum(len(line.due.parts) for line in plan.lines)))
    of_line = [[next(ids) for _ in line.due.parts] for line in plan.lines]
    entries = post_entries(
        actor,
        [fee_entry(mine[0], on, text, line.member_id, line.due.minor)
         for line, mine in zip(plan.lines, of_line, strict=True)],
    )  # fmt: skip
    insert_rows(Fee, FEE_COLUMNS, (
        (pk, actor.union_id, run.pk, line.member_id, run.cadence, run.period_on, part.number, len(mine), part.minor,
         part.due_on, part.late_on, line.people, line.due.full_minor, line.due.outside_minor, line.due.relief_minor,
         line.due.days, text, entry)
        for line, mine, entry in zip(plan.lines, of_line, entries, strict=True)
        for pk, part in zip(mine, line.due.parts, strict=True)
    ))  # fmt: skip


@action("dues.run.undo")
def undo_run(*, actor: Actor, run_id: int, on: date, today: date, reason: str) -> Run:
    """Take back every fee of a run that still stands. What was paid stays in favour. Raises RunUndone, PeriodClosed."""
    if on > today:
        raise DayToCome
    steps.lock_dues(actor.union_id)
    run = Run.objects.filter(pk=run_id).first()
    if run is None:
        raise GoneUnknown
    if not run.stands:
        raise RunUndone
    members = _cancel(actor, Fee.objects.filter(run=run), on)
    run.undone_on = on
    run.save(update_fields=["undone_on"])
    events.record(actor, "dues.run.undone", run, members=members, minor=run.minor, reason=reason.strip())
    return run


@action("dues.fee.charge")
def charge_fee(
    *, actor: Actor, member_id: int, minor: int, on: date, due_on: date, today: date, text: str
) -> Fee:  # fmt: skip
    """Charge one member a fee by itself. Raises AmountAbsurd, DayToCome, MemberUnknown, PeriodClosed."""
    steps.check_money(minor, on, today)
    member = steps.member(member_id)
    due_on = max(due_on, on)
    (fee_id,) = steps.new_ids(Fee._meta.db_table, 1)
    entry = post_entry(actor, fee_entry(fee_id, on, text.strip(), member.pk, minor))
    fee = Fee.objects.create(
        pk=fee_id, union_id=actor.union_id, member=member, kind=Fee.Kind.SINGLE, period_on=on, minor=minor,
        due_on=due_on, late_on=steps.day_after(due_on), full_minor=minor, text=text.strip(), entry=entry,
    )  # fmt: skip
    events.record(actor, "dues.fee.charged", fee, member=member.number, minor=minor, text=fee.text, due_on=due_on)
    return fee


@action("dues.fee.cancel")
def cancel_fee(*, actor: Actor, fee_id: int, on: date, today: date, reason: str) -> Fee:
    """Take back a member's fee, all its parts. Raises FeeCancelled, DayToCome, PeriodClosed."""
    if on > today:
        raise DayToCome
    steps.lock_dues(actor.union_id)
    fee = Fee.objects.select_related("member").filter(pk=fee_id).first()
    if fee is None:
        raise GoneUnknown
    if not fee.stands:
        raise FeeCancelled
    _cancel(actor, Fee.objects.filter(entry_id=fee.entry_id), on)
    events.record(actor, "dues.fee.cancelled", fee, member=fee.member.number, text=fee.text, reason=reason.strip())
    return fee


def _cancel(actor: Actor, fees: QuerySet[Fee], on: date) -> int:
    """Reverse the entries of the fees that stand, and end the fees; returns how many entries there were."""
    standing = fees.filter(cancelled_on__isnull=True)
    reversed_ = reverse_these(actor, entry_ids=sorted(set(standing.values_list("entry_id", flat=True))), on=on)
    standing.update(cancelled_on=on)
    return len(reversed_)
