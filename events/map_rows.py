"""Rows of the map's data, kept in the process by place: after a write only the places that changed are read again."""

from __future__ import annotations

import gc
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain
from operator import itemgetter
from sys import intern
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Q

from events.asked import Asked, PeriodRow
from events.models import ControlEvent
from events.place_marks import marks
from gazetteer.models import GazetteerVersion, Place

EPOCH = date(2000, 1, 1).toordinal()
INFERRED, HATCHED, POLICY, LEDGER = 1, 2, 4, 8
TRACKS = {"control": 0, "siege": 1}
_RANKS = {"country": 1, "governorate": 2, "city": 2, "town": 3, "district": 3, "subdistrict": 4, "village": 5}
_EVENT = (
    "pk", "place_id", "type", "gaining_id", "losing_id", "date_start", "date_end", "known_on", "modality", "status",
    "decided_by", "n_claims", "n_sources", "part", "confidence", "leading_claim__trigger", "ledger",
)  # fmt: skip
_PLACE = "pk name_ar name_en kind lon lat admin1__name_ar admin1__name_en country population".split()


class Rows(NamedTuple):
    """Rows by place, without the place's number in front; ``marks`` tell their age."""

    stamp: int
    marks: dict[str, int]
    periods: dict[str, list[list]]
    events: dict[str, list[list]]


_kept: dict[tuple[str, bool], Rows] = {}
_reading = threading.Lock()


def rows_of(asked: Asked) -> Rows:
    """Return the rows of a reading of the ledger; those of what is stored are kept."""
    if not asked.plain:
        return Rows(asked.stamp, {}, _periods(asked, None), _events(asked, None))
    key = (connection.settings_dict["NAME"], asked.ledger)
    found = _kept.get(key)
    if found is None or found.stamp != asked.stamp:
        with _reading:  # threads that come meanwhile need not read the same again
            found = _kept.get(key)
            if found is None or found.stamp != asked.stamp:
                with uncollected():
                    found = _kept[key] = _renewed(found, asked)
    return found


@contextmanager
def uncollected() -> Iterator[None]:
    """Spare the garbage collector's walks while some hundred thousand rows are made, none of which is garbage."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _renewed(old: Rows | None, asked: Asked) -> Rows:
    now = marks(asked.stamp)
    if old is None:
        return Rows(asked.stamp, now.numbers, _periods(asked, None), _events(asked, None))
    fresh = now.since(old.marks)
    kept = [{place: rows for place, rows in table.items() if place not in fresh} for table in (old.periods, old.events)]
    return Rows(asked.stamp, now.numbers, kept[0] | _periods(asked, fresh), kept[1] | _events(asked, fresh))


def number(day: date | None) -> int | None:
    """Return the days since 2000-01-01."""
    return None if day is None else day.toordinal() - EPOCH


def _periods(asked: Asked, places: Iterable[str] | None) -> dict[str, list[list]]:
    found = asked.periods(places=places)
    historical: set[int] = set()
    if asked.ledger:
        basis = ControlEvent.objects.accepted().filter(ledger=True)
        basis = basis if places is None else basis.filter(pk__in={pk for row in found for pk in row.events})
        historical = set(basis.values_list("pk", flat=True))
    by_place = defaultdict(list)
    for row in found:
        by_place[row.place_id].append(_period(row, historical))
    return by_place


def _period(row: PeriodRow, historical: set[int]) -> list:
    flags = INFERRED * row.inferred + HATCHED * row.hatched + POLICY * (row.decided_by == "policy")
    if historical and not historical.isdisjoint(row.events):
        flags += LEDGER
    return [
        TRACKS[row.track], number(row.start), number(row.end), _once(row.state), row.holders, _once(row.left_by), flags,
        number(row.since), number(row.last_evidence), row.shares, row.events,
    ]  # fmt: skip


def _events(asked: Asked, places: Iterable[str] | None) -> dict[str, list[list]]:
    outlets = ArrayAgg(
        "claims__article__outlet__name",
        filter=Q(claims__article__outlet__isnull=False, claims__live=True),
        distinct=True,
        default=[],
    )
    wanted = asked.events() if places is None else asked.events().filter(place__in=places)
    by_place = defaultdict(list)
    for *values, named in wanted.order_by("pk").annotate(outlets=outlets).values_list(*_EVENT, "outlets"):
        event = dict(zip(_EVENT, values, strict=True))
        event |= asked.as_known(event["pk"])
        by_place[event["place_id"]].append(_event(event, named))
    return by_place


def _event(event: dict[str, Any], outlets: list[str]) -> list:
    flags = POLICY * (event["decided_by"] == "policy") + LEDGER * event["ledger"]
    return [
        event["pk"], *map(_once, (event["type"], event["gaining_id"], event["losing_id"])), number(event["date_start"]),
        number(event["date_end"]), number(event["known_on"]),
        *map(_once, (event["modality"], event["status"], event["decided_by"])), event["n_claims"], event["n_sources"],
        event["part"], _once(event["confidence"]), event["leading_claim__trigger"], outlets, flags,
    ]  # fmt: skip


def _once(word: str | None) -> str | None:
    """Return the word as the one text that all rows share: many copies take memory, and time to compare."""
    return word and intern(word)


_places: dict[str, Any] = {"key": None, "rows": {}}


def place_rows(ids: Iterable[str]) -> list[list]:
    """Return the rows of ``places``; each is remembered until the gazetteer changes."""
    ids = list(ids)
    key = (connection.settings_dict["NAME"], GazetteerVersion.current())
    if _places["key"] != key:
        _places.update(key=key, rows={})
    rows = _places["rows"]
    if missing := [id for id in ids if id not in rows]:
        found = Place.everything.filter(pk__in=missing).with_degrees().values_list(*_PLACE)
        rows.update({place[0]: _place(place) for place in found})
    return [rows[id] for id in ids]


def _place(place: tuple) -> list:
    """Return one row of ``places``; a name that is missing in one language is the other's."""
    id, ar, en, kind, lon, lat, admin_ar, admin_en, country, population = place
    degrees = (round(lon, 5), round(lat, 5))
    return [id, ar or en, en or ar, kind, *degrees, admin_ar, admin_en, country, rank(kind, population)]


def rank(kind: str, population: int) -> int:
    """Return how early a place's name is drawn: 1 a big city … 5 a village."""
    return 1 if kind == "city" and population >= 500_000 else _RANKS.get(kind, 4)


def days_of(rows: Rows) -> list[int | None]:
    """Return the first and the last day on which something begins, ends or is told."""
    days = {day for ends in map(itemgetter(1, 2, 8), chain(*rows.periods.values())) for day in ends}
    days |= {day for ends in map(itemgetter(4, 6), chain(*rows.events.values())) for day in ends}
    days.discard(None)
    return [min(days), max(days)] if days else [None, None]
