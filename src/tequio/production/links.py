"""The signed link of a workshop's calendar, or of the union's."""

from django.db.models import QuerySet

from tequio.core.links import Link
from tequio.production.models import ProductionFeed


def _feeds() -> QuerySet[ProductionFeed]:
    return ProductionFeed.objects.select_related("union", "member__person")


FEED = Link("tequio.production.feed", rows=_feeds)
