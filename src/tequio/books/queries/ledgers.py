"""Line by line with a running balance: an account's ledger, a member's statement."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from tequio.core import scope


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One leg, the entry it belongs to, and the balance after it."""

    entry_id: int
    number: int
    on: date
    text: str
    source: str
    source_id: int | None
    reverses_id: int | None
    account_code: str
    account_name: str
    member_id: int | None
    amount_minor: int
    balance_minor: int

    @property
    def debit_minor(self) -> int:
        return max(self.amount_minor, 0)

    @property
    def credit_minor(self) -> int:
        return max(-self.amount_minor, 0)


@dataclass(frozen=True, slots=True)
class AccountLedger:
    """The lines of a period between its opening and its closing balance."""

    first: date
    last: date
    opening_minor: int
    debit_minor: int
    credit_minor: int
    lines: list[LedgerLine]
    count: int  # of all lines of the period; `lines` may be one page of them

    @property
    def closing_minor(self) -> int:
        return self.opening_minor + self.debit_minor - self.credit_minor

    @property
    def credit_shown(self) -> int:
        """What stands in a member's favour, as people say it: without a sign."""
        return max(-self.closing_minor, 0)


# What stood before the first day: today's kept balance less the kept months since, plus the days of a begun month.
SUMS = """
SELECT (SELECT coalesce(sum(debit_minor - credit_minor), 0)::bigint FROM books_balance kept
        WHERE kept.union_id = %(union)s AND {kept})
     - (SELECT coalesce(sum(debit_minor - credit_minor), 0)::bigint FROM books_monthtotal kept
        WHERE kept.union_id = %(union)s AND {kept} AND kept.month >= %(month)s)
     + coalesce(sum(amount_minor) FILTER (WHERE "on" < %(first)s), 0)::bigint,
  count(*) FILTER (WHERE "on" >= %(first)s),
  coalesce(sum(greatest(amount_minor, 0)) FILTER (WHERE "on" >= %(first)s), 0)::bigint,
  coalesce(sum(greatest(-amount_minor, 0)) FILTER (WHERE "on" >= %(first)s), 0)::bigint
FROM books_leg leg WHERE leg.union_id = %(union)s AND {leg} AND leg."on" BETWEEN %(month)s AND %(last)s
"""

LINES = """
SELECT entry.id, entry.number, entry."on", entry.text, entry.source, entry.source_id, entry.reverses_id,
  account.code, account.name, leg.member_id, leg.amount_minor,
  (%(opening)s + sum(leg.amount_minor) OVER (ORDER BY leg."on", leg.id))::bigint
FROM books_leg leg
JOIN books_entry entry ON entry.id = leg.entry_id
JOIN books_account account ON account.id = leg.account_id
WHERE leg.union_id = %(union)s AND {leg} AND leg."on" BETWEEN %(first)s AND %(last)s
ORDER BY leg."on", leg.id LIMIT %(limit)s OFFSET %(offset)s
"""

OF_ACCOUNT = {"kept": "kept.account_id = %(account)s AND kept.member_id IS NULL", "leg": "leg.account_id = %(account)s"}
OF_MEMBER = {
    "kept": "kept.member_id = %(member)s AND kept.account_id IN"
    " (SELECT id FROM books_account WHERE union_id = %(union)s AND by_member AND kind <> 'equity')",
    "leg": "leg.member_id = %(member)s AND leg.account_id IN"
    " (SELECT id FROM books_account WHERE union_id = %(union)s AND by_member AND kind <> 'equity')",
}


def account_ledger(
    account_id: int, first: date, last: date, *, limit: int | None = None, offset: int = 0
) -> AccountLedger:
    """An account's entries between two days, both included."""
    return _ledger(OF_ACCOUNT, first, last, limit, offset, account=account_id)


def member_statement(member_id: int, first: date, last: date) -> AccountLedger:
    """What a member owed, was charged and paid between two days, over all accounts kept by member.

    His capital is not among them: it is his part of the union, and the union owes it to him only when he leaves.
    """
    return _ledger(OF_MEMBER, first, last, None, 0, member=member_id)


def _ledger(of: dict[str, str], first: date, last: date, limit: int | None, offset: int, **which: Any) -> AccountLedger:
    told = {"union": scope.required(), "first": first, "last": last, "month": first.replace(day=1), **which}
    with connection.cursor() as cursor:
        cursor.execute(SUMS.format(**of), told)
        opening, count, debit, credit = cursor.fetchone()
        cursor.execute(LINES.format(**of), told | {"opening": opening, "limit": limit, "offset": offset})
        lines = [LedgerLine(*row) for row in cursor.fetchall()]
    return AccountLedger(first, last, opening, debit, credit, lines, count)
