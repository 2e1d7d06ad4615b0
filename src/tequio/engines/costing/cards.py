"""The cost card: what a good piece costs, from five numbers a week and the recipe.

The five numbers are pieces begun, pieces that came out good, money for materials, money for fuel, and days of work.
They say how much in all; the recipe says where: material and minutes go to the stages that use them, fuel to those that
fire. Where pieces were counted stage by stage, the counts say where they were lost; elsewhere the recipe's usual losses
share out those that are missing. Every whole stays whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import lcm

from tequio.engines.costing.labour import of_days
from tequio.engines.costing.passage import Count, Passage, Stage, counted, floor_minor, nearest_minor, through
from tequio.engines.shares import split_whole


@dataclass(frozen=True, slots=True)
class RouteStage:
    """One stage of a recipe: minutes of work on a piece, its weight in material and in fuel, and its usual loss."""

    code: str
    minutes: Fraction
    material: Fraction  # what the material of one piece costs here, or any number in proportion
    fires: bool
    loss: Fraction


@dataclass(frozen=True, slots=True)
class Five:
    """The five numbers of a week, or of several weeks added up."""

    begun: int
    good: int
    material_minor: int
    fuel_minor: int
    days: Decimal

    def __post_init__(self) -> None:
        if min(self.begun, self.good, self.material_minor, self.fuel_minor) < 0 or self.days < 0:
            raise ValueError("None of the five numbers is below zero.")

    def __add__(self, other: Five) -> Five:
        return Five(
            self.begun + other.begun, self.good + other.good, self.material_minor + other.material_minor,
            self.fuel_minor + other.fuel_minor, self.days + other.days,
        )  # fmt: skip


NOTHING = Five(0, 0, 0, 0, Decimal(0))


@dataclass(frozen=True, slots=True)
class Spent:
    """What was spent in one stage, by what for."""

    code: str
    material_minor: int
    labour_minor: int
    fuel_minor: int

    @property
    def minor(self) -> int:
        return self.material_minor + self.labour_minor + self.fuel_minor


@dataclass(frozen=True, slots=True)
class Card:
    """A cost card: the passage in whole pieces and centavos, and what was spent for what."""

    passage: Passage
    spent: tuple[Spent, ...]
    is_counted: bool  # whether the losses of all stages were counted, not only their sum

    @property
    def material_minor(self) -> int:
        return sum(row.material_minor for row in self.spent)

    @property
    def labour_minor(self) -> int:
        return sum(row.labour_minor for row in self.spent)

    @property
    def fuel_minor(self) -> int:
        return sum(row.fuel_minor for row in self.spent)

    @property
    def minor(self) -> int:
        return self.material_minor + self.labour_minor + self.fuel_minor

    @property
    def each(self) -> Fraction | None:
        return self.passage.each

    @property
    def each_minor(self) -> int | None:
        """The cost of a good piece to the centavo."""
        return None if self.each is None else nearest_minor(self.each)

    @property
    def floor_minor(self) -> int | None:
        """No piece should be sold below this."""
        return None if self.each is None else floor_minor(self.each)


def card_of(
    route: Sequence[RouteStage], five: Five, wage_minor: int, rates: Mapping[str, Fraction] | None = None
) -> Card:
    """The card of a recipe and its numbers. `rates`: what part is lost in stages where pieces were counted.

    Pieces begun earlier may come out good now: then nothing counts as lost. Raises ValueError for an empty recipe.
    """
    if not route:
        raise ValueError("A recipe has at least one stage.")
    begun = max(five.begun, five.good)
    losses = [(rates or {}).get(stage.code, stage.loss) for stage in route]
    lost = _lost(begun, begun - five.good, losses)
    entered = [begun - sum(lost[:place]) for place in range(len(route))]
    material = _shared(five.material_minor, [s.material * n for s, n in zip(route, entered, strict=True)], route)
    labour = _shared(
        of_days(five.days, wage_minor), [s.minutes * n for s, n in zip(route, entered, strict=True)], route
    )
    fuel = _shared(five.fuel_minor, [Fraction(s.fires) * n for s, n in zip(route, entered, strict=True)], route)
    spent = tuple(Spent(s.code, *row) for s, row in zip(route, zip(material, labour, fuel, strict=True), strict=True))
    counts = [
        Count(row.code, n - gone, row.minor) for row, n, gone in zip(spent, entered, lost, strict=True)
    ]  # fmt: skip
    return Card(counted(begun, counts), spent, all(s.code in (rates or {}) for s in route))


def _lost(begun: int, gone: int, losses: Sequence[Fraction]) -> list[int]:
    """Whole pieces lost in each stage, in proportion to what the rates let one expect; they add up to `gone`."""
    alive, expected = Fraction(begun), []
    for loss in losses:
        expected.append(alive * loss)
        alive -= alive * loss
    return _parts(gone, expected) if any(expected) else [0] * (len(losses) - 1) + [gone]


def _parts(whole: int, weights: Sequence[Fraction]) -> list[int]:
    common = lcm(*{weight.denominator for weight in weights})
    return split_whole(whole, [int(weight * common) for weight in weights])


def _shared(minor: int, weights: Sequence[Fraction], route: Sequence[RouteStage]) -> list[int]:
    """An amount over the stages; where the recipe names none for it, the last stage bears it."""
    return _parts(minor, weights) if any(weights) else [0] * (len(route) - 1) + [minor]


@dataclass(frozen=True, slots=True)
class Rate:
    """What one piece that enters a stage costs, by what for, in centavos, and which part is lost."""

    code: str
    material: Fraction
    labour: Fraction
    fuel: Fraction
    loss: Fraction


@dataclass(frozen=True, slots=True)
class Changes:
    """What if: prices as parts of today's (1 leaves them), losses by stage, and how full the kiln goes."""

    material: Fraction = Fraction(1)
    labour: Fraction = Fraction(1)
    fuel: Fraction = Fraction(1)
    fill: Fraction = Fraction(1)  # of today's: a kiln half as full burns twice the fuel for a piece
    loss: Mapping[str, Fraction] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if min(self.material, self.labour, self.fuel) < 0 or self.fill <= 0:
            raise ValueError("Prices do not fall below nothing, and an empty kiln fires no piece.")


def rates_of(card: Card) -> tuple[Rate, ...]:
    """What a card says of one piece, stage by stage."""
    found = []
    for row, step in zip(card.spent, card.passage.steps, strict=True):
        pieces = step.entered or Fraction(1)
        found.append(
            Rate(row.code, row.material_minor / pieces, row.labour_minor / pieces, row.fuel_minor / pieces, step.rate)
        )
    return tuple(found)


def what_if(rates: Sequence[Rate], pieces: int, changes: Changes) -> Passage:
    """The same pieces under changed circumstances; with no change it is what the card says."""
    return through(
        pieces,
        [
            Stage(
                rate.code,
                rate.material * changes.material + rate.labour * changes.labour
                + rate.fuel * changes.fuel / changes.fill,
                changes.loss.get(rate.code, rate.loss),
            )
            for rate in rates
        ],
    )  # fmt: skip
