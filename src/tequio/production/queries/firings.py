"""What the broken pieces of a fired load had cost their owner, at the stage where they broke."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tequio.engines.costing import Part, fire, nearest_minor
from tequio.production.models import Load, LoadPart
from tequio.production.queries.costs import Costed, cards


def what_broke(load: Load, member_id: int, today: date) -> dict[int, int]:
    """By part, of one owner alone: in centavos, what her broken pieces carried and their part of the fuel.

    What a piece carried comes from her card of the product as it stands today; without one it is the fuel alone.
    """
    parts = list(LoadPart.objects.filter(load=load).select_related("batch").order_by("pk"))
    if load.fuel_minor is None or not parts:
        return {}
    known = cards(today, member_ids=[member_id])
    own = {part.pk for part in parts if part.batch.member_id == member_id}
    told = [
        Part(
            part.pk, part.pieces, part.litres, part.good or 0,
            value_minor=nearest_minor(_carried(known.get((member_id, part.batch.product)), load.stage) * part.pieces)
            if part.pk in own else 0,
        )
        for part in parts
    ]  # fmt: skip
    return {each.key: each.broken_minor for each in fire(load.fuel_minor, told) if each.key in own}


def _carried(costed: Costed | None, stage: str) -> Fraction:
    """What a piece has cost when it comes to a stage."""
    if costed is None:
        return Fraction(0)
    value, alive = Fraction(0), costed.card.passage.pieces
    for step in costed.card.passage.steps:
        if step.code == stage:
            break
        value, alive = step.good_value, step.good
    return value / alive if alive else Fraction(0)
