"""Of whom the part of a sale is kept of his pay: an app further down the list knows what members agreed to.

It sets its question in AGREED in its `apps.ready`, and takes the part when it pays (`steps.keep_from_pay`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection

Question = Callable[[Collection[int]], Collection[int]]  # of these members, who agreed

AGREED: list[Question] = []


def agreed_to_it(member_ids: Collection[int]) -> set[int]:
    """Who of these members lets it be kept of his pay. Asks once, whatever their number."""
    return {member for question in AGREED for member in question(member_ids)} if member_ids else set()
