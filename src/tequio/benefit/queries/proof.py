"""One member's proof: every fee, purchase, sale and loan, with the evidence of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum

from tequio.benefit.borrowed import Borrowed, borrowed_of
from tequio.benefit.spans import Span
from tequio.books.models import Leg
from tequio.engines.benefit import MemberBenefit, Purchase, Sale, member_benefit, sale_line
from tequio.engines.borrowing import with_interest
from tequio.engines.selling import fee_parts
from tequio.purchasing.models import ChargeLine
from tequio.sales.models import Ticket

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
class Sold:
    """Pieces of one ticket that were sold together. Without standing evidence `outside` is None and they gain 0."""

    ticket_id: int
    on: date
    order_id: int
    order_title: str
    item: str
    pieces: int
    earned_minor: int
    fee_minor: int
    observation_id: int | None
    outside: Decimal | None
    grade: str
    observed_on: date | None
    place: str
    outside_minor: int | None
    gained_minor: int

    @property
    def is_proven(self) -> bool:
        return self.outside is not None

    @property
    def received_minor(self) -> int:
        return self.earned_minor - self.fee_minor


@dataclass(frozen=True, slots=True)
class Proof:
    """A member's fees, purchases and sales of one period, and what they come to."""

    fees: tuple[Fee, ...]
    lines: tuple[Line, ...]
    sold: tuple[Sold, ...]
    benefit: MemberBenefit
    borrowed: tuple[Borrowed, ...] = ()

    @property
    def unproven(self) -> int:
        """Purchases without evidence."""
        return sum(not line.is_proven for line in self.lines)

    @property
    def unproven_sold(self) -> int:
        return sum(not line.is_proven for line in self.sold)

    @property
    def received_minor(self) -> int:
        return sum(line.received_minor for line in self.sold)

    @property
    def unproven_borrowed(self) -> int:
        return sum(not line.is_proven for line in self.borrowed)

    @property
    def paid_minor(self) -> int:
        return sum(line.paid_minor for line in self.lines)

    @property
    def verdict(self) -> str:
        """What the big sentence says: nothing, waiting (fees and nothing else yet), unproven, red, even or black."""
        if not self.lines and not self.sold and not self.borrowed:
            return "waiting" if self.fees else "nothing"
        without = self.unproven + self.unproven_sold + self.unproven_borrowed
        if without == len(self.lines) + len(self.sold) + len(self.borrowed):
            return "unproven"
        if self.benefit.in_the_red:
            return "red"
        return "black" if self.benefit.net_minor else "even"


def proof_of(member_id: int, span: Span) -> Proof:
    """One member's proof; four statements."""
    fees = tuple(
        Fee(*row)
        for row in Leg.objects.filter(_standing_fee(span), member_id=member_id)
        .order_by("entry__on", "entry_id")
        .values_list("entry_id", "entry__on", "entry__text", "amount_minor")
    )
    found, sold = lines_of([member_id], span).get(member_id, ()), sold_of([member_id], span).get(member_id, ())
    benefit = member_benefit(
        str(member_id), sum(fee.minor for fee in fees), map(purchase_of, found), map(sale_of, sold)
    )  # fmt: skip
    borrowed = tuple(borrowed_of([member_id], span).get(member_id, ()))
    benefit = with_interest(benefit, (line.saved_minor for line in borrowed))
    return Proof(fees, tuple(found), tuple(sold), benefit, borrowed)


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


def standing_sales() -> QuerySet[Ticket]:
    """Tickets whose good pieces the buyer has, with how many there are."""
    sold = Ticket.objects.filter(order__closed_on__isnull=False).annotate(good=Sum("inspections__accepted"))
    return sold.filter(good__gt=0)


SOLD_COLUMNS = (
    "maker__member_id", "maker_id", "order__fee_bp", "pk", "order__closed_on", "order_id", "order__title",
    "line__item__name", "good", "price_minor", "outside_id", "outside__price", "outside__grade",
    "outside__observed_on", "outside__place", "outside__section__name", "outside__withdrawn_at",
)  # fmt: skip


def sold_of(member_ids: Collection[int] | None, span: Span) -> dict[int, list[Sold]]:
    """Every sale of these members (of all, for None), oldest first; one statement."""
    rows = standing_sales().filter(order__closed_on__range=(span.first, span.last))
    if member_ids is not None:
        rows = rows.filter(maker__member_id__in=list(member_ids))
    by_order: dict[tuple[int, int], list[Any]] = {}
    for row in rows.order_by("order__closed_on", "order_id", "pk").values_list(*SOLD_COLUMNS):
        by_order.setdefault((row[5], row[1]), []).append(row)
    found: dict[int, list[Sold]] = {}
    for mine in by_order.values():
        # The fee is rounded once for all that a workshop earned in an order, and shared over its tickets.
        fees = fee_parts([row[8] * row[9] for row in mine], mine[0][2])
        for row, fee in zip(mine, fees, strict=True):
            found.setdefault(row[0], []).append(_sold(fee, *row[3:]))
    return found


def _sold(fee: int, pk: int, on: date, order: int, title: str, item: str, good: int, each: int, seen: int | None,
          price: Decimal | None, grade: str | None, seen_on: date | None, place: str | None, village: str | None,
          withdrawn_at: Any) -> Sold:  # fmt: skip
    stands = seen is not None and withdrawn_at is None
    sale = Sale(str(pk), "", item, good, good * each - fee, price if stands else None, str(seen) if stands else None)
    counted = sale_line(sale)
    where = ", ".join(part for part in (place, village) if part)
    return Sold(
        pk, on, order, title, item, good, good * each, fee, seen, price if stands else None, grade or "", seen_on,
        where, counted.outside_minor, counted.gain_minor,
    )  # fmt: skip


def sale_of(line: Sold) -> Sale:
    """The line in the engine's words; references sort by day and then by row."""
    evidence = str(line.observation_id) if line.is_proven else None
    reference = f"{line.on.isoformat()}/{line.ticket_id:012d}"
    return Sale(reference, "", line.item, line.pieces, line.received_minor, line.outside, evidence)


# --- all members together --------------------------------------------------------------------------------------------
