"""Booking, inside another app's deed: many entries cost few statements."""

from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DatabaseError, connection

from tequio.books.errors import EntryUnbalanced, MemberNeeded, PeriodClosed, UnknownAccount
from tequio.books.models import Account, Entry, Leg
from tequio.core.actors import Actor
from tequio.core.bulk import insert_rows
from tequio.engines.money import Money


@dataclass(frozen=True, slots=True)
class LegDraft:
    """`account` is a role of the chart ("member_receivable") or a code; `minor` centavos, debit positive."""

    account: str
    minor: int
    member_id: int | None = None


@dataclass(frozen=True, slots=True)
class EntryDraft:
    on: date
    text: str
    source: str
    source_id: int | None
    legs: tuple[LegDraft, ...]


def post_entry(actor: Actor, draft: EntryDraft) -> Entry:
    """Book one entry. Raises EntryUnbalanced, UnknownAccount, MemberNeeded, PeriodClosed."""
    (entry_id,) = post_entries(actor, [draft])
    return Entry.objects.get(pk=entry_id)


def post_entries(actor: Actor, drafts: Sequence[EntryDraft]) -> list[int]:
    """Book entries in their order and return their ids. Raises like post_entry; then none is booked."""
    accounts = _accounts()
    for draft in drafts:
        _check(draft, accounts)
    union = actor.union_id
    with _explained():
        entries = insert_rows(
            Entry,
            ("union_id", "on", "text", "source", "source_id"),
            ((union, d.on, d.text[:240], d.source, d.source_id) for d in drafts),
        )
        insert_rows(
            Leg,
            ("union_id", "entry_id", "position", "account_id", "member_id", "amount_minor"),
            (
                (union, entry, position, accounts[leg.account].pk, leg.member_id, leg.minor)
                for entry, draft in zip(entries, drafts, strict=True)
                for position, leg in enumerate(draft.legs)
            ),
        )
    return entries


def reverse_entries(actor: Actor, *, source: str, source_id: int, on: date) -> list[int]:
    """Book the opposite of every entry of a source that still stands; returns the new entries' ids."""
    return _reverse(actor, on, "source = %s AND source_id = %s", [source, source_id])


def reverse_entry(actor: Actor, *, entry_id: int, on: date) -> list[int]:
    """Book the opposite of one entry; nothing when it was reversed before."""
    return _reverse(actor, on, "id = %s", [entry_id])


def _reverse(actor: Actor, on: date, which: str, values: list[Any]) -> list[int]:
    with _explained(), connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO books_entry (union_id, "on", text, source, source_id, reverses_id)'  # noqa: S608
            " SELECT union_id, %s, text, source, source_id, id FROM books_entry old"
            f" WHERE union_id = %s AND {which} AND reverses_id IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM books_entry r WHERE r.union_id = old.union_id AND r.reverses_id = old.id)"
            " ORDER BY id RETURNING id",
            [on, actor.union_id, *values],
        )
        entries = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "INSERT INTO books_leg (union_id, entry_id, position, account_id, member_id, amount_minor)"
            " SELECT new.union_id, new.id, leg.position, leg.account_id, leg.member_id, -leg.amount_minor"
            " FROM books_entry new JOIN books_leg leg ON leg.union_id = new.union_id AND leg.entry_id = new.reverses_id"
            " WHERE new.union_id = %s AND new.id = ANY(%s) ORDER BY new.id, leg.position",
            [actor.union_id, entries],
        )
    return entries


def _accounts() -> dict[str, Account]:
    """Every account by its code and, where it has one, by its role."""
    found: dict[str, Account] = {}
    for account in Account.objects.all():
        found[account.code] = account
        if account.role:
            found[account.role] = account
    return found


def _check(draft: EntryDraft, accounts: dict[str, Account]) -> None:
    difference = sum(leg.minor for leg in draft.legs)
    if difference or not draft.legs:
        raise EntryUnbalanced(difference=f"${Money(abs(difference)).pesos:,.2f}")
    for leg in draft.legs:
        account = accounts.get(leg.account)
        if account is None:
            raise UnknownAccount(account=leg.account)
        if account.by_member != (leg.member_id is not None):
            raise MemberNeeded(account=account.name)


@contextmanager
def _explained() -> Any:
    """What the database refuses, in words."""
    try:
        yield
    except DatabaseError as refused:
        cause: Any = refused.__cause__
        if getattr(cause, "sqlstate", None) == "TQ001":
            raise PeriodClosed(month=cause.diag.message_detail) from refused
        raise
