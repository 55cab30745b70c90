"""Rows of the map's data as columns that compress well: the whole ledger of a war in a megabyte over the wire.

Each column says how it is written, and ``static/map/wire.js`` reads it back:

    {"as": "plain", "of": [...]}                     the values
    {"as": "step", "of": [...]}                      each the difference from the one before that is no null
    {"as": "from", "than": "start", "of": [...]}     each the difference from that column's value in its row
    {"as": "next", "than": "start", "of": [...]}     each the difference from that column's value in the next row
    {"as": "pick", "from": [...], "of": [...]}       each an index into the distinct values
    {"as": "lists", "lengths": [...], "of": [...]}   lists of numbers: their lengths, and all numbers as steps

Null stays null in all of them. No Django.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import chain
from operator import itemgetter, sub
from typing import Any

PLACES = "id name_ar name_en kind lon lat admin1_ar admin1_en country rank".split()
PERIODS = "place track start end state holders left_by flags since last_evidence shares events".split()
EVENTS = (
    "pk place type gaining losing start end known modality status decided_by claims sources part confidence trigger "
    "outlets flags"
).split()
_STEP = {"periods": ("place", "start"), "events": ("pk", "place", "start")}
_FROM = {"periods": {"since": "start", "last_evidence": "start"}, "events": {"end": "start", "known": "start"}}
_PLAIN = ("id", "name_ar", "name_en", "lon", "lat")
_NEXT = {"periods": {"end": "start"}}
_TABLES = ("places", "periods", "events")
_NUMBERS = frozenset({int, type(None)})
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def compact(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer of ``mapdata.ledger`` with its places, periods and events as columns.

    Periods are put in order of place, track and start, by which their differences are small.
    """
    periods = sorted(answer["periods"], key=itemgetter(0, 1, 2))
    return answer | {
        "places": columns("places", PLACES, answer["places"]),
        "periods": columns("periods", PERIODS, periods),
        "events": columns("events", EVENTS, answer["events"]),
    }


def written(answer: dict[str, Any]) -> str:
    """Return an answer of ``compact`` as JSON. Its columns are mostly numbers, which Python writes faster as a list."""
    write = {name: _written_table if name in _TABLES else _ENCODE for name in answer}
    return _object({name: write[name](value) for name, value in answer.items()})


def _written_table(table: dict[str, Any]) -> str:
    found = table["columns"].items()
    told = {name: _object({key: _of(key, value) for key, value in column.items()}) for name, column in found}
    return _object({"count": _ENCODE(table["count"]), "columns": _object(told)})


def _of(key: str, value: Any) -> str:
    if key in ("of", "lengths") and (not value or all(map(_NUMBERS.__contains__, map(type, value)))):
        return str(value).replace(" ", "").replace("None", "null")
    return _ENCODE(value)


def _object(members: dict[str, str]) -> str:
    return "{" + ",".join(f"{_ENCODE(name)}:{text}" for name, text in members.items()) + "}"


def columns(table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Return ``{"count": …, "columns": {name: column}}`` for the rows of a table."""
    values = dict(zip(names, zip(*rows, strict=True) if rows else [()] * len(names), strict=True))
    return {"count": len(rows), "columns": {name: _column(table, name, values) for name in names}}


def _column(table: str, name: str, values: dict[str, Sequence]) -> dict[str, Any]:
    own = values[name]
    if table == "periods" and name == "events":
        return _lists(own)
    if name in _STEP.get(table, ()):
        return {"as": "step", "of": _steps(own)}
    if than := _FROM.get(table, {}).get(name):
        return {"as": "from", "than": than, "of": _differences(own, values[than])}
    if than := _NEXT.get(table, {}).get(name):
        return {"as": "next", "than": than, "of": _differences(own, [*values[than], None][1 : len(own) + 1])}
    if name in _PLAIN:
        return {"as": "plain", "of": list(own)}
    return _picks(own)


def _steps(own: Sequence[int | None]) -> list[int | None]:
    if None not in own:
        return list(map(sub, own, chain((0,), own)))
    out, last = [], 0
    for value in own:
        out.append(None if value is None else value - last)
        last = last if value is None else value
    return out


def _differences(own: Sequence[int | None], other: Sequence[int | None]) -> list[int | None]:
    """Differences from another column; where that has no value, from nought."""
    if None not in own and None not in other:
        return list(map(sub, own, other))
    return [None if a is None else a - (b or 0) for a, b in zip(own, other, strict=True)]


def _picks(own: Sequence) -> dict[str, Any]:
    order: dict = {}
    # Lists have no hash; of most columns no value is one.
    keys = map(_key, own) if any(type(value) is list for value in own) else own
    of = [order.setdefault(key, len(order)) for key in keys]
    return {"as": "pick", "from": [_value(key) for key in order], "of": of}


def _key(value: Any) -> Any:
    """Return a value by which equal ones are known: lists as tuples."""
    return tuple(map(_key, value)) if isinstance(value, list) else value


def _value(key: Any) -> Any:
    return [_value(one) for one in key] if isinstance(key, tuple) else key


def _lists(own: Sequence[list[int]]) -> dict[str, Any]:
    """Lists of numbers as their lengths and one run of steps."""
    return {"as": "lists", "lengths": list(map(len, own)), "of": _steps(list(chain.from_iterable(own)))}
