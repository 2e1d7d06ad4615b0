"""Closing a month, and opening it again."""

from datetime import date

from django.utils import timezone

from tequio.books import queries
from tequio.books.errors import EarlierMonthOpen, LaterMonthClosed, MonthNotClosed, MonthNotOver, PeriodClosed
from tequio.books.models import Period
from tequio.books.writing import lock
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor


@action("books.period.close")
def close_period(*, actor: Actor, month: date, today: date) -> Period:
    """Close a month that is over: nothing is booked in it any more. Raises MonthNotOver, EarlierMonthOpen."""
    month = month.replace(day=1)
    if month >= today.replace(day=1):
        raise MonthNotOver(month=f"{month:%Y-%m}")
    lock(actor.union_id)  # bookings under way end first
    state = dict(queries.months())
    if state.get(month):
        raise PeriodClosed(month=f"{month:%Y-%m}")
    for earlier in sorted(state):
        if earlier < month and not state[earlier]:
            raise EarlierMonthOpen(month=f"{earlier:%Y-%m}")
    period, _ = Period.objects.update_or_create(
        union_id=actor.union_id, month=month, defaults={"closed_at": timezone.now()}
    )
    events.record(actor, "books.period.closed", period, month=f"{month:%Y-%m}")
    return period


@action("books.period.reopen")
def reopen_period(*, actor: Actor, month: date, reason: str) -> Period:
    """Open the last closed month again. Raises MonthNotClosed, LaterMonthClosed."""
    month = month.replace(day=1)
    lock(actor.union_id)
    period = Period.objects.filter(month=month, closed_at__isnull=False).first()
    if period is None:
        raise MonthNotClosed(month=f"{month:%Y-%m}")
    last = queries.last_closed_month()
    if last and last > month:
        raise LaterMonthClosed(month=f"{last:%Y-%m}")
    period.closed_at = None
    period.save(update_fields=["closed_at"])
    events.record(actor, "books.period.reopened", period, month=f"{month:%Y-%m}", reason=reason)
    return period
