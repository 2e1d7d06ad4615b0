"""What deeds about fees share. Steps open no transaction and check no permission."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import connection
from django.db.models import Max

from tequio.books.amounts import refuse_absurd
from tequio.books.errors import DayToCome, MemberUnknown
from tequio.core.actors import Actor
from tequio.dues.models import Bracket, Cadence, Receipt, Schedule
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
