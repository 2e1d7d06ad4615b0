"""From an entry to the fact it books: "purchasing.round" 7 is the page purchasing:round of round 7."""

from django.urls import NoReverseMatch, reverse

from tequio.books.models import Entry


def source_url(entry: Entry, union: str) -> str:
    """The page of the fact, empty when it has none. Apps that come later need not be known here: the name says it."""
    app, _, noun = entry.source.partition(".")
    try:
        return reverse(f"{app}:{noun}", kwargs={"union": union, f"{noun}_id": entry.source_id})
    except NoReverseMatch:
        return ""
