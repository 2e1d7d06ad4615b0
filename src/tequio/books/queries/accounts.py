"""Accounts, months and entries as they are listed."""

from datetime import date

from django.db.models import Max, Prefetch, QuerySet

from tequio.books.models import Account, Entry, Leg, MonthTotal, Period
from tequio.core.models import Event


def accounts() -> QuerySet[Account]:
    return Account.objects.order_by("code")


def journal(first: date, last: date) -> QuerySet[Entry]:
    """Entries between two days, both included, newest first."""
    return Entry.objects.filter(on__range=(first, last)).order_by("-on", "-number")


def entry_detail() -> QuerySet[Entry]:
    """Entries with everything their page shows, in few statements."""
    legs = Leg.objects.select_related("account", "member__person").order_by("position")
    return Entry.objects.select_related("reverses", "union").prefetch_related(
        Prefetch("legs", legs), Prefetch("reversed_by", Entry.objects.all())
    )


def last_closed_month() -> date | None:
    return Period.objects.filter(closed_at__isnull=False).aggregate(last=Max("month"))["last"]


def months() -> list[tuple[date, bool]]:
    """Every month with entries or ever closed, newest first, and whether it is closed."""
    known = dict(Period.objects.values_list("month", "closed_at"))
    booked = MonthTotal.objects.filter(member__isnull=True).values_list("month", flat=True).distinct()
    return [(month, known.get(month) is not None) for month in sorted({*known, *booked}, reverse=True)]


def events_of(entry: Entry) -> QuerySet[Event]:
    """What the history says of an entry: of itself where it was written by hand, else of the fact it books."""
    own = Event.objects.filter(subject="books.entry", subject_id=entry.pk)
    of_source = Event.objects.filter(subject=entry.source, subject_id=entry.source_id)
    found = own | of_source if entry.source_id is not None else own
    return found.order_by("-number")[:10]
