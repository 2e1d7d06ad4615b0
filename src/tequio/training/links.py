"""Signed links: they open exactly one thing, without signing in."""

from __future__ import annotations

from django.core import signing

from tequio.training.errors import LinkUseless
from tequio.training.models import Feed, Session

FEED = "tequio.training.feed"
DOOR = "tequio.training.door"


def feed_token(feed: Feed) -> str:
    return signing.dumps([feed.union_id, feed.pk, feed.serial], salt=FEED)


def read(token: str, salt: str) -> list[int]:
    """The numbers that a link carries. Raises LinkUseless."""
    try:
        told = signing.loads(token, salt=salt)
    except (signing.BadSignature, ValueError) as wrong:
        raise LinkUseless from wrong
    return [int(each) for each in told]


def feed_behind(feed_id: int, serial: int) -> Feed:
    """The feed of a link, in its union's scope. Raises LinkUseless when a newer link was made."""
    found = Feed.objects.select_related("union", "course", "person").filter(pk=feed_id, serial=serial).first()
    if found is None:
        raise LinkUseless
    return found


def door_token(session: Session) -> str:
    """What the QR on the wall says of one session."""
    return signing.dumps([session.union_id, session.pk, session.door_serial], salt=DOOR)


def session_behind(session_id: int, serial: int) -> Session:
    """The session of a QR, in its union's scope. Raises LinkUseless when a newer QR was made."""
    found = Session.objects.select_related("union", "course").filter(pk=session_id, door_serial=serial).first()
    if found is None or serial < 1:
        raise LinkUseless
    return found
