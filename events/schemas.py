"""What the API says of itself: JSON Schemas of the features and the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterable

from events.collections import COLLECTIONS, Collection
from events.extraction.types import MODALITIES, TYPES
from events.params import DECIDERS, DEFAULT_LIMIT, MAX_LIMIT, STATUSES

# What an answer may be written as; geojson is the same as json.
FORMS = ["json", "geojson", "csv", "csv-excel"]
_DAYS = {"date_start", "date_end", "known_on", "published", "since", "last_evidence", "at"}
_WHOLE = {"sentence", "start", "end", "claims", "sources", "places"}
_NUMBERS = {"lat", "lon", "percent"}
_YES_NO = {"inferred", "estimate", "hatched"}
_WORDS = {"type": TYPES, "modality": list(MODALITIES), "status": list(STATUSES), "decided_by": list(DECIDERS)}

_TEXT = {"type": "string"}
_DAY = {"type": "string", "format": "date"}
PARAMETERS = {
    "bbox": ("Only in this box of degrees: west,south,east,north.", {"type": "array", "items": {"type": "number"}}),
    "datetime": ("A day, or an interval a/b closed at both ends; .. is open.", _TEXT),
    "at": ("On this day.", _DAY),
    "known": ("As it was known on this day: claims published and decisions made until then.", _DAY),
    "type": ("Types of change, separated by commas.", {"type": "string", "enum": TYPES}),
    "gaining": ("Slugs of sides that gain, separated by commas.", _TEXT),
    "losing": ("Slugs of sides that lose, separated by commas.", _TEXT),
    "actor": ("Slugs of sides that gain, lose or hold, separated by commas.", _TEXT),
    "modality": ("How it is said.", {"type": "string", "enum": list(MODALITIES)}),
    "status": ("Accepted without it; others need a reviewer's rights.", {"type": "string", "enum": list(STATUSES)}),
    "decided_by": ("Who accepted it.", {"type": "string", "enum": list(DECIDERS)}),
    "outlet": ("Told by this outlet.", _TEXT),
    "source": ("The same as outlet.", _TEXT),
    "place": ("The id of one place.", _TEXT),
    "country": ("ISO 3166-1 alpha-2.", _TEXT),
    "q": ("Words in a name of the place or in the evidence.", _TEXT),
    "ledger": ("1 adds the historical ledger.", {"type": "string", "enum": ["0", "1"]}),
    "limit": (
        "Features of a page.",
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    ),
    "offset": ("Features to pass over.", {"type": "integer", "minimum": 0, "default": 0}),
    "f": ("Form of the answer; csv-excel begins with a byte-order mark.", {"type": "string", "enum": FORMS}),
}


def schema(collection: Collection, address: str) -> dict:
    """Return the JSON Schema of a collection's features (also its queryables)."""
    properties = {key: _property(key) for key in collection.keys}
    if collection.id == "events":
        properties["id"]["type"] = "integer"  # a claim's id is text
    geometry = {"x-ogc-role": "primary-geometry", "format": f"geometry-{collection.geometry.lower()}"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "type": "object",
        "title": collection.title,
        "properties": properties | {"geometry": geometry},
        "additionalProperties": False,
    }


def _property(key: str) -> dict:
    if key in _DAYS:
        return {"type": "string", "format": "date"}
    if key == "id":
        return {"type": "string", "x-ogc-role": "id"}
    for names, kind in ((_WHOLE, "integer"), (_NUMBERS, "number"), (_YES_NO, "boolean")):
        if key in names:
            return {"type": kind}
    return {"type": "string", "enum": _WORDS[key]} if key in _WORDS else {"type": "string"}


def openapi(root: str, version: str) -> dict:
    """Return the OpenAPI 3.0 document; ``root`` is the landing page's address, ``version`` the ledger's.

    The landing page is not among the paths: a path begins with a slash, and no address of ours ends in one.
    """
    paths: dict = {
        "/conformance": _get("Conformance classes"),
        "/openapi": _get("This document"),
        "/collections": _get("Collections"),
    }
    for collection in COLLECTIONS.values():
        base = f"/collections/{collection.id}"
        paths[base] = _get(f"About {collection.title}")
        paths[f"{base}/schema"] = _get(f"Schema of {collection.title}")
        paths[f"{base}/queryables"] = _get(f"Queryables of {collection.title}")
        paths[f"{base}/items"] = _get(collection.title, collection.parameters, kind="application/geo+json")
        one = _get(f"One of: {collection.title}", kind="application/geo+json")
        one["get"]["parameters"] = [{"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}]
        paths[f"{base}/items/{{featureId}}"] = one
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "ConflictMap",
            "version": version,
            "description": "Who held which place on which day, and the sentences that say so.",
        },
        "servers": [{"url": root}],
        "paths": paths,
        "components": {"parameters": {name: parameter(name) for name in PARAMETERS}},
    }


def parameter(name: str) -> dict:
    """Return one query parameter."""
    description, kind = PARAMETERS[name]
    return {
        "name": name, "in": "query", "required": False, "description": description, "schema": kind, "style": "form",
        "explode": False,
    }  # fmt: skip


def _get(summary: str, parameters: Iterable[str] = (), *, kind: str = "application/json") -> dict:
    # Written out rather than referred to: QGIS reads the list of an address without following references.
    listed = [parameter(name) for name in parameters]
    answers = {
        "200": {"description": "The answer", "content": {kind: {"schema": {"type": "object"}}}},
        "400": {"description": "A parameter makes no sense"},
    }
    return {"get": {"summary": summary, "parameters": listed, "responses": answers}}
