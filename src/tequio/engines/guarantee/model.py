"""The layers of the waterfall, what was agreed with the lender, and what one call or recovery came to."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Layer(StrEnum):
    """Who pays, in this order; what is got back goes the other way."""

    BORROWER = "borrower"  # the deposit of whoever took the loan
    GROUP = "group"  # those who stand for one another's loans
    POOL = "pool"  # all members who signed for the union's pool
    BANK = "bank"  # what the guarantee does not reach


class Cover(StrEnum):
    """How pool and lender share a loss."""

    PARI_PASSU = "pari_passu"  # the pool pays its part of every loss
    FIRST_LOSS = "first_loss"  # the pool pays every loss until its part of the portfolio is used up


@dataclass(frozen=True, slots=True)
class Deal:
    """What the pool promised a lender: `part` of every loss, or every loss up to `part` of what was lent in all."""

    cover: Cover
    part: Decimal  # between 0 and 1

    def asked(self, loss: int, lent: int, used: int) -> int:
        """What the pool must pay of a loss, `used` being what it has paid of others and not got back.

        Whole centavos, rounded down: a promise of a part is never more than that part.
        """
        up, down = self.part.as_integer_ratio()
        if self.cover is Cover.PARI_PASSU:
            return loss * up // down
        return min(loss, max(lent * up // down - used, 0))


@dataclass(frozen=True, slots=True)
class Part:
    """What one bore of a loss, or got back; the lender's part names no member."""

    layer: Layer
    member: int | None
    minor: int


@dataclass(frozen=True, slots=True)
class Called:
    """A loss and everybody's part of it; the parts add up to the loss."""

    loss: int
    parts: tuple[Part, ...]

    def of(self, layer: Layer) -> int:
        return sum(part.minor for part in self.parts if part.layer is layer)

    @property
    def by_members(self) -> int:
        """What leaves the fund: everything but the lender's part."""
        return self.loss - self.of(Layer.BANK)


@dataclass(frozen=True, slots=True)
class Returned:
    """Where recovered money goes; `left_over` is more than anybody lacks: it is the borrower's."""

    parts: tuple[Part, ...]
    left_over: int
