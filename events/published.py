"""Queries → rows with the published keys: events, claims, places and control, for API, pages and exports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from events.asked import Asked
from events.extraction.types import PUBLISHED_KEYS
from events.models import Claim, ControlEvent
from gazetteer.models import Place
from gazetteer.querysets import Degrees

# An event's own columns by published key; everything else of a claim's keys is the leading claim's.
_OWN = {
    "type": "type", "place_id": "place_id", "place_precision": "place_precision", "relation": "relation",
    "part": "part", "part_code": "part_code", "gaining": "gaining_id", "gaining_with": "gaining_with",
    "losing": "losing_id", "losing_with": "losing_with", "date_start": "date_start", "date_end": "date_end",
    "date_precision": "date_precision", "known_on": "known_on", "modality": "modality", "extent": "extent",
    "percent": "percent", "of_force": "of_force", "confidence": "confidence", "rule": "rule", "lexicon": "lexicon",
    "status": "status", "decided_by": "decided_by", "claims": "n_claims", "sources": "n_sources",
    "gaining_ar": "gaining__label_ar", "gaining_en": "gaining__label_en", "losing_ar": "losing__label_ar",
    "losing_en": "losing__label_en", "id": "pk",
}  # fmt: skip
_OF_ARTICLE = {"article": "name", "title": "title", "outlet": "outlet__name", "url": "url", "published": "published"}
_OF_PLACE = {
    "place_ar": "name_ar", "place_en": "name_en", "place_kind": "kind", "country": "country",
    "admin1_ar": "admin1__name_ar", "admin1_en": "admin1__name_en",
}  # fmt: skip
_ELSEWHERE = {*_OWN, *_OF_ARTICLE, *_OF_PLACE, "lat", "lon"}
_FROM_CLAIM = [key for key in PUBLISHED_KEYS if key not in _ELSEWHERE]


def _event_columns() -> dict[str, str]:
    """Return the looked-up column of each published key of an event."""
    columns = dict(_OWN)
    columns |= {key: f"leading_claim__article__{name}" for key, name in _OF_ARTICLE.items()}
    columns |= {key: f"place__{name}" for key, name in _OF_PLACE.items()}
    return columns | {key: f"leading_claim__{key}" for key in _FROM_CLAIM}


_EVENT_COLUMNS = _event_columns()
_NULLED = ("title", "url", "article")  # stored as empty text, published as null


def event_rows(events: QuerySet[ControlEvent], asked: Asked | None = None) -> Iterator[dict[str, Any]]:
    """Yield the events as flat rows. With ``asked`` and its ``known`` day, as they were known then."""
    names = list(dict.fromkeys(_EVENT_COLUMNS.values()))
    degrees = (Degrees("place__point", function="ST_X"), Degrees("place__point", function="ST_Y"))
    for *values, lon, lat in events.values_list(*names, *degrees).iterator(chunk_size=2000):
        found = dict(zip(names, values, strict=True))
        if asked:
            found |= asked.as_known(found["pk"])
        row = {key: found[name] for key, name in _EVENT_COLUMNS.items()}
        row["lon"], row["lat"] = (None, None) if lon is None else (round(lon, 6), round(lat, 6))
        yield _nulled(row)


def _nulled(row: dict[str, Any]) -> dict[str, Any]:
    for key in _NULLED:
        row[key] = row[key] or None
    return row


def claim_rows(claims: QuerySet[Claim]) -> Iterator[dict[str, Any]]:
    """Yield the claims as flat rows with the published keys and ``event``, the primary key of their event."""
    names = {key: key for key in PUBLISHED_KEYS if key not in _OF_ARTICLE}
    names |= {key: f"article__{name}" for key, name in _OF_ARTICLE.items()} | {"event": "event_id"}
    for values in claims.values_list(*names.values()).iterator(chunk_size=2000):
        yield _nulled(dict(zip(names, values, strict=True)))


def place_rows(places: QuerySet[Place]) -> Iterator[dict[str, Any]]:
    """Yield places as flat rows."""
    names = ("pk", "name_ar", "name_en", "kind", "admin1__name_ar", "admin1__name_en", "country", "lon", "lat")
    keys = ("place_id", "place_ar", "place_en", "place_kind", "admin1_ar", "admin1_en", "country")
    for *values, lon, lat in places.with_degrees().values_list(*names).iterator(chunk_size=2000):
        row = dict(zip(keys, values, strict=True))
        yield row | {"lon": round(lon, 6), "lat": round(lat, 6)}


def with_evidence(events: QuerySet[ControlEvent]) -> QuerySet[ControlEvent]:
    """Load what a page says of each event: live claims with their articles, the log, contradictions."""
    claims = Claim.objects.live().select_related("article__outlet").order_by("article__published", "start", "pk")
    return events.select_related("place", "gaining", "losing").prefetch_related(
        Prefetch("claims", queryset=claims, to_attr="live_claims"),
        "reviews__by",
        Prefetch("contradicts", queryset=ControlEvent.objects.released()),
    )
