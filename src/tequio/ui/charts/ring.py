"""How much of a whole: a ring that closes."""

import math

from tequio.ui import numbers
from tequio.ui.charts.drawing import Chart, Number, at, svg, text

RADIUS = 42
ROUND = 2 * math.pi * RADIUS


def ring(part: Number, whole: Number, *, title: str) -> Chart:
    """A part above the whole closes the ring and still says its true percentage; nothing of nothing is 0 %."""
    ratio = float(part) / float(whole) if whole else 0.0
    shown = min(1.0, max(0.0, ratio))
    parts = ['<circle cx="52" cy="52" r="42" class="c-track"/>']
    if shown:
        # A dash as long as the share, beginning at the top.
        parts.append(
            f'<circle cx="52" cy="52" r="42" class="c-arc" transform="rotate(-90 52 52)"'
            f' stroke-dasharray="{at(ROUND * shown)} {at(ROUND)}"/>'
        )
    said = numbers.percent(round(ratio, 4), 0) if abs(ratio) < 100 else "> 9,999 %"
    parts.append(text(52, 57, said, "c-mid c-strong"))
    return Chart(svg(104, 104, title, "", parts, css="ring whole" if shown >= 1 else "ring"))
