"""What the union was worth to everybody, in one statement, and what would put who is in the red in the black."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from tequio.benefit.borrowed import borrowed_of
from tequio.benefit.queries.proof import FEE, OWED, lines_of, purchase_of, sale_of, sold_of
from tequio.benefit.spans import Span
from tequio.core import scope
from tequio.engines.benefit import WayOut, member_benefit
from tequio.engines.borrowing import with_interest


@dataclass(frozen=True, slots=True)
class Worth:
    """One member in the committee's list. `proven_minor` is what he paid on lines with evidence."""

    member_id: int
    number: int
    name: str
    section_id: int
    section: str
    fees_minor: int
    gains_minor: int
    paid_minor: int
    proven_minor: int
    lines: int
    unproven: int
    sold_minor: int  # what his pieces brought him, the fee taken off
    sold_gain_minor: int  # the part of `gains_minor` that comes from selling

    @property
    def saved_minor(self) -> int:
        return self.gains_minor - self.sold_gain_minor

    @property
    def net_minor(self) -> int:
        return self.gains_minor - self.fees_minor

    @property
    def in_the_red(self) -> bool:
        return self.net_minor < 0


# Fees and purchases are heaped up first and each member is looked up by his key, whatever the database believes about
# the number of rows: right after a large import it has not counted them yet, and joins that suit few rows take minutes.
WORTH = """
WITH part AS MATERIALIZED (
  SELECT leg.member_id, leg.amount_minor AS fee, 0 AS gain, 0 AS paid, 0 AS proven, 0 AS lines, 0 AS unproven,
    0 AS sold, 0 AS sold_gain
  FROM books_entry entry
  JOIN books_leg leg ON leg.union_id = entry.union_id AND leg.entry_id = entry.id
  JOIN books_account account ON account.id = leg.account_id AND account.role = ANY(%(owed)s)
  WHERE entry.union_id = %(union)s AND entry.source = %(fee)s AND entry."on" BETWEEN %(first)s AND %(last)s
    AND entry.reverses_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM books_entry r WHERE r.union_id = entry.union_id AND r.reverses_id = entry.id)
  UNION ALL
  SELECT charge.member_id, 0,
    CASE WHEN seen.id IS NULL THEN 0 ELSE round(seen.price * line.quantity * 100) - line.minor END, line.minor,
    CASE WHEN seen.id IS NULL THEN 0 ELSE line.minor END, 1, CASE WHEN seen.id IS NULL THEN 1 ELSE 0 END,
    0, 0
  FROM purchasing_charge charge
  JOIN purchasing_chargeline line ON line.union_id = charge.union_id AND line.charge_id = charge.id
  LEFT JOIN stock_priceobservation seen
    ON seen.union_id = line.union_id AND seen.id = line.observation_id AND seen.withdrawn_at IS NULL
  WHERE charge.union_id = %(union)s AND charge.charged_on BETWEEN %(first)s AND %(last)s
    AND NOT EXISTS (SELECT 1 FROM books_entry r WHERE r.union_id = charge.union_id AND r.reverses_id = charge.entry_id)
  UNION ALL
  SELECT maker.member_id, 0,
    CASE WHEN seen.id IS NULL THEN 0 ELSE sold.received - round(seen.price * sold.good * 100) END, 0, 0, 1,
    CASE WHEN seen.id IS NULL THEN 1 ELSE 0 END, sold.received,
    CASE WHEN seen.id IS NULL THEN 0 ELSE sold.received - round(seen.price * sold.good * 100) END
  FROM (
    SELECT ticket.maker_id, ticket.outside_id, brought.good, brought.good * ticket.price_minor
      - round(sum(brought.good * ticket.price_minor) OVER mine * "order".fee_bp / 10000)
      + round((sum(brought.good * ticket.price_minor) OVER mine - brought.good * ticket.price_minor)
        * "order".fee_bp / 10000) AS received
    FROM sales_order "order"
    JOIN sales_ticket ticket ON ticket.union_id = "order".union_id AND ticket.order_id = "order".id
    JOIN LATERAL (
      SELECT sum(look.accepted)::bigint AS good FROM sales_inspection look
      WHERE look.union_id = ticket.union_id AND look.ticket_id = ticket.id
    ) brought ON brought.good > 0
    WHERE "order".union_id = %(union)s AND "order".closed_on BETWEEN %(first)s AND %(last)s
    WINDOW mine AS (PARTITION BY ticket.order_id, ticket.maker_id ORDER BY ticket.id)
  ) sold
  JOIN sales_maker maker ON maker.id = sold.maker_id
  LEFT JOIN stock_priceobservation seen ON seen.id = sold.outside_id AND seen.withdrawn_at IS NULL
  UNION ALL
  SELECT member_id, 0, CASE WHEN stands THEN alone_minor - cost_minor ELSE 0 END, 0, 0, 1,
    CASE WHEN stands THEN 0 ELSE 1 END, 0, 0
  FROM benefit_spared(%(union)s, %(first)s, %(last)s)
), total AS MATERIALIZED (
  SELECT member_id, sum(fee)::bigint AS fee, sum(gain)::bigint AS gain, sum(paid)::bigint AS paid,
    sum(proven)::bigint AS proven, sum(lines)::bigint AS lines, sum(unproven)::bigint AS unproven,
    sum(sold)::bigint AS sold, sum(sold_gain)::bigint AS sold_gain
  FROM part GROUP BY member_id
)
SELECT member.id, member.number, concat_ws(' ', person.nombres, person.primer_apellido,
    nullif(person.segundo_apellido, '')), section.id, section.name, total.fee, total.gain, total.paid, total.proven,
  total.lines, total.unproven, total.sold, total.sold_gain
FROM total
CROSS JOIN LATERAL (SELECT * FROM members_member each WHERE each.id = total.member_id LIMIT 1) member
CROSS JOIN LATERAL (SELECT * FROM members_person each WHERE each.id = member.person_id LIMIT 1) person
JOIN members_section section ON section.id = member.section_id
ORDER BY total.gain - total.fee, member.number
"""


def worth_of_all(span: Span) -> list[Worth]:
    """Everybody who was charged a fee, bought or sold something, deepest in the red first; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            WORTH, {"union": scope.required(), "fee": FEE, "owed": list(OWED), "first": span.first, "last": span.last}
        )
        return [Worth(*row) for row in cursor.fetchall()]


def ways_out(members: Iterable[Worth], span: Span) -> dict[int, WayOut]:
    """For each of these members in the red, what would put him in the black; three statements."""
    red = [member for member in members if member.in_the_red]
    ids = [member.member_id for member in red]
    lines, sold = (lines_of(ids, span), sold_of(ids, span)) if red else ({}, {})
    borrowed = borrowed_of(ids, span) if red else {}
    found = {}
    for member in red:
        mine = member_benefit(
            "", member.fees_minor, map(purchase_of, lines.get(member.member_id, ())),
            map(sale_of, sold.get(member.member_id, ())),
        )  # fmt: skip
        mine = with_interest(mine, (line.saved_minor for line in borrowed.get(member.member_id, ())))
        assert mine.way_out is not None
        found[member.member_id] = mine.way_out
    return found
