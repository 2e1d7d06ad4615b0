"""What workshops can make: as their cards say, unless an app that knows better has registered itself.

`production` measures losses, kilns and seasons; it is a sibling and cannot be asked from here. An app further down the
list appends a `Source` to SOURCES in its `apps.ready`, and what that source says of a workshop replaces the card.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from tequio.sales.models import Skill


@dataclass(frozen=True, slots=True)
class Ability:
    """A workshop makes so many good pieces in a week of nothing else; none of them costs less than `cost_minor`.

    `starts`: pieces begun for each good one.
    """

    member_id: int
    item_id: int
    per_week: int
    cost_minor: int
    starts: Decimal = Decimal(1)


class Source(Protocol):
    """Who knows what members' workshops make, and how much of each week (0 to 1) they have for it."""

    def abilities(self, item_ids: set[int]) -> Iterable[Ability]: ...

    def free(self, mondays: Sequence[date]) -> Mapping[int, Mapping[date, Decimal]]: ...


class Cards:
    """The sales desk's own cards; every week is free."""

    def abilities(self, item_ids: set[int]) -> Iterable[Ability]:
        rows = Skill.objects.filter(item__in=item_ids).order_by("maker_id", "item_id")
        for row in rows.values_list("maker__member_id", "item_id", "per_week", "cost_minor"):
            yield Ability(*row)

    def free(self, mondays: Sequence[date]) -> Mapping[int, Mapping[date, Decimal]]:
        return {}


SOURCES: list[Source] = [Cards()]


def abilities(item_ids: set[int]) -> dict[tuple[int, int], Ability]:
    """By member and item; the last source that knows of a workshop is believed."""
    return {(each.member_id, each.item_id): each for source in SOURCES for each in source.abilities(item_ids)}


def free_weeks(mondays: Sequence[date]) -> dict[int, Mapping[date, Decimal]]:
    """By member, the part of each week that is free; who is not named is free all of it."""
    return {member: weeks for source in SOURCES for member, weeks in source.free(mondays).items()}
