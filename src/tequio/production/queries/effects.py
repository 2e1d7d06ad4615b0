"""Two numbers of each member's work in some days, for whoever asks whether a course moved them.

Both are of the one product that the member noted or counted most often, so that before and after are of the same piece.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction

from django.db.models import Count as CountOf
from django.db.models import QuerySet, Sum

from tequio.engines.costing.labour import of_days
from tequio.production.models import Batch, Means, WeekNote
from tequio.production.queries.losses import losses
from tequio.production.queries.routes import wage_here, wage_of


def _main(rows: QuerySet[WeekNote] | QuerySet[Batch]) -> dict[int, str]:
    """The product that each member has most rows of; of two alike the first by its code."""
    found: dict[int, str] = {}
    counted = rows.order_by().values_list("member_id", "product").annotate(n=CountOf("pk"))
    for member_id, product, _n in counted.order_by("member_id", "-n", "product"):
        found.setdefault(member_id, product)
    return found


def cost_of_each(first: date, last: date) -> dict[int, Fraction]:
    """What a good piece cost each member in the weeks that began in these days, in centavos."""
    main = _main(WeekNote.objects.all())
    rows = WeekNote.objects.filter(monday__range=(first, last)).values_list("member_id", "product").annotate(
        Sum("good"), Sum("material_minor"), Sum("fuel_minor"), Sum("days")
    )  # fmt: skip
    means = {each.member_id: each for each in Means.objects.filter(day_wage_minor__isnull=False)}
    usual = wage_here(last)
    found = {}
    for member_id, product, good, material, fuel, days in rows:
        if good and main[member_id] == product:
            wage = wage_of(means[member_id], last) if member_id in means else usual
            found[member_id] = Fraction(material + fuel + of_days(days, wage.minor), good)
    return found


def lost_part(first: date, last: date) -> dict[int, Fraction]:
    """Which part of the pieces each member lost on the whole way, from what was counted in these days."""
    main = _main(Batch.objects.all())
    left: dict[int, Fraction] = defaultdict(lambda: Fraction(1))
    for loss in losses(first, last):
        if main[loss.member_id] == loss.product:
            left[loss.member_id] *= 1 - loss.rate
    return {member_id: 1 - part for member_id, part in left.items()}
