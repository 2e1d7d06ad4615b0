"""Taking the union's figures along."""

from tequio.benefit import report
from tequio.benefit.spans import Span
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor


@action("benefit.report.export")
def export_report(*, actor: Actor, span: Span) -> bytes:
    """Take every member's fees and savings out as a workbook; it names people, so it is written down who did."""
    content, members = report.workbook(span)
    events.record(actor, "benefit.report.exported", "members.member", members=members, first=span.first, last=span.last)
    return content
