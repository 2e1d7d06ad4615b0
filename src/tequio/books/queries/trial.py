"""Opening, debits, credits and closing of every account, or of every member on one account, over any days.

Whole months come from what the database keeps; only the days at the edges that do not fill a month are added up from
legs. So the answer costs what the period holds, and never the history before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from tequio.books.models import Account
from tequio.core import scope


@dataclass(frozen=True, slots=True)
class TrialLine:
    """One account (or member) over a period; amounts are centavos, opening and closing signed, debit positive."""

    key: int
    code: str
    name: str
    kind: str
    opening_minor: int
    debit_minor: int
    credit_minor: int

    @property
    def closing_minor(self) -> int:
        return self.opening_minor + self.debit_minor - self.credit_minor


# The opening is what stands today less all that came since: nothing before the period is read.
TURNOVER = """
WITH moved AS (
  SELECT {key} AS key, -debit_minor + credit_minor AS since,
    CASE WHEN month >= %(whole)s AND month < %(end)s THEN debit_minor ELSE 0 END AS debit,
    CASE WHEN month >= %(whole)s AND month < %(end)s THEN credit_minor ELSE 0 END AS credit
  FROM books_monthtotal kept
  WHERE kept.union_id = %(union)s AND {which} AND kept.month >= %(month)s
  UNION ALL
  SELECT {leg_key}, CASE WHEN leg."on" < %(first)s THEN leg.amount_minor ELSE 0 END,
    CASE WHEN leg."on" >= %(first)s THEN greatest(leg.amount_minor, 0) ELSE 0 END,
    CASE WHEN leg."on" >= %(first)s THEN greatest(-leg.amount_minor, 0) ELSE 0 END
  FROM (VALUES (%(month)s::date, %(before)s::date), (%(after)s, %(last)s + 1)) AS edge (begins, ends)
  CROSS JOIN books_account account
  JOIN books_leg leg ON leg.union_id = %(union)s AND leg.account_id = account.id
    AND leg."on" >= edge.begins AND leg."on" < edge.ends
  WHERE account.union_id = %(union)s AND {account} AND edge.begins < edge.ends
), summed AS (
  SELECT key, sum(since)::bigint AS since, sum(debit)::bigint AS debit, sum(credit)::bigint AS credit
  FROM moved GROUP BY key
)
SELECT {shown}, kept.debit_minor - kept.credit_minor + coalesce(summed.since, 0),
  coalesce(summed.debit, 0), coalesce(summed.credit, 0)
FROM {kept} kept LEFT JOIN summed ON summed.key = kept.{kept_key}
{named}
WHERE kept.union_id = %(union)s AND {which_kept}
ORDER BY {order}
"""

OF_ACCOUNTS = TURNOVER.format(
    key="account_id", which="kept.member_id IS NULL", leg_key="leg.account_id", account="true", kept="books_balance",
    shown="account.id, account.code, account.name, account.kind", kept_key="account_id",
    named="JOIN books_account account ON account.id = kept.account_id", which_kept="kept.member_id IS NULL",
    order="account.code",
)  # fmt: skip
OF_MEMBERS = TURNOVER.format(
    key="member_id", which="kept.account_id = ANY(%(accounts)s) AND kept.member_id IS NOT NULL",
    leg_key="leg.member_id", account="account.id = ANY(%(accounts)s)", kept_key="member_id",
    kept="(SELECT union_id, member_id, sum(debit_minor)::bigint AS debit_minor,"
    " sum(credit_minor)::bigint AS credit_minor FROM books_balance WHERE union_id = %(union)s"
    " AND account_id = ANY(%(accounts)s) AND member_id IS NOT NULL GROUP BY union_id, member_id)",
    shown="member.id, member.number::text, concat_ws(' ', person.nombres, person.primer_apellido,"
    " nullif(person.segundo_apellido, '')), ''",
    named="JOIN members_member member ON member.id = kept.member_id"
    " JOIN members_person person ON person.id = member.person_id",
    which_kept="true", order="member.number",
)  # fmt: skip


def trial_balance(last: date, first: date | None = None) -> list[TrialLine]:
    """Every account with entries (balanza): what it had before `first`, what came until `last`, both days included.

    Without `first`, from the first day of the month of `last`.
    """
    return _turnover(OF_ACCOUNTS, first or last.replace(day=1), last)


RECEIVABLE = ("member_receivable", "dues_receivable")


def member_ledger(first: date, last: date, roles: Sequence[str] = RECEIVABLE) -> list[TrialLine]:
    """The same for every member with entries on these accounts, taken together."""
    accounts = list(Account.objects.filter(role__in=roles).order_by("code").values_list("pk", flat=True))
    return _turnover(OF_MEMBERS, first, last, accounts=accounts) if accounts else []


def _turnover(sql: str, first: date, last: date, **more: Any) -> list[TrialLine]:
    month = first.replace(day=1)
    whole = first if first == month else next_month(month)  # the first whole month of the period
    end = (last + timedelta(days=1)).replace(day=1)  # where its whole months end
    after = max(whole, end)
    days = {
        "first": first, "last": last, "month": month, "whole": whole, "end": end,
        "before": month if whole == month else min(whole, last + timedelta(days=1)), "after": after,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql, days | {"union": scope.required()} | more)
        return [TrialLine(*row) for row in cursor.fetchall()]


def next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1)
