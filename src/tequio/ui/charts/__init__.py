"""Charts drawn on the server as SVG: no script, no picture file, coloured by the page's own stylesheet.

Each function is pure: figures in, a `Chart` out, which prints as its SVG and carries the same figures as a table.
`{% figure chart "…" %}` shows both. The drawing is 360 units wide, a phone's page; wide ones scale up.
"""

from tequio.ui.charts.bars import Bar, bars
from tequio.ui.charts.curves import Curve, curves
from tequio.ui.charts.drawing import Chart
from tequio.ui.charts.lines import Line, lines, sparkline
from tequio.ui.charts.places import Place, places
from tequio.ui.charts.ring import ring
from tequio.ui.charts.spread import spread
from tequio.ui.charts.stairs import Stair, stairs
from tequio.ui.charts.years import Years, years

__all__ = [
    "Bar",
    "Chart",
    "Curve",
    "Line",
    "Place",
    "Stair",
    "Years",
    "bars",
    "curves",
    "lines",
    "places",
    "ring",
    "sparkline",
    "spread",
    "stairs",
    "years",
]
