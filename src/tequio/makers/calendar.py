"""Job tickets in workshops' own calendars: what the sales desk promises and asks goes to production and back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from tequio.engines.costing import Resource
from tequio.makers.products import products_of
from tequio.production import queries as bench
from tequio.production.models import Commitment
from tequio.production.steps import end_promise, leave_promised, promise_pieces
from tequio.sales.calendars import News
from tequio.sales.models import Ticket
from tequio.ui.templatetags.tequio import day

SOURCE = "sales.ticket"
LIT_LATE = timedelta(days=2)  # a kiln planned for a day and not noted as lit by then is late


class Workshops:
    """The `Calendar` of `sales.calendars` that production keeps, for products that have a recipe."""

    def room(self, ticket: Ticket, mondays: Sequence[date], today: date) -> Mapping[date, int] | None:
        product = products_of([ticket.line.item_id]).get(ticket.line.item_id)
        return bench.room_for(ticket.maker.member, product, mondays, today) if product else None

    def keep(self, ticket: Ticket, weeks: Mapping[date, int], now: datetime) -> None:
        product = products_of([ticket.line.item_id])[ticket.line.item_id]
        promise_pieces(
            ticket.union_id, ticket.maker.member, product=product, pieces=sum(weeks.values()), begins_on=min(weeks),
            due_on=max(ticket.due_on, max(weeks)), what=ticket.order.title, source=SOURCE, source_id=ticket.pk, now=now,
            weeks=weeks,
        )  # fmt: skip

    def brought(self, ticket: Ticket, left: int, now: datetime) -> None:
        leave_promised(SOURCE, ticket.pk, left, now)

    def end(self, tickets: Mapping[int, bool], now: datetime) -> None:
        for pk, was_kept in sorted(tickets.items()):
            end_promise(SOURCE, pk, Commitment.State.KEPT if was_kept else Commitment.State.WITHDRAWN, now)

    def held(self, ticket_ids: Collection[int]) -> set[int]:
        return bench.promised(SOURCE, ticket_ids)

    def news(self, tickets: Sequence[Ticket], today: date) -> Mapping[int, News]:
        if not tickets:
            return {}
        asked = {ticket.pk: ticket.standing for ticket in tickets}
        stages, ends = bench.through_stages(SOURCE, asked), bench.ends_of(SOURCE, asked, today)
        return {
            ticket.pk: _news(ticket, stages.get(ticket.pk, {}), ends.get(ticket.pk), today) for ticket in tickets
        }  # fmt: skip


def _news(ticket: Ticket, stages: Mapping[str, int], end: bench.End | None, today: date) -> News:
    if end is None:
        return News(stages)
    if end.unlit_on is not None and (end.unlit_on + LIT_LATE < today or end.unlit_on > ticket.line.due_on):
        why = _("Sus piezas esperan la hornada del %(day)s, que no se ha prendido.") % {"day": day(end.unlit_on)}
        return News(stages, max(end.ends_on or end.unlit_on, end.unlit_on), True, why)
    if end.ends_on is None or end.ends_on > ticket.line.due_on:
        return News(stages, end.ends_on, True, _short_of(end))
    return News(stages, end.ends_on)


def _short_of(end: bench.End) -> str:
    if end.has_none and end.tight == Resource.KILN:
        return _("Su taller no tiene horno en uso.")
    return {
        Resource.KILN: _("En su horno no le caben antes de la fecha."),
        Resource.DRYING: _("No tiene lugar para secarlas antes de la fecha."),
    }.get(end.tight or Resource.PEOPLE, _("En su calendario no le caben antes de la fecha."))
