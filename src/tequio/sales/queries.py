"""What the sales desk's screens read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Func, JSONField, Max, Prefetch, Q, QuerySet, Sum

from tequio.core.models import Event
from tequio.engines.selling import Offer, floor_for
from tequio.members.models import Member, Section
from tequio.sales import able
from tequio.sales.faults import faults_of, named
from tequio.sales.models import (
    Buyer,
    BuyerPayment,
    Defect,
    DefectPhoto,
    DesignSheet,
    ExchangeRate,
    Inspection,
    Line,
    Maker,
    Order,
    Payout,
    Split,
    Ticket,
)
from tequio.sales.splitting import first_monday, weeks_until
from tequio.stock.models import Item
from tequio.ui.numbers import money

MOST_JOBS = 4


def orders() -> QuerySet[Order]:
    return Order.objects.select_related("union", "buyer")


def orders_under_way() -> QuerySet[Order]:
    """All that is not over, in one page."""
    over = (Order.State.PAID, Order.State.LOST, Order.State.CANCELLED)
    return orders().exclude(state__in=over).order_by("due_on", "pk")


def orders_over() -> QuerySet[Order]:
    over = (Order.State.PAID, Order.State.LOST, Order.State.CANCELLED)
    return orders().filter(state__in=over).order_by("-due_on", "-pk")


def buyers() -> QuerySet[Buyer]:
    return Buyer.objects.prefetch_related("contacts").order_by("name", "pk")


def rates() -> QuerySet[ExchangeRate]:
    return ExchangeRate.objects.order_by("-on")


def products() -> QuerySet[Item]:
    return Item.objects.filter(kind=Item.Kind.PRODUCT, is_active=True).order_by("name", "pk")


def lines_of(order: Order) -> list[Line]:
    return list(Line.objects.filter(order=order).select_related("item").order_by("number"))


def makers() -> QuerySet[Maker]:
    return (
        Maker.objects.select_related("member__person", "member__section")
        .prefetch_related("skills__item", "papers")
        .order_by("member__person__sort_key", "pk")
    )


def makers_for(order: Order) -> QuerySet[Maker]:
    """Workshops whose cards name a product of the order."""
    items = Line.objects.filter(order=order).values("item_id")
    return (
        Maker.objects.filter(is_active=True, skills__item__in=items)
        .select_related("member__person").distinct().order_by("member__person__sort_key", "pk")
    )  # fmt: skip


def floor_of(item_id: int, pieces: int, due_on: date, today: date) -> int | None:
    """The least that makers of so many pieces can be paid, if nothing else were made until then; None beyond them."""
    weeks = weeks_until(first_monday(today), due_on)
    mondays = [first_monday(today) + timedelta(weeks=week) for week in range(weeks)]
    active = set(
        Maker.objects.filter(is_active=True, member__state=Member.State.ACTIVE).values_list("member_id", flat=True)
    )
    abilities = able.known({item_id}, mondays, today).abilities.values()
    return floor_for(
        pieces,
        [Offer(each.per_week * weeks, each.cost_minor) for each in abilities if each.member_id in active],
    )


def tickets_of(order: Order) -> QuerySet[Ticket]:
    return (
        Ticket.objects.filter(order=order)
        .select_related("order", "line__item", "maker__member__person", "maker__member__section")
        .order_by("line__number", "maker__member__person__sort_key", "pk")
    )


def tickets_for(member: Member) -> QuerySet[Ticket]:
    """A member's own: what waits for an answer first, then what he is at, then the past."""
    return (
        Ticket.objects.filter(maker__member=member)
        .exclude(state=Ticket.State.WITHDRAWN)
        .select_related("line__item", "order__union", "maker")
        .order_by("-answer_by", "-pk")
    )


def passed_by(member: Member) -> list[Split]:
    """Orders being made of which a member's workshop was offered nothing: the newest split of each, with its `why`."""
    maker = Maker.objects.filter(member=member).first()
    if maker is None:
        return []
    # Only this workshop's reason leaves the database: a result tells of hundreds.
    path = f'$.whys[*] ? (@.workshop == "{maker.pk:d}")'
    mine = Func(F("result"), template=f"jsonb_path_query_first(%(expressions)s, '{path}')", output_field=JSONField())
    with_work = Ticket.objects.filter(maker=maker).exclude(state=Ticket.State.WITHDRAWN).values("order_id")
    found = (
        Split.objects.filter(state=Split.State.APPROVED, order__state=Order.State.MAKING)
        .exclude(order_id__in=with_work).annotate(why=mine).defer("result").select_related("order")
        .order_by("order_id", "-pk").distinct("order_id")
    )  # fmt: skip
    return [split for split in found if split.why][:MOST_JOBS]


def jobs_of(member: Member, today: date) -> list[Ticket]:
    """What a member should see first: work that waits for an answer, and work at hand."""
    waits = Q(state=Ticket.State.OFFERED, answer_by__gte=today)
    return list(
        tickets_for(member)
        .filter(waits | Q(state=Ticket.State.ACCEPTED), order__state=Order.State.MAKING)
        .order_by("due_on", "pk")[:MOST_JOBS]
    )


def splits_to_approve() -> QuerySet[Split]:
    """What somebody has proposed and nobody has approved."""
    waiting = Split.objects.filter(state=Split.State.READY, proposed_by__isnull=False)
    return waiting.defer("result").select_related("order__union").order_by("pk")


def inspections_of(ticket: Ticket) -> QuerySet[Inspection]:
    """Newest first, each with its defects and which photos it has."""
    photos = DefectPhoto.objects.defer("whole", "small").order_by("position")
    return (
        Inspection.objects.filter(ticket=ticket)
        .prefetch_related(Prefetch("photos", photos), Prefetch("defects", Defect.objects.order_by("pk")))
        .order_by("-pk")
    )


def photo_seen_by(photo_id: int, *, member: Member | None, is_office: bool) -> DefectPhoto | None:
    """Office and the workshop that the pieces are of."""
    found = DefectPhoto.objects.filter(pk=photo_id)
    return (found if is_office else found.filter(inspection__ticket__maker__member=member)).first()


def design_of(line: Line) -> DesignSheet | None:
    """Without its file."""
    return DesignSheet.objects.defer("content", "small").filter(line=line).first()


def design_seen_by(line_id: int, *, member: Member | None, is_office: bool) -> DesignSheet | None:
    """Office and the workshops that the line was offered to."""
    found = DesignSheet.objects.filter(line_id=line_id)
    return (found if is_office else found.filter(line__tickets__maker__member=member)).first()


def is_design_fixed(line: Line) -> bool:
    """Workshops that a line was offered to go by the sheet they saw."""
    return (
        DesignSheet.objects.filter(line=line).exists()
        and Ticket.objects.filter(line=line, state__in=Ticket.STANDING).exists()
    )


def design_of_number(order: Order, number: int) -> DesignSheet | None:
    """Of one line of an order, by its number there."""
    return DesignSheet.objects.filter(line__order=order, line__number=number).first()


def designs_of(order: Order) -> dict[int, DesignSheet]:
    """By line, without their files."""
    found = DesignSheet.objects.defer("content", "small").filter(line__order=order)
    return {sheet.line_id: sheet for sheet in found}


def defects_of(order: Order, trade: str) -> list[tuple[str, int]]:
    """Defects of an order by kind, the most frequent first."""
    rows = Defect.objects.filter(inspection__ticket__order=order).values("kind").annotate(pieces=Sum("pieces"))
    known = faults_of(trade)
    return [
        (named(known[row["kind"]]) if row["kind"] in known else row["kind"], row["pieces"])
        for row in rows.order_by("-pieces", "kind")
    ]


def payments_of(order: Order) -> QuerySet[BuyerPayment]:
    return BuyerPayment.objects.filter(order=order).order_by("pk")


@dataclass(frozen=True, slots=True)
class MakerAccount:
    """One workshop's money in one order."""

    member: Member
    earned_minor: int
    paid_minor: int
    fee_minor: int
    advance_minor: int
    withheld_minor: int
    net_minor: int
    last_pk: int | None  # its newest payout

    @property
    def left_minor(self) -> int:
        return self.earned_minor - self.paid_minor


def maker_accounts(order: Order, earned: dict[int, int]) -> list[MakerAccount]:
    """What each workshop earned and was paid, by name; two queries."""
    paid = {
        row["maker_id"]: row for row in Payout.objects.filter(order=order).values("maker_id").annotate(
            gross=Sum("gross_minor"), fee=Sum("fee_minor"), back=Sum("advance_minor"), kept=Sum("withheld_minor"),
            net=Sum("net_minor"), last=Max("pk"))
    }  # fmt: skip
    nothing: dict[str, Any] = {"gross": 0, "fee": 0, "back": 0, "kept": 0, "net": 0, "last": None}
    rows = Maker.objects.filter(pk__in=list(earned)).select_related("member__person", "member__section")
    return [
        MakerAccount(
            maker.member, earned[maker.pk], of["gross"], of["fee"], of["back"], of["kept"], of["net"], of["last"]
        )
        for maker in rows.order_by("member__person__sort_key", "pk") if (of := paid.get(maker.pk, nothing))
    ]  # fmt: skip


def payouts_of(member: Member) -> QuerySet[Payout]:
    return Payout.objects.filter(maker__member=member).select_related("order").order_by("-pk")


@dataclass(frozen=True, slots=True)
class Share:
    """What one workshop gets in a split, and why."""

    member: Member
    pieces: tuple[tuple[Line, int], ...]
    worth_minor: int
    why: dict[str, Any]

    @property
    def total(self) -> int:
        return sum(pieces for _, pieces in self.pieces)


def shares_of(split: Split) -> list[Share]:
    """Who gets what, the most first; who gets nothing comes last. Two queries."""
    result: dict[str, Any] = split.result or {"parts": (), "whys": ()}
    lines = {str(line.pk): line for line in Line.objects.filter(order=split.order).select_related("item")}
    people = Maker.objects.filter(pk__in=[int(why["workshop"]) for why in result["whys"]])
    members = {str(maker.pk): maker.member for maker in people.select_related("member__person", "member__section")}
    got: dict[str, dict[str, int]] = {}
    for part in result["parts"]:
        mine = got.setdefault(part["workshop"], {})
        mine[part["line"]] = mine.get(part["line"], 0) + part["pieces"]
    found = [
        Share(
            members[why["workshop"]],
            tuple((lines[line], pieces) for line, pieces in sorted(got.get(why["workshop"], {}).items())),
            sum(lines[line].maker_minor * pieces for line, pieces in got.get(why["workshop"], {}).items()), why,
        )
        for why in result["whys"] if why["workshop"] in members
    ]  # fmt: skip
    return sorted(found, key=lambda share: (-share.total, share.member.person.sort_key))


def pieces_by_section(shares: Sequence[Share]) -> list[tuple[Section, int]]:
    """For the map: pieces made in each village that has a place."""
    found: dict[int, tuple[Section, int]] = {}
    for share in shares:
        section = share.member.section
        if section.latitude is not None and section.longitude is not None:
            found[section.pk] = (section, found.get(section.pk, (section, 0))[1] + share.total)
    return list(found.values())


def history_of(order: Order) -> QuerySet[Event]:
    """What was done with an order, its splits and its tickets, newest first."""
    mine = Q(subject="sales.order", subject_id=order.pk) | Q(kind__startswith="sales.", data__order=order.pk)
    return Event.objects.filter(mine).order_by("-number")


def total_of(order: Order) -> int:
    """What all lines come to, in cents of the order's currency."""
    return Line.objects.filter(order=order).aggregate(sum=Sum(F("pieces") * F("price_minor")))["sum"] or 0


def written(minor: int | None, currency: str) -> str:
    """An amount with its currency where it is not pesos."""
    return money(minor) if currency == Order.Currency.MXN else f"{money(minor)} {currency}"
