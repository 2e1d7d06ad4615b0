"""Looking again for the evidence of purchases that have none."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.purchasing.models import ChargeLine
from tequio.stock.queries import best_prices_alone


@action("purchasing.evidence.review")
def review_evidence(*, actor: Actor) -> int:
    """Give every purchase without standing evidence the best that was known of its village and day; returns how many.

    Only what was seen on or before the day of the charge counts: a later price proves nothing about that day.
    """
    waiting: dict[date, dict[tuple[int, int], list[int]]] = defaultdict(lambda: defaultdict(list))
    rows = (
        ChargeLine.objects.select_for_update(of=("self",))
        .filter(Q(observation__isnull=True) | Q(observation__withdrawn_at__isnull=False))
        .filter(charge__entry__reversed_by__isnull=True)
        .order_by("pk")
    )
    for line, section, item, on in rows.values_list("pk", "section_id", "item_id", "charge__charged_on"):
        waiting[on][section, item].append(line)
    found = 0
    for on in sorted(waiting):
        best = best_prices_alone(waiting[on], on)
        for place, seen in best.items():
            found += ChargeLine.objects.filter(pk__in=waiting[on][place]).update(observation=seen)
    left = sum(len(lines) for places in waiting.values() for lines in places.values()) - found
    events.record(actor, "purchasing.evidence.reviewed", "purchasing.chargeline", found=found, left=left)
    return found
