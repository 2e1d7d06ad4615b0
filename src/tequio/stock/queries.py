"""Reading things: what there is, and what it costs without the union."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery

from tequio.core import scope
from tequio.core.actors import Actor
from tequio.members.queries import may_see_everyone
from tequio.stock.models import Item, PriceObservation
from tequio.stock.settings import EVIDENCE_DAYS
from tequio.unions.queries import ruling

# The nearest place first (the member's village, then its municipality, then anywhere), then the better grade, then the
# newest day, then the lower price: never the dearest, so that no saving is made larger than it is.
BEST = """
SELECT DISTINCT ON (wanted.section_id, wanted.item_id) wanted.section_id, wanted.item_id, seen.id
FROM unnest(%(sections)s::bigint[], %(items)s::bigint[]) AS wanted (section_id, item_id)
JOIN members_section home ON home.id = wanted.section_id
JOIN stock_priceobservation seen ON seen.item_id = wanted.item_id AND seen.union_id = %(union)s
  AND seen.withdrawn_at IS NULL AND seen.observed_on BETWEEN %(from)s AND %(day)s AND seen.member_id IS NULL
LEFT JOIN members_section there ON there.id = seen.section_id
ORDER BY wanted.section_id, wanted.item_id,
  CASE WHEN seen.section_id = wanted.section_id THEN 0 WHEN there.municipality = home.municipality THEN 1 ELSE 2 END,
  seen.grade, seen.observed_on DESC, seen.price, seen.id
"""


def best_prices_alone(pairs: Iterable[tuple[int, int]], day: date) -> dict[tuple[int, int], PriceObservation]:
    """For each (section id, item id) the observation that stands for the price alone on a day; three queries in all."""
    wanted = sorted(set(pairs))
    with connection.cursor() as cursor:
        cursor.execute(BEST, {
            "sections": [section for section, _ in wanted], "items": [item for _, item in wanted],
            "union": scope.required(), "from": _oldest(day), "day": day,
        })  # fmt: skip
        found = {(section, item): pk for section, item, pk in cursor.fetchall()}
    rows = PriceObservation.objects.in_bulk(set(found.values()))
    return {pair: rows[pk] for pair, pk in found.items()}


# The workshop's own first, then the nearest market; then the better grade, the newest day, and the higher price: never
# the lowest, so that no gain is made larger than it is.
OUTSIDE = """
SELECT DISTINCT ON (wanted.member_id, wanted.item_id) wanted.member_id, wanted.item_id, seen.id
FROM unnest(%(members)s::bigint[], %(items)s::bigint[]) AS wanted (member_id, item_id)
JOIN members_member maker ON maker.id = wanted.member_id
JOIN members_section home ON home.id = maker.section_id
JOIN stock_priceobservation seen ON seen.item_id = wanted.item_id AND seen.union_id = %(union)s
  AND seen.withdrawn_at IS NULL AND seen.observed_on BETWEEN %(from)s AND %(day)s
  AND (seen.member_id IS NULL OR seen.member_id = wanted.member_id)
LEFT JOIN members_section there ON there.id = seen.section_id
ORDER BY wanted.member_id, wanted.item_id,
  CASE WHEN seen.member_id IS NOT NULL THEN 0 WHEN seen.section_id = home.id THEN 1
    WHEN there.municipality = home.municipality THEN 2 ELSE 3 END,
  seen.grade, seen.observed_on DESC, seen.price DESC, seen.id
"""


def best_prices_outside(pairs: Iterable[tuple[int, int]], day: date) -> dict[tuple[int, int], int]:
    """For each (member id, product id) the observation of what a piece brings that workshop outside; two queries."""
    wanted = sorted(set(pairs))
    with connection.cursor() as cursor:
        cursor.execute(OUTSIDE, {
            "members": [member for member, _ in wanted], "items": [item for _, item in wanted],
            "union": scope.required(), "from": _oldest(day), "day": day,
        })  # fmt: skip
        return {(member, item): pk for member, item, pk in cursor.fetchall()}


def _oldest(day: date) -> date:
    """The first day whose prices still prove something on a day, as the union decided."""
    return day - timedelta(days=ruling(EVIDENCE_DAYS, day))


def materials() -> QuerySet[Item]:
    return Item.objects.filter(kind=Item.Kind.MATERIAL, is_active=True).order_by("name", "pk")


def observations() -> QuerySet[PriceObservation]:
    """All of them; what one workshop gets is for itself and the office (`observations_seen_by`)."""
    return PriceObservation.objects.select_related("item", "section", "member__person").order_by("-observed_on", "-pk")


def observations_seen_by(actor: Actor) -> QuerySet[PriceObservation]:
    """Prices of everybody's, and one's own; the office sees each."""
    if may_see_everyone(actor):
        return observations()
    return observations().filter(Q(member__isnull=True) | Q(member=actor.member_id))


def materials_with_prices(day: date) -> QuerySet[Item]:
    """Each material with the newest price outside that is still fresh; one query."""
    seen = PriceObservation.objects.filter(
        item=OuterRef("pk"), withdrawn_at__isnull=True, observed_on__range=(_oldest(day), day)
    ).order_by("-observed_on", "grade", "pk")
    return materials().annotate(
        seen_price=Subquery(seen.values("price")[:1]),
        seen_on=Subquery(seen.values("observed_on")[:1]),
        seen_grade=Subquery(seen.values("grade")[:1]),
    )
