"""Outlines of countries for estimated areas, from the base map that the project draws (TopoJSON, Natural Earth)."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import shapely
from django.contrib.staticfiles import finders
from shapely.geometry.base import BaseGeometry

BASEMAP = "map/basemap.json"


def countries() -> dict[str, BaseGeometry]:
    """Return country code (ISO 3166-1 alpha-2) → outline (longitude, latitude); empty without a base map."""
    path = finders.find(BASEMAP)
    return _read(Path(path), Path(path).stat().st_mtime_ns) if path else {}


@lru_cache(maxsize=1)
def _read(path: Path, changed_ns: int) -> dict[str, BaseGeometry]:
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = [_points(arc, topology["transform"]) for arc in topology["arcs"]]
    found: dict[str, list[BaseGeometry]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        if not geometry.get("arcs"):  # too small to be drawn
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        shapes = [shapely.Polygon(rings[0], rings[1:]) for p in polygons if (rings := [_ring(r, arcs) for r in p])]
        found.setdefault(geometry["properties"]["iso_a2"], []).extend(map(shapely.make_valid, shapes))
    return {code: shapely.union_all(shapes) for code, shapes in found.items()}


def _points(arc: list, transform: dict) -> list[tuple[float, float]]:
    """Return degrees: an arc holds steps from point to point on a grid."""
    (width, height), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * width + left, y * height + bottom))
    return points


def _ring(indexes: list[int], arcs: list) -> list[tuple[float, float]]:
    """Return a ring of its arcs; ~n means arc n walked backwards."""
    ring: list[tuple[float, float]] = []
    for index in indexes:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(points[1:] if ring else points)
    return ring
