"""Between the tables and the engine: an order's open pieces as its input, and a split as the JSON that is kept.

Codes in the engine are the rows' ids as text. A workshop's week is the one resource, cut into WEEK parts: a product of
which it makes forty in a week takes a fortieth of them. Tickets that stand take their weeks beforehand, so what nobody
answered for yet is all that is split. Who fires alone has its kiln as a second one, in LOAD parts of a load.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Sum

from tequio.engines.distance import km_between
from tequio.engines.splitting import model as engine
from tequio.members.models import Member, Section
from tequio.sales import able, calendars
from tequio.sales import models as rows
from tequio.sales.models import Ticket
from tequio.sales.settings import KM_PRICE
from tequio.unions.queries import ruling

WEEK = 10_000
LOAD = 10_000
TIME, KILN = "week", "kiln"
THOUSANDTH = Decimal("0.001")


def first_monday(today: date) -> date:
    """The first week that can be worked whole."""
    return today + timedelta(days=-today.weekday() % 7)


def weeks_until(first_on: date, due_on: date) -> int:
    """Whole weeks from that Monday to a day."""
    return ((due_on - first_on).days + 1) // 7


def open_pieces(order: rows.Order) -> dict[int, int]:
    """By line, the pieces that no ticket speaks for; lines without any are left out."""
    spoken: dict[int, int] = defaultdict(int)
    for ticket in Ticket.objects.filter(order=order, state__in=Ticket.STANDING):
        spoken[ticket.line_id] += ticket.standing
    lines = order.lines.order_by("number").values_list("pk", "pieces")
    return {pk: pieces - spoken[pk] for pk, pieces in lines if pieces > spoken[pk]}


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is read once for an input."""

    order: rows.Order
    first_on: date
    lines: Sequence[rows.Line]
    open: Mapping[int, int]
    weeks: int
    makers: Mapping[int, rows.Maker]  # by member

    @property
    def mondays(self) -> list[date]:
        return [self.first_on + timedelta(weeks=week) for week in range(self.weeks)]


def order_of(
    split: rows.Split, today: date, *, spare: bool = True, whole_loads: bool = True,
    wanted: Mapping[int, int] | None = None,
) -> engine.Order:  # fmt: skip
    """Everything the engine needs to know of the open pieces; a dozen queries whatever the size.

    `spare` leaves out workshops that already have a ticket of a line, so that a second split touches nobody who was
    content with the first. Without `whole_loads` who fires alone may fill up with other ware. `wanted` asks for other
    pieces by line than those that are open.
    """
    ground = _ground(split, open_pieces(split.order) if wanted is None else wanted)
    standing = _standing(ground)
    items = {line.item_id for line in ground.lines} | {ticket.line.item_id for ticket in standing}
    known = able.known(items, ground.mondays, today)
    abilities, free = known.abilities, _free(ground, standing, known)
    makers = {
        member: maker for member, maker in ground.makers.items()
        if any(free[maker.pk]) and any((member, line.item_id) in abilities for line in ground.lines)
    }  # fmt: skip
    codes = {maker.pk for maker in makers.values()}
    loads = known.loads if whole_loads else {}
    return engine.Order(
        weeks=ground.weeks,
        lines=tuple(
            engine.Line(
                str(line.pk), str(line.item_id), ground.open[line.pk], weeks_until(ground.first_on, line.due_on),
                line.maker_minor, ware=line.ware,
            )
            for line in ground.lines
        ),
        workshops=tuple(_workshops(ground, makers, free, loads)),
        skills=tuple(_skills(makers, abilities, loads)),
        places=tuple(_places(makers.values(), ruling(KM_PRICE, today))),
        wares=tuple(
            engine.Ware(ware, () if ware == rows.Line.Ware.DECORATIVE else (rows.Paper.Kind.LEAD_FREE.value,))
            for ware in rows.Line.Ware.values
        ),
        pins=tuple(
            engine.Pin(str(pin.line_id), str(pin.maker_id), pin.pieces, pin.reason)
            for pin in rows.Pin.objects.filter(line__in=list(ground.open)).order_by("pk") if pin.maker_id in codes
        ),
        exclusions=tuple(_exclusions(ground, codes, spare=spare)),
    )  # fmt: skip


def _ground(split: rows.Split, left: Mapping[int, int]) -> _Ground:
    lines = list(rows.Line.objects.filter(pk__in=list(left)).order_by("number"))
    makers = rows.Maker.objects.filter(is_active=True, member__state=Member.State.ACTIVE).select_related("member")
    return _Ground(
        split.order, split.first_on, lines, left,
        max((weeks_until(split.first_on, line.due_on) for line in lines), default=0),
        {maker.member_id: maker for maker in makers.order_by("pk")},
    )  # fmt: skip


def _standing(ground: _Ground) -> list[Ticket]:
    """Tickets that take weeks of workshops and are in no calendar of theirs: what was offered, or accepted by who keeps
    none."""
    tickets = (
        Ticket.objects.filter(
            state__in=Ticket.STANDING, order__state=rows.Order.State.MAKING, due_on__gte=ground.first_on,
            maker__member__in=ground.makers,
        )
        .exclude(weeks={}).select_related("line", "maker").annotate(good=Sum("inspections__accepted")).order_by("pk")
    )  # fmt: skip
    found = list(tickets)
    held = calendars.held([ticket.pk for ticket in found])
    return [ticket for ticket in found if ticket.pk not in held]


def _free(ground: _Ground, standing: Iterable[Ticket], known: able.Known) -> dict[int, list[Decimal]]:
    """By maker, what is free of each week: its calendar less what tickets still take, those of this order too."""
    taken: dict[tuple[int, date], Decimal] = defaultdict(Decimal)
    for ticket in standing:
        ability = known.abilities.get((ticket.maker.member_id, ticket.line.item_id))
        use = _use(ability.per_week) if ability else Decimal(0)
        for monday, pieces in ticket.weeks.items():
            part = Decimal(pieces * (ticket.standing - (ticket.good or 0))) / ticket.pieces
            taken[ticket.maker_id, date.fromisoformat(monday)] += part * use
    calendar = known.free
    whole = Decimal(1)
    return {
        maker.pk: [
            max(
                Decimal(0),
                (calendar.get(member, {}).get(monday, whole) * WEEK - taken[maker.pk, monday]).quantize(
                    THOUSANDTH, rounding=ROUND_DOWN
                ),
            )
            for monday in ground.mondays
        ]
        for member, maker in ground.makers.items()
    }


def _use(per_week: int) -> Decimal:
    """What a piece takes of a week; rounded up, so that a week never holds more than it can."""
    return (Decimal(WEEK) / per_week).quantize(THOUSANDTH, rounding=ROUND_UP)


def _workshops(
    ground: _Ground, makers: Mapping[int, rows.Maker], free: Mapping[int, list[Decimal]], loads: Mapping[int, int]
) -> Iterable[engine.Workshop]:
    had = {
        row["maker_id"]: (row["gets"], row["due"])
        for row in rows.FairShare.objects.values("maker_id").annotate(gets=Sum("gets_minor"), due=Sum("due_minor"))
    }
    papers: dict[int, date] = {}
    for paper in rows.Paper.objects.filter(withdrawn_on__isnull=True, kind=rows.Paper.Kind.LEAD_FREE):
        papers[paper.maker_id] = max(paper.valid_until, papers.get(paper.maker_id, paper.valid_until))
    for member, maker in makers.items():
        gets, due = had.get(maker.pk, (0, 0))
        room = {TIME: tuple(free[maker.pk])}
        if member in loads:
            room[KILN] = (Decimal(loads[member] * LOAD),) * ground.weeks
        until = weeks_until(ground.first_on, papers[maker.pk]) if maker.pk in papers else 0
        yield engine.Workshop(
            str(maker.pk), str(maker.member.section_id), room,
            (engine.Held(rows.Paper.Kind.LEAD_FREE.value, min(until, ground.weeks)),) if until > 0 else (),
            maker.least, load=engine.Load(KILN, Decimal(LOAD)) if member in loads else None, had_minor=gets,
            share_minor=due,
        )  # fmt: skip


def _skills(
    makers: Mapping[int, rows.Maker], abilities: Mapping[tuple[int, int], able.Ability], loads: Mapping[int, int]
) -> Iterable[engine.Skill]:
    turned_back = {
        row["ticket__maker_id"]: Decimal(row["bad"]) / row["all"]
        for row in rows.Inspection.objects.values("ticket__maker_id").annotate(bad=Sum("rejected"), all=Sum("sent"))
    }
    for (member, item), ability in sorted(abilities.items()):
        if member in makers and ability.per_week > 0:
            maker = makers[member]
            # The engine counts pieces begun; a card counts good ones.
            uses = {TIME: (_use(ability.per_week) / ability.starts).quantize(THOUSANDTH, rounding=ROUND_UP)}
            if member in loads:
                uses[KILN] = (ability.load_part * LOAD / ability.starts).quantize(THOUSANDTH, rounding=ROUND_DOWN)
            yield engine.Skill(
                str(maker.pk), str(item), ability.cost_minor, ability.starts,
                round(turned_back.get(maker.pk, Decimal(0)), 4),
                uses,
            )  # fmt: skip


def _places(makers: Iterable[rows.Maker], km_minor: int) -> Iterable[engine.Place]:
    """What it costs to collect in each village: the way there and back from the middle of all villages."""
    sections = {section.pk: section for section in Section.objects.all()}
    where = {
        pk: (float(s.latitude), float(s.longitude)) for pk, s in sections.items()
        if s.latitude is not None and s.longitude is not None
    }  # fmt: skip
    middle = (
        sum(place[0] for place in where.values()) / len(where), sum(place[1] for place in where.values()) / len(where)
    ) if where else (0.0, 0.0)  # fmt: skip
    for pk in sorted({maker.member.section_id for maker in makers}):
        way = round(2 * km_between(where[pk], middle)) if pk in where else 0
        yield engine.Place(str(pk), way * km_minor)


def _exclusions(ground: _Ground, codes: set[int], *, spare: bool) -> Iterable[engine.Exclusion]:
    left_out = rows.Exclusion.objects.filter(order=ground.order, maker__in=codes).order_by("pk")
    everywhere = {each.maker_id for each in left_out}
    for each in left_out:
        yield engine.Exclusion(str(each.maker_id), each.reason)
    pinned = set(rows.Pin.objects.filter(line__in=list(ground.open)).values_list("line_id", "maker_id"))
    said_no = (Ticket.State.DECLINED, Ticket.State.LAPSED)
    seen = set()
    for ticket in Ticket.objects.filter(order=ground.order, line__in=list(ground.open), maker__in=codes).order_by("pk"):
        pair = (ticket.line_id, ticket.maker_id)
        fewer = ticket.accepted is not None and ticket.accepted < ticket.pieces
        content = spare and ticket.state in Ticket.STANDING
        if ticket.maker_id in everywhere or pair in seen or pair in pinned:
            continue
        if ticket.state in said_no or fewer or content:
            seen.add(pair)
            yield engine.Exclusion(str(ticket.maker_id), ticket.get_state_display(), str(ticket.line_id))


def fingerprint(order: engine.Order) -> str:
    """The same for the same figures, whatever the order of rows in the database.

    Room, kilns, fairness and rejects are left out: they change with every order that goes on beside this one. What a
    piece takes and costs is taken from the cards: where workshops measure it, it changes with every batch they count.
    Whether there still is room, at no loss, is asked by `still_fits`.
    """
    own = replace(
        order,
        workshops=tuple(replace(shop, capacity={}, load=None, had_minor=0, share_minor=0) for shop in order.workshops),
        skills=tuple(
            replace(skill, rejects=Decimal(0), starts=Decimal(1), uses=None, cost_minor=0) for skill in order.skills
        ),
    )
    cards = rows.Skill.objects.filter(
        maker__in=[int(shop.code) for shop in order.workshops], item__in=[int(line.product) for line in order.lines]
    )  # fmt: skip
    told = list(cards.order_by("maker_id", "item_id").values_list("maker_id", "item_id", "per_week", "cost_minor"))
    text = json.dumps([asdict(own), told], cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def still_fits(order: engine.Order, parts: Iterable[Mapping[str, Any]]) -> bool:
    """Whether what was found still has its room in every week of every workshop, and is still paid what it costs."""
    lines = {line.code: line for line in order.lines}
    skills = {(skill.workshop, skill.product): skill for skill in order.skills}
    room = {shop.code: shop.capacity[TIME] for shop in order.workshops}
    taken: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for part in parts:
        line = lines[part["line"]]
        skill = skills.get((part["workshop"], line.product))
        if skill is None or skill.cost_minor > line.price_minor:
            return False
        taken[part["workshop"], part["week"]] += part["start"] * (skill.uses or {})[TIME]
    return all(amount <= room[shop][week - 1] for (shop, week), amount in taken.items())


def as_json(found: engine.Split) -> dict[str, Any]:
    """What a Split keeps: parts, the bill, the balances and the reasons. Money in centavos."""
    told = asdict(found)
    plain: dict[str, Any] = json.loads(
        json.dumps({key: told[key] for key in ("parts", "bill", "balances", "whys")}, cls=DjangoJSONEncoder)
    )
    return plain
