"""What deeds about the fund share. Steps open no transaction and check no permission."""

from datetime import date

from django.db import connection

from tequio.books.amounts import refuse_absurd
from tequio.books.errors import DayToCome, MemberUnknown
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
