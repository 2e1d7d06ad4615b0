"""What members pay, and the fees they are charged."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from tequio.books import steps
from tequio.books.amounts import refuse_absurd
from tequio.books.drafts import EntryDraft, LegDraft
from tequio.books.errors import DayToCome, MemberUnknown
from tequio.books.models import Entry
from tequio.books.sources import FEE, PAYMENT
from tequio.core import events, scope
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.quick import ask

OWED = "member_receivable"


@action("books.payment.record")
def record_member_payment(
    *, actor: Actor, member_id: int, minor: int, into: str, on: date, today: date, note: str = ""
) -> Entry:
    """Note that a member paid, into the "cash" or the "bank". Raises AmountAbsurd, MemberUnknown, PeriodClosed."""
    _check(minor, on, today)
    # Somebody waits at the counter for his receipt: everything is asked at once, and written at once.
    opened = steps.open_entry(actor, accounts={into, OWED}, member_id=member_id)
    number = opened.member_number
    text = note.strip() or _("Pago de la socia o socio %(number)s") % {"number": number}
    entry = steps.post_last(actor, opened, _payment(on, text, member_id, minor, into))
    events.record(actor, "books.payment.recorded", entry, number=entry.number, member=number, minor=minor, into=into)
    return entry


@action("books.fee.charge")
def charge_fee(
    *, actor: Actor, member_id: int, minor: int, on: date, today: date, text: str, paid_into: str | None = None
) -> Entry:
    """Charge a member a fee and, with `paid_into`, note that he paid it at once. Raises like record_member_payment."""
    _check(minor, on, today)
    number = _number(member_id)
    entry = steps.post_entry(actor, _fee(on, text.strip(), member_id, minor))
    if paid_into:
        steps.post_entry(actor, _payment(on, text.strip(), member_id, minor, paid_into))
    events.record(actor, "books.fee.charged", entry, number=entry.number, member=number, minor=minor, paid=paid_into)
    return entry


@action("books.fee.charge_all")
def charge_fees(*, actor: Actor, member_ids: Sequence[int], minor: int, on: date, today: date, text: str) -> list[int]:
    """Charge many members the same fee, all or none; returns the entries' ids."""
    _check(minor, on, today)
    entries = steps.post_entries(actor, [_fee(on, text.strip(), member, minor) for member in dict.fromkeys(member_ids)])
    events.record(actor, "books.fees.charged", "books.entry", members=len(entries), minor=minor, text=text.strip())
    return entries


def _fee(on: date, text: str, member_id: int, minor: int) -> EntryDraft:
    return EntryDraft(on, text, FEE, None, (LegDraft(OWED, minor, member_id), LegDraft("dues_income", -minor)))


def _payment(on: date, text: str, member_id: int, minor: int, into: str) -> EntryDraft:
    return EntryDraft(on, text, PAYMENT, None, (LegDraft(into, minor), LegDraft(OWED, -minor, member_id)))


def _check(minor: int, on: date, today: date) -> None:
    refuse_absurd(minor)
    if on > today:
        raise DayToCome


def _number(member_id: int) -> int:
    found = ask("SELECT number FROM members_member WHERE union_id = %s AND id = %s", [scope.required(), member_id])
    if not found:
        raise MemberUnknown
    return int(found[0][0])
