"""Entries that a person writes, and taking one back."""

from collections.abc import Sequence
from datetime import date

from tequio.books import steps
from tequio.books.amounts import refuse_absurd
from tequio.books.drafts import EntryDraft, LegDraft
from tequio.books.errors import DayToCome, EntryUnknown, UndoneElsewhere
from tequio.books.models import Entry
from tequio.books.sources import MANUAL, is_taken_back_here
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor


@action("books.entry.post")
def post_manual_entry(*, actor: Actor, on: date, text: str, legs: Sequence[LegDraft], today: date) -> Entry:
    """Write an entry by hand. Raises DayToCome, AmountAbsurd and what booking raises."""
    if on > today:
        raise DayToCome
    for leg in legs:
        refuse_absurd(abs(leg.minor))
    entry = steps.post_entry(actor, EntryDraft(on, text.strip(), MANUAL, None, tuple(legs)))
    debits = sum(leg.minor for leg in legs if leg.minor > 0)
    events.record(actor, "books.entry.posted", entry, number=entry.number, on=on, minor=debits, text=entry.text)
    return entry


@action("books.entry.reverse")
def reverse_entry(*, actor: Actor, entry_id: int, on: date, today: date, reason: str) -> Entry:
    """Book the opposite of an entry. Raises EntryUnknown, AlreadyReversed, UndoneElsewhere, DayToCome, PeriodClosed."""
    if on > today:
        raise DayToCome
    entry = Entry.objects.filter(pk=entry_id).first()
    if entry is None:
        raise EntryUnknown
    # What another deed booked is taken back by that deed, which also takes back what it did besides booking.
    if not is_taken_back_here(entry.source, entry.source_id):
        raise UndoneElsewhere(number=entry.number)
    reversal = steps.reverse_entry(actor, entry_id=entry_id, on=on)
    events.record(actor, "books.entry.reversed", reversal, number=reversal.number, of=entry.number, reason=reason)
    return reversal
