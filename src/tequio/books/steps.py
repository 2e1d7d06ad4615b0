"""Booking, inside another app's deed: many entries cost few statements.

Take the row locks of your own deed before you book: from here on the union's other bookings wait until you end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tequio.books.chart import called
from tequio.books.drafts import EntryDraft, LegDraft
from tequio.books.errors import (
    AccountNotOpen,
    AlreadyReversed,
    EntryEmpty,
    EntryUnbalanced,
    EntryUnknown,
    MemberNeeded,
    MemberUnknown,
    UnknownAccount,
)
from tequio.books.models import Entry, Leg
from tequio.books.writing import TAKE_NUMBER, Columns, lock, write, write_last
from tequio.core import scope
from tequio.core.actors import Actor
from tequio.core.quick import Question, Rows, ask, ask_all
from tequio.engines.money import Money
from tequio.unions.models import Union

__all__ = [
    "EntryDraft",
    "LegDraft",
    "open_entry",
    "post_entries",
    "post_entry",
    "post_last",
    "reverse_entries",
    "reverse_entry",
    "reverse_these",
]

LONGEST_TEXT = 240


def post_entry(actor: Actor, draft: EntryDraft) -> Entry:
    """Book one entry. Raises EntryUnbalanced, EntryEmpty, UnknownAccount, MemberNeeded, MemberUnknown, PeriodClosed."""
    ((entry_id, number),) = write(actor.union_id, _looked_up(actor.union_id, [draft]))
    return _entry(actor.union_id, entry_id, number, draft)


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry that has its number but no legs yet, and what was looked up for it. The books are held."""

    entry_id: int
    number: int
    accounts: dict[str, "_Found"]
    member_number: int


def open_entry(actor: Actor, *, accounts: set[str], member_id: int) -> Opened:
    """Ask all that a member's single entry needs, in one round trip. Raises UnknownAccount, MemberUnknown."""
    union_id = actor.union_id
    found, members, ((entry_id, number),) = ask_all(
        Question(ACCOUNTS, {"union": union_id, "wanted": list(accounts)}),
        Question(MEMBER, [union_id, member_id]),
        Question(TAKE_NUMBER, [union_id]),
    )
    if not members:
        raise MemberUnknown
    return Opened(entry_id, number, _named(found, accounts), members[0][0])


def post_last(actor: Actor, opened: Opened, draft: EntryDraft) -> Entry:
    """Book an opened entry as the last thing the deed writes. Raises like post_entry, some of it when the deed ends."""
    write_last(actor.union_id, opened.entry_id, opened.number, _columns([draft], opened.accounts))
    return _entry(actor.union_id, opened.entry_id, opened.number, draft)


def _entry(union_id: int, entry_id: int, number: int, draft: EntryDraft) -> Entry:
    entry = Entry(pk=entry_id, union_id=union_id, number=number, on=draft.on, text=draft.text[:LONGEST_TEXT],
                  source=draft.source, source_id=draft.source_id)  # fmt: skip
    entry._state.adding = False
    return entry


def post_entries(actor: Actor, drafts: Sequence[EntryDraft]) -> list[int]:
    """Book entries in their order and return their ids. Raises like post_entry; then none is booked."""
    return [entry_id for entry_id, number in write(actor.union_id, _looked_up(actor.union_id, drafts))]


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


def reverse_these(actor: Actor, *, entry_ids: Sequence[int], on: date) -> list[int]:
    """Book the opposite of each of these entries that still stands; returns the new ids. Raises PeriodClosed."""
    return _reverse(actor, on, Entry.objects.filter(pk__in=entry_ids))


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


def _looked_up(union_id: int, drafts: Sequence[EntryDraft]) -> Columns:
    return _columns(drafts, _accounts(union_id, {leg.account for draft in drafts for leg in draft.legs}))


def _columns(drafts: Sequence[EntryDraft], accounts: dict[str, "_Found"]) -> Columns:
    """The drafts as columns, every rule that needs no history checked."""
    legs = [leg for draft in drafts for leg in draft.legs]
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
MEMBER = "SELECT number FROM members_member WHERE union_id = %s AND id = %s"


class _Found(NamedTuple):
    pk: int
    by_member: bool
    name: str


def _accounts(union_id: int, wanted: set[str]) -> dict[str, _Found]:
    """Every account wanted, by its role or code. Raises UnknownAccount."""
    return _named(ask(ACCOUNTS, {"union": union_id, "wanted": list(wanted)}), wanted)


def _named(rows: Rows, wanted: set[str]) -> dict[str, _Found]:
    found: dict[str, _Found] = {}
    for pk, by_member, name, code, role in rows:
        found[code] = found[role or code] = _Found(pk, by_member, name)
    for name in sorted(wanted - found.keys()):
        raise _missing(name)
    return found


def _missing(name: str) -> UnknownAccount:
    """The sentence for an account that is not there: one of the trade's chart can be opened on a page."""
    known = called(Union.objects.get(pk=scope.required()).trade, name)
    return AccountNotOpen(account=known) if known else UnknownAccount(account=name)
