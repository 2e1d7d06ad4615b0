"""Between the tables and the engines: a round as a Problem, and an award with its sharing as the JSON of a Plan.

Codes in the engines are the rows' ids as text, so that every figure of a result leads back to its rows.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from tequio.engines.distance import km_between
from tequio.engines.pooling.model import (
    Award,
    Freight,
    Infeasible,
    Material,
    Pledge,
    Problem,
    Quote,
    Step,
    StepKind,
    Supplier,
)
from tequio.engines.stability.model import Basis, Rule, Sharing
from tequio.members.models import Section
from tequio.purchasing import models as rows
from tequio.stock.models import Item
from tequio.stock.queries import best_prices_alone


def problem_of(round_: rows.Round, today: date) -> Problem:
    """Everything the engines need to know of a round, in a fixed order; eight queries whatever its size."""
    pledges = list(rows.Pledge.objects.filter(round=round_).order_by("pk").values_list(
        "member_id", "section_id", "item_id", "quantity", "tolerance", "walk_away", "substitutes"
    ))  # fmt: skip
    alone = best_prices_alone({(row[1], row[2]) for row in pledges}, today)
    offers = list(rows.Quote.objects.filter(invitation__round=round_).select_related("invitation").order_by("pk"))
    items = Item.objects.filter(pk__in={q.item_id for q in offers} | {row[2] for row in pledges}).order_by("pk")
    invitations = {q.invitation_id: q.invitation for q in offers}
    return Problem(
        materials=tuple(Material(str(item.pk), item.kg_per_unit) for item in items),
        pledges=tuple(
            Pledge(str(member), str(section), str(item), quantity, tolerance, walk_away,
                   _price(alone.get((section, item))), tuple(str(other) for other in substitutes))
            for member, section, item, quantity, tolerance, walk_away, substitutes in pledges
        ),
        quotes=tuple(_quotes(round_, offers)),
        suppliers=tuple(
            Supplier(str(i.supplier_id), i.minimum_order) for i in sorted(invitations.values(), key=lambda i: i.pk)
        ),
        freight=tuple(
            # A stop's name is free text and may read like a village's id; "#" keeps the two apart.
            Freight(str(invitations[rate.invitation_id].supplier_id), str(rate.section_id), rate.fixed, rate.per_kg,
                    f"#{rate.drop}" if rate.drop else None)
            for rate in rows.FreightRate.objects.filter(invitation__in=list(invitations)).order_by("pk")
        ),
    )  # fmt: skip


def _price(observation: Any) -> Decimal | None:
    return None if observation is None else observation.price


def _quotes(round_: rows.Round, offers: list[rows.Quote]) -> list[Quote]:
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in rows.QuoteStep.objects.filter(quote__invitation__round=round_).order_by("quote_id", "minimum"):
        steps[step.quote_id].append(Step(step.minimum, step.price))
    return [
        Quote(str(q.invitation.supplier_id), str(q.item_id), tuple(steps[q.pk]), StepKind(q.kind), q.pack, q.capacity,
              q.invitation.payment_days)
        for q in offers
    ]  # fmt: skip


def fingerprint(problem: Problem) -> str:
    """The same for the same figures, whatever the order of rows in the database."""
    text = json.dumps(asdict(problem), cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def rule_of(round_: rows.Round) -> Rule:
    """The assembly's rule with the distances it may need, in km from the middle of the union's villages."""
    return Rule(Basis(round_.rule), distance_km=_distances())


def _distances() -> Mapping[str, Decimal]:
    places = {s.pk: (float(s.latitude), float(s.longitude)) for s in Section.objects.all() if s.latitude is not None
              and s.longitude is not None}  # fmt: skip
    if not places:
        return {}
    north, east = (sum(place[axis] for place in places.values()) / len(places) for axis in (0, 1))
    middle = (north, east)
    return {str(pk): max(Decimal(1), round(Decimal(km_between(place, middle)), 1)) for pk, place in places.items()}


def as_json(award: Award, sharing: Sharing) -> dict[str, Any]:
    """What a Plan keeps; money in centavos, quantities and prices as text."""
    told = asdict(award) | {"landed": [[*key, price] for key, price in sorted(award.landed.items())]}
    told["dropped"] = [
        {"member": d.pledge.member, "point": d.pledge.point, "material": d.pledge.material,
         "quantity": d.pledge.quantity, "reason": d.reason, "landed": d.landed} for d in award.dropped
    ]  # fmt: skip
    told["sharing"] = asdict(sharing) | {"charges": None}  # the lines say it all
    plain: dict[str, Any] = json.loads(json.dumps(told, cls=DjangoJSONEncoder))
    return plain


__all__ = ["Infeasible", "as_json", "fingerprint", "problem_of", "rule_of"]
