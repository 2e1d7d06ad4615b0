"""What a workshop can make in a week: minutes of its people, litres of its kilns, drying place; and what is free.

A recipe says what one good piece takes of each, with the pieces that are lost on the way: they take their part too. The
scarcest of the three says how many pieces a week make. What was promised is taken off resource by resource, so that
promises of different pieces add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

from tequio.engines.shares import split_whole


class Resource(StrEnum):
    PEOPLE = "people"  # minutes of work
    DRYING = "drying"  # litres of drying place, times days
    KILN = "kiln"  # litres of kiln


@dataclass(frozen=True, slots=True)
class Place:
    """Of each resource, how much."""

    people: Fraction = Fraction(0)
    drying: Fraction = Fraction(0)
    kiln: Fraction = Fraction(0)

    def of(self, resource: Resource) -> Fraction:
        return Fraction(getattr(self, resource.value))

    def times(self, pieces: int | Fraction) -> Place:
        return Place(self.people * pieces, self.drying * pieces, self.kiln * pieces)

    def __add__(self, other: Place) -> Place:
        return Place(self.people + other.people, self.drying + other.drying, self.kiln + other.kiln)

    def less(self, other: Place) -> Place:
        """What is left; never below nothing, so that what was promised too much somewhere frees nothing elsewhere."""
        return Place(*(max(Fraction(0), self.of(each) - other.of(each)) for each in Resource))


NONE = Place()


@dataclass(frozen=True, slots=True)
class Work:
    """A stage as capacity sees it: minutes of a piece that enters, what place it needs, and which part is lost."""

    code: str
    minutes: Fraction
    loss: Fraction
    fires: bool = False
    dry_days: Fraction = Fraction(0)


def needs_of(route: Sequence[Work], litres: Fraction) -> Place:
    """What one good piece takes; the days of drying are those of the season.

    Raises ValueError when nothing would come out good.
    """
    alive = Fraction(1)
    people = drying = kiln = Fraction(0)
    for stage in route:
        people += alive * stage.minutes
        drying += alive * litres * stage.dry_days
        kiln += alive * litres * stage.fires
        alive -= alive * stage.loss
    if alive <= 0:
        raise ValueError("Of these pieces none comes out good.")
    return Place(people / alive, drying / alive, kiln / alive)


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many good pieces, and what there is least of; nothing when no resource limits them."""

    pieces: int
    tight: Resource | None
    by: tuple[tuple[Resource, int], ...]  # the pieces that each resource alone would allow


def pieces_in(there: Place, needs: Place) -> Capacity:
    """Whole good pieces that fit; of resources that allow as many, the first is named."""
    by = tuple((each, floor(there.of(each) / needs.of(each))) for each in Resource if needs.of(each))
    if not by:
        return Capacity(0, None, ())
    tight, pieces = min(by, key=lambda row: row[1])
    return Capacity(pieces, tight, by)


def spread(pieces: int, weeks: int) -> list[int]:
    """A promise over the weeks until it is due, evenly and in whole pieces, the odd ones first.

    Raises ValueError for no week.
    """
    if weeks < 1:
        raise ValueError("A promise is kept in one week at least.")
    return split_whole(pieces, [1] * weeks)


def together(places: Iterable[Place]) -> Place:
    return sum(places, NONE)
