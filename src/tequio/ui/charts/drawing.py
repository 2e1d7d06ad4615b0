"""What every chart needs: coordinates, escaped text, round scales."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WIDTH = 360
LETTER = 7.2  # the usual width of a letter at 13 units
Number = int | float | Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and its figures as a table; `key` names the series by the number of their colour."""

    svg: SafeString
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    key: tuple[tuple[int, str], ...] = ()

    def __str__(self) -> str:
        return self.svg

    __html__ = __str__


def svg(width: float, height: float, title: str, desc: str, parts: Iterable[str], css: str = "") -> SafeString:
    """Every part must be markup already: made by `text`, `rect` and their like, or constant."""
    name = f' class="{css}"' if css else ""
    told = f"<desc>{escape(desc)}</desc>" if desc else ""
    return mark_safe(
        f'<svg{name} viewBox="0 0 {at(width)} {at(height)}" role="img">'
        f"<title>{escape(title)}</title>{told}{''.join(parts)}</svg>"
    )


def at(value: Number) -> str:
    """A coordinate to a tenth, without idle zeros: 12.0 is 12, 12.345 is 12.3."""
    return f"{round(float(value), 1) + 0.0:g}"


def text(x: float, y: float, content: str, css: str = "") -> str:
    kind = f' class="{css}"' if css else ""
    return f'<text x="{at(x)}" y="{at(y)}"{kind}>{escape(content)}</text>'


def rect(x: float, y: float, width: float, height: float, css: str, *, round_: float = 0, told: str = "") -> str:
    corner = f' rx="{at(round_)}"' if round_ else ""
    inner = f"<title>{escape(told)}</title>" if told else ""
    box = f'x="{at(x)}" y="{at(y)}" width="{at(max(0.0, width))}" height="{at(height)}"'
    return f'<rect {box}{corner} class="{css}">{inner}</rect>' if inner else f'<rect {box}{corner} class="{css}"/>'


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    return f'<line x1="{at(x1)}" y1="{at(y1)}" x2="{at(x2)}" y2="{at(y2)}" class="{css}"/>'


def dot(x: float, y: float, r: float, css: str, told: str = "") -> str:
    inner = f"<title>{escape(told)}</title>" if told else ""
    return f'<circle cx="{at(x)}" cy="{at(y)}" r="{at(r)}" class="{css}">{inner}</circle>'


def width_of(content: str) -> float:
    return len(content) * LETTER


def clipped(content: str, width: float) -> str:
    """What fits, with an ellipsis; the table beside the drawing has the whole."""
    room = max(1, int(width / LETTER))
    return content if len(content) <= room else content[: room - 1].rstrip() + "…"


def round_step(span: float, wanted: int) -> float:
    """The 1, 2 or 5 with zeros that cuts a span into about as many parts as wanted."""
    if span <= 0:
        return 1.0
    rough = span / max(1, wanted)
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= rough * 0.999)


def round_ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Round values from the last at or under `low` to the first at or over `high`."""
    step = round_step(high - low, wanted)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [index * step for index in range(first, max(last, first + 1) + 1)]


def apart(boxes: Iterator[tuple[float, float, float, float]] | list[tuple[float, float, float, float]],
          box: tuple[float, float, float, float]) -> bool:  # fmt: skip
    """Whether a box (left, top, right, bottom) touches none of the others."""
    return all(
        box[2] < other[0] or box[0] > other[2] or box[3] < other[1] or box[1] > other[3] for other in boxes
    )  # fmt: skip
