"""Estimated areas of control: what the points on a day suggest about the land between them (rule 24).

An estimate and named so everywhere: every stretch of land takes the state of the nearest populated place that has
evidence of its own, no further than ``REACH_KM`` from it and never across the border. In detail, for each country:

1. The places: cities, towns, villages and camps whose state on the day rests on evidence of their own (never on what
   is said of an area around them). A place that is known to be nobody's is among them: it keeps its cell free.
2. Their Voronoi cells, in a local plane with kilometres as units (longitudes shrunk by the cosine of the middle
   latitude: over a country of this size the error lies far below the estimate's).
3. Cells with the same state, holders and age are dissolved, clipped to ``REACH_KM`` around the places, then to the
   country.

``REACH_KM`` is 15: villages of these countries mostly lie closer than twice that along rivers and roads, and beyond
it in the desert a colour would say what nobody reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import cos, radians

import geopandas
import numpy
import shapely
from shapely.geometry.base import BaseGeometry

from events.ledger import Period, PlaceNode
from events.timeline_days import age_band

REACH_KM = 15.0
POPULATED = frozenset({"city", "town", "village", "camp"})
HATCHED = frozenset({"contested", "disputed", "uncertain", "divided", "shared"})
_KM_PER_DEGREE = 111.195  # of a great circle on the mean sphere
_GRID = 1e-4  # degrees: about ten metres, far finer than the estimate


@dataclass(frozen=True, slots=True)
class AreaPoint:
    """A place with its state on the day asked for. Degrees WGS 84; ``country`` is ISO 3166-1 alpha-2.

    ``own`` is false where the state was passed down from an area around the place.
    """

    place_id: str
    kind: str
    country: str
    lon: float
    lat: float
    state: str
    holders: tuple[str, ...] = ()
    last_evidence: date | None = None
    own: bool = True


def area_points(periods: Iterable[Period], places: Mapping[str, PlaceNode], day: date) -> tuple[AreaPoint, ...]:
    """Return the points of ``day`` from control periods of many places (other tracks and days are left out)."""
    found = []
    for p in periods:
        node = places.get(p.place_id)
        if node is None or p.track != "control" or p.start > day or (p.end is not None and day >= p.end):
            continue
        where = (p.place_id, node.kind, node.country, node.lon, node.lat)
        found.append(AreaPoint(*where, p.state, p.holders, p.last_evidence, own=not p.hatched))
    return tuple(found)


def areas_at(
    points: Iterable[AreaPoint], countries: Mapping[str, BaseGeometry], day: date, *, reach_km: float = REACH_KM
) -> tuple[dict, ...]:
    """Return the estimated areas of ``day`` as GeoJSON features, in a fixed order; see the module's docstring.

    ``countries`` maps ISO codes to outlines (longitude, latitude). Places of other countries give no area. The
    properties are ``state``, ``holders`` (slugs separated by spaces), ``at``, ``estimate`` (always true),
    ``freshness`` (fresh, ageing, stale), ``hatched``, ``country`` and ``places`` (how many cells).
    """
    frame = areas_frame(points, countries, day, reach_km=reach_km)
    columns = [name for name in frame.columns if name != "geometry"]
    rows = zip(_coordinates(frame.geometry.to_numpy()), *(frame[name].tolist() for name in columns), strict=True)
    return tuple(
        {
            "type": "Feature",
            "properties": dict(zip(columns, values, strict=True)),
            "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
        }
        for coordinates, *values in rows
    )


def _coordinates(shapes: Sequence[BaseGeometry]) -> list[list]:
    """Return the coordinates of multipolygons as GeoJSON has them, of all of them at once: one by one takes longer."""
    if not len(shapes):
        return []
    _, points, offsets = shapely.to_ragged_array(shapes)
    found: list = points.tolist()
    for ends in offsets:
        found = [found[start:end] for start, end in pairwise(ends.tolist())]
    return found


def areas_frame(
    points: Iterable[AreaPoint], countries: Mapping[str, BaseGeometry], day: date, *, reach_km: float = REACH_KM
) -> geopandas.GeoDataFrame:
    """Return the estimated areas of ``day`` as a frame (EPSG:4326) with the columns of ``areas_at``."""
    usable: dict[str, dict[tuple[float, float], AreaPoint]] = {}
    for point in sorted(points, key=lambda point: point.place_id):
        if point.own and point.kind in POPULATED and point.country in countries:
            # Two places on one spot (a metre) share a cell: a Voronoi diagram has none for the second.
            spot = (round(point.lon, 5), round(point.lat, 5))
            usable.setdefault(point.country, {}).setdefault(spot, point)
    rows = [
        row
        for country in sorted(usable)
        for row in _of_country(list(usable[country].values()), countries[country], day, reach_km)
    ]
    columns = ["state", "holders", "at", "estimate", "freshness", "hatched", "country", "places", "geometry"]
    return geopandas.GeoDataFrame(rows, columns=columns, geometry="geometry", crs="EPSG:4326")


def _of_country(points: Sequence[AreaPoint], outline: BaseGeometry, day: date, reach_km: float) -> Iterator[tuple]:
    xy = numpy.array([(round(point.lon, 5), round(point.lat, 5)) for point in points])
    scale = numpy.array([cos(radians(float(xy[:, 1].mean()))), 1.0]) * _KM_PER_DEGREE
    xy = xy * scale
    land = shapely.transform(outline, lambda plane: plane * scale)
    shapely.prepare(land)
    cells, capped = _cells(xy, reach_km)
    groups: dict[tuple, list[int]] = {}
    for index, point in enumerate(points):
        if point.holders and point.state != "unknown":
            key = (point.state, " ".join(point.holders), age_band(point.last_evidence, day))
            groups.setdefault(key, []).append(index)
    for (state, holders, band), members in sorted(groups.items()):
        shape = shapely.intersection(_dissolved(cells[members], capped[members]), land)
        shape = _polygons(_rounded(shapely.transform(shape, lambda plane: plane / scale)))
        if not shape.is_empty:
            hatched = state in HATCHED
            yield state, holders, day.isoformat(), True, band, hatched, points[0].country, len(members), shape


def _cells(xy: numpy.ndarray, reach_km: float) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Return each point's Voronoi cell within ``reach_km`` of it, and which cells that limit cut.

    Only cells that reach further are cut: where places lie close together none is, and a union of thousands of
    discs would take seconds.
    """
    low, high = xy.min(axis=0) - 2 * reach_km, xy.max(axis=0) + 2 * reach_km
    frame = shapely.box(*low, *high)
    if len(xy) == 1:
        cells = numpy.array([frame])
    else:
        cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(xy), extend_to=frame, ordered=True))
    corners, owner = shapely.get_coordinates(cells, return_index=True)
    far = numpy.zeros(len(xy))
    numpy.maximum.at(far, owner, numpy.hypot(*(corners - xy[owner]).T))
    capped = far > reach_km
    discs = shapely.buffer(shapely.points(xy[capped]), reach_km, quad_segs=8)
    cells[capped] = shapely.intersection(cells[capped], discs)
    return cells, capped


def _dissolved(cells: numpy.ndarray, capped: numpy.ndarray) -> BaseGeometry:
    """Return cells as one shape. Whole cells fit each other edge to edge, which makes their union cheap."""
    whole = shapely.coverage_union_all(cells[~capped])
    return shapely.union(whole, shapely.union_all(cells[capped])) if capped.any() else whole


def _rounded(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape with coordinates on the grid; the slower exact way only where plain rounding breaks it."""
    quick = shapely.set_precision(shape, _GRID, mode="pointwise")
    return quick if shapely.is_valid(quick) else shapely.set_precision(shape, _GRID)


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a shape as one multipolygon, outer rings counter-clockwise (RFC 7946)."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and not part.is_empty]
    # A place beside a land that the outline leaves out keeps nothing of its cell.
    whole = shapely.multipolygons(parts) if parts else shapely.MultiPolygon()
    return shapely.orient_polygons(whole, exterior_cw=False)
