"""A figure over time: a line with its dates, or a spark beside a number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tequio.ui.charts.drawing import WIDTH, Chart, Number, at, dot, line, round_ticks, svg, text

TOP, SIDE = 22, 6


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    points: tuple[tuple[date, Number], ...]


def lines(
    series: Sequence[Line], *, title: str, show: Callable[[float], str], day: Callable[[date], str], desc: str = "",
    width: int = WIDTH, tall: int = 150, from_zero: bool = True,
) -> Chart:  # fmt: skip
    """Days are spaced as in the calendar. With `from_zero` the scale includes zero, as it should for amounts."""
    points = [point for one in series for point in one.points]
    if not points:
        return Chart(svg(width, 40, title, desc, [text(width / 2, 24, _("Todavía no hay datos."), "c-mid c-soft")]))
    first, last = min(day_ for day_, _v in points), max(day_ for day_, _v in points)
    values = [float(value) for _d, value in points] + ([0.0] if from_zero else [])
    flat = min(values) == max(values)
    ticks = round_ticks(min(values), max(values), 3)
    foot = float(TOP + tall)

    def x_of(day_: date) -> float:
        days = (last - first).days
        return SIDE + (width - 2 * SIDE) * ((day_ - first).days / days if days else 0.5)

    def y_of(value: float) -> float:
        return foot - (value - ticks[0]) / (ticks[-1] - ticks[0]) * tall

    marked = ticks[:1] if flat else ticks
    parts = [line(0, y_of(tick), width, y_of(tick), "c-axis" if tick == 0 else "c-grid") for tick in marked]
    for number, one in enumerate(series, start=1):
        ordered = sorted(one.points)
        path = " ".join(f"{at(x_of(day_))},{at(y_of(float(value)))}" for day_, value in ordered)
        css = "c-line" if number == 1 else f"c-line c-line-{number}"
        parts.append(f'<polyline points="{path}" class="{css}"/>')
        if ordered:
            end, value = ordered[-1]
            told = f"{one.label} {day(end)}: {show(float(value))}"
            parts.append(dot(x_of(end), y_of(float(value)), 4.5, f"c-{number}", told))
    parts += [text(0, y_of(tick) - 4, show(tick), "c-soft") for tick in marked]
    if first == last:
        parts.append(text(width / 2, foot + 18, day(first), "c-mid c-soft"))
    else:
        parts += [text(0, foot + 18, day(first), "c-soft"), text(width, foot + 18, day(last), "c-end c-soft")]
    days = sorted({day_ for day_, _v in points})
    by_day = [dict(one.points) for one in series]
    return Chart(
        svg(width, foot + 24, title, desc, parts, css="wide" if width > WIDTH else ""),
        head=(_("Fecha"), *(one.label for one in series)),
        rows=tuple(
            (day(day_), *(show(float(known[day_])) if day_ in known else "—" for known in by_day)) for day_ in days
        ),
        key=tuple(enumerate((one.label for one in series), start=1)) if len(series) > 1 else (),
    )


def sparkline(values: Sequence[Number], *, title: str) -> Chart:
    """A line of a word's size, without scale; its title says in words what it shows."""
    shown = [float(value) for value in values]
    low, high = min([0.0, *shown]) if shown else 0.0, max([0.0, *shown])
    span, gap = (high - low) or 1.0, 104 / max(1, len(shown) - 1)
    places = [(4 + index * gap, 25 - (value - low) / span * 22) for index, value in enumerate(shown)]
    parts = [f'<polyline points="{" ".join(f"{at(x)},{at(y)}" for x, y in places)}" class="c-line"/>'] if places else []
    if places:
        parts.append(dot(*places[-1], 3.5, "c-1"))
    return Chart(svg(112, 28, title, "", parts, css="spark"))
