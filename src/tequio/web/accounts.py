"""Whose telephone it is and which unions somebody belongs to: the two questions asked before any union is in scope.

Row security would answer neither, so two functions of the database do, and tell nothing but numbers (migration 0001).
"""

from datetime import date

from django.db import connection

from tequio.core.users import User
from tequio.unions.models import Union


def account_by_phone(phone: str) -> User | None:
    """The account of a telephone; made at the first call for a member whom a roster names with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_by_phone(%s)", [phone])
        (user_id,) = cursor.fetchone()
    return User.objects.filter(pk=user_id, is_active=True).first()


def unions_of(user: User, today: date) -> list[Union]:
    """The unions where someone is a member or holds an office today, by name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT unions_of_user(%s, %s)", [user.pk, today])
        ids = [row[0] for row in cursor.fetchall()]
    return list(Union.objects.filter(pk__in=ids).order_by("name", "pk"))
