"""What the page of boxes shows: pieces that wait for a box, boxes with their weights, and what is proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet, Sum

from tequio.sales.models import Article, Carton, CartonPart, Ingredient, Inspection, Line, Order, Shipment, Weighing
from tequio.sales.proving import proofs_in, why_not
from tequio.sales.shipping import articles_of, lots_of
from tequio.sales.ware import Proof


@dataclass(frozen=True, slots=True)
class Waiting:
    """Good pieces of a line that are in no box, and how many usually go into one; `against`: why not for food."""

    line: Line
    left: int
    per_carton: int
    against: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A box as the list shows it. Weights are None where nobody has said what a piece weighs."""

    carton: Carton
    parts: tuple[tuple[CartonPart, str], ...]
    pieces: int
    net_g: int | None
    gross_g: int | None
    is_weighed: bool

    @property
    def gross_kg(self) -> Decimal:
        return Decimal(self.gross_g or 0) / 1000


def waiting(order: Order, today: date) -> list[Waiting]:
    """By line, what may be packed; as many to a box as last time, as on the product's card, or as its pack says."""
    good = dict(
        Inspection.objects.filter(ticket__order=order).values_list("ticket__line").annotate(Sum("accepted")).order_by()
    )
    packed = dict(
        CartonPart.objects.filter(box__order=order).values_list("box__line").annotate(Sum("pieces")).order_by()
    )
    lines = list(Line.objects.filter(order=order).select_related("item").order_by("number"))
    articles = articles_of(line.item_id for line in lines)
    last = dict(
        Carton.objects.filter(order=order).annotate(pieces=Sum("parts__pieces")).order_by("-number")
        .values_list("line", "pieces")
    )  # fmt: skip
    found = []
    for line in lines:
        left = (good.get(line.pk) or 0) - (packed.get(line.pk) or 0)
        if left > 0:
            article = articles.get(line.item_id)
            # The first box of a line is a full one; the last may hold what was left over.
            usual = article.per_carton if article else last.get(line.pk) or int(line.item.pack)
            found.append(Waiting(line, left, max(1, usual)))
    proofs = proofs_in(order, [each.line for each in found if each.line.is_food_ware], today)
    return [replace(each, against=_against(order, each.line, proofs)) for each in found]


def _against(order: Order, line: Line, proofs: Mapping[int, Proof]) -> str:
    """Why pieces of a line may not be packed for food, lot by lot; nothing where they all may."""
    missing = [each for each in proofs.values() if each.lot.ticket.line_id == line.pk and not each.is_food_ware]
    return " ".join(f"{each.code}: {why_not(order, each)}" for each in missing)


def boxes_shown(order: Order, most: int) -> list[Box]:
    lots = lots_of(order)
    parts = CartonPart.objects.select_related("inspection__ticket__maker__member__person").order_by("pk")
    rows = list(
        Carton.objects.filter(order=order).select_related("line__item")
        .prefetch_related(Prefetch("parts", parts), Prefetch("weighings", Weighing.objects.order_by("-pk")))
        .order_by("number")[:most]
    )  # fmt: skip
    articles = articles_of(row.line.item_id for row in rows)
    return [_box(row, articles.get(row.line.item_id), lots.codes) for row in rows]


def _box(row: Carton, article: Article | None, codes: Any) -> Box:
    parts = tuple((part, codes[part.inspection_id]) for part in row.parts.all())
    pieces = sum(part.pieces for part, _code in parts)
    net = pieces * article.net_g if article else None
    scale = next(iter(row.weighings.all()), None)
    gross = scale.gross_g if scale else None if net is None or article is None else net + article.tare_g
    return Box(row, parts, pieces, net, gross, scale is not None)


def last_weighed(order: Order) -> dict[str, Any]:
    """What to propose on the scale: the boxes that were not weighed yet, with the sides of the last."""
    numbers = list(
        Carton.objects.filter(order=order, weighings__isnull=True).order_by("number").values_list("number", flat=True)
    )
    told: dict[str, Any] = {"first": numbers[0], "last": _run(numbers)} if numbers else {}
    scale = Weighing.objects.filter(box__order=order, length_mm__isnull=False).order_by("-pk").first()
    if scale is not None:
        sides = (("length_cm", scale.length_mm), ("width_cm", scale.width_mm), ("height_cm", scale.height_mm))
        told |= {name: Decimal(mm) / 10 for name, mm in sides if mm is not None}
    return told


def _run(numbers: list[int]) -> int:
    """The last of the numbers that follow each other from the first."""
    last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            break
        last = number
    return last


def next_number(today: date) -> str:
    """A number for the next shipment that no other bears."""
    place = Shipment.objects.filter(on__year=today.year).count() + 1
    while Shipment.objects.filter(number=f"E-{today.year}-{place:03d}").exists():
        place += 1
    return f"E-{today.year}-{place:03d}"


def usual_materials() -> QuerySet[Ingredient]:
    """Those of the product whose card was written last."""
    newest = Ingredient.objects.order_by("-pk").values("article")[:1]
    return Ingredient.objects.filter(article__in=newest)
