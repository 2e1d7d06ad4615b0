"""Reading the proof: one member with every line, and all members in one statement.

Only settlements that stand count, and only fees that were not reversed. The union's figures are worked out by the
database in one pass; one member's come from the engine. The tests hold that both say the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum

from tequio.benefit.borrowed import Borrowed, borrowed_of
from tequio.benefit.spans import Span
from tequio.books.models import Leg
from tequio.core import scope
from tequio.engines.benefit import MemberBenefit, Purchase, WayOut, member_benefit
from tequio.engines.borrowing import with_interest
from tequio.purchasing.models import ChargeLine

FEE = "dues.fee"
OWED = ("dues_receivable", "member_receivable")  # fees stood on the second until they had an account of their own


@dataclass(frozen=True, slots=True)
class Fee:
    """One fee that was charged, and the entry that booked it."""

    entry_id: int
    on: date
    text: str
    minor: int


@dataclass(frozen=True, slots=True)
class Line:
    """One purchase with everything its figures come from. Without standing evidence `alone` is None and it saves 0."""

    line_id: int
    charge_id: int
    entry_id: int
    on: date
    round_id: int
    round_title: str
    item: str
    unit: str
    quantity: Decimal
    paid_minor: int
    observation_id: int | None
    alone: Decimal | None
    grade: str
    observed_on: date | None
    place: str
    alone_minor: int | None
    saved_minor: int

    @property
    def is_proven(self) -> bool:
        return self.alone is not None

    @property
    def unit_paid(self) -> Decimal | None:
        return Decimal(self.paid_minor) / 100 / self.quantity if self.quantity else None


@dataclass(frozen=True, slots=True)
class Proof:
    """A member's fees and purchases of one period, and what they come to."""

    fees: tuple[Fee, ...]
    lines: tuple[Line, ...]
    benefit: MemberBenefit
    borrowed: tuple[Borrowed, ...] = ()

    @property
    def unproven(self) -> int:
        return sum(not line.is_proven for line in self.lines)

    @property
    def unproven_borrowed(self) -> int:
        return sum(not line.is_proven for line in self.borrowed)

    @property
    def paid_minor(self) -> int:
        return sum(line.paid_minor for line in self.lines)

    @property
    def verdict(self) -> str:
        """What the big sentence says: nothing, waiting (no purchase yet), unproven, red, even or black."""
        if not self.lines and not self.borrowed:
            return "waiting" if self.fees else "nothing"
        if self.unproven + self.unproven_borrowed == len(self.lines) + len(self.borrowed):
            return "unproven"
        if self.benefit.in_the_red:
            return "red"
        return "black" if self.benefit.net_minor else "even"


def proof_of(member_id: int, span: Span) -> Proof:
    """One member's proof; three statements."""
    fees = tuple(
        Fee(*row)
        for row in Leg.objects.filter(_standing_fee(span), member_id=member_id)
        .order_by("entry__on", "entry_id")
        .values_list("entry_id", "entry__on", "entry__text", "amount_minor")
    )
    found = lines_of([member_id], span).get(member_id, ())
    benefit = member_benefit(str(member_id), sum(fee.minor for fee in fees), map(purchase_of, found))
    borrowed = tuple(borrowed_of([member_id], span).get(member_id, ()))
    benefit = with_interest(benefit, (line.saved_minor for line in borrowed))
    return Proof(fees, tuple(found), benefit, borrowed)


def _standing_fee(span: Span) -> Q:
    return Q(
        entry__source=FEE, account__role__in=OWED, entry__on__range=(span.first, span.last),
        entry__reverses__isnull=True, entry__reversed_by__isnull=True,
    )  # fmt: skip


def standing_lines() -> QuerySet[ChargeLine]:
    """Lines of settlements that were not undone."""
    return ChargeLine.objects.filter(charge__entry__reversed_by__isnull=True)


COLUMNS = (
    "charge__member_id", "pk", "charge_id", "charge__entry_id", "charge__charged_on", "charge__round_id",
    "charge__round__title", "item__name", "item__unit", "quantity", "minor", "observation_id", "observation__price",
    "observation__grade", "observation__observed_on", "observation__place", "observation__section__name",
    "observation__withdrawn_at",
)  # fmt: skip


def lines_of(member_ids: Collection[int] | None, span: Span) -> dict[int, list[Line]]:
    """Every line of these members (of all, for None), oldest first; one statement."""
    rows = standing_lines().filter(charge__charged_on__range=(span.first, span.last))
    if member_ids is not None:
        rows = rows.filter(charge__member_id__in=list(member_ids))
    found: dict[int, list[Line]] = {}
    for member_id, *values in rows.order_by("charge__charged_on", "pk").values_list(*COLUMNS):
        found.setdefault(member_id, []).append(_line(*values))
    return found


def _line(pk: int, charge: int, entry: int, on: date, round_: int, title: str, item: str, unit: str, quantity: Decimal,
          minor: int, seen: int | None, price: Decimal | None, grade: str | None, seen_on: date | None,
          place: str | None, village: str | None, withdrawn_at: Any) -> Line:  # fmt: skip
    stands = seen is not None and withdrawn_at is None
    purchase = Purchase(str(pk), "", item, quantity, minor, price if stands else None, str(seen) if stands else None)
    counted = member_benefit("", 0, [purchase]).lines[0]
    where = ", ".join(part for part in (place, village) if part)
    return Line(
        pk, charge, entry, on, round_, title, item, unit, quantity, minor, seen, price if stands else None, grade or "",
        seen_on, where, counted.alone_minor, counted.gain_minor,
    )  # fmt: skip


def purchase_of(line: Line) -> Purchase:
    """The line in the engine's words; references sort by day and then by row."""
    evidence = str(line.observation_id) if line.is_proven else None
    reference = f"{line.on.isoformat()}/{line.line_id:012d}"
    return Purchase(reference, "", line.item, line.quantity, line.paid_minor, line.alone, evidence)


# --- all members together --------------------------------------------------------------------------------------------


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
  SELECT leg.member_id, leg.amount_minor AS fee, 0 AS gain, 0 AS paid, 0 AS proven, 0 AS lines, 0 AS unproven
  FROM books_entry entry
  JOIN books_leg leg ON leg.union_id = entry.union_id AND leg.entry_id = entry.id
  JOIN books_account account ON account.id = leg.account_id AND account.role = ANY(%(owed)s)
  WHERE entry.union_id = %(union)s AND entry.source = %(fee)s AND entry."on" BETWEEN %(first)s AND %(last)s
    AND entry.reverses_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM books_entry r WHERE r.union_id = entry.union_id AND r.reverses_id = entry.id)
  UNION ALL
  SELECT charge.member_id, 0,
    CASE WHEN seen.id IS NULL THEN 0 ELSE round(seen.price * line.quantity * 100) - line.minor END, line.minor,
    CASE WHEN seen.id IS NULL THEN 0 ELSE line.minor END, 1, CASE WHEN seen.id IS NULL THEN 1 ELSE 0 END
  FROM purchasing_charge charge
  JOIN purchasing_chargeline line ON line.union_id = charge.union_id AND line.charge_id = charge.id
  LEFT JOIN stock_priceobservation seen
    ON seen.union_id = line.union_id AND seen.id = line.observation_id AND seen.withdrawn_at IS NULL
  WHERE charge.union_id = %(union)s AND charge.charged_on BETWEEN %(first)s AND %(last)s
    AND NOT EXISTS (SELECT 1 FROM books_entry r WHERE r.union_id = charge.union_id AND r.reverses_id = charge.entry_id)
  UNION ALL
  SELECT member_id, 0, CASE WHEN stands THEN alone_minor - cost_minor ELSE 0 END, 0, 0, 1,
    CASE WHEN stands THEN 0 ELSE 1 END
  FROM benefit_spared(%(union)s, %(first)s, %(last)s)
), total AS MATERIALIZED (
  SELECT member_id, sum(fee)::bigint AS fee, sum(gain)::bigint AS gain, sum(paid)::bigint AS paid,
    sum(proven)::bigint AS proven, sum(lines)::bigint AS lines, sum(unproven)::bigint AS unproven
  FROM part GROUP BY member_id
)
SELECT member.id, member.number, concat_ws(' ', person.nombres, person.primer_apellido,
    nullif(person.segundo_apellido, '')), section.id, section.name, total.fee, total.gain, total.paid, total.proven,
  total.lines, total.unproven
FROM total
CROSS JOIN LATERAL (SELECT * FROM members_member each WHERE each.id = total.member_id LIMIT 1) member
CROSS JOIN LATERAL (SELECT * FROM members_person each WHERE each.id = member.person_id LIMIT 1) person
JOIN members_section section ON section.id = member.section_id
ORDER BY total.gain - total.fee, member.number
"""


def worth_of_all(span: Span) -> list[Worth]:
    """Everybody who was charged a fee or bought something, deepest in the red first; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            WORTH, {"union": scope.required(), "fee": FEE, "owed": list(OWED), "first": span.first, "last": span.last}
        )
        return [Worth(*row) for row in cursor.fetchall()]


def ways_out(members: Iterable[Worth], span: Span) -> dict[int, WayOut]:
    """For each of these members in the red, what would put him in the black; two statements."""
    red = [member for member in members if member.in_the_red]
    lines = lines_of([member.member_id for member in red], span) if red else {}
    borrowed = borrowed_of([member.member_id for member in red], span) if red else {}
    found = {}
    for member in red:
        mine = with_interest(
            member_benefit("", member.fees_minor, map(purchase_of, lines.get(member.member_id, ()))),
            (line.saved_minor for line in borrowed.get(member.member_id, ())),
        )
        assert mine.way_out is not None
        found[member.member_id] = mine.way_out
    return found


@dataclass(frozen=True, slots=True)
class Unproven:
    """A material of which nobody knows what it costs without the union."""

    item_id: int
    item: str
    unit: str
    lines: int
    members: int
    quantity: Decimal
    paid_minor: int


def unproven(span: Span) -> list[Unproven]:
    """Materials with lines that no evidence stands behind, the most money first; one statement."""
    rows = (
        standing_lines()
        .filter(charge__charged_on__range=(span.first, span.last))
        .filter(Q(observation__isnull=True) | Q(observation__withdrawn_at__isnull=False))
        .values_list("item_id", "item__name", "item__unit")
        .annotate(Count("pk"), Count("charge__member_id", distinct=True), Sum("quantity"), paid=Sum("minor"))
        .order_by("-paid", "item_id")
    )
    return [Unproven(*row) for row in rows]


def lines_resting_on(observation_id: int) -> QuerySet[ChargeLine]:
    """The standing lines whose proof is this observation."""
    return (
        standing_lines()
        .filter(observation_id=observation_id)
        .select_related("charge__member__person", "charge__round", "item", "section")
        .order_by("charge__charged_on", "charge__member__number", "pk")
    )
