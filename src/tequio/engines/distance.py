"""How far one place is from another."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371


def km_between(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Great-circle distance (haversine) of two places given as latitude and longitude in degrees."""
    (a, b), (c, d) = (tuple(map(radians, place)) for place in (here, there))
    return 2 * EARTH_KM * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))
