"""The signed link by which a supplier opens exactly one thing: his own quote in one round."""

from django.db.models import QuerySet

from tequio.core.links import Link
from tequio.purchasing.models import Invitation


def _invited() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("round__union", "supplier")


QUOTE = Link("tequio.purchasing.quote", rows=_invited, serial="link_serial", days=60)
