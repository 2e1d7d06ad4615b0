"""What workshops can make: as their cards say, unless an app that knows better has registered itself.

`production` measures losses, kilns and seasons; it is a sibling and cannot be asked from here. An app further down the
list appends a `Source` to SOURCES in its `apps.ready`, and what that source says of a workshop replaces the card.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from tequio.sales.models import Skill


@dataclass(frozen=True, slots=True)
class Ability:
    """A workshop makes so many good pieces in a week of nothing else; none of them costs less than `cost_minor`.

    `starts`: pieces begun for each good one. `load_part`: the part that a good piece takes of its own kiln's load, all
    firings together.
    """

    member_id: int
    item_id: int
    per_week: int
    cost_minor: int
    starts: Decimal = Decimal(1)
    load_part: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of workshops: what they make, by member and item; of those with a calendar, the part (0 to 1) of
    each week that nothing is promised of, who has none being free all of it; and of those who fire alone, how many
    loads they fire in a week: their work comes in whole loads.
    """

    abilities: Mapping[tuple[int, int], Ability]
    free: Mapping[int, Mapping[date, Decimal]] = field(default_factory=dict)
    loads: Mapping[int, int] = field(default_factory=dict)


class Source(Protocol):
    """Who knows what members' workshops make of some items in some weeks, as things are today."""

    def known(self, item_ids: Collection[int], mondays: Sequence[date], today: date) -> Known: ...


class Cards:
    """The sales desk's own cards; every week is free."""

    def known(self, item_ids: Collection[int], mondays: Sequence[date], today: date) -> Known:
        rows = Skill.objects.filter(item__in=item_ids).order_by("maker_id", "item_id")
        told = [Ability(*row) for row in rows.values_list("maker__member_id", "item_id", "per_week", "cost_minor")]
        return Known({(each.member_id, each.item_id): each for each in told})


SOURCES: list[Source] = [Cards()]


def known(item_ids: Collection[int], mondays: Sequence[date], today: date) -> Known:
    """All that is known; the last source that speaks of a workshop is believed, and who can make none is left out."""
    abilities: dict[tuple[int, int], Ability] = {}
    free: dict[int, Mapping[date, Decimal]] = {}
    loads: dict[int, int] = {}
    for source in SOURCES:
        told = source.known(item_ids, mondays, today)
        abilities |= told.abilities
        free |= told.free
        loads |= told.loads
    return Known({key: each for key, each in abilities.items() if each.per_week > 0}, free, loads)
