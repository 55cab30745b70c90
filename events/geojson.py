"""Rows → FeatureCollection, written as a stream: start, each feature, end. No Django.

A row is a mapping of flat scalars with ``lat`` and ``lon`` among them (degrees, WGS 84) or null. Geometry is a Point of
(longitude, latitude) or null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from events.extraction.types import PUBLISHED_KEYS

# An event has a claim's keys and these; ``claims`` and ``sources`` are counts.
EVENT_KEYS = (*PUBLISHED_KEYS, "status", "decided_by", "claims", "sources")
CONTROL_KEYS = (
    "place_id place_ar place_en place_kind admin1_en state holders siege since inferred freshness left_by "
    "last_evidence events decided_by"
).split()
DEGREES = ("lon", "lat")
PLACE_KEYS = "place_id place_ar place_en place_kind admin1_ar admin1_en country lat lon".split()

_BATCH = 200  # features per written piece: fewer, larger writes


def plain(value):
    """Return what JSON can hold: days as ISO text. Raises TypeError for anything unknown, rather than guessing."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{value!r} has no JSON form")


_encode = json.JSONEncoder(ensure_ascii=False, default=plain, separators=(",", ":")).encode


def feature(row: Mapping, keys: Iterable[str], *, id_key: str = "id") -> dict:
    """Return the row as a feature with exactly ``keys`` as properties, in order."""
    lon, lat = row["lon"], row["lat"]
    point = None if lon is None or lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {
        "type": "Feature",
        "id": row[id_key],
        "geometry": point,
        "properties": {key: row[key] for key in keys},
    }


def flat(one: Mapping, keys: Iterable[str]) -> dict:
    """Return a feature's properties by ``keys``; ``lon`` and ``lat`` are its point's where it has one."""
    point = one["geometry"] if one["geometry"] and one["geometry"]["type"] == "Point" else None
    degrees = dict(zip(DEGREES, point["coordinates"] if point else (None, None), strict=True))
    return {key: degrees[key] if key in degrees else one["properties"].get(key) for key in keys}


def line(value: Mapping) -> str:
    """Return one JSON line without the line break."""
    return _encode(value)


def collection(features: Iterable[Mapping | str], **members) -> Iterator[str]:
    """Yield a FeatureCollection piece by piece; ``members`` (links, counts, version) stand after the features.

    A feature that is text is taken to be encoded already.
    """
    yield '{"type":"FeatureCollection","features":[\n'
    batch, first = [], True
    for one in features:
        batch.append(one if isinstance(one, str) else _encode(one))
        if len(batch) == _BATCH:
            yield ("" if first else ",\n") + ",\n".join(batch)
            batch, first = [], False
    if batch:
        yield ("" if first else ",\n") + ",\n".join(batch)
    yield "\n]" + "".join(f",{_encode(name)}:{_encode(value)}" for name, value in members.items()) + "}\n"


def sequence(features: Iterable[Mapping]) -> Iterator[str]:
    """Yield GeoJSON text sequences (RFC 8142): a record separator, a feature, a line break."""
    for one in features:
        yield f"\x1e{_encode(one)}\n"
