"""What workshops can make as they measured it themselves, for the sales desk to split orders by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from tequio.makers.products import products_of
from tequio.production import queries as bench
from tequio.sales.able import Ability, Known
from tequio.sales.models import Skill

PARTS = Decimal("0.0001")
LOAD_PARTS = Decimal("0.000001")


class Measured:
    """A `Source` for `sales.able`: pieces by what the workshop works with and its counted losses, week by week.

    Only of products that a workshop is known to make: it noted what they cost it, or the desk has a card of it. What a
    week holds is measured against the workshop's best week of those asked for; the part that is free is that of the
    product with the least room, so that no mix of products ever asks for more than there is. Losses are in the pieces
    already: what a good one takes includes those that break on the way. Who has one kiln and shares it with nobody
    fires alone, where its best week fills a load; a kiln that takes longer to fill is filled with other ware too.
    """

    def known(self, item_ids: Collection[int], mondays: Sequence[date], today: date) -> Known:
        rows = Skill.objects.filter(item__in=list(item_ids)).order_by("pk")
        cards = {(row[0], row[1]): row[2] for row in rows.values_list("maker__member_id", "item_id", "cost_minor")}
        keepers = bench.calendar_keepers()
        abilities: dict[tuple[int, int], Ability] = {}
        free: dict[int, dict[date, Decimal]] = defaultdict(dict)
        own, loads = _fire_alone(), {}
        for item, product in sorted(products_of(item_ids).items()):
            noted = bench.costs(product, today)
            weeks: dict[int, list[bench.Ability]] = defaultdict(list)
            makes = keepers & ({*noted} | {member for member, of in cards if of == item})
            for each in bench.abilities(product, mondays, today, makes):
                weeks[each.member_id].append(each)
            for member, mine in weeks.items():
                cost = noted[member].floor_minor if member in noted else cards[member, item]
                week = max(mine, key=lambda each: each.pieces)
                best, part = week.pieces, Decimal(0)
                if member in own and best * week.needs.kiln >= own[member].litres:
                    part = _load_part(week.needs.kiln / own[member].litres)
                    loads[member] = own[member].loads_per_week
                abilities[member, item] = Ability(member, item, best, cost, load_part=part)
                for each in mine if best else ():
                    left = (Decimal(each.free) / best).quantize(PARTS, rounding=ROUND_DOWN)
                    free[member][each.monday] = min(left, free[member].get(each.monday, left))
        return Known(abilities, free, loads)


def _fire_alone() -> dict[int, bench.KilnPlace]:
    """By member, the one kiln of those who have one and share it with nobody."""
    kilns: dict[int, list[bench.KilnPlace]] = defaultdict(list)
    for each in bench.kilns():
        kilns[each.member_id].append(each)
    return {member: mine[0] for member, mine in kilns.items() if len(mine) == 1 and not mine[0].is_shared}


def _load_part(part: Fraction) -> Decimal:
    """Rounded down, so that as many pieces as fill a load are never too many for it."""
    return (Decimal(part.numerator) / part.denominator).quantize(LOAD_PARTS, rounding=ROUND_DOWN)
