"""What a member sees of a round: what it is going to cost him, what he asked for, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tequio.engines.money import to_centavos
from tequio.members.models import Member
from tequio.purchasing import queries
from tequio.purchasing.models import ChargeLine, Pledge, Quote, Round
from tequio.purchasing.queries import Need
from tequio.stock.models import Item
from tequio.stock.queries import best_prices_alone

HEAVY = 20  # a pack of so many units comes in sacks


def icon_of(item: Item) -> str:
    """One of our drawings for how a material comes: in sacks, by the piece or load, or in small amounts."""
    if item.unit != "kg":
        return "truck" if item.kg_per_unit >= HEAVY else "list"
    return "sack" if item.pack >= HEAVY else "pot"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One material of an open round as a member sees it. Prices are pesos per unit, delivered to the villages.

    `missing` units would bring the price down to `next_price`.
    """

    item: Item
    icon: str
    all_quantity: Decimal
    members: int
    landed: Decimal | None
    missing: Decimal | None
    next_price: Decimal | None
    alone: Decimal | None
    mine: Pledge | None
    need: Need

    @property
    def quantity(self) -> Decimal:
        return self.mine.quantity if self.mine else Decimal(0)


def wanted_by(round_: Round, member: Member, day: date) -> list[Wanted]:
    """Every material of the round, with the member's own pledge; ten queries whatever its size."""
    mine = {pledge.item_id: pledge for pledge in queries.pledges_of(round_, member)}
    needs = queries.needs(round_)
    alone = best_prices_alone({(member.section_id, need.item.pk) for need in needs}, day)
    found = []
    for need in needs:
        seen = alone.get((member.section_id, need.item.pk))
        missing, price = _next_step(need)
        landed = need.best.landed if need.best else None
        found.append(
            Wanted(need.item, icon_of(need.item), need.quantity, need.members, landed, missing, price,
                   seen.price if seen else None, mine.get(need.item.pk), need)
        )  # fmt: skip
    return found


def _next_step(need: Need) -> tuple[Decimal | None, Decimal | None]:
    """What is missing to the next step of the best offer, and the delivered price there."""
    best = need.best
    if best is None or best.next_step is None or best.landed is None or best.price is None:
        return None, None
    if best.quote.kind != Quote.Kind.ALL_UNITS:
        return best.next_step.missing, best.next_step.price
    return best.next_step.missing, best.next_step.price + best.landed - best.price


@dataclass(frozen=True, slots=True)
class Got:
    """One material of a member's share; `alone_minor` is None where nobody knows what it costs outside."""

    item: Item
    icon: str
    instead_of: str
    asked: Decimal | None
    quantity: Decimal
    minor: int
    alone_minor: int | None

    @property
    def saved_minor(self) -> int | None:
        return None if self.alone_minor is None else self.alone_minor - self.minor


def share_of(round_: Round, member: Member, day: date) -> list[Got]:
    """The member's share of an awarded round, beside what he asked for and what it would have cost him alone."""
    asked = {pledge.item_id: pledge.quantity for pledge in queries.pledges_of(round_, member)}
    shares = list(queries.shares_of(round_, member))
    alone = _alone(round_, member, {(share.section_id, share.item_id) for share in shares}, day)
    found = []
    for share in shares:
        price = alone.get((share.section_id, share.item_id))
        found.append(
            Got(share.item, icon_of(share.item), share.instead_of.name if share.instead_of else "",
                asked.get(share.item_id), share.final_quantity, share.final_minor,
                None if price is None else to_centavos(price * share.final_quantity))
        )  # fmt: skip
    return found


def _alone(round_: Round, member: Member, places: set[tuple[int, int]], day: date) -> dict[tuple[int, int], Decimal]:
    """After settlement the evidence that was pinned; before it the best there is today."""
    if round_.state != Round.State.SETTLED:
        return {place: seen.price for place, seen in best_prices_alone(places, day).items()}
    lines = ChargeLine.objects.filter(
        charge__round=round_, charge__member=member, charge__entry__reversed_by__isnull=True,
        observation__withdrawn_at__isnull=True, observation__isnull=False,
    )  # fmt: skip
    return {(s, i): price for s, i, price in lines.values_list("section_id", "item_id", "observation__price")}


def rounds_with_mine(member: Member) -> QuerySet[Round]:
    """Rounds that members see, those that take pledges first; each with how many materials the member asked for."""
    own = Pledge.objects.filter(round=OuterRef("pk"), member=member).order_by().values("round").annotate(n=Count("pk"))
    return queries.rounds_for_members().annotate(mine=Coalesce(Subquery(own.values("n")), 0))
