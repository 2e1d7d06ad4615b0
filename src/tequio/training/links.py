"""Signed links: of a calendar, and of the code on the wall of one session."""

from django.db.models import QuerySet

from tequio.core.links import Link
from tequio.training.models import Feed, Session


def _feeds() -> QuerySet[Feed]:
    return Feed.objects.select_related("union", "course", "person")


def _with_door() -> QuerySet[Session]:
    return Session.objects.select_related("union", "course").filter(door_serial__gte=1)


FEED = Link("tequio.training.feed", rows=_feeds)
DOOR = Link("tequio.training.door", rows=_with_door, serial="door_serial")
