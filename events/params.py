"""Strings that a client sent → values, or BadParam naming the string. No Django: commands use it too.

Days are half-open inside: ``interval`` turns OGC's closed ``a/b`` into [a, b + 1 day).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite

from events.extraction.types import MODALITIES, TYPES

MAX_LIMIT = 10_000
DEFAULT_LIMIT = 1_000
MAX_OFFSET = 10_000_000
MAX_TEXT = 200
STATUSES = ("suggested", "accepted", "rejected")
DECIDERS = ("person", "policy")

# A day, or an instant of which the day as written counts: the ledger knows no finer time.
_CLOCK = r"\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?"
_INSTANT = re.compile(rf"(\d{{4}})-(\d{{2}})-(\d{{2}})(?:[T ]{_CLOCK})?", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)


class BadParam(ValueError):
    """A value that a client sent makes no sense. ``name`` is the parameter, ``value`` what was sent."""

    def __init__(self, name: str, value: str, expected: str):
        shown = value if len(value) <= 80 else value[:79] + "…"
        super().__init__(f"{name}={shown!r} is not {expected}.")
        self.name, self.value, self.expected = name, shown, expected


@dataclass(frozen=True, slots=True)
class Box:
    """A box of degrees (WGS 84); one over the date line has ``west`` > ``east``."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point lies in the box, borders included."""
        if not self.south <= lat <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= lon <= self.east
        return lon >= self.west or lon <= self.east


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked for. Empty tuples and None ask for everything; days half-open [start, end)."""

    start: date | None = None
    end: date | None = None
    at: date | None = None
    known: date | None = None
    bbox: Box | None = None
    types: tuple[str, ...] = ()
    gaining: tuple[str, ...] = ()
    losing: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    decided_by: tuple[str, ...] = ()
    outlet: str | None = None
    place: str | None = None
    country: str | None = None
    q: str | None = None
    ledger: bool = False
    limit: int = DEFAULT_LIMIT
    offset: int = 0


def day(name: str, value: str) -> date:
    """Return the day. Raises BadParam.

    >>> day("at", "2017-10-14")
    datetime.date(2017, 10, 14)
    """
    match = _INSTANT.fullmatch(value.strip())
    if match:
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            pass  # there is no such day: the same answer as for no date at all
    raise BadParam(name, value, "a day such as 2017-10-14")


def interval(name: str, value: str) -> tuple[date | None, date | None]:
    """Return half-open days of a day or of OGC's closed ``a/b``; ``..``, nothing, year 0000 and 9999 are open.

    >>> interval("datetime", "2017-10-14/2017-10-15")
    (datetime.date(2017, 10, 14), datetime.date(2017, 10, 16))
    """
    parts = value.split("/")
    if len(parts) > 2:
        raise BadParam(name, value, "a day or an interval such as 2017-10-01/2017-10-31")
    if len(parts) == 1:
        start = day(name, value)
        return start, _after(start)
    start, last = (None if _open(part) else day(name, part) for part in parts)
    if start and last and start > last:
        raise BadParam(name, value, "an interval whose end is not before its start")
    return start, _after(last) if last else None


def _open(part: str) -> bool:
    """Whether one side of an interval is open. QGIS writes open sides as the years 0000 and 9999."""
    part = part.strip()
    return part in {"", ".."} or (part.startswith(("0000-", "9999-")) and bool(_INSTANT.fullmatch(part)))


def _after(last: date) -> date | None:
    return last + timedelta(days=1) if last < date.max else None


def bbox(name: str, value: str) -> Box:
    """Return the box of ``west,south,east,north`` degrees (six numbers: the heights are ignored). Raises BadParam."""
    parts = [part.strip() for part in value.split(",")]
    expected = "four numbers west,south,east,north in degrees such as 35.7,32.3,42.4,37.3"
    if len(parts) not in {4, 6} or not all(_NUMBER.fullmatch(part) for part in parts):
        raise BadParam(name, value, expected)
    numbers = [float(part) for part in parts]
    west, south, east, north = numbers if len(numbers) == 4 else (*numbers[0:2], *numbers[3:5])
    if not all(map(isfinite, numbers)) or max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        raise BadParam(name, value, expected + " (longitudes within 180, latitudes within 90)")
    if south > north:
        raise BadParam(name, value, expected + " with south not above north")
    return Box(west, south, east, north)


def number(name: str, value: str, *, least: int, most: int, expected: str = "") -> int:
    """Return a whole number of [least, most]. Raises BadParam."""
    text = value.strip()
    if text.isascii() and text.isdigit() and len(text) <= 12 and least <= int(text) <= most:
        return int(text)
    raise BadParam(name, value, expected or f"a whole number from {least} to {most}")


def limit(name: str, value: str) -> int:
    """Return the page's size; more than the maximum asks for the maximum, as OGC has it. Raises BadParam."""
    return min(number(name, value, least=1, most=10**11, expected="a whole number of 1 or more"), MAX_LIMIT)


def country(name: str, value: str) -> str:
    """Return a country's code in capitals. Whether there is such a country the caller knows. Raises BadParam."""
    code = value.strip().upper()
    if not _COUNTRY.fullmatch(code):
        raise BadParam(name, value, "a country's code of two letters such as SY")
    return code


def flag(name: str, value: str) -> bool:
    """Return a yes or no. Raises BadParam."""
    if value not in {"0", "1", "false", "true"}:
        raise BadParam(name, value, "0 or 1")
    return value in {"1", "true"}


def words(name: str, value: str, allowed: Collection[str]) -> tuple[str, ...]:
    """Return the comma-separated words, each one of ``allowed``. Raises BadParam naming the first that is not."""
    found = tuple(part.strip() for part in value.split(","))
    for word in found:
        if word not in allowed:
            raise BadParam(name, word, "one of " + ", ".join(allowed))
    return found


def slugs(name: str, value: str) -> tuple[str, ...]:
    """Return the comma-separated slugs of sides. Whether they exist the caller knows. Raises BadParam."""
    found = tuple(part.strip() for part in value.split(","))
    for word in found:
        if not _SLUG.fullmatch(word):
            raise BadParam(name, word, "the slug of a side such as isis")
    return found


def text(name: str, value: str) -> str:
    """Return a search text without surrounding blanks. Raises BadParam for an empty, long or NUL-holding one."""
    stripped = value.strip()
    if not stripped or len(stripped) > MAX_TEXT or "\x00" in stripped:
        raise BadParam(name, value.replace("\x00", "\\0"), f"a text of 1 to {MAX_TEXT} characters")
    return stripped


def filters(given: Mapping[str, str], *, allowed: Collection[str], actors: Collection[str] | None = None) -> Filters:
    """Return the filters of ``given`` (name → string as sent). Raises BadParam for the first mistake.

    A name outside ``allowed`` is a mistake too: a misspelt filter must not answer with everything. With ``actors``
    the slugs of sides are checked against it.
    """
    values: dict = {}
    for name, value in given.items():
        if name not in allowed or name not in _PARSERS:
            raise BadParam(name, value, "a known parameter (" + ", ".join(sorted(allowed)) + ")")
        field, parse = _PARSERS[name]
        parsed = parse(name, value)
        if name in {"gaining", "losing", "actor"} and actors is not None:
            words(name, value, actors)
        values |= dict(zip(("start", "end"), parsed, strict=True)) if name == "datetime" else {field: parsed}
    return Filters(**values)


_PARSERS = {
    "datetime": ("", interval),
    "at": ("at", day),
    "known": ("known", day),
    "bbox": ("bbox", bbox),
    "type": ("types", lambda name, value: words(name, value, TYPES)),
    "gaining": ("gaining", slugs),
    "losing": ("losing", slugs),
    "actor": ("actor", slugs),
    "modality": ("modality", lambda name, value: words(name, value, MODALITIES)),
    "status": ("status", lambda name, value: words(name, value, STATUSES)),
    "decided_by": ("decided_by", lambda name, value: words(name, value, DECIDERS)),
    "outlet": ("outlet", text),
    "source": ("outlet", text),
    "place": ("place", text),
    "country": ("country", country),
    "q": ("q", text),
    "ledger": ("ledger", flag),
    "limit": ("limit", limit),
    "offset": ("offset", lambda name, value: number(name, value, least=0, most=MAX_OFFSET)),
}
