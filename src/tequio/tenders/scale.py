"""Bids on one scale: the same loan under each bank's terms, the cheapest first by its CAT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.engines.lending import Rhythm, Weighed, faults, weigh
from tequio.tenders.models import Bid, Tender

TYPICAL = 1_000_00  # the loan that bids are put on is a whole number of thousand pesos


@dataclass(frozen=True, slots=True)
class Placed:
    """A bid, what it costs on the common loan, and to how many it gives the rhythm that they asked for."""

    bid: Bid
    weighed: Weighed
    alike: int = 0


def common_loan(amounts: Sequence[int]) -> int:
    """The mean of what is asked, rounded down to a thousand pesos, and a thousand at least."""
    return max(sum(amounts) // len(amounts) // TYPICAL * TYPICAL, TYPICAL) if amounts else TYPICAL


def can_be_weighed(bid: Bid, principal_minor: int, tender: Tender) -> bool:
    """Whether a loan of these terms can be reckoned at all."""
    if bid.rhythm.never_pays:
        return False
    due = bid.days(tender.closes_on, bid.payments)
    return not faults(bid.terms(principal_minor, tender.closes_on, due))


def on_the_scale(
    bids: Sequence[Bid], principal_minor: int, tender: Tender, asked: Sequence[Rhythm] = ()
) -> list[Placed]:  # fmt: skip
    """`bids` can be weighed; their invitations and lenders are loaded. `asked` are the rhythms of the applications."""
    placed = [
        Placed(bid, weigh(bid.offer(bid.invitation.lender.name, principal_minor, tender.closes_on, bid.payments)),
               sum(bid.as_asked or bid.rhythm == each for each in asked))
        for bid in bids
    ]  # fmt: skip
    return sorted(
        placed,
        key=lambda each: (each.weighed.cat.rate is None, each.weighed.cat.rate or 0, each.weighed.total, each.bid.pk),
    )
