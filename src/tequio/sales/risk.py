"""How each order stands against its day: open pieces, silence, late work, and the cheapest repair. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from fractions import Fraction

from django.db.models import Sum

from tequio.engines.pace import done_of, planned_by, projected_end
from tequio.sales.calendars import News, news_of
from tequio.sales.models import Inspection, Line, Maker, Order, Progress, Split, Ticket
from tequio.sales.splitting import TIME, first_monday, order_of
from tequio.unions.trade import load

DAYS_WITHOUT_NEWS = 10  # of a plan under way: then silence itself is a warning


class Risk(IntEnum):
    """Worst last."""

    WELL = 0
    WATCH = 1
    LATE = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """One ticket's work: good pieces, all that is done (in pieces), what the plan says, and when it ends.

    `why`: what is wrong on the workshop's bench, in a sentence; `stages`: pieces through each, where they are known.
    """

    ticket: Ticket
    good: int
    done: Fraction
    planned: Fraction
    ends_on: date | None
    is_late: bool
    why: str = ""
    stages: tuple[tuple[str, int], ...] = ()

    @property
    def left(self) -> int:
        return self.ticket.standing - self.good

    @property
    def percent(self) -> int:
        return int(100 * self.done / self.ticket.standing) if self.ticket.standing else 0


@dataclass(slots=True)
class OrderStanding:
    """An order on the board."""

    order: Order
    pieces: int = 0
    good: int = 0
    open: int = 0
    unanswered: int = 0
    late: list[Standing] = field(default_factory=list)
    risk: Risk = Risk.WELL

    @property
    def late_pieces(self) -> int:
        return sum(each.left for each in self.late)


def standings(tickets: Sequence[Ticket], trade: str, today: date) -> list[Standing]:
    """How far tickets are that were taken on: as counted on the bench, and else as told."""
    pks = [ticket.pk for ticket in tickets]
    good = dict(Inspection.objects.filter(ticket__in=pks).values_list("ticket_id").annotate(Sum("accepted")))
    told: dict[int, dict[str, int]] = defaultdict(dict)
    for ticket_id, stage, pieces in (
        Progress.objects.filter(ticket__in=pks).order_by("pk").values_list("ticket_id", "stage", "pieces")
    ):
        told[ticket_id][stage] = pieces  # the newest counts
    stages = {stage.code: stage.name for stage in load(trade).stages}
    going = [each for each in tickets if each.state == Ticket.State.ACCEPTED and good.get(each.pk, 0) < each.standing]
    news = news_of(going, today)
    return [
        _standing(ticket, stages, told[ticket.pk], good.get(ticket.pk, 0), today, news.get(ticket.pk, News()))
        for ticket in tickets
    ]


def _standing(
    ticket: Ticket, stages: Mapping[str, str], told: Mapping[str, int], good: int, today: date, news: News
) -> Standing:
    weeks = {date.fromisoformat(monday): pieces for monday, pieces in ticket.weeks.items()}
    through = news.stages or told
    done = done_of(ticket.standing, list(stages), through, good)
    planned = min(planned_by(weeks, today), Fraction(ticket.standing))
    ends_on = projected_end(weeks, today, ticket.standing, done) if weeks else None
    if news.ends_on is not None:
        ends_on = max(ends_on or news.ends_on, news.ends_on)
    is_over = good >= ticket.standing
    is_silent = not done and bool(weeks) and today > min(weeks) + timedelta(days=DAYS_WITHOUT_NEWS)
    is_late = not is_over and (
        today > ticket.due_on or is_silent or (ends_on or today) > ticket.line.due_on or news.is_late
    )
    return Standing(
        ticket,
        good,
        done,
        planned,
        None if news.is_late and news.ends_on is None else ends_on,
        is_late,
        news.why,
        tuple((name, max(good, through.get(code, 0))) for code, name in stages.items()) if through else (),
    )


def together(rows: Iterable[Standing]) -> list[tuple[str, int]]:
    """Of several tickets, the pieces through each stage, where anything is known of any."""
    found: dict[str, int] = {}
    for row in rows:
        for name, pieces in row.stages:
            found[name] = found.get(name, 0) + min(pieces, row.ticket.standing)
    return list(found.items())


def board(orders: Iterable[Order], trade: str, today: date) -> list[OrderStanding]:
    """Orders that need somebody first; four queries whatever their number."""
    found = {order.pk: OrderStanding(order) for order in orders}
    for order_id, pieces in Line.objects.filter(order__in=found).values_list("order_id").annotate(Sum("pieces")):
        found[order_id].pieces = found[order_id].open = pieces
    tickets = list(
        Ticket.objects.filter(order__in=found, state__in=Ticket.STANDING).select_related("line").order_by("pk")
    )
    for each in standings(tickets, trade, today):
        mine = found[each.ticket.order_id]
        mine.open -= each.ticket.standing
        mine.good += each.good
        if each.ticket.state == Ticket.State.OFFERED:
            mine.unanswered += each.ticket.pieces
        elif each.is_late:
            mine.late.append(each)
    for mine in found.values():
        mine.risk = _risk(mine, today)
    return sorted(found.values(), key=lambda mine: (-mine.risk, mine.order.due_on, mine.order.pk))


def _risk(mine: OrderStanding, today: date) -> Risk:
    if not mine.order.is_under_way:
        return Risk.WELL
    if mine.late or today > mine.order.due_on or (mine.open > 0 and today + timedelta(days=7) > mine.order.due_on):
        return Risk.LATE
    return Risk.WATCH if mine.open > 0 or mine.unanswered else Risk.WELL


@dataclass(frozen=True, slots=True)
class Repair:
    """Who could make what a late workshop will not, cheapest first: pieces by workshop, and what nobody can."""

    parts: tuple[tuple[Maker, int], ...]
    missing: int


def repair_of(late: Standing, today: date) -> Repair:
    """The cheapest workshops with room for the pieces that are left, until the day of the line."""
    ticket = late.ticket
    # As if these pieces were open already: only room and price are asked for here, the search decides.
    asked = Split(union_id=ticket.union_id, order=ticket.order, first_on=first_monday(today))
    room = order_of(asked, today, wanted={ticket.line_id: late.left})
    weeks = room.lines[0].due if room.lines else 0
    skills = {skill.workshop: skill for skill in room.skills if skill.product == str(ticket.line.item_id)}
    stops = {place.code: place.stop_minor for place in room.places}
    offers = []
    for shop in room.workshops:
        skill = skills.get(shop.code)
        if skill is None or shop.code == str(ticket.maker_id) or skill.cost_minor > ticket.price_minor or weeks < 1:
            continue
        if ticket.line.is_food_ware and not shop.holds:
            continue
        use = (skill.uses or {})[TIME] * skill.starts
        pieces = sum(int(free / use) for free in shop.capacity[TIME][:weeks])
        if pieces >= shop.least:
            offers.append((stops[shop.place], skill.cost_minor, int(shop.code), pieces))
    left, chosen = late.left, []
    for _stop, _cost, maker, pieces in sorted(offers):
        if left <= 0:
            break
        chosen.append((maker, min(pieces, left)))
        left -= min(pieces, left)
    makers = Maker.objects.select_related("member__person").in_bulk([maker for maker, _ in chosen])
    return Repair(tuple((makers[maker], pieces) for maker, pieces in chosen), max(0, left))
