"""Seats for groups in proportion to their votes or members: delegates of sections, places of lists.

- Sainte-Laguë and D'Hondt: seat after seat to the highest quotient votes / divisor, divisors 1, 3, 5, … and 1, 2, 3, …
- largest remainder with Hare's quota: votes * seats / all votes; whole parts first, then the largest fractions.

Equal quotients or remainders at the last seat go to the lot. Whole numbers throughout. Source: M. L. Balinski and
H. P. Young, *Fair Representation* (1982).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tequio.engines.tally.lot import Lot
from tequio.engines.tally.model import CannotCount, Tie


class Method(StrEnum):
    SAINTE_LAGUE = "sainte_lague"
    DHONDT = "dhondt"
    LARGEST_REMAINDER = "largest_remainder"


@dataclass(frozen=True, slots=True)
class Award:
    """One seat: the how-manieth, to whom, and the quotient or remainder that won it. Groups are numbers from 1."""

    seat: int
    group: int
    figure: Fraction


@dataclass(frozen=True, slots=True)
class Apportionment:
    """`seats[name]` for every group, also those without; `awards` in order. `quota` and `whole` (seats by whole quotas)
    for largest remainder. `overhang` is what minimums added beyond the seats asked for; `vacant` what caps left
    over."""

    method: Method
    seats: dict[str, int]
    awards: tuple[Award, ...]
    ties: tuple[Tie, ...] = ()
    quota: Fraction | None = None
    whole: tuple[int, ...] = ()
    overhang: int = 0
    vacant: int = 0


def over_threshold(votes: Mapping[str, int], share: Fraction, also: frozenset[str] = frozenset()) -> dict[str, int]:
    """The groups with at least `share` of all votes, or that are named in `also`."""
    total = sum(votes.values())
    return {name: count for name, count in votes.items() if name in also or count >= share * total}


def apportion(
    votes: Mapping[str, int],
    seats: int,
    method: Method,
    *,
    most: int | None = None,
    least: Mapping[str, int] | None = None,
    lot: Lot = Lot(),  # noqa: B008 - frozen
) -> Apportionment:
    """Share `seats` by `votes`. `most` caps every group; a group keeps the seats of `least` that it won elsewhere,
    beyond its share if need be (overhang).

    Raises ValueError for negative votes, CannotCount for no votes, no seats or a tie without a lot. The order of the
    mapping never matters.
    """
    if any(count < 0 for count in votes.values()):
        raise ValueError("Votes cannot be negative.")
    if seats < 1:
        raise CannotCount(CannotCount.Reason.NO_SEATS, seats=seats, standing=len(votes))
    if not any(votes.values()):
        raise CannotCount(CannotCount.Reason.NO_BALLOTS, seats=seats, standing=len(votes))
    sharing = _Sharing(votes, seats, method, most, lot)
    whole, quota = sharing.run()
    held = dict(zip(votes, sharing.held, strict=True))
    kept = {name: max(count, (least or {}).get(name, 0)) for name, count in held.items()}
    return Apportionment(
        method, kept, tuple(sharing.awards), tuple(sharing.ties), quota, whole,
        sum(kept.values()) - sum(held.values()), seats - sum(held.values()),
    )  # fmt: skip


class _Sharing:
    def __init__(self, votes: Mapping[str, int], seats: int, method: Method, most: int | None, lot: Lot) -> None:
        self.names, self.votes = tuple(votes), tuple(votes.values())
        self.seats, self.method, self.most, self.lot = seats, method, most, lot
        self.held = [0] * len(self.votes)
        self.awards: list[Award] = []
        self.ties: list[Tie] = []

    def run(self) -> tuple[tuple[int, ...], Fraction | None]:
        if self.method is not Method.LARGEST_REMAINDER:
            while len(self.awards) < self.seats and (open_ := self._open()):
                self._award({i: Fraction(self.votes[i], self._divisor(i)) for i in open_})
            return (), None
        quota = Fraction(sum(self.votes), self.seats)
        self.held = [self._capped(int(votes / quota)) for votes in self.votes]
        whole = tuple(self.held)
        left = {i: self.votes[i] - quota * int(self.votes[i] / quota) for i in self._open()}
        while left and sum(self.held) < self.seats:
            served = self._award(left)
            left = {i: figure for i, figure in left.items() if i not in served}
            # A cap can leave more seats than there are remainders: go round again among those who may have more.
            left = left or {i: Fraction(self.votes[i]) for i in self._open()}
        return whole, quota

    def _award(self, figures: Mapping[int, Fraction]) -> list[int]:
        """Give the next seats to the highest figure; all who share it, or as many as there are seats, by lot."""
        best = max(figures.values())
        tied = [i for i, figure in figures.items() if figure == best]
        wanted = self.seats - sum(self.held)
        if len(tied) > wanted:
            tie = self.lot.choose(self.names, [i + 1 for i in tied], sum(self.held) + 1, wanted)
            self.ties.append(tie)
            tied = [n - 1 for n in tie.chosen]
        for i in tied:
            self.held[i] += 1
            self.awards.append(Award(sum(self.held), i + 1, best))
        return tied

    def _open(self) -> list[int]:
        return [i for i, votes in enumerate(self.votes) if votes and self._capped(self.held[i] + 1) > self.held[i]]

    def _capped(self, seats: int) -> int:
        return seats if self.most is None else min(seats, self.most)

    def _divisor(self, i: int) -> int:
        return 2 * self.held[i] + 1 if self.method is Method.SAINTE_LAGUE else self.held[i] + 1
