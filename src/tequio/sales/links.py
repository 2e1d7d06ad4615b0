"""The signed link by which a buyer sees exactly one thing: how his own order stands."""

from django.db.models import QuerySet

from tequio.core.links import Link
from tequio.sales.models import Order


def _shown() -> QuerySet[Order]:
    return Order.objects.select_related("buyer", "union").exclude(state=Order.State.DRAFT)


ORDER = Link("tequio.sales.order", rows=_shown, serial="link_serial", days=365)
