"""What deeds about the fund share. Steps open no transaction and check no permission."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from tequio.books.amounts import refuse_absurd
from tequio.books.errors import DayToCome, MemberUnknown
from tequio.books.steps import post_entries
from tequio.core.actors import Actor
from tequio.guarantee.errors import TakingMoved
from tequio.guarantee.models import FundMove
from tequio.guarantee.postings import kept_entry
from tequio.guarantee.queries.taking import Row, open_sales
from tequio.members.models import Member


def lock_fund(union_id: int) -> None:
    """One deed at a time moves the fund's money or what is signed for it; taken before the books are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('guarantee', %s))", [union_id])


def check_money(minor: int, on: date, today: date) -> None:
    """Raises AmountAbsurd, DayToCome."""
    refuse_absurd(minor)
    if on > today:
        raise DayToCome


def member(member_id: int) -> Member:
    """The member with his person. Raises MemberUnknown."""
    found = Member.objects.select_related("person").filter(pk=member_id).first()
    if found is None:
        raise MemberUnknown
    return found


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of a member's pay for one of his sales, and the entry that booked it."""

    sale: Row
    minor: int
    entry_id: int


def keep_from_pay(actor: Actor, parts: Mapping[int, int], on: date) -> list[Kept]:
    """Put so much of these members' pay into the fund, for the oldest of their sales first.

    Call with the fund locked since it was asked how much that is. Raises TakingMoved.
    """
    if not parts:
        return []
    left, found = dict(parts), list[tuple[Row, int]]()
    for sale in open_sales(parts):
        if minor := min(sale.minor, left[sale.member_id]):
            left[sale.member_id] -= minor
            found.append((sale, minor))
    if any(left.values()):
        raise TakingMoved
    entries = post_entries(actor, [kept_entry(on, kept_text(sale), sale.member_id, minor) for sale, minor in found])
    FundMove.objects.bulk_create(
        FundMove(
            union_id=actor.union_id, member_id=sale.member_id, kind=FundMove.Kind.SALE, minor=minor, moved_on=on,
            into=FundMove.PAY, completes=minor == sale.minor, done_by=actor.name, of_entry_id=sale.entry_id,
            entry_id=entry,
        )
        for (sale, minor), entry in zip(found, entries, strict=True)
    )  # fmt: skip
    return [Kept(sale, minor, entry) for (sale, minor), entry in zip(found, entries, strict=True)]


def kept_text(sale: Row) -> str:
    return _("Al fondo de garantía, de su pago: %(text)s") % {"text": sale.text}
