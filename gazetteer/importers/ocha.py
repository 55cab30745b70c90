"""Places as OCHA publishes them: administrative boundaries (COD-AB) and populated places, with p-codes. No Django.

Shapefile, file geodatabase, GeoPackage (each also zipped) and xlsx. Columns are told by their names, which
changed over the years: ``admin3Name_ar``/``admin3Pcode``, ``ADM3_AR``/``ADM3_PCODE``, ``adm3_name1``; a shapefile
cuts them to ten characters. A workbook gives coordinates for populated places only: an administrative unit is
put in the middle of its places, and says that this is an estimate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from gazetteer.importers.ocha_columns import Columns, Row, columns_of
from gazetteer.importers.ocha_layers import layer_rows
from gazetteer.importers.ocha_sheets import sheet_rows
from gazetteer.importers.records import (
    BadRow,
    ImportRefused,
    NameRecord,
    PlaceRecord,
    Refusal,
    clean_name,
    coordinates,
    is_arabic,
    unique_names,
)

SOURCE = "ocha"
LICENCE = "CC BY 3.0 IGO"
UNITS = {0: "country", 1: "governorate", 2: "district", 3: "subdistrict"}
NEIGHBOURHOOD = 5


def records(path: Path) -> Iterator[PlaceRecord | Refusal]:
    """Yield the places of one OCHA file, larger units first; refusals carry sheet or layer, row and reason."""
    rows = sheet_rows if path.suffix.lower() in (".xlsx", ".xlsm") else layer_rows
    tables = [(name, columns_of(header), read) for name, header, read in rows(path)]
    tables = sorted((t for t in tables if t[1] is not None), key=lambda table: table[1].level)
    if not tables:
        raise ImportRefused(f"{path}: no sheet or layer has OCHA's columns (a name and a p-code of one level).")
    centres = _centres(tables) if rows is sheet_rows else {}
    done: set[str] = set()
    for _, columns, read in tables:
        for row in read():
            try:
                record = _record(columns, row, centres)
            except BadRow as reason:
                yield Refusal(row.where, str(reason))
                continue
            # Some files give a unit twice, as polygon and as label point; the first, with the area, stands.
            if record.pcode not in done:
                done.add(record.pcode)
                yield record


def _centres(tables: Iterable[tuple]) -> Mapping[str, tuple[float, float]]:
    """Return p-code of a unit -> mean (lat, lon) of the populated places in it."""
    sums: dict[str, list[float]] = {}
    for _, columns, read in tables:
        if columns.level != 4 or columns.lat is None:
            continue
        for row in read():
            try:
                country = _country(columns, row)
                lat, lon = coordinates(columns.value(row, columns.lat), columns.value(row, columns.lon), country)
            except BadRow:
                continue
            for pcode in (columns.pcode(row, level) for level in range(4)):
                if pcode:
                    total = sums.setdefault(pcode, [0.0, 0.0, 0])
                    total[0], total[1], total[2] = total[0] + lat, total[1] + lon, total[2] + 1
    return {pcode: (lat / n, lon / n) for pcode, (lat, lon, n) in sums.items()}


def _kind(columns: Columns, row: Row) -> str:
    if columns.level == NEIGHBOURHOOD:
        return "neighbourhood"
    if columns.level in UNITS:
        return UNITS[columns.level]
    seats = [str(columns.value(row, seat)).lower() in ("yes", "1", "true") for seat in columns.seats]
    return "city" if seats[:1] == [True] else "town" if any(seats) else "village"


def _spot(
    columns: Columns, row: Row, pcode: str, country: str, centres: Mapping
) -> tuple[float | None, float | None, bool]:
    """Return (lat, lon, estimated); a sheet of quarters has no coordinates, and an empty unit no middle."""
    if row.point is not None:
        return *coordinates(row.point[1], row.point[0], country), False
    if columns.lat is not None:
        return *coordinates(columns.value(row, columns.lat), columns.value(row, columns.lon), country), False
    if pcode in centres:
        return *centres[pcode], True
    return None, None, True


def _country(columns: Columns, row: Row) -> str:
    """Return the country with which the p-codes of the row's units begin; those of populated places may not."""
    codes = (columns.pcode(row, level) for level in range(columns.level + 1))
    country = (next((code for code in codes if code), None) or "")[:2].upper()
    if not (country.isascii() and country.isalpha()):
        raise BadRow(f"the p-codes do not begin with a country ({country!r})")
    return country


def _record(columns: Columns, row: Row, centres: Mapping[str, tuple[float, float]]) -> PlaceRecord:
    pcode = columns.pcode(row, columns.level)
    if not pcode:
        raise BadRow("no p-code")
    full = [clean_name(name) for name in columns.names(row)]
    spelled = [*full, *(part for name in full for part in _parts(name))]
    arabic = [name for name in spelled if is_arabic(name)]
    english = [name for name in spelled if name and not is_arabic(name)]
    if not arabic and not english:
        raise BadRow(f"{pcode} has no name")
    country = _country(columns, row)
    lat, lon, estimated = _spot(columns, row, pcode, country, centres)
    codes = [columns.pcode(row, level) for level in range(min(columns.level, 5))]
    above = [code for code in codes if code]
    names = [NameRecord(name, "ar" if is_arabic(name) else "en") for name in spelled]
    firsts = [
        NameRecord(name, lang, "official") for name, lang in ((arabic[:1], "ar"), (english[:1], "en")) for name in name
    ]
    return PlaceRecord(
        where=row.where, id=f"ocha-{pcode}", name_ar=arabic[0] if arabic else "", name_en=english[0] if english else "",
        kind=_kind(columns, row), country=country, lat=lat, lon=lon, source=SOURCE, licence=LICENCE,
        record=pcode, source_date=_day(columns.value(row, columns.day)), names=unique_names([*firsts, *names]),
        keys=(f"pcode:{pcode}",), parent=f"pcode:{above[-1]}" if above else None,
        admin1=f"pcode:{codes[1]}" if columns.level > 1 and codes[1] else None,
        area=row.area, pcode=pcode, estimated=estimated,
    )  # fmt: skip


def _parts(name: str) -> list[str]:
    """Return the names inside a composed one: two names joined by "_", or a name and a qualifier after "/" or " - "."""
    if "_" in name:
        return [part.strip() for part in name.split("_") if len(part.strip()) > 2]
    first = re.split(r"/| - ", name)[0].strip()
    return [first] if first != name and len(first) > 2 else []


def _day(raw: object) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    try:
        return date.fromisoformat(str(raw)[:10])
    except ValueError:
        return None  # the day of a row's last change is a convenience; a place is not lost for it
