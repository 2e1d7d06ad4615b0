"""First come, first served: who gets how much of whole supplier units, in the order in which they asked.

The rule of many buying groups: wishes are served in order; only full units are ordered; tolerances, again in order,
complete a unit. The union's own rule is `allot` (everyone his quantity, tolerances by share); this one is for groups
whose bylaws say so, and for a delivery that falls short where the assembly prefers the queue to equal cuts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of an order list: `quantity` wanted, up to `tolerance` more accepted, both in whole items."""

    member: str
    quantity: int
    tolerance: int = 0


@dataclass(frozen=True, slots=True)
class Shares:
    """`received` per claim, in their order; what went `to_tolerance` beyond the quantities and `to_stock` to nobody."""

    received: tuple[int, ...]
    to_tolerance: int
    to_stock: int

    def of_members(self, claims: Sequence[Claim]) -> dict[str, int]:
        totals: dict[str, int] = {}
        for claim, items in zip(claims, self.received, strict=True):
            totals[claim.member] = totals.get(claim.member, 0) + items
        return totals


def units_to_order(claims: Iterable[Claim], unit: int, minimum: int = 0) -> int:
    """Full supplier units of `unit` items: those the quantities fill, one more if tolerances complete it; none below
    `minimum` units, unless the tolerances reach it."""
    listed = list(claims)
    quantity, tolerance = sum(c.quantity for c in listed), sum(c.tolerance for c in listed)
    units, rest = divmod(quantity, unit)
    if rest and rest + tolerance >= unit:
        units += 1
    if units >= minimum:
        return units
    return minimum if (quantity + tolerance) // unit >= minimum else 0


def serve_in_order(claims: Sequence[Claim], items: int) -> Shares:
    """Share `items` that arrived: quantities first, then tolerances, each in order; the rest goes to stock."""
    received, left = [], items
    for claim in claims:
        got = min(claim.quantity, left)
        received.append(got)
        left -= got
    extra = 0
    for number, claim in enumerate(claims):
        got = min(claim.tolerance, left)
        received[number] += got
        left -= got
        extra += got
    return Shares(tuple(received), extra, left)


def queue(changes: Iterable[tuple[str, int, int]]) -> tuple[Claim, ...]:
    """The order list from (member, quantity, tolerance) in order of time, each replacing the member's last word.

    What a member adds queues anew at the end; what he takes back leaves his latest claims first. His tolerance is
    always his last word, at his last place.
    """
    claims: list[Claim] = []
    for member, quantity, tolerance in changes:
        change = quantity - sum(c.quantity for c in claims if c.member == member)
        claims = [Claim(c.member, c.quantity, 0) if c.member == member else c for c in claims]
        for number in range(len(claims) - 1, -1, -1):
            if change < 0 and claims[number].member == member:
                taken = min(claims[number].quantity, -change)
                claims[number] = Claim(member, claims[number].quantity - taken, 0)
                change += taken
        claims.append(Claim(member, max(0, change), tolerance))
    return tuple(c for c in claims if c.quantity or c.tolerance)
