"""What is owed now: one kept row for each account and member, asked bare because every page and payment asks it."""

from django.db import connection

from tequio.core import scope

KEPT = """
SELECT kept.member_id, kept.debit_minor - kept.credit_minor
FROM books_balance kept
WHERE kept.union_id = %(union)s
  AND kept.account_id = (SELECT id FROM books_account WHERE union_id = %(union)s AND role = %(role)s)
"""


def balance(role: str, member_id: int | None = None) -> int:
    """The balance of an account by its role, of one member or whole: debits less credits, in centavos."""
    which = "IS NULL" if member_id is None else "= %(member)s"
    with connection.cursor() as cursor:
        told = {"union": scope.required(), "role": role, "member": member_id}
        cursor.execute(f"{KEPT} AND kept.member_id {which}", told)
        found = cursor.fetchone()
    return int(found[1]) if found else 0


def member_balances(role: str = "member_receivable") -> dict[int, int]:
    """The balance of every member who has entries on the account, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"{KEPT} AND kept.member_id IS NOT NULL", {"union": scope.required(), "role": role})
        return dict(cursor.fetchall())
