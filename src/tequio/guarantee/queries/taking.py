"""Purchases and sales of which the fund has not taken its part yet, as the books tell them.

Buying and selling are other apps'; what they charged or credited a member stands in the books, and this is all that
the fund asks (docs/adr/0025).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection

from tequio.books.queries import member_balances
from tequio.core import scope
from tequio.engines.lending.schedule import half_to_even
from tequio.guarantee.models import FundMove
from tequio.guarantee.pay import agreed_to_it
from tequio.guarantee.roles import EARNED, OWED
from tequio.guarantee.settings import PURCHASE_BP, SALE_BP
from tequio.unions.known import Known
from tequio.unions.queries import ruling

WHOLE_BP = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """One member's purchase or sale of one entry, and what is missing of the part of it that goes to the fund."""

    kind: str
    entry_id: int
    on: date
    text: str
    member_id: int
    of_minor: int
    minor: int


@dataclass(frozen=True, slots=True)
class Taking:
    """What would be taken now, what was taken of entries that were reversed since, and what waits for a pay."""

    rows: tuple[Row, ...]
    undone: tuple[FundMove, ...]
    waiting: tuple[Row, ...] = ()

    @property
    def minor(self) -> int:
        return sum(row.minor for row in self.rows)

    @property
    def waiting_minor(self) -> int:
        return sum(row.minor for row in self.waiting)

    @property
    def digest(self) -> str:
        rows = [(row.entry_id, row.member_id, row.minor) for row in self.rows]
        return f"{len(rows)} {self.minor} {max(rows, default=(0, 0, 0))} {[move.pk for move in self.undone]}"


# Only what was bought or sold since the member signed for the pool, until its part is complete; and what of it is in.
OPEN = """
SELECT entry.id, entry."on", entry.text, leg.member_id, abs(sum(leg.amount_minor))::bigint, (
  SELECT coalesce(sum(move.minor), 0)::bigint FROM guarantee_fundmove move WHERE move.union_id = entry.union_id
    AND move.of_entry_id = entry.id AND move.member_id = leg.member_id AND move.kind = %(kind)s
    AND move.cancelled_on IS NULL
)
FROM guarantee_cap cap
JOIN books_leg leg ON leg.union_id = cap.union_id AND leg.member_id = cap.member_id AND leg."on" >= cap.said_yes_on
JOIN books_account account ON account.id = leg.account_id AND account.role = %(role)s
JOIN books_entry entry ON entry.union_id = leg.union_id AND entry.id = leg.entry_id AND entry.source = %(source)s
WHERE cap.union_id = %(union)s AND cap.layer = 'pool' AND cap.said_yes_on IS NOT NULL AND cap.ended_on IS NULL
  AND entry.reverses_id IS NULL AND sign(leg.amount_minor) = %(sign)s
  AND NOT EXISTS (SELECT FROM books_entry r WHERE r.union_id = entry.union_id AND r.reverses_id = entry.id)
  AND NOT EXISTS (
    SELECT FROM guarantee_fundmove move WHERE move.union_id = entry.union_id AND move.of_entry_id = entry.id
      AND move.member_id = leg.member_id AND move.kind = %(kind)s AND move.cancelled_on IS NULL AND move.completes
  ) AND (%(members)s::bigint[] IS NULL OR leg.member_id = ANY(%(members)s))
GROUP BY entry.union_id, entry.id, entry."on", entry.text, leg.member_id
ORDER BY entry.id, leg.member_id
"""
# What each kind is in the books: whose account, booked by whom, and on which side.
PURCHASES = (FundMove.Kind.PURCHASE, OWED, "purchasing.round", 1, PURCHASE_BP)
SALES = (FundMove.Kind.SALE, EARNED, "sales.order", -1, SALE_BP)
KINDS = (PURCHASES, SALES)


def taking(today: date) -> Taking:
    """By the part that ruled on the day of each purchase or sale; what comes to less than a centavo is left.

    As long as the union owes a workshop its pay, who agreed to it pays his part out of that and is not charged here.
    """
    rows = [row for kind in KINDS for row in _open(*kind)]
    of_pay = agreed_to_it({row.member_id for row in rows if row.kind == FundMove.Kind.SALE})
    unpaid = member_balances(EARNED) if of_pay else {}
    waits = {member for member in of_pay if unpaid.get(member, 0) < 0}
    now: list[Row] = []
    later: list[Row] = []
    for row in rows:
        (later if row.kind == FundMove.Kind.SALE and row.member_id in waits else now).append(row)
    undone = FundMove.objects.filter(
        kind__in=FundMove.TAKEN, cancelled_on__isnull=True, of_entry__reversed_by__isnull=False
    ).order_by("pk")
    return Taking(tuple(now), tuple(undone), tuple(later))


def open_sales(member_ids: Collection[int]) -> list[Row]:
    """What is missing of these members' sales, the oldest first."""
    return list(_open(*SALES, member_ids=list(member_ids)))


def _open(
    kind: FundMove.Kind, role: str, source: str, sign: int, setting: Known, member_ids: list[int] | None = None
) -> Iterator[Row]:
    with connection.cursor() as cursor:
        cursor.execute(OPEN, {"union": scope.required(), "role": role, "source": source, "sign": sign,
                              "kind": kind.value, "members": member_ids})  # fmt: skip
        found = cursor.fetchall()
    parts = {day: ruling(setting, day) for day in {on for _entry, on, _text, _member, _minor, _in in found}}
    for entry, on, text, member, minor, is_in in found:
        if (part := half_to_even(minor * parts[on], WHOLE_BP) - is_in) > 0:
            yield Row(kind.value, entry, on, text, member, minor, part)
