"""What keeps a part of a member's money with the union when he leaves.

An app further down the list appends a function to KEPT in its `apps.ready`: from a member's key to the centavos of his
guarantee fund that stand for loans of others still running. Whoever settles a farewell asks here.
"""

from collections.abc import Callable

KEPT: list[Callable[[int], int]] = []


def kept_of(member_id: int) -> int:
    """The centavos of his guarantee fund that stay until what they stand for is paid."""
    return sum(kept(member_id) for kept in KEPT)
