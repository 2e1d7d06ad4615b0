"""What a member has in the fund, what of it stands for loans that run, and what he may take out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tequio.engines.guarantee.sharing import share_out


@dataclass(frozen=True, slots=True)
class Member:
    """Centavos: what he has in the fund, what he may still lose for the pool as he signed it, and what his deposits
    for his own loans and his group's bind besides.
    """

    member: int
    held: int
    cap_left: int
    bound: int = 0

    @property
    def free_of_bound(self) -> int:
        return max(self.held - self.bound, 0)

    @property
    def room(self) -> int:
        """What the pool could call of him today."""
        return min(self.cap_left, self.free_of_bound)


def pledged(members: Iterable[Member], guaranteed: int) -> Mapping[int, int]:
    """What of each member's money stands for what the pool guarantees today, by the caps.

    By the caps and not by what is left in the fund, so that it does not matter who asks for his money first.
    """
    there = list(members)
    return share_out(
        guaranteed, {each.member: each.cap_left for each in there}, {each.member: each.room for each in there}
    )


def refundable(members: Iterable[Member], guaranteed: int) -> Mapping[int, int]:
    """What each may take out when he leaves: what neither his deposits nor the pool's promises need."""
    there = list(members)
    bound = pledged(there, guaranteed)
    return {each.member: each.free_of_bound - bound.get(each.member, 0) for each in there}
