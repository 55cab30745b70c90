"""Filters → the rows that a reader wants, for API and exports alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db.models import Exists, OuterRef, Q, QuerySet

from events.areas import AreaPoint, area_points, areas_at
from events.asked import Asked
from events.models import Claim, ControlEvent
from events.outlines import countries
from events.params import Box, Filters
from events.snapshot import Standing, snapshot, spots
from events.whole_day import WholeDay
from gazetteer.matching.arabic import fold
from gazetteer.models import Place, PlaceName

ACCEPTED = ("accepted",)


def asked_for(filters: Filters) -> Asked:
    """Return the reading of the ledger that the filters want."""
    return Asked(ledger=filters.ledger, known=filters.known)


def shape(box: Box) -> Polygon | MultiPolygon:
    """Return the box as a polygon, two where it lies over the date line."""
    if box.west <= box.east:
        return _polygon(box.west, box.south, box.east, box.north)
    halves = _polygon(box.west, box.south, 180, box.north), _polygon(-180, box.south, box.east, box.north)
    return MultiPolygon(*halves, srid=4326)


def _polygon(*corners: float) -> Polygon:
    polygon = Polygon.from_bbox(corners)
    polygon.srid = 4326
    return polygon


def events(filters: Filters) -> QuerySet[ControlEvent]:
    """Return the events asked for, accepted ones unless ``status`` says otherwise; never an embargoed one."""
    status = filters.status or ACCEPTED
    if status == ACCEPTED:
        found = asked_for(filters).events()
    else:
        found = ControlEvent.objects.released().filter(status__in=status, n_claims__gt=0)
        found = found if filters.ledger else found.news()
        found = found.filter(first_published__lte=filters.known) if filters.known else found
    found = found.filter(_columns(filters))
    if filters.start or filters.end:
        found = found.between(filters.start, filters.end)
    if filters.at:
        found = found.at(filters.at)
    if filters.bbox:
        found = found.in_bbox(shape(filters.bbox))
    if filters.outlet:
        found = found.filter(Exists(_claims_of_event().filter(article__outlet__name=filters.outlet)))
    return (found.filter(_text(filters.q)) if filters.q else found).order_by("pk")


def _columns(filters: Filters) -> Q:
    """Return the condition on an event's own columns."""
    wanted = {
        "type__in": filters.types,
        "gaining__in": filters.gaining,
        "losing__in": filters.losing,
        "modality__in": filters.modality,
        "decided_by__in": filters.decided_by,
        "place": filters.place,
        "place__country": filters.country,
    }
    condition = Q(**{column: value for column, value in wanted.items() if value})
    if filters.actor:
        condition &= Q(gaining__in=filters.actor) | Q(losing__in=filters.actor)
    return condition


def _claims_of_event() -> QuerySet[Claim]:
    return Claim.objects.live().filter(event=OuterRef("pk"))


def _text(q: str) -> Q:
    """Return the condition that the words stand in a name of the place or in a sentence of the evidence."""
    named = PlaceName.objects.filter(place=OuterRef("place"), refused=False, folded__contains=fold(q))
    told = _claims_of_event().filter(Q(sentence_text__icontains=q) | Q(article__title__icontains=q))
    return Exists(named) | Exists(told) | Q(place__name_ar__icontains=q) | Q(place__name_en__icontains=q)


def claims(filters: Filters) -> QuerySet[Claim]:
    """Return the live claims of the events asked for (rejected ones where ``status`` asks for them)."""
    wanted = events(filters).order_by().values("pk")
    found = Claim.objects.standing().filter(event__in=wanted)
    if filters.known:
        found = found.filter(article__published__lte=filters.known)
    if filters.outlet:
        found = found.filter(article__outlet__name=filters.outlet)
    return found.order_by("pk")


def places(filters: Filters) -> QuerySet[Place]:
    """Return the live places asked for."""
    found = Place.objects.order_by("pk")
    if filters.bbox:
        found = found.filter(point__coveredby=shape(filters.bbox))
    if filters.country:
        found = found.filter(country=filters.country)
    if filters.place:
        found = found.filter(pk=filters.place)
    if filters.q:
        named = PlaceName.objects.filter(place=OuterRef("pk"), refused=False, folded__contains=fold(filters.q))
        found = found.filter(Exists(named) | Q(name_ar__icontains=filters.q) | Q(name_en__icontains=filters.q))
    return found


def day_of(filters: Filters) -> date:
    """Return the day of a snapshot: ``at``, else the last day of ``datetime``, else today."""
    last = filters.end - timedelta(days=1) if filters.end else None
    return filters.at or last or date.today()


def whole_day(filters: Filters) -> WholeDay | None:
    """Return how every place stands on the day asked for; None where only some places are asked for or may be told."""
    some = filters.bbox or filters.country or filters.actor or filters.place
    asked = asked_for(filters)
    return WholeDay(asked, day_of(filters)) if asked.plain and not some else None


def control(filters: Filters) -> list[Standing]:
    """Return how each place stands that has a state on the day asked for."""
    found = snapshot(asked_for(filters), day_of(filters), places=[filters.place] if filters.place else None)
    if not (filters.bbox or filters.country or filters.actor):
        return found
    return [standing for standing in found if _wanted(standing, filters)]


def _wanted(standing: Standing, filters: Filters) -> bool:
    spot = standing.spot
    if filters.bbox and not filters.bbox.holds(spot.lon, spot.lat):
        return False
    if filters.country and spot.country != filters.country:
        return False
    sides = {*standing.holders.split(), *standing.siege.split()}
    return not filters.actor or bool(sides & set(filters.actor))


def areas(filters: Filters) -> list[dict]:
    """Return the estimated areas of the day as features."""
    asked, day = asked_for(filters), day_of(filters)
    found = _areas(asked, day) if not asked.plain else _remembered(asked.ledger, asked.stamp, day)
    if filters.actor:
        found = [area for area in found if set(area["properties"]["holders"].split()) & set(filters.actor)]
    if filters.bbox:
        box = filters.bbox
        found = [area for area in found if _meets(area["geometry"], box)]
    return found


@lru_cache(maxsize=64)
def _remembered(ledger: bool, stamp: int, day: date) -> list[dict]:
    return _areas(Asked(ledger=ledger), day)


def _areas(asked: Asked, day: date) -> list[dict]:
    found = areas_at(_area_points(asked, day), countries(), day)
    return [{"type": area["type"], "id": _area_id(area["properties"])} | area for area in found]


def _area_points(asked: Asked, day: date) -> Iterable[AreaPoint]:
    if not asked.plain:
        periods = [row._replace(holders=tuple(row.holders)) for row in asked.periods(at=day)]
        return area_points(periods, spots({row.place_id for row in periods}), day)
    states = list(WholeDay(asked, day).states())
    found = spots([place for place, *_ in states])
    where = [(spot.id, spot.kind, spot.country, spot.lon, spot.lat) for spot in (found[state[0]] for state in states)]
    told = zip(where, states, strict=True)
    return [AreaPoint(*at, state, holders, last, own=not hatched) for at, (_, state, holders, last, hatched) in told]


def _area_id(told: dict) -> str:
    """Return what names an area: its day, country, state, holders and age, of which there is one each.

    The day comes first, so that an area can be asked for by its id alone.
    """
    holders = told["holders"].replace(" ", "+")
    return f"{told['at']}_{told['country']}_{told['state']}_{holders}_{told['freshness']}"


def _meets(geometry: dict, box: Box) -> bool:
    """Whether the geometry's own box meets the box asked for."""
    points = list(_flat(geometry["coordinates"]))
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    if north < box.south or south > box.north:
        return False
    if box.west <= box.east:
        return west <= box.east and east >= box.west
    return east >= box.west or west <= box.east


def _flat(coordinates) -> Iterable[tuple[float, float]]:
    if isinstance(coordinates[0], (int, float)):
        yield coordinates[0], coordinates[1]
        return
    for part in coordinates:
        yield from _flat(part)
