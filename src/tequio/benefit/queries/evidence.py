"""What no evidence stands behind, and what rests on one observation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from tequio.benefit.queries.proof import standing_lines, standing_sales
from tequio.benefit.spans import Span
from tequio.purchasing.models import ChargeLine
from tequio.sales.models import Ticket


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


@dataclass(frozen=True, slots=True)
class UnprovenSold:
    """A product of which nobody knows what it brings its makers outside."""

    item_id: int
    item: str
    members: int
    pieces: int


def unproven_sold(span: Span) -> list[UnprovenSold]:
    """Products sold together that no evidence stands behind, the most pieces first; one statement."""
    found: dict[int, tuple[str, set[int], list[int]]] = {}
    rows = standing_sales().filter(order__closed_on__range=(span.first, span.last)).filter(
        Q(outside__isnull=True) | Q(outside__withdrawn_at__isnull=False)
    )  # fmt: skip
    for item, name, member, good in rows.order_by("pk").values_list(
        "line__item_id", "line__item__name", "maker__member_id", "good"
    ):
        of = found.setdefault(item, (name, set(), []))
        of[1].add(member)
        of[2].append(good)
    told = [UnprovenSold(item, name, len(who), sum(pieces)) for item, (name, who, pieces) in found.items()]
    return sorted(told, key=lambda row: (-row.pieces, row.item_id))


def sales_resting_on(observation_id: int) -> QuerySet[Ticket]:
    """The sales whose proof is this observation, with their good pieces."""
    return (
        standing_sales().filter(outside_id=observation_id)
        .select_related("maker__member__person", "order", "line__item").order_by("order__closed_on", "pk")
    )  # fmt: skip


def lines_resting_on(observation_id: int) -> QuerySet[ChargeLine]:
    """The standing lines whose proof is this observation."""
    return (
        standing_lines()
        .filter(observation_id=observation_id)
        .select_related("charge__member__person", "charge__round", "item", "section")
        .order_by("charge__charged_on", "charge__member__number", "pk")
    )
