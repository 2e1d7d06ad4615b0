"""Booking, inside another app's deed: many entries cost few statements.

Take the row locks of your own deed before you book: from here on the union's other bookings wait until you end.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tequio.books.drafts import EntryDraft, LegDraft
from tequio.books.errors import AlreadyReversed, EntryEmpty, EntryUnbalanced, EntryUnknown, MemberNeeded, UnknownAccount
from tequio.books.models import Entry, Leg
from tequio.books.writing import Columns, lock, write
from tequio.core.actors import Actor
from tequio.engines.money import Money

__all__ = ["EntryDraft", "LegDraft", "post_entries", "post_entry", "reverse_entries", "reverse_entry"]

LONGEST_TEXT = 240


def post_entry(actor: Actor, draft: EntryDraft) -> Entry:
    """Book one entry. Raises EntryUnbalanced, EntryEmpty, UnknownAccount, MemberNeeded, MemberUnknown, PeriodClosed."""
    ((entry_id, number),) = write(actor.union_id, _columns(actor.union_id, [draft]))
    entry = Entry(pk=entry_id, union_id=actor.union_id, number=number, on=draft.on, text=draft.text[:LONGEST_TEXT],
                  source=draft.source, source_id=draft.source_id)  # fmt: skip
    entry._state.adding = False
    return entry


def post_entries(actor: Actor, drafts: Sequence[EntryDraft]) -> list[int]:
    """Book entries in their order and return their ids. Raises like post_entry; then none is booked."""
    return [entry_id for entry_id, number in write(actor.union_id, _columns(actor.union_id, drafts))]


def reverse_entry(actor: Actor, *, entry_id: int, on: date) -> Entry:
    """Book the opposite of one entry. Raises EntryUnknown, AlreadyReversed, PeriodClosed."""
    entry = Entry.objects.filter(pk=entry_id).first()
    if entry is None:
        raise EntryUnknown
    reversed_ = _reverse(actor, on, Entry.objects.filter(pk=entry_id))
    if not reversed_:
        raise AlreadyReversed(number=entry.number)
    return Entry.objects.get(pk=reversed_[0])


def reverse_entries(actor: Actor, *, source: str, source_id: int, on: date) -> list[int]:
    """Book the opposite of every entry of a source that still stands; returns the new entries' ids."""
    return _reverse(actor, on, Entry.objects.filter(source=source, source_id=source_id))


def _reverse(actor: Actor, on: date, which: QuerySet[Entry]) -> list[int]:
    lock(actor.union_id)  # of two who reverse the same entry, the second sees that it was done
    standing = list(which.filter(reverses__isnull=True, reversed_by__isnull=True).order_by("number"))
    place = {entry.pk: place for place, entry in enumerate(standing)}
    legs = list(Leg.objects.filter(entry__in=list(place)).order_by("entry_id", "position"))
    new = Columns(
        on=[on] * len(standing),
        text=[_reversal_text(entry) for entry in standing],
        source=[entry.source for entry in standing],
        source_id=[entry.source_id for entry in standing],
        reverses=list(place),
        entry=[place[leg.entry_id] for leg in legs],
        position=[leg.position for leg in legs],
        account=[leg.account_id for leg in legs],
        member=[leg.member_id or 0 for leg in legs],
        minor=[-leg.amount_minor for leg in legs],
    )
    return [entry_id for entry_id, number in write(actor.union_id, new)]


def _reversal_text(entry: Entry) -> str:
    return (_("Cancela la póliza %(number)s: %(text)s") % {"number": entry.number, "text": entry.text})[:LONGEST_TEXT]


def _columns(union_id: int, drafts: Sequence[EntryDraft]) -> Columns:
    """The drafts as columns, every account found and every rule that needs no history checked."""
    legs = [leg for draft in drafts for leg in draft.legs]
    accounts = _accounts(union_id, {leg.account for leg in legs})
    for draft in drafts:
        _check(draft)
    for leg in legs:
        if accounts[leg.account].by_member != (leg.member_id is not None):
            raise MemberNeeded(account=accounts[leg.account].name)
    return Columns(
        on=[draft.on for draft in drafts],
        text=[draft.text[:LONGEST_TEXT] for draft in drafts],
        source=[draft.source for draft in drafts],
        source_id=[draft.source_id for draft in drafts],
        reverses=[None] * len(drafts),
        entry=[place for place, draft in enumerate(drafts) for leg in draft.legs],
        position=[position for draft in drafts for position in range(len(draft.legs))],
        account=[accounts[leg.account].pk for leg in legs],
        member=[leg.member_id or 0 for leg in legs],
        minor=[leg.minor for leg in legs],
    )


def _check(draft: EntryDraft) -> None:
    amounts = [leg.minor for leg in draft.legs]
    if total := sum(amounts):
        raise EntryUnbalanced(difference=f"${Money(abs(total)).pesos:,.2f}")
    if not (amounts and all(amounts) and draft.text):
        raise EntryEmpty


# Not through the models: every payment asks this, and building the query would take longer than asking it.
ACCOUNTS = """
SELECT id, by_member, name, code, role FROM books_account
WHERE union_id = %(union)s AND (role = ANY(%(wanted)s) OR code = ANY(%(wanted)s))
"""


class _Found(NamedTuple):
    pk: int
    by_member: bool
    name: str


def _accounts(union_id: int, wanted: set[str]) -> dict[str, _Found]:
    """Every account wanted, by its role or code. Raises UnknownAccount."""
    found: dict[str, _Found] = {}
    with connection.cursor() as cursor:
        cursor.execute(ACCOUNTS, {"union": union_id, "wanted": list(wanted)})
        for pk, by_member, name, code, role in cursor.fetchall():
            found[code] = found[role or code] = _Found(pk, by_member, name)
    for name in sorted(wanted - found.keys()):
        raise UnknownAccount(account=name)
    return found
