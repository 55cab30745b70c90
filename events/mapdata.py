"""What the map's page asks for: the whole ledger in compact rows, and the evidence of one place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from events.asked import Asked, PeriodRow, ledger_events
from events.evidence import event_evidence
from events.models import Actor
from events.published import event_rows, place_rows, with_evidence
from gazetteer.models import Place

EPOCH = date(2000, 1, 1).toordinal()
INFERRED, HATCHED, POLICY, LEDGER = 1, 2, 4, 8
TRACKS = {"control": 0, "siege": 1}
_RANKS = {"country": 1, "governorate": 2, "city": 2, "town": 3, "district": 3, "subdistrict": 4, "village": 5}
_EVENT = (
    "pk", "place_id", "type", "gaining_id", "losing_id", "date_start", "date_end", "known_on", "modality", "status",
    "decided_by", "n_claims", "n_sources", "part", "confidence", "leading_claim__trigger", "ledger",
)  # fmt: skip
_PLACE = "pk name_ar name_en kind point admin1__name_ar admin1__name_en country population".split()


def number(day: date | None) -> int | None:
    """Return the days since 2000-01-01."""
    return None if day is None else day.toordinal() - EPOCH


def ledger(asked: Asked) -> dict[str, Any]:
    """Return everything that the slider needs (the contract's ``/map/data``)."""
    periods, events = asked.periods(), _events(asked)
    ids = sorted({row.place_id for row in periods} | {event["place_id"] for event in events} - {None})
    index = {id: n for n, id in enumerate(ids)}
    historical = ledger_events() if asked.ledger else set()
    return {
        "version": asked.version,
        "published_range": [day and day.isoformat() for day in asked.published_range()],
        "days": _days(periods, events),
        "actors": actors(),
        "places": [place_row(place) for place in _places(ids)],
        "periods": [period_row(row, index, historical) for row in periods],
        "events": [event_row(event, index) for event in events],
        "policy": settings.CONFLICTMAP_POLICY,
    }


def actors() -> dict[str, dict[str, Any]]:
    """Return the sides by slug."""
    return {
        actor.slug: {
            "ar": actor.label_ar,
            "en": actor.label_en,
            "color": actor.color,
            "country": actor.country or None,
            "part_of": [whole["slug"] for whole in actor.part_of],
        }
        for actor in Actor.objects.all()
    }


def _events(asked: Asked) -> list[dict[str, Any]]:
    outlets = ArrayAgg(
        "claims__article__outlet__name",
        filter=Q(claims__article__outlet__isnull=False, claims__live=True),
        distinct=True,
        default=[],
    )
    rows = asked.events().order_by("pk").annotate(outlets=outlets).values(*_EVENT, "outlets")
    return [row | asked.as_known(row["pk"]) for row in rows]


def _places(ids: Iterable[str]) -> Iterable[tuple]:
    return Place.everything.filter(pk__in=list(ids)).order_by("pk").values_list(*_PLACE)


def place_row(place: tuple) -> list:
    """Return one row of ``places``; a name that is missing in one language is the other's."""
    id, ar, en, kind, point, admin_ar, admin_en, country, population = place
    lon, lat = round(point.x, 5), round(point.y, 5)
    return [id, ar or en, en or ar, kind, lon, lat, admin_ar, admin_en, country, rank(kind, population)]


def rank(kind: str, population: int) -> int:
    """Return how early a place's name is drawn: 1 a big city … 5 a village."""
    return 1 if kind == "city" and population >= 500_000 else _RANKS.get(kind, 4)


def period_row(row: PeriodRow, index: dict[str, int], historical: set[int]) -> list:
    """Return one row of ``periods``."""
    flags = INFERRED * row.inferred + HATCHED * row.hatched + POLICY * (row.decided_by == "policy")
    if historical and any(event in historical for event in row.events):
        flags += LEDGER
    return [
        index[row.place_id], TRACKS[row.track], number(row.start), number(row.end), row.state, row.holders, row.left_by,
        flags, number(row.since), number(row.last_evidence), row.shares, row.events,
    ]  # fmt: skip


def event_row(event: dict[str, Any], index: dict[str, int]) -> list:
    """Return one row of ``events``."""
    flags = POLICY * (event["decided_by"] == "policy") + LEDGER * event["ledger"]
    return [
        event["pk"], index.get(event["place_id"], -1), event["type"], event["gaining_id"], event["losing_id"],
        number(event["date_start"]), number(event["date_end"]), number(event["known_on"]), event["modality"],
        event["status"], event["decided_by"], event["n_claims"], event["n_sources"], event["part"],
        event["confidence"], event["leading_claim__trigger"], event["outlets"], flags,
    ]  # fmt: skip


def _days(periods: list[PeriodRow], events: list[dict[str, Any]]) -> list[int | None]:
    """Return the first and the last day on which something begins, ends or is told."""
    days = {day for row in periods for day in (row.start, row.end, row.last_evidence) if day}
    days |= {day for event in events for day in (event["date_start"], event["known_on"]) if day}
    return [number(min(days)), number(max(days))] if days else [None, None]


def place_evidence(place: Place, asked: Asked) -> dict[str, Any]:
    """Return the history of one place: periods, and each event with the sentences that it rests on."""
    here = Q(place=place) | Q(pk__in=_basis(asked, place))
    events = asked.events().filter(here).order_by("date_start", "known_on", "pk")
    rows = {row["id"]: row for row in event_rows(events, asked)}
    spans: dict[int, list] = {}
    told = []
    for event in with_evidence(events):
        others = list(event.contradicts.all())
        # That something speaks against it everybody may know; what it is, only once it is accepted.
        links = {"contradicts": sorted(other.pk for other in others if other.status == "accepted")}
        links["contradicted"] = bool(others)
        # The list of claims takes the place of their number.
        told.append(rows[event.pk] | event_evidence(event, spans) | links)
    return {
        "place": next(place_rows(Place.everything.filter(pk=place.pk))),
        "version": asked.version,
        "periods": [period_told(row) for row in asked.periods(places=[place.pk])],
        "events": told,
    }


def _basis(asked: Asked, place: Place) -> set[int]:
    """Return the events elsewhere that colour the place: its quarters', and what was said of all around it."""
    return {event for row in asked.periods(places=[place.pk]) for event in row.events}


def period_told(row: PeriodRow) -> dict[str, Any]:
    """Return a period for pages, days as ISO text and half-open."""
    return {
        "track": row.track,
        "start": row.start.isoformat(),
        "end": row.end and row.end.isoformat(),
        "state": row.state,
        "holders": row.holders,
        "siege": row.holders if row.track == "siege" else [],
        "shares": row.shares,
        "left_by": row.left_by,
        "inferred": row.inferred,
        "hatched": row.hatched,
        "since": row.since and row.since.isoformat(),
        "last_evidence": row.last_evidence and row.last_evidence.isoformat(),
        "decided_by": row.decided_by,
        "events": row.events,
    }
