"""What an importer yields: places as plain records, and refusals with line and reason. No Django.

Coordinates are degrees WGS 84; ``where`` says in words where in the file a record stands ("line 12").
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gazetteer.countries import is_country
from gazetteer.frames import COUNTRY_FRAMES
from gazetteer.matching.types import KINDS

MAX_NAME = 200
# U+FFFD, C1 controls, and the look of Arabic UTF-8 read as Latin-1 or Windows-1252: D8/D9 before each letter.
_BROKEN = re.compile("[\ufffd\u0080-\u009f]|(?:[\u00d8\u00d9][^\\s\\w]){2}|(?:[\u00d8\u00d9][^A-Za-z]){3}")
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
_ARABIC = re.compile("[\u0621-\u064a]")


class ImportRefused(Exception):
    """A file that cannot be imported at all; the message is one sentence that names it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not imported, and why."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class NameRecord:
    """One spelling. ``kind`` as in ``NameRow``; ``lang`` is ISO 639 or empty."""

    name: str
    lang: str = ""
    kind: str = "alias"
    source: str | None = None  # where it differs from the place's
    licence: str | None = None


@dataclass(slots=True)
class PlaceRecord:
    """One place of one source.

    ``id`` is the slug that a new row gets; ``keys`` are what other records of the file may call it
    ("pcode:SY01"), ``parent`` and ``admin1`` such keys. ``area`` is WKB of a multipolygon. ``estimated`` marks
    a point that the source does not give and that was derived: it makes a new row, but moves no old one. Without
    a point at all a record only adds to a place that is there by its id or p-code.
    """

    where: str
    id: str
    name_ar: str
    name_en: str
    kind: str
    country: str
    lat: float | None
    lon: float | None
    source: str
    licence: str
    record: str = ""
    source_date: date | None = None
    names: tuple[NameRecord, ...] = ()
    keys: tuple[str, ...] = ()
    parent: str | None = None
    admin1: str | None = None
    population: int = 0
    quality: str = "confirmed"
    area: bytes | None = None
    pcode: str | None = None
    geonames_id: int | None = None
    wikidata: str | None = None
    wof_id: int | None = None
    estimated: bool = False


class BadRow(ValueError):
    """A row that cannot be right; the message is the reason.

    ``template`` and ``values`` are what it is made of, for those who tell it in another language.
    """

    def __init__(self, template: str, **values: object):
        super().__init__(template.format(**values) if values else template)
        self.template, self.values = template, values


def clean_name(raw: object, what: str = "name") -> str:
    """Return a name without invisible marks and doubled spaces; raise ``BadRow`` for one that is broken."""
    if raw is None:
        return ""
    text = _INVISIBLE.sub("", str(raw))
    if _BROKEN.search(text):
        raise BadRow("{what} {text!r} was saved in another encoding than it is read in", what=what, text=text[:30])
    if _CONTROL.search(text.strip()):
        raise BadRow("{what} {text!r} holds control characters", what=what, text=text[:30])
    text = " ".join(text.split())
    if len(text) > MAX_NAME:
        raise BadRow("{what} of {number} characters is longer than {most}", what=what, number=len(text), most=MAX_NAME)
    return text


def is_arabic(text: str) -> bool:
    """Whether a name is written in Arabic letters."""
    return bool(_ARABIC.search(text))


def number(raw: object, what: str) -> float:
    """Return a finite number; raise ``BadRow`` naming what it is otherwise."""
    try:
        value = float(str(raw).strip())
    except ValueError:
        raise BadRow(f"{what} {str(raw)[:30]!r} is not a number") from None
    if not math.isfinite(value):
        raise BadRow(f"{what} {str(raw)[:30]!r} is not a number")
    return value


def whole(raw: object, what: str, most: int = 2_000_000_000) -> int:
    """Return a whole number from 0 to ``most``; nothing written is 0."""
    if raw is None or str(raw).strip() == "":
        return 0
    value = number(raw, what)
    if value != int(value) or not 0 <= value <= most:
        raise BadRow(f"{what} {str(raw)[:30]!r} is not a whole number from 0 to {most}")
    return int(value)


def _in_frame(lon: float, lat: float, frame: tuple[float, float, float, float]) -> bool:
    west, south, east, north = frame
    return west <= lon <= east and south <= lat <= north


def coordinates(raw_lat: object, raw_lon: object, country: str) -> tuple[float, float]:
    """Return (lat, lon) in degrees; raise ``BadRow`` where they are missing, out of range or look swapped."""
    for raw, what in ((raw_lat, "latitude"), (raw_lon, "longitude")):
        if raw is None or str(raw).strip() == "":
            raise BadRow(f"no {what}")
    lat, lon = number(raw_lat, "latitude"), number(raw_lon, "longitude")
    frame = COUNTRY_FRAMES.get(country)
    swapped = frame is not None and not _in_frame(lon, lat, frame) and _in_frame(lat, lon, frame)
    if swapped:
        raise BadRow(
            "latitude {lat:g} and longitude {lon:g} look swapped: the other way round they lie in {country}",
            lat=lat, lon=lon, country=country,
        )  # fmt: skip
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise BadRow("coordinates out of range: latitude {lat:g}, longitude {lon:g}", lat=lat, lon=lon)
    if lat == 0 and lon == 0:
        raise BadRow("latitude 0, longitude 0 stands for unknown coordinates")
    return round(lat, 6), round(lon, 6)


def checked_kind(raw: object) -> str:
    """Return a kind of design; raise ``BadRow`` naming an unknown one."""
    kind = str(raw or "").strip().lower()
    if kind not in KINDS:
        raise BadRow("unknown kind {kind!r}", kind=kind)
    return kind


def checked_country(raw: object) -> str:
    """Return an ISO 3166-1 alpha-2 code in capitals."""
    code = str(raw or "").strip().upper()
    if not re.fullmatch("[A-Z]{2}", code):
        raise BadRow("country {code!r} is not a code of two letters", code=code[:30])
    if not is_country(code):
        raise BadRow("there is no country with the code {code!r}", code=code)
    return code


def unique_names(names: Iterable[NameRecord]) -> tuple[NameRecord, ...]:
    """Drop empty names and second mentions of the same spelling; the first one stays."""
    seen: dict[str, NameRecord] = {}
    for name in names:
        if name.name:
            seen.setdefault(name.name, name)
    return tuple(seen.values())
