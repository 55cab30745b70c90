"""Who held each place on one day, by one query, for some places or where not all that is stored may be told.

``whole_day`` tells of all places, from memory. What is said of a place itself is kept here for both, for as long as the
gazetteer stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Case, DateField, F, Func, TextField, Value, When
from django.db.models.functions import Coalesce

from events.asked import Asked
from events.day_index import quoted
from events.geojson import CONTROL_KEYS, line
from events.models import ControlPeriod
from events.timeline_days import age_band
from gazetteer.models import GazetteerVersion, Place


class Spot(NamedTuple):
    """What a snapshot says of a place; ``head`` is the feature's beginning, encoded. Degrees, WGS 84."""

    id: str
    ar: str
    en: str
    kind: str
    admin1_en: str | None
    country: str
    lon: float
    lat: float
    head: str


class Standing(NamedTuple):
    """How a place stands on the day. ``holders``, ``siege`` and ``events`` are separated by spaces."""

    spot: Spot
    state: str
    holders: str
    siege: str
    since: date
    inferred: bool
    freshness: str
    left_by: str | None
    last_evidence: date | None
    events: str
    decided_by: str


class _Today(NamedTuple):
    """One period in force on the day, its lists as text."""

    place_id: str
    track: str
    state: str
    holders: str
    shares: list | None
    left_by: str | None
    inferred: bool
    since: date
    last_evidence: date | None
    decided_by: str | None
    events: str


def _joined(column: str) -> Func:
    return Func(F(column), Value(" "), function="array_to_string", output_field=TextField())


_COLUMNS = (
    "place_id", "track", "state", _joined("holders"), Case(When(track="siege", then="shares")), "left_by", "inferred",
    Coalesce("since", Func("during", function="lower", output_field=DateField())), "last_evidence", "decided_by",
    _joined("basis"),
)  # fmt: skip


def snapshot(asked: Asked, day: date, *, places: Iterable[str] | None = None) -> list[Standing]:
    """Return how each place stands that has a state on the day, sorted by place."""
    by_place: dict[str, list[_Today | None]] = {}
    for row in _today(asked, day, places):
        by_place.setdefault(row.place_id, [None, None])[row.track == "siege"] = row
    found = spots(by_place)
    return [_standing(found[id], *tracks, day) for id, tracks in sorted(by_place.items())]


def _today(asked: Asked, day: date, places: Iterable[str] | None) -> Iterator[_Today]:
    if not asked.plain:
        for row in asked.periods(at=day, places=places):
            told = (row.place_id, row.track, row.state, " ".join(row.holders), row.shares, row.left_by, row.inferred)
            events = " ".join(map(str, row.events))
            yield _Today(*told, row.since or row.start, row.last_evidence, row.decided_by, events)
        return
    rows = ControlPeriod.objects.layer(ledger=asked.ledger).at(day).order_by()
    if places is not None:
        rows = rows.filter(place__in=places)
    yield from map(_Today._make, rows.values_list(*_COLUMNS))


def _standing(spot: Spot, control: _Today | None, siege: _Today | None, day: date) -> Standing:
    leading = control or siege
    last, events, decided_by = leading.last_evidence, leading.events, leading.decided_by
    besiegers = ""
    if siege:
        # Besiegers of a part besiege the city as far as the published word goes.
        sides = [*siege.holders.split(), *(share[2] for share in siege.shares or () if share[2])]
        besiegers = " ".join(dict.fromkeys(sides))
        if control:
            last = max((day for day in (last, siege.last_evidence) if day), default=None)
            events = " ".join(map(str, sorted({*map(int, events.split()), *map(int, siege.events.split())})))
            decided_by = "person" if decided_by == siege.decided_by == "person" else "policy"
    return Standing(
        spot, control.state if control else "unknown", control.holders if control else "", besiegers, leading.since,
        leading.inferred, age_band(leading.last_evidence, day), control.left_by if control else None, last, events,
        "person" if decided_by == "person" else "policy",
    )  # fmt: skip


_kept: dict[str, Any] = {"key": None, "spots": {}}


def spots(ids: Iterable[str]) -> dict[str, Spot]:
    """Return the places by id; what was asked for before is remembered until the gazetteer changes."""
    key = (connection.settings_dict["NAME"], GazetteerVersion.current())
    if _kept["key"] != key:
        _kept.update(key=key, spots={})
    known = _kept["spots"]
    if missing := [id for id in ids if id not in known]:
        found = Place.everything.filter(pk__in=missing).with_degrees()
        columns = ("pk", "name_ar", "name_en", "kind", "admin1__name_en", "country", "lon", "lat")
        for *told, lon, lat in found.values_list(*columns):
            known[told[0]] = _spot(told, round(lon, 6), round(lat, 6))
    return known


def _spot(told: list, lon: float, lat: float) -> Spot:
    head = {"type": "Feature", "id": told[0], "geometry": {"type": "Point", "coordinates": [lon, lat]}}
    properties = dict(zip(CONTROL_KEYS[:5], told[:5], strict=True))
    return Spot(*told, lon, lat, line(head)[:-1] + ',"properties":' + line(properties)[:-1])


def as_row(standing: Standing) -> dict[str, Any]:
    """Return the standing as a flat row with the published keys and ``lon``, ``lat``, ``country``."""
    spot = standing.spot
    place = {"place_id": spot.id, "place_ar": spot.ar, "place_en": spot.en, "place_kind": spot.kind}
    place |= {"admin1_en": spot.admin1_en, "country": spot.country, "lon": spot.lon, "lat": spot.lat}
    return place | dict(zip(Standing._fields[1:], standing[1:], strict=True))


def as_text(standing: Standing) -> str:
    """Return the standing as an encoded feature: slugs, words and days hold nothing that JSON would escape."""
    _, state, holders, siege, since, inferred, freshness, left_by, last, events, decided_by = standing
    return (
        f'{standing.spot.head},"state":"{state}","holders":"{holders}","siege":"{siege}","since":"{since}",'
        f'"inferred":{"true" if inferred else "false"},"freshness":"{freshness}",'
        f'"left_by":{quoted(left_by)},"last_evidence":{quoted(last)},"events":"{events}","decided_by":"{decided_by}"}}}}'
    )
