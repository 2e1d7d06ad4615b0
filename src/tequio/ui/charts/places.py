"""A small map: each village a dot as large as its quantity, where it lies."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tequio.ui.charts.drawing import WIDTH, Chart, Number, apart, at, dot, svg, text, width_of

EDGE, LARGEST, SMALLEST = 26, 20, 3.5


@dataclass(frozen=True, slots=True)
class Place:
    label: str
    latitude: float
    longitude: float
    quantity: Number
    written: str


def places(
    spots: Sequence[Place], *, title: str, desc: str = "", outlines: Sequence[Sequence[tuple[float, float]]] = (),
    quantity: str = "",
) -> Chart:  # fmt: skip
    """The area of a dot tells the quantity. Names with it stand where they cover nothing; the table has all."""
    corners = [(spot.latitude, spot.longitude) for spot in spots] + [point for ring in outlines for point in ring]
    if not corners:
        return Chart(svg(WIDTH, 40, title, desc, [text(WIDTH / 2, 24, _("Todavía no hay datos."), "c-mid c-soft")]))
    lay = _Lay(corners)
    most = max([0.0, *(float(spot.quantity) for spot in spots)])
    parts = []
    for ring in outlines:
        path = " ".join(f"{at(x)},{at(y)}" for x, y in (lay.of(*point) for point in ring))
        parts.append(f'<polygon points="{path}" class="c-land"/>')
    ranked = sorted(spots, key=lambda spot: (-float(spot.quantity), spot.label))
    taken: list[tuple[float, float, float, float]] = []
    names = []
    for spot in ranked:
        x, y = lay.of(spot.latitude, spot.longitude)
        share = math.sqrt(max(0.0, float(spot.quantity)) / most) if most else 0.0
        radius = max(SMALLEST, LARGEST * share)
        parts.append(dot(x, y, radius, "c-dot", f"{spot.label}: {spot.written}"))
        names.append((f"{spot.label}: {spot.written}", x, y, radius))
        taken.append((x - radius, y - radius, x + radius, y + radius))
    for label, x, y, radius in names:
        long = width_of(label)
        left = min(max(2.0, x - long / 2), WIDTH - long - 2)
        for top in (y + radius + 2, y - radius - 16):
            box = (left, top, left + long, top + 13)
            if left >= 2 and top >= 0 and top + 13 <= lay.height and apart(taken, box):
                parts.append(text(left + long / 2, top + 11, label, "c-mid"))
                taken.append(box)
                break
    return Chart(
        svg(WIDTH, lay.height, title, desc, parts),
        head=(_("Pueblo"), quantity or _("Cantidad")),
        rows=tuple((spot.label, spot.written) for spot in ranked),
    )


class _Lay:
    """Degrees laid flat: good enough for one state. North is up, and a kilometre is as long both ways."""

    def __init__(self, corners: Sequence[tuple[float, float]]) -> None:
        latitudes, longitudes = [lat for lat, _lon in corners], [lon for _lat, lon in corners]
        self.north, self.west = max(latitudes), min(longitudes)
        self.squeeze = math.cos(math.radians((self.north + min(latitudes)) / 2))
        wide, tall = (max(longitudes) - self.west) * self.squeeze, self.north - min(latitudes)
        self.scale = min((WIDTH - 2 * EDGE) / wide if wide else math.inf, 340 / tall if tall else math.inf)
        if math.isinf(self.scale):
            self.scale = 0.0
        self.height = tall * self.scale + 2 * EDGE
        self.left = (WIDTH - wide * self.scale) / 2

    def of(self, latitude: float, longitude: float) -> tuple[float, float]:
        return (
            self.left + (longitude - self.west) * self.squeeze * self.scale,
            EDGE + (self.north - latitude) * self.scale,
        )
