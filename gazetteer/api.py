"""The places of the open API: which there are, and each as one flat row. The server of the API mounts this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gazetteer.models import Place
from gazetteer.querysets import PlaceQuerySet

# Every key is in every feature, and every value is a scalar.
KEYS = (
    "place_id place_ar place_en place_kind country admin1_id admin1_ar admin1_en parent_id population quality source "
    "record licence source_date pcode geonames_id wikidata lat lon"
).split()
_COLUMNS = {"place_id": "id", "place_ar": "name_ar", "place_en": "name_en", "place_kind": "kind"}


def places(
    *,
    bbox: tuple[float, float, float, float] | None = None,
    kind: str | None = None,
    country: str | None = None,
    quality: str | None = None,
    place_id: str | None = None,
) -> PlaceQuerySet:
    """Return the live places asked for, in the order of their ids. ``bbox``: west, south, east, north in degrees."""
    found = Place.objects.all().order_by("id")
    if bbox is not None:
        found = found.in_bbox(*bbox)
    asked = {"kind": kind, "country": country, "quality": quality, "pk": place_id}
    return found.filter(**{name: value for name, value in asked.items() if value is not None})


def rows(found: PlaceQuerySet, *, start: int = 0, limit: int | None = None) -> Iterator[dict]:
    """Yield a page of places as flat rows with exactly KEYS; polygons stay in the database."""
    page = found.with_degrees().with_admin1_names().values(*(_COLUMNS.get(key, key) for key in KEYS))
    end = None if limit is None else start + limit
    for row in page[start:end].iterator(chunk_size=2_000):
        yield {key: row[_COLUMNS.get(key, key)] for key in KEYS}


def feature(row: Mapping) -> dict:
    """Return a row as a GeoJSON feature, longitude first."""
    return {
        "type": "Feature",
        "id": row["place_id"],
        "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
        "properties": dict(row),
    }
