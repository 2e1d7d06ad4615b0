"""Reading rounds: lists, how full each price step is, the grid of quotes, a member's own lines."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import Count, Q, QuerySet, Sum

from tequio.core.models import Event
from tequio.members.models import Member
from tequio.purchasing.models import (
    Allotment,
    AwardLine,
    Charge,
    ChargeLine,
    FreightCharge,
    FreightRate,
    Invitation,
    Plan,
    Pledge,
    Quote,
    QuoteStep,
    Round,
    RoundItem,
)
from tequio.stock.models import Item


def rounds() -> QuerySet[Round]:
    """Every round of the union, newest first."""
    return Round.objects.select_related("union").order_by("-closes_on", "-pk")


def rounds_for_members() -> QuerySet[Round]:
    """Rounds that members see: all but drafts."""
    return rounds().exclude(state=Round.State.DRAFT)


def pledges_in(round_: Round, *, section_id: int | None = None, search: str = "") -> QuerySet[Pledge]:
    found = Pledge.objects.filter(round=round_).select_related("member__person", "item", "section")
    if section_id:
        found = found.filter(section_id=section_id)
    if search.isdecimal():
        found = found.filter(member__number=int(search))
    elif search:
        found = found.filter(member__person__search_key__contains=search.lower().replace("\0", ""))
    return found.order_by("section__name", "member__number", "item__name", "pk")


def items_of(round_: Round) -> list[Item]:
    rows = RoundItem.objects.filter(round=round_).select_related("item").order_by("item__name", "pk")
    return [row.item for row in rows]


@dataclass(frozen=True, slots=True)
class StepSeen:
    """One price step and how far the pledges are from it; `missing` is 0 once it is reached."""

    minimum: Decimal
    price: Decimal
    missing: Decimal
    is_current: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """One quote beside what has been pledged: unit price now, with freight as far as it can be told."""

    invitation: Invitation
    quote: Quote
    steps: tuple[StepSeen, ...]
    price: Decimal | None
    landed: Decimal | None
    is_best: bool

    @property
    def next_step(self) -> StepSeen | None:
        """The first step that the pledges have not reached."""
        return next((step for step in self.steps if step.missing), None)


@dataclass(frozen=True, slots=True)
class Need:
    """One material of a round: what all have pledged, by how many, and what is offered for it."""

    item: Item
    quantity: Decimal
    members: int
    offers: tuple[Offer, ...]

    @property
    def best(self) -> Offer | None:
        return next((offer for offer in self.offers if offer.is_best), None)


def needs(round_: Round) -> list[Need]:
    """Each material with its pledges and its offers, the cheapest landed price first marked; six queries."""
    items = items_of(round_)
    totals = {
        row["item_id"]: (row["quantity"], row["members"])
        for row in Pledge.objects.filter(round=round_)
        .values("item_id")
        .annotate(quantity=Sum("quantity"), members=Count("member", distinct=True))
    }
    quotes = list(Quote.objects.filter(invitation__round=round_).select_related("invitation__supplier").order_by("pk"))
    steps: dict[int, list[QuoteStep]] = defaultdict(list)
    for step in QuoteStep.objects.filter(quote__in=quotes).order_by("quote_id", "minimum"):
        steps[step.quote_id].append(step)
    freight = _freight_per_kg(round_)
    return [
        _need(item, *totals.get(item.pk, (Decimal(0), 0)), [q for q in quotes if q.item_id == item.pk], steps, freight)
        for item in items
    ]


def _need(item: Item, quantity: Decimal, members: int, quotes: Sequence[Quote],
          steps: Mapping[int, Sequence[QuoteStep]], freight: Mapping[int, Decimal]) -> Need:  # fmt: skip
    offers = [_offer(quote, steps[quote.pk], quantity, item.kg_per_unit, freight) for quote in quotes]
    landed = [offer.landed for offer in offers if offer.landed is not None]
    best = min(landed) if landed else None
    marked = []
    for offer in offers:
        is_best = best is not None and offer.landed == best and not any(o.is_best for o in marked)
        marked.append(Offer(offer.invitation, offer.quote, offer.steps, offer.price, offer.landed, is_best))
    return Need(item, quantity, members, tuple(marked))


def _offer(quote: Quote, steps: Sequence[QuoteStep], quantity: Decimal, kg: Decimal,
           freight: Mapping[int, Decimal]) -> Offer:  # fmt: skip
    reached = [step for step in steps if step.minimum <= quantity]
    current = reached[-1] if reached else None
    seen = tuple(
        StepSeen(step.minimum, step.price, max(Decimal(0), step.minimum - quantity), step is current) for step in steps
    )
    price = _unit_price(quote, reached, quantity)
    landed = None if price is None else price + kg * freight.get(quote.invitation_id, Decimal(0))
    return Offer(quote.invitation, quote, seen, price, landed, False)


def _unit_price(quote: Quote, reached: Sequence[QuoteStep], quantity: Decimal) -> Decimal | None:
    if not reached or not quantity:
        return None
    if quote.kind == Quote.Kind.ALL_UNITS:
        return reached[-1].price
    ends = [step.minimum for step in reached[1:]] + [quantity]
    # The first step prices the units from zero on: nobody can buy fewer than its minimum.
    starts = [Decimal(0)] + [step.minimum for step in reached[1:]]
    cost = sum((step.price * (end - start) for step, start, end in zip(reached, starts, ends, strict=True)), Decimal(0))
    return cost / quantity


def _freight_per_kg(round_: Round) -> Mapping[int, Decimal]:
    """Per invitation: pesos per kilo if its truck brought everything pledged to the villages it serves."""
    loads: dict[int, Decimal] = defaultdict(Decimal)
    for row in (
        Pledge.objects.filter(round=round_).values("section_id", "item__kg_per_unit").annotate(quantity=Sum("quantity"))
    ):
        loads[row["section_id"]] += row["quantity"] * row["item__kg_per_unit"]
    cost: dict[int, Decimal] = defaultdict(Decimal)
    weight: dict[int, Decimal] = defaultdict(Decimal)
    stops: set[tuple[int, str]] = set()
    for rate in FreightRate.objects.filter(invitation__round=round_).order_by("pk"):
        load = loads.get(rate.section_id, Decimal(0))
        if not load:
            continue
        stop = (rate.invitation_id, rate.drop or f"#{rate.section_id}")
        cost[rate.invitation_id] += rate.per_kg * load + (rate.fixed if stop not in stops else 0)
        stops.add(stop)
        weight[rate.invitation_id] += load
    return {key: cost[key] / weight[key] for key in cost}


def plans_of(round_: Round) -> list[Plan]:
    """The newest plan of each kind, without its heavy result."""
    newest: dict[str, Plan] = {}
    for plan in Plan.objects.filter(round=round_).defer("result").order_by("-pk"):
        newest.setdefault(plan.kind, plan)
    return [newest[kind] for kind in Plan.Kind.values if kind in newest]


def orders_of(round_: Round) -> list[dict[str, object]]:
    """What each supplier brings: number of lines, goods, freight, in centavos."""
    goods = AwardLine.objects.filter(round=round_).values("supplier_id", "supplier__name").annotate(
        lines=Count("pk"), goods_minor=Sum("goods_minor"), villages=Count("section", distinct=True)
    )  # fmt: skip
    freight = dict(
        FreightCharge.objects.filter(round=round_)
        .values_list("supplier_id")
        .annotate(total=Sum("freight_minor"))
        .values_list("supplier_id", "total")
    )
    return [
        {**row, "freight_minor": freight.get(row["supplier_id"], 0),
         "total_minor": row["goods_minor"] + freight.get(row["supplier_id"], 0)}
        for row in goods.order_by("supplier__name", "supplier_id")
    ]  # fmt: skip


def award_lines(round_: Round, **filters: object) -> QuerySet[AwardLine]:
    return (
        AwardLine.objects.filter(round=round_, **filters)
        .select_related("supplier", "item", "section", "came_instead")
        .order_by("section__name", "item__name", "supplier__name", "pk")
    )


def villages_of(round_: Round) -> list[dict[str, object]]:
    """Each delivery point of an awarded round: members, lines, what is counted and handed out."""
    shares = (
        Allotment.objects.filter(round=round_)
        .values("section_id", "section__name", "section__point_name")
        .annotate(
            members=Count("member", distinct=True), lines=Count("pk"), charge_minor=Sum("final_minor"),
            waiting=Count("pk", filter=Q(is_handed_out=False, final_quantity__gt=0)),
        )
        .order_by("section__name", "section_id")
    )  # fmt: skip
    counted = {
        row["section_id"]: row["left"]
        for row in AwardLine.objects.filter(round=round_)
        .values("section_id")
        .annotate(left=Count("pk", filter=Q(received__isnull=True)))
    }
    return [{**row, "uncounted": counted.get(row["section_id"], 0)} for row in shares]


def shares_in(round_: Round, section_id: int) -> QuerySet[Allotment]:
    """The list to hand out and sign by: one village's shares by member."""
    return (
        Allotment.objects.filter(round=round_, section_id=section_id)
        .select_related("member__person", "item", "instead_of")
        .order_by("member__person__sort_key", "member_id", "item__name", "pk")
    )


def takers_in(round_: Round, section_id: int) -> list[int]:
    """Who takes goods home at a village, by name: members' keys."""
    shares = Allotment.objects.filter(round=round_, section_id=section_id)
    people = shares.order_by("member__person__sort_key", "member_id").values_list("member_id", flat=True)
    return list(dict.fromkeys(people))


@dataclass(frozen=True, slots=True)
class Taker:
    """One member's row in the list to hand out: all that is his, what he owes for it, and whether he has it."""

    member: Member
    shares: list[Allotment]

    @property
    def minor(self) -> int:
        return sum(share.final_minor for share in self.shares)

    @property
    def has_it(self) -> bool:
        return all(share.is_handed_out for share in self.shares)


def takers(round_: Round, section_id: int, members: Sequence[int]) -> list[Taker]:
    """These members of a village with their shares, by name."""
    shares = shares_in(round_, section_id).filter(member_id__in=members)
    return [Taker(member, list(his)) for member, his in groupby(shares, key=lambda share: share.member)]


def shares_of(round_: Round, member: Member) -> QuerySet[Allotment]:
    return (
        Allotment.objects.filter(round=round_, member=member)
        .select_related("item", "section", "instead_of")
        .order_by("item__name", "pk")
    )


def pledges_of(round_: Round, member: Member) -> QuerySet[Pledge]:
    return Pledge.objects.filter(round=round_, member=member).select_related("item").order_by("item__name", "pk")


def charges() -> QuerySet[Charge]:
    """Charges that stand, the newest first: the last settlement of rounds that are settled."""
    return (
        Charge.objects.filter(round__state=Round.State.SETTLED, entry__reversed_by__isnull=True)
        .select_related("round")
        .order_by("-charged_on", "-pk")
    )


def charge_lines(charge: Charge) -> QuerySet[ChargeLine]:
    return ChargeLine.objects.filter(charge=charge).select_related("item", "section").order_by("item__name", "pk")


def facts_of(round_: Round) -> dict[str, object]:
    """The figures at the head of a round's page, in one query each."""
    pledged = Pledge.objects.filter(round=round_).aggregate(
        pledges=Count("pk"), members=Count("member", distinct=True), villages=Count("section", distinct=True)
    )
    money: dict[str, object] = {"goods_minor": None, "freight_minor": None, "bill_minor": None}
    if round_.has_award:
        goods = AwardLine.objects.filter(round=round_).aggregate(total=Sum("goods_minor"))["total"] or 0
        freight = FreightCharge.objects.filter(round=round_).aggregate(total=Sum("freight_minor"))["total"] or 0
        money = {"goods_minor": goods, "freight_minor": freight, "bill_minor": goods + freight}
    return pledged | money


def history_of(round_: Round) -> QuerySet[Event]:
    """What was done in a round, newest first: events of the round itself and of its plans and invitations."""
    own = Q(subject="purchasing.round", subject_id=round_.pk)
    parts = Q(subject__in=["purchasing.plan", "purchasing.invitation"], data__round=round_.pk)
    return Event.objects.filter(own | parts).order_by("-number")
