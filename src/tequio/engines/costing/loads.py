"""One load of a kiln with pieces of several owners: who pays how much of the fuel, and where the broken ones went.

Fuel is split by the place that each owner's pieces took, whatever came of them. What breaks is charged at this stage to
its owner, with all it carried: its cost so far and its part of the fuel. Pieces, money and mass each balance exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tequio.engines.shares import split_whole, split_whole_by

ALL_BP = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """What one owner put in: pieces of a kind, the place one takes, its weight, and what they all had cost so far."""

    key: int
    pieces: int
    litres: Decimal  # of one piece
    good: int
    grams: int = 0  # of one piece, as it went in
    value_minor: int = 0

    def __post_init__(self) -> None:
        if self.pieces < 1 or not 0 <= self.good <= self.pieces:
            raise ValueError(f"{self.good} of {self.pieces} pieces cannot come out good.")
        if self.litres <= 0 or self.grams < 0 or self.value_minor < 0:
            raise ValueError("A piece takes some place, and has no weight or cost below zero.")

    @property
    def place(self) -> Decimal:
        return self.litres * self.pieces


@dataclass(frozen=True, slots=True)
class Fired:
    """What came of a part: its fuel, what its good and its broken pieces carry, and where its weight is."""

    key: int
    pieces: int
    good: int
    fuel_minor: int
    good_minor: int
    broken_minor: int
    grams_good: int
    grams_broken: int
    grams_burnt: int  # water and what burns: gone with the smoke

    @property
    def broken(self) -> int:
        return self.pieces - self.good


def fuel_shares(fuel_minor: int, parts: Sequence[Part]) -> dict[int, int]:
    """Each part's whole centavos of the fuel, by place; ties go to the smaller key. Raises ValueError."""
    if fuel_minor < 0:
        raise ValueError("Fuel does not cost less than nothing.")
    if len({part.key for part in parts}) != len(parts):
        raise ValueError("A part stands in the load twice.")
    return split_whole_by(fuel_minor, {part.key: part.place for part in parts})


def fire(fuel_minor: int, parts: Sequence[Part], burnt_bp: int = 0) -> tuple[Fired, ...]:
    """All parts of a load; `burnt_bp`: how much lighter a piece comes out, in hundredths of a percent.

    Raises ValueError for no part, one that stands there twice, or fuel below zero.
    """
    if not 0 <= burnt_bp <= ALL_BP:
        raise ValueError("A piece cannot lose more weight than it has.")
    fuel = fuel_shares(fuel_minor, parts)
    return tuple(_fired(part, fuel[part.key], burnt_bp) for part in parts)


def _fired(part: Part, fuel_minor: int, burnt_bp: int) -> Fired:
    broken = part.pieces - part.good
    good_minor, broken_minor = split_whole(part.value_minor + fuel_minor, [part.good, broken])
    burnt, left = split_whole(part.grams * part.pieces, [burnt_bp, ALL_BP - burnt_bp])
    grams_good, grams_broken = split_whole(left, [part.good, broken])
    return Fired(
        part.key, part.pieces, part.good, fuel_minor, good_minor, broken_minor, grams_good, grams_broken, burnt
    )
