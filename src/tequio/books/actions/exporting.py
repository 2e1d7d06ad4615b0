"""Taking the whole book along."""

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor


@action("books.book.export")
def export_book(*, actor: Actor, as_format: str) -> None:
    """Note that somebody took the whole book along, as beancount or hledger."""
    events.record(actor, "books.book.exported", "books.book", as_format=as_format)
