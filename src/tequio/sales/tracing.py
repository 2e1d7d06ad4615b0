"""From a recipe and a lot of glaze to the boxes, and back; and what a withdrawn paper touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from tequio.engines.ware import Affected, Kind, Node, Trace, affected
from tequio.engines.ware import LabReport as Spoken
from tequio.sales.models import CartonPart, Inspection, LabReport, Line, Paper
from tequio.sales.shipping import lot_code
from tequio.sales.ware import as_engine, mix_key

MOST = 300


@dataclass(frozen=True, slots=True)
class Traced:
    """One lot with where it came from and the boxes it went into."""

    lot: Inspection
    code: str
    boxes: tuple[int, ...]  # numbers, in its order
    loose: int  # good pieces that are in no box


def lots() -> QuerySet[Inspection]:
    """Lots with what their rows show, the newest first."""
    parts = CartonPart.objects.select_related("box").order_by("box__number", "pk")
    return (
        Inspection.objects.filter(accepted__gt=0)
        .select_related(
            "ticket__order__union", "ticket__line__item", "ticket__maker__member__person",
            "ticket__maker__member__section",
        )
        .prefetch_related(Prefetch("packed", parts))
        .order_by("-pk")
    )  # fmt: skip


def codes_of(rows: Iterable[Inspection]) -> dict[int, str]:
    """The code of each lot, as its order numbers them. One question."""
    orders = {row.ticket.order_id for row in rows}
    places: dict[int, int] = {}
    found: dict[int, str] = {}
    of_orders = Inspection.objects.filter(ticket__order__in=orders).order_by("pk").values_list("pk", "ticket__order")
    for pk, order in of_orders:
        places[order] = places.get(order, 0) + 1
        found[pk] = lot_code(order, places[order])
    return found


def traced(rows: Sequence[Inspection]) -> list[Traced]:
    codes = codes_of(rows)
    return [
        Traced(
            row, codes[row.pk], tuple(part.box.number for part in row.packed.all()),
            row.accepted - sum(part.pieces for part in row.packed.all()),
        )
        for row in rows
    ]  # fmt: skip


def search(asked: str) -> list[Traced]:
    """Lots by recipe, lot of glaze, workshop, order, or by their own code; the newest where nothing is asked."""
    words = asked.strip()
    found = lots()
    if words:
        order, dash, _place = words.upper().removeprefix("P").partition("-L")
        by_code = Q(ticket__order=int(order)) if dash and order.isdecimal() and len(order) < 19 else Q(pk=None)
        found = found.filter(
            Q(recipe__icontains=words) | Q(material_lot__icontains=words) | Q(ticket__order__title__icontains=words)
            | Q(ticket__maker__member__person__search_key__icontains=words.lower()) | by_code
        )  # fmt: skip
        rows = traced(list(found[:MOST]))
        exact = [row for row in rows if row.code == words.upper()]
        return exact or rows
    return traced(list(found[:MOST]))


def _graph(rows: Sequence[Traced]) -> Trace:
    pairs: set[tuple[Node, Node]] = set()
    for row in rows:
        lot = Node(Kind.LOT, row.code)
        if row.lot.material_lot:
            pairs.add((Node(Kind.MIX, mix_key(row.lot.material_lot)), lot))
        if row.lot.recipe:
            pairs.add((Node(Kind.RECIPE, row.lot.recipe), lot))
        pairs |= {(lot, Node(Kind.CARTON, box_code(row, number))) for number in row.boxes}
    return Trace(frozenset(pairs))


def box_code(row: Traced, number: int) -> str:
    return f"P{row.lot.ticket.order_id}-{number}"


@dataclass(frozen=True, slots=True)
class Touched:
    """What a withdrawn paper touches: its lots with their boxes, and those lots that nothing else proves."""

    rows: tuple[Traced, ...]
    unproven: frozenset[str]

    @property
    def boxes(self) -> int:
        return len({box_code(row, number) for row in self.rows for number in row.boxes})


def touched_by(report: LabReport) -> Touched:
    """Exactly the lots that a report spoke for, and the boxes with pieces of them."""
    asked = Q(pk=report.inspection_id)
    if report.mix:
        asked |= Q(material_lot__iexact=report.mix)
    rows = traced(list(lots().filter(asked)))
    rows = [
        row for row in rows
        if row.lot.pk == report.inspection_id or mix_key(row.lot.material_lot) == mix_key(report.mix)
    ]  # fmt: skip
    others = LabReport.objects.filter(withdrawn_on__isnull=True).exclude(pk=report.pk)
    mine = Q(inspection__in=[row.lot.pk for row in rows])
    for mix in {mix_key(row.lot.material_lot) for row in rows if row.lot.material_lot}:
        mine |= Q(mix__iexact=mix)
    standing = [_bare(each) for each in others.filter(mine).prefetch_related("readings").order_by("pk")]
    found: Affected = affected(_graph(rows), _bare(report), standing)
    by_code = {row.code: row for row in rows}
    reached = tuple(by_code[code] for code in found.lots if code in by_code)
    # What is for decoration needs no proof.
    food = frozenset(row.code for row in reached if row.lot.ticket.line.is_food_ware)
    return Touched(reached, food & frozenset(found.unproven))


def _bare(report: LabReport) -> Spoken:
    return as_engine(report, mix_key(report.mix))


def touched_by_certificate(paper: Paper) -> Touched:
    """The lots of food ware that a workshop brought while its certificate held, and their boxes."""
    rows = traced(list(
        lots().filter(ticket__maker=paper.maker_id, inspected_on__lte=paper.valid_until)
        .exclude(ticket__line__ware=Line.Ware.DECORATIVE)
    ))  # fmt: skip
    others = list(Paper.objects.filter(maker=paper.maker_id, kind=paper.kind).exclude(pk=paper.pk))
    unproven = frozenset(row.code for row in rows if not any(each.holds_on(row.lot.inspected_on) for each in others))
    return Touched(tuple(rows), unproven)
