"""The signed link of a calendar: it opens exactly one thing, without signing in."""

from __future__ import annotations

from django.core import signing

from tequio.production.errors import LinkUseless
from tequio.production.models import ProductionFeed

FEED = "tequio.production.feed"


def feed_token(feed: ProductionFeed) -> str:
    return signing.dumps([feed.union_id, feed.pk, feed.serial], salt=FEED)


def read(token: str) -> list[int]:
    """The union, the feed and its serial. Raises LinkUseless, ValueError."""
    try:
        told = signing.loads(token, salt=FEED)
    except (signing.BadSignature, ValueError) as wrong:
        raise LinkUseless from wrong
    union_id, feed_id, serial = (int(each) for each in told)
    return [union_id, feed_id, serial]


def feed_behind(feed_id: int, serial: int) -> ProductionFeed:
    """The feed of a link, in its union's scope. Raises LinkUseless when a newer link was made."""
    rows = ProductionFeed.objects.select_related("union", "member__person")
    found = rows.filter(pk=feed_id, serial=serial).first()
    if found is None:
        raise LinkUseless
    return found
