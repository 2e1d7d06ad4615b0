"""Whether pieces may hold food where they go: the class of a line by its shape, and what reports prove of each lot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q

from tequio.engines import ware as engine
from tequio.sales.models import Article, Inspection, LabReading, LabReport, Line, Order, Shipment
from tequio.unions.ware import rules_of

HOME = "MX"


def shape_of(line: Line | None, article: Article | None) -> engine.Shape | None:
    """What a piece may hold: as the line says, or else its product's card. None where nobody has measured it."""
    of = line if line is not None and line.use else article
    if of is None or not of.use:
        return None
    return engine.Shape(of.use, of.depth_mm or Decimal(0), of.volume_ml or Decimal(0))


def ware_of(trade: str, shape: engine.Shape, destination: str, on: date) -> str:
    """The class of a piece by the first law of its destination, or of home where a destination's laws are not known.

    Empty where that law has no class for such a piece. Raises ValueError for a use that is not of the trade.
    """
    rules = rules_of(trade)
    if shape.use in rules.uses and not rules.uses[shape.use].is_food:
        return Line.Ware.DECORATIVE
    regimes = rules.regimes_of(destination if destination in rules.destinations else HOME, on)
    found = rules.class_of(shape, regimes[0].code, on) if regimes else None
    return found.ware_class if found else ""


def destinations_of(order: Order, shipment: Shipment | None) -> tuple[str, ...]:
    """Where the goods of an order may end up."""
    return tuple(dict.fromkeys((order.destination, *(shipment.also if shipment else ()))))


def mixes_of(lot: Inspection) -> tuple[str, ...]:
    """The lot of glaze (or what a trade mixes) that pieces were made with."""
    return (lot.material_lot,) if lot.material_lot else ()


def mix_key(mix: str) -> str:
    """A mix is the same however its letters are written; the database compares it so too."""
    return mix.strip().lower()


def as_engine(report: LabReport, mix: str = "") -> engine.LabReport:
    """A report as the engine takes it; `mix` is how the lot that asks writes the name of it."""
    return engine.LabReport(
        report.number, report.laboratory, report.method, report.lot, report.recipe, report.on,
        tuple(
            engine.Reading(each.piece, each.substance, each.amount.normalize(), each.unit, each.is_below)
            for each in report.readings.all()
        ),
        mix=mix or report.mix, shape=report.shape, valid_until=report.valid_until, withdrawn_on=report.withdrawn_on,
    )  # fmt: skip


def reports_for(lots: Sequence[Inspection]) -> dict[int, tuple[engine.LabReport, ...]]:
    """By inspection, the reports that speak for it or for its mix, withdrawn ones too. Two questions."""
    mixes = {mix_key(lot.material_lot) for lot in lots if lot.material_lot}
    # Few spellings of few mixes: what the database found by its capitals is sorted out here.
    asked = Q(inspection__in=[lot.pk for lot in lots])
    for mix in mixes:
        asked |= Q(mix__iexact=mix)
    readings = Prefetch("readings", LabReading.objects.order_by("pk"))
    rows = list(LabReport.objects.filter(asked).prefetch_related(readings).order_by("on", "pk"))
    return {
        lot.pk: tuple(
            as_engine(row, lot.material_lot if row.mix else "") for row in rows
            if row.inspection_id == lot.pk or (row.mix and mix_key(row.mix) == mix_key(lot.material_lot))
        )
        for lot in lots
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proof:
    """What may be done with one lot, and in which destinations that was asked."""

    lot: Inspection
    code: str
    judgement: engine.Judgement | None  # None: nobody knows the shape, or the laws of the destination

    @property
    def is_food_ware(self) -> bool:
        return self.judgement is not None and self.judgement.is_food_ware


def proofs_of(
    order: Order, lines: Iterable[Line], lots: Iterable[Inspection], codes: Mapping[int, str], on: date
) -> dict[int, Proof]:
    """By inspection, what reports prove of the lots of these lines for everywhere their goods may end up.

    Four questions, however many lines and lots there are.
    """
    of = {line.pk: line for line in lines}
    rows = [lot for lot in lots if lot.ticket.line_id in of]
    articles = {each.item_id: each for each in Article.objects.filter(item__in={line.item_id for line in of.values()})}
    places = destinations_of(order, Shipment.objects.filter(order=order).first())
    rules, reports = rules_of(order.union.trade), reports_for(rows)
    found = {}
    for lot in rows:
        line = of[lot.ticket.line_id]
        shape, judgement = shape_of(line, articles.get(line.item_id)), None
        if shape is not None and shape.use in rules.uses and set(places) <= set(rules.destinations):
            judgement = engine.judged(
                rules, shape, places, on, lot=codes[lot.pk], recipe=lot.recipe, mixes=mixes_of(lot),
                reports=reports[lot.pk],
            )  # fmt: skip
        found[lot.pk] = Proof(lot, codes[lot.pk], judgement)
    return found
