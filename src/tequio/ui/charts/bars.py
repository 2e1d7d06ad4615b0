"""Horizontal bars, one or several to a row; the name stands above its bars so that a long one has room."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tequio.ui.charts.drawing import WIDTH, Chart, Number, clipped, line, rect, svg, text, width_of

NAME, BAR, GAP, REST = 20, 14, 4, 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its name, and for each series a value and how it is written.

    `figures` are how the table below writes them, where that is more exact than a drawing needs.
    """

    label: str
    values: tuple[Number, ...]
    texts: tuple[str, ...]
    figures: tuple[str, ...] = ()


def bars(rows: Sequence[Bar], *, title: str, desc: str = "", label: str = "", series: Sequence[str] = ()) -> Chart:
    """Negative values go to the left of zero, in red. All rows share one scale that always includes zero."""
    values = [float(value) for row in rows for value in row.values]
    low, high = min([0.0, *values]), max([0.0, *values])
    room = WIDTH - max([40.0, *(width_of(written) for row in rows for written in row.texts)]) - 8
    scale = room / ((high - low) or 1.0)
    zero = -low * scale

    parts: list[str] = []
    top = 0.0
    for row in rows:
        parts.append(text(0, top + 14, clipped(row.label, WIDTH)))
        top += NAME
        for number, (value, written) in enumerate(zip(row.values, row.texts, strict=True), start=1):
            length = abs(float(value)) * scale
            start = zero - length if value < 0 else zero
            css = "c-bad" if value < 0 else f"c-{number}"
            told = f"{row.label}: {written}"
            parts.append(rect(0, top, room, BAR, "c-track", round_=3))
            if length:
                # A value that is not zero is always seen.
                parts.append(rect(min(start, room - 1.5), top, max(length, 1.5), BAR, css, round_=3, told=told))
            parts.append(text(WIDTH, top + 11.5, written, "c-end"))
            top += BAR + GAP
        top += REST
    height = max(top - REST - GAP, 1.0)
    if low < 0:
        parts.append(line(zero, NAME - 4, zero, height + 2, "c-axis"))
    return Chart(
        svg(WIDTH, height + 2, title, desc, parts),
        head=(label or _("Nombre"), *(series or (_("Cantidad"),))),
        rows=tuple((row.label, *(row.figures or row.texts)) for row in rows),
        key=tuple(enumerate(series, start=1)) if len(series) > 1 else (),
    )
