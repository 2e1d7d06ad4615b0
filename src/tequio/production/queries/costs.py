"""What a good piece costs each workshop, from its five numbers a week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import Count, Max, Sum

from tequio.engines.costing import Card, Five, Middle, card_of, middle_of_others
from tequio.production.models import Means, WeekNote
from tequio.production.queries.losses import rates
from tequio.production.queries.routes import Wage, making, prices, route_of, wage_here, wage_of

WEEKS = 8  # material is bought for some weeks at once; over eight of them it evens out
LEAST_WEEKS = 2  # for a card that stands in a comparison


@dataclass(frozen=True, slots=True)
class Costed:
    """A member's product: the sum of the newest weeks, its card, and the wage that was reckoned with."""

    member_id: int
    product: str
    five: Five
    weeks: int
    last_on: date  # the newest week that was noted
    wage: Wage
    card: Card


@dataclass(frozen=True, slots=True)
class Cost:
    """What a good piece costs a workshop, in centavos: exactly, and the lowest price that pays it."""

    member_id: int
    product: str
    each: Fraction
    floor_minor: int
    weeks: int


def cards(
    today: date, *, product: str = "", member_ids: Iterable[int] | None = None
) -> dict[tuple[int, str], Costed]:  # fmt: skip
    """Everybody's cards of the last eight weeks, by member and product; six queries, however many there are."""
    wanted = None if member_ids is None else list(member_ids)
    rows = WeekNote.objects.filter(monday__gt=today - timedelta(weeks=WEEKS), monday__lte=today)
    means = Means.objects.all()
    if product:
        rows = rows.filter(product=product)
    if wanted is not None:
        rows, means = rows.filter(member_id__in=wanted), means.filter(member_id__in=wanted)
    summed = list(
        rows.values("member_id", "product").annotate(
            weeks=Count("pk"), last_on=Max("monday"), all=Sum("begun"), fine=Sum("good"),
            material=Sum("material_minor"), fuel=Sum("fuel_minor"), worked=Sum("days"),
        ).order_by("member_id", "product")
    )  # fmt: skip
    if not summed:
        return {}
    own = {each.member_id: each for each in means}
    counted = rates(today, product=product, member_ids=wanted)
    made, known, usual = making(), prices(today), wage_here(today)
    routes = {recipe.code: route_of(recipe, known) for recipe in made.recipes}
    found: dict[tuple[int, str], Costed] = {}
    for row in summed:
        key = (row["member_id"], row["product"])
        if key[1] not in routes:  # the trade pack no longer has its recipe
            continue
        mine = own.get(key[0])
        wage = wage_of(mine, today) if mine and mine.day_wage_minor else usual
        five = Five(row["all"], row["fine"], row["material"], row["fuel"], row["worked"])
        card = card_of(routes[key[1]], five, wage.minor, counted.get(key))
        found[key] = Costed(*key, five, row["weeks"], row["last_on"], wage, card)
    return found


def costs(product: str, today: date, member_ids: Iterable[int] | None = None) -> dict[int, Cost]:
    """By member: what a good piece of a product costs; whoever noted nothing, or nothing good, is left out."""
    return {
        member_id: Cost(member_id, product, each.card.each, each.card.floor_minor, each.weeks)
        for (member_id, _), each in cards(today, product=product, member_ids=member_ids).items()
        if each.card.each is not None and each.card.floor_minor is not None
    }


def middle_cost(product: str, today: date, *, but: int) -> Middle | None:
    """The median cost of others who noted at least two weeks; None when fewer than five stand behind it."""
    found = costs(product, today)
    return middle_of_others(cost.each for cost in found.values() if cost.member_id != but and cost.weeks >= LEAST_WEEKS)
