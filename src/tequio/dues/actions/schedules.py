"""What the union decided to ask, and whom it relieved."""

from collections.abc import Sequence
from datetime import date

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.dues import steps
from tequio.dues.errors import DaysReversed, GoneUnknown, ReliefOverlaps, ScheduleTooOld, ScheduleWrong
from tequio.dues.models import Cadence, Relief, Run, Schedule
from tequio.dues.words import period_said
from tequio.engines import dues as engine


@action("dues.schedule.set")
def set_schedule(
    *,
    actor: Actor,
    cadence: str,
    valid_from: date,
    brackets: Sequence[tuple[int, int]],
    source: str,
    joining: str = Schedule.Joining.WHOLE,
    due_day: int = 10,
    instalments: int = 1,
    grace_days: int = 0,
) -> Schedule:
    """Note what the union decided to ask from a period on. Raises ScheduleWrong, ScheduleTooOld.

    `brackets`: (people at work from, centavos). What was already charged keeps its schedule: the new one begins later.
    """
    steps.lock_dues(actor.union_id)
    try:
        engine.Period(engine.Cadence(cadence), valid_from)
        engine.Tariff(
            engine.Cadence(cadence), tuple(brackets), engine.Joining(joining), due_day, instalments, grace_days
        )
    except ValueError:
        raise ScheduleWrong from None
    charged = Run.objects.filter(cadence=cadence, period_on__gte=valid_from, undone_on__isnull=True)
    if (last := charged.order_by("-period_on").first()) is not None:
        raise ScheduleTooOld(period=period_said(last.period))

    schedule = steps.write_schedule(
        actor, Cadence(cadence), valid_from, brackets, source, joining, due_day, instalments, grace_days
    )
    events.record(actor, "dues.schedule.set", schedule, cadence=Cadence(cadence), valid_from=valid_from,
                  brackets=[list(each) for each in brackets], source=schedule.source)  # fmt: skip
    return schedule


@action("dues.relief.grant")
def grant_relief(
    *, actor: Actor, member_id: int, percent: int, begins_on: date, ends_on: date | None, reason: str
) -> Relief:  # fmt: skip
    """Let a member pay a part less for some days. Raises ReliefOverlaps, DaysReversed, MemberUnknown."""
    steps.lock_dues(actor.union_id)
    member = steps.member(member_id)
    if ends_on is not None and ends_on <= begins_on:
        raise DaysReversed
    if any(_overlap(each, begins_on, ends_on) for each in Relief.objects.filter(member=member)):
        raise ReliefOverlaps
    relief = Relief.objects.create(
        union_id=actor.union_id, member=member, rate_bp=percent * 100, begins_on=begins_on, ends_on=ends_on,
        reason=reason.strip(),
    )  # fmt: skip
    events.record(actor, "dues.relief.granted", relief, member=member.number, percent=percent, begins_on=begins_on,
                  ends_on=ends_on, reason=relief.reason)  # fmt: skip
    return relief


@action("dues.relief.end")
def end_relief(*, actor: Actor, relief_id: int, ends_on: date) -> Relief:
    """End a relief before a day. Raises GoneUnknown, DaysReversed."""
    steps.lock_dues(actor.union_id)
    relief = Relief.objects.select_related("member").filter(pk=relief_id).first()
    if relief is None:
        raise GoneUnknown
    if ends_on <= relief.begins_on:
        raise DaysReversed
    relief.ends_on = ends_on
    relief.save(update_fields=["ends_on"])
    events.record(actor, "dues.relief.ended", relief, member=relief.member.number, ends_on=ends_on)
    return relief


def _overlap(relief: Relief, begins_on: date, ends_on: date | None) -> bool:
    starts_in_time = ends_on is None or relief.begins_on < ends_on
    return starts_in_time and (relief.ends_on is None or begins_on < relief.ends_on)
