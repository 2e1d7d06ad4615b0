"""How many votes each member has: one, or by what he has paid in, where the bylaws weigh by capital.

What is paid in stands in the books, on the account of contributions (docs/adr/0016); nothing else is asked.
"""

from __future__ import annotations

from collections.abc import Iterable

from tequio.books.queries import member_balances
from tequio.engines import bylaws

MOST_VOTES = 100_000  # each is a ballot of its own in the urn
CAPITAL = "share_capital"  # the role of the account that holds contributions


def by_capital(rules: bylaws.Bylaws) -> bool:
    return rules.words("weight") == ("capital",)


def votes_of(rules: bylaws.Bylaws, members: Iterable[int]) -> dict[int, int]:
    """The votes of each of these members today; none for who has not paid in what one vote takes."""
    paid = member_balances(CAPITAL) if by_capital(rules) else {}
    return {pk: bylaws.votes_of(rules, -paid.get(pk, 0)) for pk in members}
