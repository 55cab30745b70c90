"""Distances between places."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Protocol

EARTH_DIAMETER_KM = 12_742.0


class Located(Protocol):
    """Anything with ``lat`` and ``lon`` in degrees."""

    lat: float
    lon: float


def km(a: Located, b: Located) -> float:
    """Return the great-circle distance in kilometres."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    h = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    return EARTH_DIAMETER_KM * asin(min(1.0, sqrt(h)))
