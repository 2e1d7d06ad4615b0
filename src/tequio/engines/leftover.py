"""What whole packs leave over, and what it cost: the goods that nobody took, with their part of the freight.

Goods of a place are worth what the bill says of them, by quantity. Freight falls on what is left over in the proportion
in which its goods stand to all goods that came: a treasurer works it out with one division.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tequio.engines.money import to_centavos
from tequio.engines.shares import split_whole


@dataclass(frozen=True, slots=True)
class Place:
    """One material at one place: what came fit for use and its bill, and what people took of it."""

    key: tuple[int, int]
    came: Decimal
    taken: Decimal
    goods_minor: int

    def __post_init__(self) -> None:
        if not 0 <= self.taken <= self.came or self.goods_minor < 0:
            raise ValueError(f"at {self.key} no more is taken than came, and no bill is below zero")


@dataclass(frozen=True, slots=True)
class Left:
    """What stays at a place; `landed_minor` is what it cost there."""

    key: tuple[int, int]
    quantity: Decimal
    goods_minor: int
    freight_minor: int

    @property
    def landed_minor(self) -> int:
        return self.goods_minor + self.freight_minor


def left_over(places: Sequence[Place], freight_minor: int) -> tuple[Left, ...]:
    """What stays at each place where not all was taken, in the order of `places`."""
    staying = [place for place in places if place.taken < place.came]
    goods = [split_whole(place.goods_minor, [place.taken, place.came - place.taken])[1] for place in staying]
    whole = sum(place.goods_minor for place in places)
    # Goods that cost nothing carry no freight: there is no proportion to go by.
    freight = to_centavos(Decimal(freight_minor) * sum(goods) / whole / 100) if whole else 0
    parts = split_whole(freight, goods) if any(goods) else [0] * len(goods)
    return tuple(
        Left(place.key, place.came - place.taken, minor, part)
        for place, minor, part in zip(staying, goods, parts, strict=True)
    )
