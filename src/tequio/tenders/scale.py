"""Bids on one scale: the same loan under each bank's terms, the cheapest first by its CAT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.engines.lending import Weighed, faults, weigh
from tequio.tenders.models import Bid, Tender

TYPICAL = 1_000_00  # the loan that bids are put on is a whole number of thousand pesos


@dataclass(frozen=True, slots=True)
class Placed:
    """A bid and what it costs on the common loan."""

    bid: Bid
    weighed: Weighed


def common_loan(amounts: Sequence[int]) -> int:
    """The mean of what is asked, rounded down to a thousand pesos, and a thousand at least."""
    return max(sum(amounts) // len(amounts) // TYPICAL * TYPICAL, TYPICAL) if amounts else TYPICAL


def can_be_weighed(bid: Bid, principal_minor: int, tender: Tender) -> bool:
    """Whether a loan of these terms can be reckoned at all."""
    due = bid.days(tender.closes_on, bid.payments)
    return not faults(bid.terms(principal_minor, tender.closes_on, due))


def on_the_scale(bids: Sequence[Bid], principal_minor: int, tender: Tender) -> list[Placed]:
    """`bids` can be weighed; their invitations and lenders are loaded."""
    placed = [
        Placed(bid, weigh(bid.offer(bid.invitation.lender.name, principal_minor, tender.closes_on, bid.payments)))
        for bid in bids
    ]
    return sorted(
        placed,
        key=lambda each: (each.weighed.cat.rate is None, each.weighed.cat.rate or 0, each.weighed.total, each.bid.pk),
    )
