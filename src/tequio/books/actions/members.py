"""What members pay."""

from datetime import date

from django.utils.translation import gettext as _

from tequio.books import steps
from tequio.books.amounts import refuse_absurd
from tequio.books.drafts import EntryDraft, LegDraft
from tequio.books.errors import DayToCome
from tequio.books.models import Entry
from tequio.books.sources import PAYMENT
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor

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


def _payment(on: date, text: str, member_id: int, minor: int, into: str) -> EntryDraft:
    return EntryDraft(on, text, PAYMENT, None, (LegDraft(into, minor), LegDraft(OWED, -minor, member_id)))


def _check(minor: int, on: date, today: date) -> None:
    refuse_absurd(minor)
    if on > today:
        raise DayToCome
