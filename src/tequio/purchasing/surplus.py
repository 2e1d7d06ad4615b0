"""What a round leaves over: goods of whole packs that no member takes, at what they cost in the village."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from tequio.books.models import Leg
from tequio.engines.leftover import Left, Place, left_over
from tequio.members.models import Section
from tequio.purchasing.models import Allotment, AwardLine, FreightCharge, Round
from tequio.purchasing.postings import SOURCE
from tequio.purchasing.resharing import payable, spread
from tequio.stock.models import Item

Key = tuple[int, int]  # section, item
COUNTED = (Round.State.RECEIVED, Round.State.HANDED_OUT, Round.State.SETTLED)


def arrived_in(round_: Round) -> dict[Key, tuple[Decimal, int]]:
    """What came fit for use to each village, and what is owed for it, under the name of what really came."""
    arrived: dict[Key, tuple[Decimal, int]] = defaultdict(lambda: (Decimal(0), 0))
    for line in AwardLine.objects.filter(round=round_).order_by("section_id", "item_id", "pk"):
        good = (line.received or Decimal(0)) - line.damaged
        place = (line.section_id, line.came_instead_id or line.item_id)
        quantity, minor = arrived[place]
        arrived[place] = (quantity + good, minor + payable(line))
    return {place: found for place, found in arrived.items() if found[0]}


def surplus_of(round_: Round, arrived: dict[Key, tuple[Decimal, int]] | None = None) -> tuple[Left, ...]:
    """What stays in each village once everybody has his goods. The shares must be final."""
    came = arrived_in(round_) if arrived is None else arrived
    shares = Allotment.objects.filter(round=round_, final_quantity__gt=0).order_by()
    taken = {
        (section, item): quantity
        for section, item, quantity in shares.values_list("section_id", "item_id").annotate(Sum("final_quantity"))
    }
    freight = FreightCharge.objects.filter(round=round_).aggregate(minor=Sum("freight_minor"))["minor"] or 0
    places = [Place(key, quantity, taken.get(key, Decimal(0)), minor) for key, (quantity, minor) in came.items()]
    return left_over(places, freight)


@dataclass(frozen=True, slots=True)
class LeftShown:
    """A row of what is left over, as people read it."""

    item: Item
    section: Section
    left: Left


def surplus_shown(round_: Round) -> list[LeftShown]:
    """What the round left over, by village; empty while its goods are not all counted."""
    if round_.state not in COUNTED:
        return []
    found = surplus_of(round_)
    sections = Section.objects.in_bulk({left.key[0] for left in found})
    items = Item.objects.in_bulk({left.key[1] for left in found})
    shown = [LeftShown(items[left.key[1]], sections[left.key[0]], left) for left in found]
    return sorted(shown, key=lambda row: (row.section.name, row.item.name, row.left.key))


def is_in_the_books(round_: Round) -> bool:
    """Whether the settlement booked what was left over; rounds from before it was booked did not."""
    legs = Leg.objects.filter(entry__source=SOURCE, entry__source_id=round_.pk, account__role="inventory")
    return bool(legs.exists())


def give_back(round_: Round) -> int:
    """Take what the surplus cost off the members' shares, in proportion to what each pays; returns how much."""
    minor = sum(left.landed_minor for left in surplus_of(round_))
    if minor:
        spread(round_, -minor)
    return minor
