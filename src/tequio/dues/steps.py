"""What deeds about fees share. Steps open no transaction and check no permission."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from tequio.books.amounts import refuse_absurd
from tequio.books.errors import DayToCome, MemberUnknown
from tequio.books.steps import post_entries
from tequio.books.writing import lock as lock_books
from tequio.core.actors import Actor
from tequio.core.bulk import insert_rows
from tequio.dues.models import PAY, Bracket, Cadence, Receipt, Schedule
from tequio.dues.postings import from_pay_entry
from tequio.dues.roles import DUES, PURCHASES
from tequio.engines.dues import Applied
from tequio.members.models import Member


def lock_dues(union_id: int) -> None:
    """One deed at a time charges, cancels or settles fees of a union; taken before the books are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('dues', %s))", [union_id])


def new_ids(model_table: str, many: int) -> list[int]:
    """Ids taken before their rows are written, so that an entry and the fact it books can name each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [model_table, many]
        )
        return [row[0] for row in cursor.fetchall()]


def next_receipt_number() -> int:
    """Call while the books are held, so that no other receipt takes it."""
    return (Receipt.objects.aggregate(last=Max("number"))["last"] or 0) + 1


RECEIPT_COLUMNS = (
    "id", "union_id", "number", "member_id", "dues_minor", "purchases_minor", "capital_minor", "into", "received_on",
    "received_by", "note", "entry_id", "cancel_reason",
)  # fmt: skip


def write_receipts(
    actor: Actor, ids: Sequence[int], first: int, members: Sequence[int], applied: Sequence[Applied],
    entries: Sequence[int], into: str, on: date, note: str,
) -> None:  # fmt: skip
    """Numbered receipts, the first of them `first`, for entries that are booked."""
    insert_rows(Receipt, RECEIPT_COLUMNS, (
        (pk, actor.union_id, first + place, member, part.dues_minor, part.purchases_minor, 0, into, on, actor.name,
         note, entry, "")
        for place, (pk, member, part, entry) in enumerate(zip(ids, members, applied, entries, strict=True))
    ))  # fmt: skip


def receipt_text(number: int) -> str:
    return _("Recibo %(number)s") % {"number": number}


def receive_from_pay(
    actor: Actor, taken: Mapping[int, Applied], paid_from: str, on: date, note: str
) -> dict[int, int]:  # fmt: skip
    """What was taken of members' pay for their fees and purchases: each gets a receipt. Returns the entries, by member.

    `paid_from`: the account on which the union owes them that pay.
    """
    if not taken:
        return {}
    lock_books(actor.union_id)
    members = sorted(taken)
    ids, first = new_ids(Receipt._meta.db_table, len(members)), next_receipt_number()
    entries = post_entries(
        actor,
        [from_pay_entry(pk, on, receipt_text(first + place), member, paid_from,
                        {DUES: taken[member].dues_minor, PURCHASES: taken[member].purchases_minor})
         for place, (pk, member) in enumerate(zip(ids, members, strict=True))],
    )  # fmt: skip
    write_receipts(actor, ids, first, members, [taken[member] for member in members], entries, PAY, on, note)
    return dict(zip(members, entries, strict=True))


def member(member_id: int) -> Member:
    """The member with his person. Raises MemberUnknown."""
    found = Member.objects.select_related("person").filter(pk=member_id).first()
    if found is None:
        raise MemberUnknown
    return found


def check_money(minor: int, on: date, today: date) -> None:
    """Raises AmountAbsurd, DayToCome."""
    refuse_absurd(minor)
    if on > today:
        raise DayToCome


def write_schedule(
    actor: Actor, cadence: Cadence, valid_from: date, brackets: Sequence[tuple[int, int]], source: str, joining: str,
    due_day: int = 10, instalments: int = 1, grace_days: int = 0,
) -> Schedule:  # fmt: skip
    """What is asked from a period on: `brackets` are (people at work from, centavos)."""
    schedule = Schedule.objects.create(
        union_id=actor.union_id, cadence=cadence, valid_from=valid_from, joining=joining, due_day=due_day,
        instalments=instalments, grace_days=grace_days, source=source.strip(),
    )  # fmt: skip
    Bracket.objects.bulk_create(
        Bracket(union_id=actor.union_id, schedule=schedule, people_from=people, minor=minor)
        for people, minor in brackets
    )
    return schedule


def day_after(day: date) -> date:
    return day + timedelta(days=1)
