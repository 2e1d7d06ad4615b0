"""Who may read the books: whoever may do anything in them, and whoever holds the right to see them."""

from tequio.core.action import REGISTRY, Registered
from tequio.core.actors import Actor

SEE = "books.ledger.see"
REGISTRY[SEE] = Registered(SEE, "See every account, entry and statement of the union.", None)


def may_read_books(actor: Actor) -> bool:
    return any(right.startswith("books.") for right in actor.rights)
