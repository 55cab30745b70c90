"""Places from a GeoNames country dump (``XX.txt``) with ``alternateNamesV2.txt`` beside it. No Django.

The columns are the official ones of GeoNames' readme; either file may be the zip as it is offered for download.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from gazetteer.importers.default_rows import arabic_names
from gazetteer.importers.files import text_lines
from gazetteer.importers.records import (
    BadRow,
    ImportRefused,
    NameRecord,
    PlaceRecord,
    Refusal,
    checked_country,
    clean_name,
    coordinates,
    is_arabic,
    unique_names,
    whole,
)

LICENCE = "CC BY 4.0"
COLUMNS = 19
ALTERNATE_COLUMNS = range(8, 11)  # the two columns of days at the end came later
# Languages whose spellings an Arabic reader may meet; "abbr", "link", "post" and the like are no names.
LANGUAGES = {"ar", "en", "ku", "ckb", "kmr", "tr", "fr", "syr"}
KURDISH = {"ku", "ckb", "kmr"}
CITY_FROM, TOWN_FROM = 40_000, 2_000  # inhabitants
# Feature code -> kind; settlements go by population. What is not here is no place that news fights over.
KINDS = {
    "PCLI": "country", "ADM1": "governorate", "ADM2": "district", "ADM3": "subdistrict",
    "PPLX": "neighbourhood", "CMPRF": "camp", "MILB": "base", "INSM": "base", "FT": "base", "AIRB": "airbase",
    "AIRP": "airbase", "AIRF": "airbase", "AIRQ": "airbase", "PRT": "port", "PSTB": "crossing", "PSTC": "crossing",
    "DAM": "dam", "BDG": "bridge", "ISL": "island", "OILF": "oilfield", "GASF": "oilfield", "OILR": "facility",
    "PS": "facility", "HLL": "hill", "MT": "hill",
}  # fmt: skip
SETTLEMENTS = {"PPL", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLC", "PPLF", "PPLG", "PPLL", "PPLS", "STLMT"}
SEATS = {"PPLA", "PPLC"}


def _kind(code: str, population: int) -> str | None:
    if code in SEATS:
        return "city"
    if code in SETTLEMENTS:
        return "city" if population >= CITY_FROM else "town" if population >= TOWN_FROM else "village"
    return KINDS.get(code)


def split_files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Tell country dumps from files of alternate names; one that lies beside a dump is found by its name."""
    dumps, alternates = [], []
    for path in paths:
        (alternates if path.stem.lower().startswith("alternatename") else dumps).append(path)
    if not dumps:
        raise ImportRefused("GeoNames: a country dump such as SY.txt is needed beside the alternate names.")
    if not alternates:
        beside = (dumps[0].parent / name for name in ("alternateNamesV2.txt", "alternateNamesV2.zip"))
        alternates = [path for path in beside if path.is_file()][:1]
    return dumps, alternates


def _alternates(paths: Iterable[Path], wanted: set[int]) -> dict[int, list[tuple[bool, NameRecord]]]:
    """Read the alternate names of the wanted ids: (preferred, name). Broken lines are passed over in silence,

    for the file holds the names of the whole world and only a few lines concern us.
    """
    found: dict[int, list[tuple[bool, NameRecord]]] = defaultdict(list)
    for path in paths:
        for line in text_lines(path):
            if isinstance(line, Refusal):
                continue
            fields = line[1].rstrip("\r\n").split("\t")
            if len(fields) not in ALTERNATE_COLUMNS or not fields[1].isdigit() or int(fields[1]) not in wanted:
                continue
            lang, historic = fields[2], fields[7] == "1"
            if lang not in LANGUAGES:
                continue
            try:
                name = clean_name(fields[3])
            except BadRow:
                continue
            if (lang == "ar") != is_arabic(name) and lang not in KURDISH:
                continue
            kind = "kurdish" if lang in KURDISH else "short" if fields[5] == "1" else "alias"
            found[int(fields[1])].append((fields[4] == "1" and not historic, NameRecord(name, lang, kind)))
    return found


def _names(fields: list[str], alternates: list[tuple[bool, NameRecord]]) -> tuple[str, str, tuple[NameRecord, ...]]:
    """Return (name_ar, name_en, all names). A preferred name comes before others of its language."""
    preferred = sorted(alternates, key=lambda item: not item[0])
    # A Kurdish name in Arabic letters is no Arabic name.
    loose = arabic_names(_whole_names(fields[3]), fields[1])
    kurdish = {name.name for _, name in alternates if name.lang in KURDISH}
    arabic = [n.name for _, n in preferred if n.lang == "ar" and n.kind != "short"] or [
        n for n in loose if n not in kurdish
    ]
    english = [n.name for first, n in preferred if n.lang == "en" and first]
    name_ar, name_en = arabic[0] if arabic else "", english[0] if english else clean_name(fields[1])
    names = [NameRecord(name_ar, "ar", "official"), NameRecord(name_en, "en", "official")]
    names += [name for _, name in preferred]
    names += [NameRecord(name, "ar") for name in loose]
    names += [NameRecord(clean_name(fields[1]), "en"), NameRecord(clean_name(fields[2]), "en", "spelling")]
    return name_ar, name_en, unique_names(names)


def _whole_names(text: str) -> list[str]:
    """Return the alternate names that are not broken; one broken spelling loses no place."""
    found = []
    for raw in text.split(","):
        try:
            found.append(clean_name(raw))
        except BadRow:
            continue
    return found


def _record(where: str, fields: list[str], kind: str, alternates: list[tuple[bool, NameRecord]]) -> PlaceRecord:
    geonames_id, country = whole(fields[0], "geonameid", 10**12), checked_country(fields[8])
    if not geonames_id:
        raise BadRow("no geonameid")
    lat, lon = coordinates(fields[4], fields[5], country)
    name_ar, name_en, names = _names(fields, alternates)
    if not name_ar and not name_en:
        raise BadRow("no name")
    admin1 = f"adm1:{country}.{fields[10]}" if fields[10] not in ("", "00") else None
    admin2 = f"adm2:{country}.{fields[10]}.{fields[11]}" if fields[11] else None
    keys = {"governorate": (admin1,), "district": (admin2,), "country": (f"country:{country}",)}.get(kind, ())
    parent = {"country": None, "governorate": f"country:{country}", "district": admin1}.get(kind, admin2 or admin1)
    return PlaceRecord(
        where=where, id=f"gn{geonames_id}", name_ar=name_ar, name_en=name_en, kind=kind, country=country,
        lat=lat, lon=lon, source="geonames", licence=LICENCE, record=f"gn{geonames_id}", source_date=_day(fields[18]),
        names=names, keys=tuple(key for key in keys if key), parent=parent,
        admin1=admin1 if kind not in ("country", "governorate") else None,
        population=whole(fields[14], "population", 10**9), geonames_id=geonames_id,
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None  # the day of a row's last change is a convenience; a place is not lost for it


def _dump_lines(path: Path) -> Iterator[tuple[str, list[str]] | Refusal]:
    for line in text_lines(path):
        if isinstance(line, Refusal):
            yield line
            continue
        n, text = line
        fields = text.rstrip("\r\n").split("\t")
        if not text.strip():
            continue
        if len(fields) != COLUMNS:
            if n == 1:
                raise ImportRefused(f"{path}: line 1 has {len(fields)} columns and a GeoNames dump has {COLUMNS}.")
            yield Refusal(f"line {n}", f"{len(fields)} columns instead of {COLUMNS}")
            continue
        yield f"line {n}", fields


def _population(text: str) -> int:
    return int(text) if text.isdigit() else 0


def records(paths: Iterable[Path]) -> Iterator[PlaceRecord | Refusal]:
    """Yield the places of country dumps, with their alternate names; refusals carry line and reason.

    Features of kinds that the gazetteer does not keep (streams, wells, hotels) are passed over.
    """
    dumps, alternate_files = split_files(paths)
    wanted = {
        int(line[1][0])
        for path in dumps
        for line in _dump_lines(path)
        if not isinstance(line, Refusal) and line[1][0].isdigit() and _kind(line[1][7], _population(line[1][14]))
    }
    alternates = _alternates(alternate_files, wanted)
    for path in dumps:
        for line in _dump_lines(path):
            if isinstance(line, Refusal):
                yield line
                continue
            where, fields = line
            kind = _kind(fields[7], _population(fields[14]))
            if kind is None:
                continue
            try:
                ours = alternates.get(int(fields[0]), []) if fields[0].isdigit() else []
                yield _record(where, fields, kind, ours)
            except BadRow as reason:
                yield Refusal(where, str(reason))
