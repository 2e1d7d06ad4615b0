"""Whether a motion is carried: the majority that the bylaws ask for, of whom, and the votes that takes.

*More than* a half, or *at least* two thirds: the two readings differ by one vote, so each majority says which it is.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Base(StrEnum):
    """Of whom the majority is taken."""

    CAST = "cast"  # in favour and against; abstentions do not count
    PRESENT = "present"  # everybody present or represented, whether they voted or not
    ALL = "all"  # everybody entitled to vote


@dataclass(frozen=True, slots=True)
class Majority:
    """`share` of the base; `more_than` it, or at least it."""

    share: Fraction
    base: Base
    more_than: bool

    def needed(self, count: int) -> int:
        """The fewest votes in favour that carry a motion among so many."""
        exact = self.share * count
        up = -(-exact.numerator // exact.denominator)
        return up + 1 if self.more_than and up == exact else up


SIMPLE = Majority(Fraction(1, 2), Base.CAST, more_than=True)
ABSOLUTE = Majority(Fraction(1, 2), Base.PRESENT, more_than=True)
TWO_THIRDS = Majority(Fraction(2, 3), Base.PRESENT, more_than=False)


@dataclass(frozen=True, slots=True)
class Vote:
    """The figures of one vote, in votes (a delegate may carry many)."""

    in_favour: int
    against: int
    abstained: int
    present: int
    entitled: int


@dataclass(frozen=True, slots=True)
class Decision:
    """`needed` votes in favour out of `of`; nothing is carried without one vote in favour."""

    carried: bool
    needed: int
    of: int


def decide(vote: Vote, majority: Majority) -> Decision:
    """Raises ValueError for figures that cannot be: negative, or more votes than present, or more present than
    entitled."""
    cast = vote.in_favour + vote.against
    if min(vote.in_favour, vote.against, vote.abstained) < 0:
        raise ValueError("Votes cannot be negative.")
    if not cast + vote.abstained <= vote.present <= vote.entitled:
        raise ValueError("There are more votes than people present, or more present than entitled.")
    of = {Base.CAST: cast, Base.PRESENT: vote.present, Base.ALL: vote.entitled}[majority.base]
    needed = max(1, majority.needed(of))
    return Decision(vote.in_favour >= needed, needed, of)
