"""Purchases and sales of which the fund has not taken its part yet, as the books tell them.

Buying and selling are other apps'; what they charged or credited a member stands in the books, and this is all that
the fund asks (docs/adr/0025).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from tequio.core import scope
from tequio.engines.lending.schedule import half_to_even
from tequio.guarantee.models import FundMove
from tequio.guarantee.roles import EARNED, OWED
from tequio.guarantee.settings import PURCHASE_BP, SALE_BP
from tequio.unions.queries import ruling

WHOLE_BP = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """One member's purchase or sale of one entry, and the part of it that goes to the fund."""

    kind: str
    entry_id: int
    on: date
    text: str
    member_id: int
    of_minor: int
    minor: int


@dataclass(frozen=True, slots=True)
class Taking:
    """What would be taken now, and what was taken of entries that were reversed since."""

    rows: tuple[Row, ...]
    undone: tuple[FundMove, ...]

    @property
    def minor(self) -> int:
        return sum(row.minor for row in self.rows)

    @property
    def digest(self) -> str:
        rows = [(row.entry_id, row.member_id, row.minor) for row in self.rows]
        return f"{len(rows)} {self.minor} {max(rows, default=(0, 0, 0))} {[move.pk for move in self.undone]}"


# Only what was bought or sold since the member signed for the pool, and each entry once.
OPEN = """
SELECT entry.id, entry."on", entry.text, leg.member_id, abs(sum(leg.amount_minor))::bigint
FROM guarantee_cap cap
JOIN books_leg leg ON leg.union_id = cap.union_id AND leg.member_id = cap.member_id AND leg."on" >= cap.said_yes_on
JOIN books_account account ON account.id = leg.account_id AND account.role = %(role)s
JOIN books_entry entry ON entry.union_id = leg.union_id AND entry.id = leg.entry_id AND entry.source = %(source)s
WHERE cap.union_id = %(union)s AND cap.layer = 'pool' AND cap.said_yes_on IS NOT NULL AND cap.ended_on IS NULL
  AND entry.reverses_id IS NULL AND sign(leg.amount_minor) = %(sign)s
  AND NOT EXISTS (SELECT FROM books_entry r WHERE r.union_id = entry.union_id AND r.reverses_id = entry.id)
  AND NOT EXISTS (
    SELECT FROM guarantee_fundmove move WHERE move.union_id = entry.union_id AND move.of_entry_id = entry.id
      AND move.member_id = leg.member_id AND move.kind = %(kind)s AND move.cancelled_on IS NULL
  )
GROUP BY entry.id, entry."on", entry.text, leg.member_id
ORDER BY entry.id, leg.member_id
"""
# What each kind is in the books: whose account, booked by whom, and on which side.
KINDS = (
    (FundMove.Kind.PURCHASE, OWED, "purchasing.round", 1, PURCHASE_BP),
    (FundMove.Kind.SALE, EARNED, "sales.order", -1, SALE_BP),
)


def taking(today: date) -> Taking:
    """By the part that ruled on the day of each purchase or sale; what comes to less than a centavo is left."""
    rows = []
    for kind, role, source, sign, setting in KINDS:
        with connection.cursor() as cursor:
            cursor.execute(OPEN, {"union": scope.required(), "role": role, "source": source, "sign": sign,
                                  "kind": kind.value})  # fmt: skip
            found = cursor.fetchall()
        parts = {day: ruling(setting, day) for day in {on for _entry, on, _text, _member, _minor in found}}
        for entry, on, text, member, minor in found:
            if part := half_to_even(minor * parts[on], WHOLE_BP):
                rows.append(Row(kind.value, entry, on, text, member, minor, part))
    undone = FundMove.objects.filter(
        kind__in=FundMove.TAKEN, cancelled_on__isnull=True, of_entry__reversed_by__isnull=False
    ).order_by("pk")
    return Taking(tuple(rows), tuple(undone))
