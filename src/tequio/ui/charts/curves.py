"""Curves over an age instead of days, so that what began at different times can be laid over one another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tequio.ui.charts.drawing import WIDTH, Chart, Number, at, dot, line, round_ticks, svg, text, width_of

TOP, SIDE, TALL = 22, 6, 150


@dataclass(frozen=True, slots=True)
class Curve:
    """A value for each whole age from 0 on; a young one is short."""

    label: str
    values: tuple[Number, ...]


def curves(rows: Sequence[Curve], *, title: str, show: Callable[[float], str], age: str, desc: str = "") -> Chart:
    """`age` is the unit of the ages, such as months. Curves carry their name at their end, the first ones in colour."""
    oldest = max((len(row.values) - 1 for row in rows), default=0)
    if oldest < 1:
        return Chart(svg(WIDTH, 40, title, desc, [text(WIDTH / 2, 24, _("Todavía no hay datos."), "c-mid c-soft")]))
    ticks = round_ticks(0.0, max(0.01, *(float(value) for row in rows for value in row.values)), 3)
    foot = float(TOP + TALL)
    room = WIDTH - 2 * SIDE - max(width_of(row.label) for row in rows) - 8

    def x_of(months: int) -> float:
        return SIDE + room * months / oldest

    def y_of(value: Number) -> float:
        return foot - float(value) / ticks[-1] * TALL

    parts = [line(0, y_of(tick), WIDTH, y_of(tick), "c-axis" if tick == 0 else "c-grid") for tick in ticks]
    parts += [text(0, y_of(tick) - 4, show(tick), "c-soft") for tick in ticks]
    taken: list[float] = []
    for number, row in enumerate(rows, start=1):
        if not row.values:
            continue
        path = " ".join(f"{at(x_of(months))},{at(y_of(value))}" for months, value in enumerate(row.values))
        parts.append(f'<polyline points="{path}" class="c-line{f" c-line-{number}" if number > 1 else ""}"/>')
        x, y = x_of(len(row.values) - 1), y_of(row.values[-1])
        parts.append(dot(x, y, 4, f"c-{min(number, 4)}", f"{row.label}: {show(float(row.values[-1]))}"))
        written = y + 4
        while any(abs(written - other) < 14 for other in taken):
            written -= 14
        taken.append(written)
        parts.append(text(x + 8, written, row.label))
    parts += [text(x_of(0), foot + 18, "0", "c-soft"), text(x_of(oldest), foot + 18, f"{oldest} {age}", "c-mid c-soft")]
    return Chart(
        svg(WIDTH, foot + 24, title, desc, parts),
        head=(age.capitalize(), *(row.label for row in rows)),
        rows=tuple(
            (str(months), *(show(float(row.values[months])) if months < len(row.values) else "—" for row in rows))
            for months in range(oldest + 1)
        ),
    )
