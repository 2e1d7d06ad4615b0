"""What pieces would have brought without the union: pinning the evidence to tickets, once their order is closed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Q, Sum

from tequio.sales.models import Ticket
from tequio.stock.queries import best_prices_outside


def pin_outside(only: Q) -> int:
    """Give tickets of closed orders without standing evidence the best that was known of their maker on that day.

    Only what was seen on or before the day on which the order was closed counts: a later price proves nothing about
    it. Returns how many tickets have a proof more. Runs inside a deed.
    """
    waiting: dict[date, dict[tuple[int, int], list[int]]] = defaultdict(lambda: defaultdict(list))
    rows = Ticket.objects.filter(only, order__closed_on__isnull=False).filter(
        Q(outside__isnull=True) | Q(outside__withdrawn_at__isnull=False)
    )
    rows = rows.annotate(good=Sum("inspections__accepted")).filter(good__gt=0).order_by("pk")
    for pk, member, item, on in rows.values_list("pk", "maker__member_id", "line__item_id", "order__closed_on"):
        waiting[on][member, item].append(pk)
    found = 0
    for on in sorted(waiting):
        for pair, seen in best_prices_outside(waiting[on], on).items():
            found += Ticket.objects.filter(pk__in=waiting[on][pair]).update(outside_id=seen)
    return found
