"""Distances between places."""

from __future__ import annotations

from collections.abc import Iterable
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


def kms(a: Located, others: Iterable[Located]) -> list[float]:
    """The distances to one place of several others, as ``km`` gives them one by one: asked for every candidate."""
    lat_a, lon_a = radians(a.lat), a.lon
    cos_a, found = cos(lat_a), []
    for b in others:
        lat_b = radians(b.lat)
        h = sin((lat_b - lat_a) / 2) ** 2 + cos_a * cos(lat_b) * sin(radians(b.lon - lon_a) / 2) ** 2
        root = sqrt(h)
        found.append(EARTH_DIAMETER_KM * asin(root if root < 1.0 else 1.0))
    return found
