"""The price steps of a quote as stairs going down, how full each one is, and where the round stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tequio.ui import numbers
from tequio.ui.charts.drawing import WIDTH, Chart, clipped, dot, line, rect, svg, text, width_of

TOP, HIGH, LOW = 30, 112, 40  # the first step stands 112 high, the last 40: a staircase, not a scale


@dataclass(frozen=True, slots=True)
class Stair:
    """From so many units, so much per unit."""

    start: Decimal
    price: Decimal


def stairs(
    steps: Sequence[Stair], here: Decimal, *, title: str, desc: str = "", unit: str = "", places: int = 2
) -> Chart:
    """Each step is as wide as the others, whatever it holds; the coloured part of it is already pledged."""
    if not steps:
        return Chart(svg(WIDTH, 1, title, desc, []))
    wide = WIDTH / len(steps)
    foot = TOP + HIGH
    boxes: list[str] = []
    texts: list[str] = []
    rows: list[tuple[str, ...]] = []
    for index, step in enumerate(steps):
        end = steps[index + 1].start if index + 1 < len(steps) else None
        full = fullness(step, end, here)
        height, left = _height(step, steps), index * wide
        price = numbers.pesos(step.price, places)
        boxes.append(rect(left + 1.5, foot - height, wide - 3, height, "c-open", round_=4))
        if full:
            boxes.append(rect(left + 1.5, foot - height, (wide - 3) * full, height, "c-full", round_=4))
        weight = "c-mid c-strong" if here >= step.start else "c-mid c-soft"
        texts.append(text(left + wide / 2, foot - height + 22, clipped(price, wide), weight))
        texts.append(text(left + wide / 2, foot + 18, clipped(numbers.quantity(step.start), wide), "c-mid c-soft"))
        rows.append((numbers.quantity(step.start, unit), price, numbers.percent(Decimal(str(full)), 0)))
    texts.append(text(0, foot + 36, _("desde cuánto (%(unit)s)") % {"unit": unit}, "c-soft"))
    return Chart(
        svg(WIDTH, foot + 42, title, desc, [*boxes, _marker(steps, here, wide, foot, unit), *texts]),
        head=(_("Desde"), _("Precio"), _("Lleno")), rows=tuple(rows),
    )  # fmt: skip


def fullness(step: Stair, end: Decimal | None, here: Decimal) -> float:
    """The share of a step that is pledged; the last step has no end and is full once it is reached."""
    if end is None:
        return 1.0 if here > step.start or here == step.start > 0 else 0.0
    return float(min(Decimal(1), max(Decimal(0), (here - step.start) / (end - step.start))))


def _height(step: Stair, steps: Sequence[Stair]) -> float:
    dear, cheap = max(each.price for each in steps), min(each.price for each in steps)
    if dear == cheap:
        return float(HIGH)
    return LOW + (HIGH - LOW) * float((step.price - cheap) / (dear - cheap))


def _marker(steps: Sequence[Stair], here: Decimal, wide: float, foot: float, unit: str) -> str:
    index = max((number for number, step in enumerate(steps) if here >= step.start), default=0)
    end = steps[index + 1].start if index + 1 < len(steps) else None
    # On the last step nothing is left to reach: the mark stands in its middle.
    share = fullness(steps[index], end, here) if end is not None else fullness(steps[index], None, here) / 2
    x = min(WIDTH - 4.0, max(4.0, (index + share) * wide))
    said = _("aquí vamos: %(quantity)s") % {"quantity": numbers.quantity(here, unit)}
    half = width_of(said) / 2
    anchor, place = ("c-mid ", x) if half < x < WIDTH - half else ("", 0.0) if x <= half else ("c-end ", float(WIDTH))
    return (
        line(x, TOP - 12, x, foot, "c-here-line")
        + dot(x, foot, 6, "c-here", said)
        + text(place, 13, said, f"{anchor}c-here-text")
    )
