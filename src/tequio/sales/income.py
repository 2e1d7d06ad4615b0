"""What workshops were paid for joint orders, and by which buyer it came. Reads only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Sum

from tequio.engines.leverage.sharing import main_buyer
from tequio.sales.models import Payout

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class OrderPaid:
    """What one member was paid for one order in a year, less the union's fee; advances and debts are in it."""

    member_id: int
    buyer_id: int
    buyer: str
    order_id: int
    title: str
    minor: int


def paid_by_order(member_ids: Collection[int], until: date) -> list[OrderPaid]:
    """Of these members, in the year until a day; one statement."""
    rows = (
        Payout.objects.filter(maker__member__in=list(member_ids), paid_on__gt=until - YEAR, paid_on__lte=until)
        .values_list("maker__member_id", "order__buyer_id", "order__buyer__name", "order_id", "order__title")
        .annotate(minor=Sum(F("gross_minor") - F("fee_minor")))
        .order_by("order__buyer__name", "order_id", "maker__member_id")
    )
    return [OrderPaid(*row) for row in rows if row[-1] > 0]


def incomes_of(paid: Collection[OrderPaid]) -> dict[int, dict[int, int]]:
    """By member and buyer, in centavos; who was paid nothing is left out."""
    found: dict[int, dict[int, int]] = {}
    for each in paid:
        mine = found.setdefault(each.member_id, {})
        mine[each.buyer_id] = mine.get(each.buyer_id, 0) + each.minor
    return found


@dataclass(frozen=True, slots=True)
class MainBuyer:
    """The one of whom these members were paid most: `paid`, by order and member; `of_minor` by all buyers together."""

    pk: int
    name: str
    paid: tuple[OrderPaid, ...]
    of_minor: int

    @property
    def minor(self) -> int:
        return sum(each.minor for each in self.paid)

    @property
    def part(self) -> Decimal:
        return Decimal(self.minor) / self.of_minor

    @property
    def orders(self) -> list[tuple[int, str, int, int]]:
        """Each order, its title, how many of the members it paid, and how much; the largest first."""
        found: dict[int, tuple[int, str, int, int]] = {}
        for each in self.paid:
            _pk, _title, people, minor = found.get(each.order_id, (0, "", 0, 0))
            found[each.order_id] = (each.order_id, each.title, people + 1, minor + each.minor)
        return sorted(found.values(), key=lambda order: (-order[3], order[0]))


def main_buyer_of(paid: Collection[OrderPaid]) -> MainBuyer | None:
    main = main_buyer(incomes_of(paid).values())
    mine = tuple(each for each in paid if each.buyer_id == main)
    return MainBuyer(mine[0].buyer_id, mine[0].buyer, mine, sum(each.minor for each in paid)) if mine else None
