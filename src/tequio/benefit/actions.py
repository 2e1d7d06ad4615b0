"""Taking the union's figures along, and the evidence of what borrowing costs outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from tequio.benefit import report
from tequio.benefit.borrowed import open_lines
from tequio.benefit.errors import CostAbsurd, EvidenceUnknown, NoCost, NothingToProve
from tequio.benefit.models import OutsideLoan, SparedLine
from tequio.benefit.spans import Span
from tequio.books.errors import DayToCome
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.engines import lending

MOST_PERCENT = 5_000


@dataclass(frozen=True, slots=True)
class OutsideDraft:
    """What somebody saw: a CAT as it was told, or what an offer gives and what is paid for it."""

    kind: str
    place: str
    grade: str
    percent: Decimal | None = None
    got_minor: int | None = None
    each_minor: int | None = None
    payments: int | None = None
    every: str = "week"
    note: str = ""

    def cost(self, on: date) -> Decimal:
        """The CAT as a fraction, by days of 365 as Banxico's equation has it. Raises NoCost, CostAbsurd."""
        percent = self.percent
        if percent is None:
            if not (self.got_minor and self.each_minor and self.payments):
                raise NoCost
            days = lending.due_days(on, lending.Every(self.every), self.payments)
            paid = [lending.Flow(-self.each_minor, day.on) for day in days]
            percent = lending.cat([lending.Flow(self.got_minor, on), *paid], lending.Timing.DAYS).percent
            if not percent:
                raise NoCost
        if not 0 < percent < MOST_PERCENT:
            raise CostAbsurd
        return percent.quantize(Decimal("0.1")) / 100


@action("benefit.report.export")
def export_report(*, actor: Actor, span: Span) -> bytes:
    """Take every member's fees and savings out as a workbook; it names people, so it is written down who did."""
    content, members = report.workbook(span)
    events.record(actor, "benefit.report.exported", "members.member", members=members, first=span.first, last=span.last)
    return content


@action("benefit.outside.note")
def note_outside(*, actor: Actor, draft: OutsideDraft, observed_on: date, today: date) -> OutsideLoan:
    """Note what borrowing costs without the union, with its evidence. Raises NoCost, CostAbsurd, DayToCome."""
    if observed_on > today:
        raise DayToCome
    seen: OutsideLoan = OutsideLoan.objects.create(
        union_id=actor.union_id, kind=draft.kind, place=plain(draft.place), observed_on=observed_on, grade=draft.grade,
        cat=draft.cost(observed_on), got_minor=draft.got_minor, each_minor=draft.each_minor, payments=draft.payments,
        every=draft.every if draft.got_minor else "", note=plain(draft.note), noted_by=actor.name,
    )  # fmt: skip
    events.record(actor, "benefit.outside.noted", seen, place=seen.place, cat=str(seen.cat), grade=seen.grade)
    return seen


@action("benefit.outside.withdraw")
def withdraw_outside(*, actor: Actor, outside_id: int, reason: str) -> OutsideLoan:
    """Take evidence back: its lines are without proof from now on; the row stays. Raises EvidenceUnknown."""
    seen = OutsideLoan.objects.select_for_update().filter(pk=outside_id, withdrawn_at__isnull=True).first()
    if seen is None:
        raise EvidenceUnknown
    seen.withdrawn_at = timezone.now()
    seen.save(update_fields=["withdrawn_at"])
    events.record(actor, "benefit.outside.withdrawn", seen, place=seen.place, reason=plain(reason))
    return seen


@action("benefit.loans.prove")
def prove_loans(*, actor: Actor, today: date) -> int:
    """Look for evidence of every payment of a loan that has come due and has none. Raises NothingToProve."""
    rows = [
        SparedLine(
            union_id=actor.union_id, loan=loan, version=version, number=each.number, due_on=each.due_on,
            cost_minor=each.cost_minor, alone_minor=each.alone_minor, evidence=evidence,
        )
        for loan, version, evidence, each in open_lines(today)
    ]  # fmt: skip
    if not rows:
        raise NothingToProve
    SparedLine.objects.bulk_create(rows)
    events.record(actor, "benefit.loans.proven", "benefit.sparedline", lines=len(rows))
    return len(rows)
