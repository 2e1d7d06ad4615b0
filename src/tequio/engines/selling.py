"""Selling together in figures: the price a buyer is told, what each workshop is paid, what a foreign currency brought.

Amounts are whole centavos (or cents of the buyer's currency); rates are pesos for one unit of it. Parts always add up
to the whole: what is not a whole centavo goes to the largest remainders (`shares`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from tequio.engines.money import to_centavos
from tequio.engines.shares import split_whole_by

WHOLE_BP = 10_000
CENTAVOS = Decimal(100)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a workshop can make of a product until its date, and the least it can take for a good piece."""

    pieces: int
    cost_minor: int


def floor_for(pieces: int, offers: Iterable[Offer]) -> int | None:
    """The lowest price at which workshops that lose nothing can make so many pieces; None when all together cannot."""
    left = pieces
    for offer in sorted(offers, key=lambda offer: offer.cost_minor):
        left -= max(0, offer.pieces)
        if left <= 0:
            return offer.cost_minor
    return None


def price_for(maker_minor: int, margin_bp: int, rate: Decimal) -> int:
    """What the buyer pays per piece in his currency: what its maker gets and the union's margin, rounded up a cent."""
    return int((Decimal(maker_minor) * (WHOLE_BP + margin_bp) / WHOLE_BP / rate).to_integral_value(ROUND_CEILING))


def in_pesos(minor: int, rate: Decimal) -> int:
    """Centavos that an amount of a foreign currency is worth."""
    return to_centavos(minor * rate / CENTAVOS)


def part_of(whole: int, done: int, of: int) -> int:
    """The part of a whole that belongs to `done` of `of`; all of it when all is done."""
    return whole if done >= of else whole * done // of


@dataclass(frozen=True, slots=True)
class Owed:
    """What a workshop earned with its accepted pieces, what it was paid of it (gross) and the fee kept so far, and what
    it was advanced and has not given back."""

    earned_minor: int
    paid_minor: int = 0
    fee_minor: int = 0
    advance_minor: int = 0

    @property
    def left_minor(self) -> int:
        return self.earned_minor - self.paid_minor


@dataclass(frozen=True, slots=True)
class Pay:
    """What a workshop gets now: `gross` of what it earned, less fee and advance."""

    gross_minor: int
    fee_minor: int
    advance_minor: int

    @property
    def net_minor(self) -> int:
        return self.gross_minor - self.fee_minor - self.advance_minor


def payouts(owed: Mapping[int, Owed], available_minor: int, fee_bp: int) -> dict[int, Pay]:
    """Share what there is among workshops in proportion to what each is still owed; never more than that.

    The fee is taken of all a workshop was paid so far, so that many small payments cost it what one large one would.
    Who gets nothing now is left out.
    """
    left = {key: each.left_minor for key, each in owed.items() if each.left_minor > 0}
    total = min(available_minor, sum(left.values()))
    if total <= 0:
        return {}
    return {key: _pay(owed[key], gross, fee_bp) for key, gross in split_whole_by(total, left).items() if gross}


def _pay(owed: Owed, gross: int, fee_bp: int) -> Pay:
    so_far = to_centavos(Decimal(owed.paid_minor + gross) * fee_bp / WHOLE_BP / CENTAVOS)
    fee = min(gross, max(0, so_far - owed.fee_minor))
    return Pay(gross, fee, min(gross - fee, max(0, owed.advance_minor)))


def fee_parts(earned: Sequence[int], fee_bp: int) -> list[int]:
    """The fee of each part of what a workshop earned; together they are the fee of all of it, rounded once."""
    parts, before, whole = [], 0, 0
    for minor in earned:
        whole += minor
        so_far = to_centavos(Decimal(whole) * fee_bp / WHOLE_BP / CENTAVOS)
        parts.append(so_far - before)
        before = so_far
    return parts


@dataclass(frozen=True, slots=True)
class Received:
    """A buyer's payment against what he owed: `cleared` pesos leave the debt, `gain` is what the currency brought (a
    loss is negative)."""

    cleared_minor: int
    gain_minor: int


def received(
    *, debt_minor: int, debt_mxn_minor: int, before_minor: int, amount_minor: int, received_minor: int
) -> Received:
    """How a payment of `amount` clears a debt that was booked at another rate, `before` of it being paid already.

    The last payment clears all that is left, to the centavo.
    """
    after = part_of(debt_mxn_minor, before_minor + amount_minor, debt_minor)
    cleared = after - part_of(debt_mxn_minor, before_minor, debt_minor)
    return Received(cleared, received_minor - cleared)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks of a workshop's pay: no more than is owed, `share_bp` of the pay, or `most_minor`."""

    code: str
    owed_minor: int
    share_bp: int = WHOLE_BP
    most_minor: int | None = None

    def most_of(self, net_minor: int) -> int:
        least = min(self.owed_minor, net_minor * self.share_bp // WHOLE_BP)
        return max(0, least if self.most_minor is None else min(least, self.most_minor))


def withheld(net_minor: int, asked: Iterable[Asked], most_bp: int) -> dict[str, int]:
    """What is taken of a pay for each who asks, in their order; all together never more than `most_bp` of it."""
    room = max(0, net_minor) * most_bp // WHOLE_BP
    taken: dict[str, int] = {}
    for each in asked:
        part = min(each.most_of(net_minor), room)
        if part > 0:
            taken[each.code] = part
            room -= part
    return taken
