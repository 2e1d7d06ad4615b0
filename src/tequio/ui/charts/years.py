"""A hundred years, good and bad: how many of them cost how much, and as far as what is there reaches."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tequio.ui.charts.drawing import WIDTH, Chart, clipped, line, rect, svg, text, width_of

TOP, ROW, THICK, GAP = 6, 24, 17, 3
BLOCK = 6.0


@dataclass(frozen=True, slots=True)
class Years:
    """So many years (whole, of a hundred) with one outcome; `is_paid` where what is there reaches."""

    label: str
    count: int
    is_paid: bool
    figure: str  # the exact number, for the table


def years(rows: Sequence[Years], *, title: str, desc: str = "", label: str = "", mark: str = "") -> Chart:
    """A row for each outcome, a block for each year; blocks beyond what is there are red. `mark` names the limit."""
    wide = max([60.0, *(width_of(row.label) + 12 for row in rows)])
    wide = min(wide, WIDTH * 0.55)
    most = max([1, *(row.count for row in rows)])
    block = min(BLOCK, (WIDTH - wide - 34) / most)
    parts: list[str] = []
    top = float(TOP)
    limit: float | None = None
    for place, row in enumerate(rows):
        if limit is None and not row.is_paid and place:
            limit = top
            top += 26 if mark else 0
        parts.append(text(wide - 4, top + 13, clipped(row.label, wide - 4), "c-end"))
        css = "c-good" if row.is_paid else "c-bad"
        told = f"{row.label}: {row.figure}"
        if row.count:
            parts.append(rect(wide + 4, top, row.count * block, THICK, css, round_=2, told=told))
            if block >= 3:
                parts += [line(wide + 4 + at * block, top, wide + 4 + at * block, top + THICK, "c-grid")
                          for at in range(1, row.count)]  # fmt: skip
        parts.append(
            text(wide + 10 + row.count * block, top + 13, str(row.count), "c-strong" if row.count else "c-soft")
        )
        top += ROW
    if limit is not None:
        parts.append(line(0, limit + 1, WIDTH, limit + 1, "c-here-line"))
        if mark:
            parts.append(text(0, limit + 17, clipped(mark, WIDTH), "c-here-text"))
    return Chart(
        svg(WIDTH, top + 2, title, desc, parts),
        head=(label or _("Se pierde en un año"), _("De cada 100 años")),
        rows=tuple((row.label, row.figure) for row in rows),
    )
