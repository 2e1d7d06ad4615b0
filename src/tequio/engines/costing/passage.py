"""Pieces on their way through stages that lose some of them, and what each stage's losses cost.

Whoever enters a stage is paid for, whoever is lost there takes along all that was spent on him so far. So the cost of
a good piece is the sum over stages of (pieces alive · cost of one) over those alive at the end; and the loss is charged
at the stage where it arose, with everything the piece carried by then.

`through` works with rates and fractions, for plans; `counted` with whole pieces and whole centavos, for what happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from tequio.engines.shares import split_whole


@dataclass(frozen=True, slots=True)
class Stage:
    """What one piece that enters costs here, in centavos, and which part of those that enter is lost."""

    code: str
    cost: Fraction
    loss: Fraction

    def __post_init__(self) -> None:
        if self.cost < 0:
            raise ValueError(f"{self.code}: a piece cannot cost less than nothing.")
        if not 0 <= self.loss <= 1:
            raise ValueError(f"{self.code}: the part that is lost lies between 0 and 1.")


@dataclass(frozen=True, slots=True)
class Count:
    """A stage as it was counted: how many came out good, and what was spent in it in whole centavos."""

    code: str
    good: int
    spent_minor: int


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of a passage: pieces in, money spent, pieces lost, and what the lost ones had cost by then."""

    code: str
    entered: Fraction
    spent: Fraction
    lost: Fraction
    lost_value: Fraction
    good_value: Fraction  # what those that go on carry

    @property
    def good(self) -> Fraction:
        return self.entered - self.lost

    @property
    def rate(self) -> Fraction:
        """The part of the pieces that was lost here; nothing where nothing entered."""
        return self.lost / self.entered if self.entered else Fraction(0)


@dataclass(frozen=True, slots=True)
class Passage:
    """All stages, in order. Money is in centavos."""

    pieces: Fraction
    steps: tuple[Step, ...]

    @property
    def good(self) -> Fraction:
        return self.steps[-1].good if self.steps else self.pieces

    @property
    def spent(self) -> Fraction:
        return sum((step.spent for step in self.steps), Fraction(0))

    @property
    def lost_value(self) -> Fraction:
        """What was spent on pieces that nobody can sell; it is part of what the good ones cost."""
        return sum((step.lost_value for step in self.steps), Fraction(0))

    @property
    def each(self) -> Fraction | None:
        """The cost of a good piece; None when none came out good."""
        return self.spent / self.good if self.good else None

    @property
    def dearest(self) -> Step | None:
        """The stage whose losses cost most; None when nothing was lost. The earlier of two alike."""
        lossy = [step for step in self.steps if step.lost_value]
        return max(lossy, key=lambda step: step.lost_value) if lossy else None


def through(pieces: Fraction | int, stages: Sequence[Stage]) -> Passage:
    """So many pieces through these stages. Raises ValueError for fewer than none."""
    alive, value = Fraction(pieces), Fraction(0)
    if alive < 0:
        raise ValueError("There are no fewer pieces than none.")
    steps: list[Step] = []
    for stage in stages:
        spent = alive * stage.cost
        carried, lost = value + spent, alive * stage.loss
        lost_value = carried * stage.loss
        steps.append(Step(stage.code, alive, spent, lost, lost_value, carried - lost_value))
        alive, value = alive - lost, carried - lost_value
    return Passage(Fraction(pieces), tuple(steps))


def counted(pieces: int, counts: Sequence[Count]) -> Passage:
    """What really happened, in whole pieces and whole centavos: nothing of either appears or vanishes.

    Raises ValueError when more come out of a stage than went in, or less was spent than nothing.
    """
    if pieces < 0:
        raise ValueError("There are no fewer pieces than none.")
    alive, value = pieces, 0
    steps: list[Step] = []
    for count in counts:
        if not 0 <= count.good <= alive:
            raise ValueError(f"{count.code}: {count.good} of {alive} cannot come out good.")
        if count.spent_minor < 0:
            raise ValueError(f"{count.code}: less cannot be spent than nothing.")
        lost, carried = alive - count.good, value + count.spent_minor
        # With no piece left to carry it, what is spent is lost.
        lost_value = split_whole(carried, [lost, count.good])[0] if alive else carried
        steps.append(
            Step(
                count.code, Fraction(alive), Fraction(count.spent_minor), Fraction(lost), Fraction(lost_value),
                Fraction(carried - lost_value),
            )
        )  # fmt: skip
        alive, value = count.good, carried - lost_value
    return Passage(Fraction(pieces), tuple(steps))


def floor_minor(each: Fraction) -> int:
    """The lowest price in whole centavos at which a piece pays what it cost: rounded up, never below cost."""
    return ceil(each)


def nearest_minor(each: Fraction) -> int:
    """A cost to the whole centavo as it is shown; halves upwards."""
    return floor(each + Fraction(1, 2))


def break_even(fixed_minor: int, price_minor: int, each: Fraction) -> int | None:
    """How many good pieces pay what has to be paid anyway; None when the price does not even pay the piece."""
    left = price_minor - each
    if fixed_minor <= 0:
        return 0
    return ceil(fixed_minor / left) if left > 0 else None
