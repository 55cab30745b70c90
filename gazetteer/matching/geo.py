"""Distances between places."""

from __future__ import annotations

import math
from typing import Protocol

EARTH_DIAMETER_KM = 12_742.0


class Located(Protocol):
    """Anything with ``lat`` and ``lon`` in degrees."""

    lat: float
    lon: float


def km(a: Located, b: Located) -> float:
    """Return the great-circle distance in kilometres."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((lat_b - lat_a) / 2) ** 2
    h += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return EARTH_DIAMETER_KM * math.asin(min(1.0, math.sqrt(h)))
