"""How a settled round reads in the books: pure functions from facts to draft entries.

`purchase_clearing` takes what suppliers are owed and gives what members owe and, where the surplus is given back to
them, what it cost; so it ends at zero for every round.
"""

from collections.abc import Sequence
from datetime import date

from tequio.books.steps import EntryDraft, LegDraft

SOURCE = "purchasing.round"


def supplier_entry(round_id: int, title: str, on: date, supplier: str, minor: int) -> EntryDraft:
    """What one supplier is owed for goods and freight of a round."""
    return EntryDraft(
        on, f"{title}: {supplier}", SOURCE, round_id,
        (LegDraft("purchase_clearing", minor), LegDraft("supplier_payable", -minor)),
    )  # fmt: skip


def member_entry(round_id: int, title: str, on: date, member_id: int, lines: Sequence[int]) -> EntryDraft:
    """What one member owes for a round, one leg for each material he got."""
    owed = LegDraft("member_receivable", sum(lines), member_id)
    return EntryDraft(
        on, title, SOURCE, round_id, (owed, *(LegDraft("purchase_clearing", -minor) for minor in lines if minor))
    )


def surplus_entry(round_id: int, title: str, on: date, lots: Sequence[int], given_back: bool) -> EntryDraft:
    """The goods that stay, a leg for each lot: the union bought them from the round, or its members left them to it."""
    against = "purchase_clearing" if given_back else "stock_surplus"
    stays = (LegDraft("inventory", minor) for minor in lots if minor)
    return EntryDraft(on, title, SOURCE, round_id, (*stays, LegDraft(against, -sum(lots))))
