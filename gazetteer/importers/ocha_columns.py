"""Which column of an OCHA table is what, told from the header. No Django."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_UNIT = re.compile(r"(?:admin|adm)_?([0-4])_?(.*)", re.IGNORECASE)
_QUARTER = re.compile(r"nei(?:gh)?bou?rhoo?d?_?(.*)", re.IGNORECASE)
_SEAT = re.compile(r"isadmin([0-4])ca.*", re.IGNORECASE)
_LAT = ("latitude_y", "latitude", "lat", "point_y", "y_coord")
_LON = ("longitude_x", "longitude", "lon", "long", "point_x", "x_coord")
_DAY = ("validon", "valid_on", "lastupdatedate", "lastupdate", "date")
# Names by which tables are sorted or told apart ("Yarmuk (Damascus)"): nobody writes them.
_NO_NAME = ("ref", "type", "prev", "alias")
QUARTER_LEVEL = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, its values, and for a layer point (lon, lat) and area (WKB multipolygon)."""

    where: str
    values: Sequence[object]
    point: tuple[float, float] | None = None
    area: bytes | None = None


@dataclass(slots=True)
class Columns:
    """Positions of the columns of a table. ``level``: 0 country … 4 populated place, 5 quarter of a city."""

    level: int
    pcodes: dict[int, int]
    name_columns: list[int]
    lat: int | None = None
    lon: int | None = None
    day: int | None = None
    seats: list[int] = field(default_factory=list)

    @staticmethod
    def value(row: Row, position: int | None) -> object:
        """Return the value at a position, None where there is no such column."""
        return None if position is None or position >= len(row.values) else row.values[position]

    def pcode(self, row: Row, level: int) -> str | None:
        """Return the p-code of a level, None where the row has none."""
        value = self.value(row, self.pcodes.get(level))
        text = "" if value is None else str(value).strip()
        return text if re.fullmatch(r"[A-Za-z0-9_-]{1,20}", text) else None

    def names(self, row: Row) -> Iterator[str]:
        """Yield the names of the table's own level, main ones first, others after."""
        for position in self.name_columns:
            value = self.value(row, position)
            if value is not None and value == value:  # a NaN differs from itself
                # A cell may hold one name per line, or the same one again and again.
                yield from (line for line in str(value).splitlines() if line.strip())


def _unit(column: str) -> tuple[int, str] | None:
    """Return (level, rest of the column's name in lower case) of a column about a unit."""
    if match := _UNIT.fullmatch(column):
        return int(match[1]), match[2].lower()
    if match := _QUARTER.fullmatch(column):
        return QUARTER_LEVEL, match[1].lower()
    return None


def _is_name(rest: str) -> bool:
    return (rest.startswith("na") or rest in ("en", "ar", "fr") or "alt" in rest) and not any(
        w in rest for w in _NO_NAME
    )


def _position(lower: list[str], wanted: Sequence[str]) -> int | None:
    return next((lower.index(name) for name in wanted if name in lower), None)


def columns_of(header: Sequence[object]) -> Columns | None:
    """Return the columns of a table, None where it has no p-codes and names of one level."""
    texts = [str(column or "").strip() for column in header]
    lower = [text.lower() for text in texts]
    units = {i: found for i, text in enumerate(texts) if (found := _unit(text))}
    pcodes: dict[int, int] = {}
    for i, (level, rest) in units.items():
        if rest.startswith("pc"):
            pcodes.setdefault(level, i)
    if not pcodes:
        return None
    level = max(pcodes)
    named = [i for i, (of, rest) in units.items() if of == level and _is_name(rest)]
    if not named:
        return None
    named.sort(key=lambda i: "alt" in lower[i])
    seats = sorted((match[1], i) for i, text in enumerate(texts) for match in [_SEAT.fullmatch(text)] if match)
    spot = _position(lower, _LAT), _position(lower, _LON)
    return Columns(level, pcodes, named, *spot, _position(lower, _DAY), [i for _, i in seats])
