"""What the map's page asks for: the whole ledger in compact rows, and the evidence of one place."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q

from events import published
from events.asked import Asked, PeriodRow
from events.compact import compact, written
from events.evidence import event_evidence
from events.map_rows import days_of, place_rows, rows_of
from events.models import Actor
from events.published import event_rows, with_evidence
from gazetteer.models import Place


def ledger(asked: Asked) -> dict[str, Any]:
    """Return everything that the slider needs (the contract's ``/map/data``)."""
    rows = rows_of(asked)
    ids = sorted(({*rows.periods} | {*rows.events}) - {None})
    index = {id: n for n, id in enumerate(ids)}
    events = [(row[0], index.get(place, -1), *row[1:]) for place, found in rows.events.items() for row in found]
    return {
        "version": asked.version,
        "published_range": [day and day.isoformat() for day in asked.published_range()],
        "days": days_of(rows),
        "actors": actors(),
        "places": place_rows(ids),
        "periods": [(index[id], *row) for id in ids for row in rows.periods.get(id, ())],
        "events": sorted(events),
        "policy": settings.CONFLICTMAP_POLICY,
    }


def table(asked: Asked) -> str:
    """Return the same as columns, in JSON (the contract's ``/map/table``)."""
    return written(compact(ledger(asked)))


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
        "place": next(published.place_rows(Place.everything.filter(pk=place.pk))),
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
