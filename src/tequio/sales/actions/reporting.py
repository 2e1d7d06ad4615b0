"""What laboratories found is noted, and withdrawn when it no longer holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.engines.ware import Rules, Shape
from tequio.sales.errors import (
    MethodUnknown,
    ReadingsWrong,
    ReasonNeeded,
    ReportAboutNothing,
    ReportKnown,
    ReportWrong,
    WithdrawnAlready,
)
from tequio.sales.models import Article, Inspection, LabReading, LabReport
from tequio.sales.shipping import lots_of
from tequio.sales.ware import shape_of
from tequio.unions.models import Union
from tequio.unions.ware import rules_of

LARGEST = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class ReadingDraft:
    """What one piece gave off, as the laboratory wrote it."""

    piece: str
    substance: str
    amount: Decimal
    unit: str
    is_below: bool = False


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A report as typed: about a lot (`inspection_id`), or about a mix with the product that was tested."""

    number: str
    laboratory: str
    method: str
    on: date
    readings: Sequence[ReadingDraft]
    inspection_id: int | None = None
    mix: str = ""
    recipe: str = ""
    item_id: int | None = None
    shape: Shape | None = None
    valid_until: date | None = None


@action("sales.report.note")
def note_report(*, actor: Actor, draft: ReportDraft, today: date) -> LabReport:
    """Keep a report with every reading; what it proves is judged by the rules of each day.

    Raises ReportAboutNothing, ReportWrong, MethodUnknown, ReadingsWrong, ReportKnown.
    """
    rules = rules_of(Union.objects.values_list("trade", flat=True).get(pk=actor.union_id))
    lot = Inspection.objects.select_related("ticket__order", "ticket__line").filter(pk=draft.inspection_id).first()
    mix = plain(draft.mix)
    article = Article.objects.filter(item=lot.ticket.line.item_id if lot else draft.item_id).first()
    shape = draft.shape or shape_of(lot.ticket.line if lot else None, article)
    if lot is None and (not mix or shape is None):
        raise ReportAboutNothing
    _require(draft, rules, today)
    number, laboratory = plain(draft.number), plain(draft.laboratory)
    if LabReport.objects.filter(number=number, laboratory=laboratory).exists():
        raise ReportKnown(number=number, laboratory=laboratory)
    report: LabReport = LabReport.objects.create(
        union_id=actor.union_id, number=number, laboratory=laboratory, method=draft.method, on=draft.on,
        inspection=lot, lot=lots_of(lot.ticket.order).codes[lot.pk] if lot else "", mix=mix,
        recipe=lot.recipe if lot else plain(draft.recipe), use=shape.use if shape else "",
        depth_mm=shape.depth_mm if shape else None, volume_ml=shape.volume_ml if shape else None,
        valid_until=draft.valid_until, noted_on=today, noted_by=actor.name,
    )  # fmt: skip
    LabReading.objects.bulk_create(
        LabReading(
            union_id=actor.union_id, report=report, piece=plain(each.piece), substance=each.substance,
            amount=each.amount, unit=each.unit, is_below=each.is_below,
        )
        for each in draft.readings
    )  # fmt: skip
    events.record(
        actor, "sales.report.noted", report, number=number, laboratory=laboratory, lot=report.lot, mix=mix,
        recipe=report.recipe, readings=[
            [each.piece, each.substance, f"{'<' if each.is_below else ''}{each.amount}", each.unit]
            for each in draft.readings
        ],
    )  # fmt: skip
    return report


def _require(draft: ReportDraft, rules: Rules, today: date) -> None:
    if draft.on > today or (draft.valid_until is not None and draft.valid_until < draft.on):
        raise ReportWrong
    if draft.method not in {method for regime in rules.regimes for method in regime.methods}:
        raise MethodUnknown
    substances = {limit.substance for limit in rules.limits}
    units = {limit.unit for limit in rules.limits}
    seen = {(plain(each.piece), each.substance) for each in draft.readings}
    if not draft.readings or len(seen) < len(draft.readings) or any(
        each.substance not in substances or each.unit not in units or not 0 <= each.amount <= LARGEST
        or not plain(each.piece)
        for each in draft.readings
    ):  # fmt: skip
        raise ReadingsWrong


@action("sales.report.withdraw")
def withdraw_report(*, actor: Actor, report_id: int, today: date, reason: str) -> LabReport:
    """A report no longer holds: the laboratory took it back, or somebody doubts it. It proves nothing from today on.

    Raises ReasonNeeded, WithdrawnAlready.
    """
    report: LabReport = LabReport.objects.select_for_update().get(pk=report_id)
    if not plain(reason):
        raise ReasonNeeded
    if report.withdrawn_on is not None:
        raise WithdrawnAlready(day=report.withdrawn_on.strftime("%d/%m/%Y"))
    report.withdrawn_on, report.withdrawn_why = today, plain(reason)
    report.save(update_fields=["withdrawn_on", "withdrawn_why"])
    events.record(actor, "sales.report.withdrawn", report, number=report.number, reason=report.withdrawn_why)
    return report
