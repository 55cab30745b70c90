"""Places from a CSV file with a documented header. No Django.

The first line names the columns, in any order: ``name_ar name_en kind country lat lon`` (one of the names may be
empty), and as wanted ``id aliases admin1 parent population quality record licence source_date geonames wikidata
wof pcode``. ``aliases`` are separated by ``|``, each may begin with its kind: ``war:اسم``. ``admin1`` and
``parent`` are ids of other places, in the file or in the gazetteer. Days are ISO. UTF-8.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from gazetteer.importers.files import text_lines
from gazetteer.importers.records import (
    BadRow,
    ImportRefused,
    NameRecord,
    PlaceRecord,
    Refusal,
    checked_country,
    checked_kind,
    clean_name,
    coordinates,
    is_arabic,
    unique_names,
    whole,
)
from gazetteer.matching.arabic import fold

NEEDED = ("name_ar", "name_en", "kind", "country", "lat", "lon")
KNOWN = NEEDED + tuple(
    "id aliases admin1 parent population quality record licence source_date geonames wikidata wof pcode".split()
)
NAME_KINDS = ("official", "alias", "short", "war", "kurdish", "agency", "spelling")


def _header(path: Path, line: str) -> list[str]:
    columns = [column.strip() for column in next(csv.reader([line]), [])]
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        raise ImportRefused(f"{path}: the header lacks the column {missing[0]!r}; needed are {', '.join(NEEDED)}.")
    unknown = [column for column in columns if column not in KNOWN]
    if unknown:
        raise ImportRefused(f"{path}: unknown column {unknown[0]!r}; known are {', '.join(KNOWN)}.")
    twice = {column for column in columns if columns.count(column) > 1}
    if twice:
        raise ImportRefused(f"{path}: the column {min(twice)!r} stands twice in the header.")
    return columns


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]] | Refusal]:
    """Yield (where, row); one line is one row, so that a broken one never swallows the next."""
    columns: list[str] | None = None
    for line in text_lines(path):
        if isinstance(line, Refusal):
            if columns is None and line.where == "line 1":
                raise ImportRefused(f"{path}: the header is {line.reason}.")
            yield line
            continue
        n, text = line
        if not text.strip() or text.startswith("#"):
            continue
        if columns is None:
            columns = _header(path, text)
            continue
        try:
            (values,) = csv.reader([text], strict=True)
        except (csv.Error, ValueError):
            yield Refusal(f"line {n}", "quotes are not closed or broken")
            continue
        if len(values) != len(columns):
            yield Refusal(f"line {n}", f"{len(values)} fields where the header has {len(columns)}")
            continue
        yield f"line {n}", dict(zip(columns, (value.strip() for value in values), strict=True))
    if columns is None:
        raise ImportRefused(f"{path}: the file has no header.")


def _aliases(text: str) -> Iterator[NameRecord]:
    for part in text.split("|"):
        kind, colon, name = part.strip().partition(":")
        if not colon:
            kind, name = "alias", kind
        elif kind not in NAME_KINDS:
            raise BadRow(f"alias of unknown kind {kind!r}")
        yield NameRecord(clean_name(name, "alias"), "ar" if is_arabic(name) else "", kind)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadRow(f"source_date {text[:30]!r} is not a day like 2024-01-31") from None


def _record(where: str, row: dict[str, str], source: str) -> PlaceRecord:
    name_ar, name_en = clean_name(row["name_ar"], "name_ar"), clean_name(row["name_en"], "name_en")
    if not name_ar and not name_en:
        raise BadRow("no name")
    if name_ar and not is_arabic(name_ar):
        raise BadRow(f"name_ar {name_ar[:30]!r} is not written in Arabic letters")
    kind, country = checked_kind(row["kind"]), checked_country(row["country"])
    lat, lon = coordinates(row["lat"], row["lon"], country)
    quality = row.get("quality") or "unverified"
    if quality not in ("confirmed", "unverified"):
        raise BadRow(f"unknown quality {quality[:30]!r}")
    wikidata = row.get("wikidata", "").upper()
    if wikidata and not (wikidata[0] == "Q" and wikidata[1:].isdigit()):
        raise BadRow(f"wikidata {wikidata[:30]!r} is not like Q123")
    place_id = row.get("id") or _slug(row, name_ar or name_en, kind, country, lat, lon)
    if len(place_id) > 64 or not place_id.replace("-", "").isalnum() or not place_id.isascii():
        raise BadRow(f"id {place_id[:70]!r} is not a slug of letters, digits and hyphens (at most 64)")
    names = unique_names(
        [
            NameRecord(name_ar, "ar", "official"),
            NameRecord(name_en, "en", "official"),
            *_aliases(row.get("aliases", "")),
        ]
    )
    return PlaceRecord(
        where=where, id=place_id, name_ar=name_ar, name_en=name_en, kind=kind, country=country, lat=lat, lon=lon,
        source=source, licence=row.get("licence", ""), record=row.get("record", ""),
        source_date=_day(row.get("source_date", "")),
        names=names, keys=(f"id:{place_id}",), parent=row.get("parent") and f"id:{row['parent']}",
        admin1=row.get("admin1") and f"id:{row['admin1']}", population=whole(row.get("population"), "population"),
        quality=quality, geonames_id=whole(row.get("geonames"), "geonames", 10**12) or None,
        wikidata=wikidata or None, wof_id=whole(row.get("wof"), "wof", 10**15) or None, pcode=row.get("pcode") or None,
    )  # fmt: skip


def _slug(row: dict[str, str], name: str, kind: str, country: str, lat: float, lon: float) -> str:
    """The outside record names the row, else its name, kind and rounded spot do: the same on every run."""
    for column, prefix in (("geonames", "gn"), ("wikidata", "wd"), ("wof", "wof"), ("pcode", "ocha-")):
        if row.get(column):
            return prefix + (row[column].lower() if column == "wikidata" else row[column])
    key = f"{fold(name)}|{kind}|{country}|{lat:.2f}|{lon:.2f}"
    return "cm-" + hashlib.sha256(key.encode()).hexdigest()[:12]


def records(path: Path) -> Iterator[PlaceRecord | Refusal]:
    """Yield the places of a CSV file in order, and a refusal for each row that cannot be right."""
    for row in _rows(path):
        if isinstance(row, Refusal):
            yield row
            continue
        where, values = row
        try:
            yield _record(where, values, f"csv:{path.name}"[:100])
        except BadRow as reason:
            yield Refusal(where, str(reason))
