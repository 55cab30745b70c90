"""Records into the database: the same place from two sources becomes one row, people's decisions stay.

One load is one transaction: interrupted, it leaves the old state. Records stream through in batches. Who
filed a place first owns its machine fields and may refresh them; other sources fill what is empty, add names
and ids. The project's own facts go before all others, a field that a person set (``Place.curated``) before those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.contrib.gis.geos import GEOSGeometry, Point
from django.db import connection, transaction
from django.utils import timezone

from gazetteer.importers.default import SOURCES
from gazetteer.importers.links import Links
from gazetteer.importers.names import NameWriter
from gazetteer.importers.records import PlaceRecord, Refusal
from gazetteer.importers.report import Report
from gazetteer.importers.same_place import ID_FIELDS, Known, KnownPlaces, authority, folded_names
from gazetteer.models import GazetteerVersion, Place, PlaceChange, PlaceName

BATCH = 2_000
FACTS = "conflictmap"
FIELDS = ("name_ar", "name_en", "kind", "country", "population", "source", "record", "licence", "source_date")
WRITTEN = [*FIELDS, "quality", "point", "area", *ID_FIELDS, "removed_at", "updated"]


def load(records: Iterable[PlaceRecord | Refusal], source: str, *, whole: bool = False) -> Report:
    """Load records in one transaction and return what was done.

    ``whole``: the records are all that the source has; what it no longer has is taken out again.
    """
    report = Report(source)
    with transaction.atomic():
        _prepare_bulk()
        loader = _Loader(report)
        rows = _without_refusals(records, report)
        while batch := list(islice(rows, BATCH)):
            loader.batch(batch)
        loader.links.write(report)
        if whole:
            loader.sweep()
        if report.wrote():
            GazetteerVersion.bump()
        PlaceChange.objects.create(action=PlaceChange.Action.LOAD, detail={"source": source, **report.counts()})
    return report


def _prepare_bulk() -> None:
    """Let the index of spellings take names in large lots, for this transaction: several times faster."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")


def _without_refusals(records: Iterable[PlaceRecord | Refusal], report: Report) -> Iterator[PlaceRecord]:
    for record in records:
        if isinstance(record, Refusal):
            report.refused.append(record)
        else:
            report.read += 1
            yield record


class _Loader:
    """One load under way."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.links = Links()
        self.names = NameWriter(report)
        self.seen: set[str] = set()
        self.authorities: set[str] = set()

    def batch(self, records: list[PlaceRecord]) -> None:
        """Match, merge and write one batch."""
        places, known = _fetch(records)
        new, changed = {}, {}
        named: dict[str, list[PlaceRecord]] = {}
        joined: list[tuple[str, bool]] = []  # place id, and whether another source filed the place
        for record in records:
            self.authorities.add(authority(record.source))
            found, _ = known.find(record)
            place = _survivor(places, found.id) if found else None
            if self._left_out(place, record):
                continue
            if place is None:
                place = places[record.id] = new[record.id] = _new(record, known)
            else:
                if place.pk not in new:
                    joined.append((place.pk, authority(place.source) != authority(record.source)))
                if _merge(place, record, known) and place.pk not in new:
                    changed[place.pk] = place
                if place.pk != record.id and record.source in SOURCES and record.id not in places:
                    places[record.id] = new[record.id] = _signpost(record, place)
            known.add(_known(place), folded_names(record))
            named.setdefault(place.pk, []).append(record)
            self.seen.add(place.pk)
            self.links.note(place, record, owner=_owns(place, record))
        self._write(new, changed, named, joined)

    def _left_out(self, place: Place | None, record: PlaceRecord) -> bool:
        if place is not None and place.removed_by_id is not None:
            self.report.kept_by_people += 1
        elif place is None and record.lat is None:
            reason = "no coordinates, and no place of that p-code or id is there"
            self.report.refused.append(Refusal(record.where, reason))
        else:
            return False
        return True

    def _write(self, new: dict, changed: dict, named: dict, joined: list[tuple[str, bool]]) -> None:
        Place.everything.bulk_create(new.values())
        Place.everything.bulk_create(
            changed.values(), update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN
        )
        renamed = self.names.write(named)
        report = self.report
        report.added += sum(place.merged_into_id is None for place in new.values())
        for pk, other in joined:
            if pk not in changed and pk not in renamed:
                report.unchanged += 1
            elif other:
                report.merged += 1
            else:
                report.changed += 1

    def sweep(self) -> None:
        """Take out places and names that the source no longer has, unless people worked on them."""
        sources = [
            s for s in Place.everything.values_list("source", flat=True).distinct() if authority(s) in self.authorities
        ]
        gone = (
            Place.objects.filter(source__in=sources, curated=[], checked_at__isnull=True)
            .exclude(pk__in=self.seen)
            .exclude(names__added_by__isnull=False)
        )
        self.report.removed = Place.everything.filter(pk__in=list(gone.values_list("pk", flat=True))).update(
            removed_at=timezone.now(), updated=timezone.now()
        )
        self.report.names_removed = self.names.sweep(sources)


def _fetch(records: list[PlaceRecord]) -> tuple[dict[str, Place], KnownPlaces]:
    """Fetch every place that a record of the batch may mean, merged ones with what they were merged into."""
    names = set().union(*(folded_names(record) for record in records))
    by_name = PlaceName.objects.filter(folded__in=names, refused=False).values_list("place_id", "folded")
    spellings: dict[str, set[str]] = {}
    for place_id, folded in by_name:
        spellings.setdefault(place_id, set()).add(folded)
    places = Place.everything.in_bulk(set(spellings) | {record.id for record in records})
    for name in ID_FIELDS:
        values = {getattr(record, name) for record in records} - {None}
        places.update({place.pk: place for place in Place.everything.filter(**{f"{name}__in": values})})
    countries = {record.country for record in records if record.kind == "country"}
    places.update({place.pk: place for place in Place.objects.filter(kind="country", country__in=countries)})
    while missing := {p.merged_into_id for p in places.values() if p.merged_into_id} - places.keys():
        places.update(Place.everything.in_bulk(missing))
    known = KnownPlaces()
    for place in places.values():
        known.add(_known(place), spellings.get(place.pk, ()))
    return places, known


def _survivor(places: dict[str, Place], place_id: str) -> Place:
    """Follow a merged place to the one it was merged into."""
    place, steps = places[place_id], 0
    while place.merged_into_id and place.merged_into_id in places and steps < 20:
        place, steps = places[place.merged_into_id], steps + 1
    return place


def _known(place: Place) -> Known:
    ids = {name: getattr(place, name) for name in ID_FIELDS}
    return Known(place.pk, place.kind, place.country, place.point.y, place.point.x, place.source, **ids)


def _new(record: PlaceRecord, known: KnownPlaces) -> Place:
    place = Place(
        id=record.id, point=Point(record.lon, record.lat, srid=4326), quality=record.quality,
        **{name: getattr(record, name) for name in FIELDS},
    )  # fmt: skip
    _take_ids(place, record, known)
    if record.area:
        place.area = GEOSGeometry(memoryview(record.area), srid=4326)
    return place


def _signpost(record: PlaceRecord, place: Place) -> Place:
    """Return a merged row under the id by which the default data calls a place that another source filed first."""
    fields = {name: getattr(record, name) for name in FIELDS}
    return Place(id=record.id, point=Point(record.lon, record.lat, srid=4326), merged_into_id=place.pk, **fields)


def _owns(place: Place, record: PlaceRecord) -> bool:
    """Whether a record may refresh the machine fields: of its authority and not older, or a fact of the project."""
    if record.source == FACTS:
        return True
    older = record.source_date and place.source_date and record.source_date < place.source_date
    return authority(place.source) == authority(record.source) and not older


def _merge(place: Place, record: PlaceRecord, known: KnownPlaces) -> bool:
    """Merge a record into a place; return whether anything changed."""
    owner = _owns(place, record)
    touched = _take_ids(place, record, known)
    for name in FIELDS:
        value, old = getattr(record, name), getattr(place, name)
        if name in place.curated or not value or value == old:
            continue
        if owner or not old:
            setattr(place, name, value)
            touched = True
    touched |= (
        _merge_point(place, record, owner) | _merge_area(place, record, owner) | _merge_quality(place, record, owner)
    )
    if place.removed_at:
        place.removed_at, touched = None, True  # the source has it again
    return touched


def _take_ids(place: Place, record: PlaceRecord, known: KnownPlaces) -> bool:
    """Fill in outside ids that the place lacks and no other place has."""
    touched = False
    for name in ID_FIELDS:
        value = getattr(record, name)
        if value is None or getattr(place, name) is not None:
            continue
        if name in ("geonames_id", "pcode") and known.by_record.get((name, value)):
            continue
        setattr(place, name, value)
        touched = True
    return touched


def _merge_point(place: Place, record: PlaceRecord, owner: bool) -> bool:
    if not owner or record.estimated or record.lat is None or "point" in place.curated:
        return False
    if abs(place.point.x - record.lon) < 1e-6 and abs(place.point.y - record.lat) < 1e-6:
        return False
    place.point = Point(record.lon, record.lat, srid=4326)
    return True


def _merge_area(place: Place, record: PlaceRecord, owner: bool) -> bool:
    """An area fills an empty one; its owner, or the authority of the p-code that both carry, may refresh it."""
    refresh = owner or (record.pcode is not None and record.pcode == place.pcode)
    if not record.area or "area" in place.curated or (place.area is not None and not refresh):
        return False
    area = GEOSGeometry(memoryview(record.area), srid=4326)
    if place.area is not None and place.area.equals_exact(area, 1e-9):
        return False
    place.area = area
    return True


def _merge_quality(place: Place, record: PlaceRecord, owner: bool) -> bool:
    """A record of an outside source confirms a place; only the owner, without any such record, takes that back."""
    if "quality" in place.curated or place.quality == record.quality:
        return False
    outside = any(getattr(place, name) is not None for name in ID_FIELDS)
    if record.quality == "confirmed" or (owner and not outside):
        place.quality = record.quality
        return True
    return False
