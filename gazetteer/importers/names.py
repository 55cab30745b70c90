"""The names of the places of one load: new spellings are added, what people added or refused stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.utils import timezone

from gazetteer.importers.records import NameRecord, PlaceRecord, is_arabic
from gazetteer.importers.report import Report
from gazetteer.importers.same_place import authority
from gazetteer.matching.arabic import fold
from gazetteer.models import PlaceName


def spellings(record: PlaceRecord) -> Iterator[NameRecord]:
    """Yield the names of a record; its two main names are always among them."""
    yield from record.names
    for name in (record.name_ar, record.name_en):
        if name and name not in {other.name for other in record.names}:
            yield NameRecord(name, "ar" if is_arabic(name) else "en", "official")


class NameWriter:
    """Writes names batch by batch and remembers which it saw."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.seen: set[tuple[str, str]] = set()

    def write(self, named: Mapping[str, list[PlaceRecord]]) -> set[str]:
        """Add the names of a batch (place id -> its records), refresh those of its authority; return whose changed."""
        there = {(name.place_id, name.name): name for name in PlaceName.objects.filter(place__in=named)}
        new: dict[tuple[str, str], PlaceName] = {}
        changed: dict[tuple[str, str], PlaceName] = {}
        for place_id, records in named.items():
            for record in records:
                for spelling in spellings(record):
                    key = (place_id, spelling.name)
                    if key in self.seen:
                        continue
                    self.seen.add(key)
                    wanted = _row(place_id, spelling, record)
                    if key in there:
                        if _refresh(there[key], wanted):
                            changed[key] = there[key]
                    elif wanted.folded:
                        new.setdefault(key, wanted)
        PlaceName.objects.bulk_create(new.values(), ignore_conflicts=True, batch_size=5_000)
        PlaceName.objects.bulk_update(changed.values(), ["lang", "kind", "source_date", "updated"], batch_size=500)
        self.report.names_added += len(new)
        self.report.names_changed += len(changed)
        return {place_id for place_id, _ in (*new, *changed)}

    def sweep(self, sources: Iterable[str]) -> int:
        """Take out names of these sources that were not seen; names that people decided on stay."""
        machine = PlaceName.objects.filter(source__in=list(sources), added_by__isnull=True)
        gone = [
            pk
            for pk, place_id, name in machine.values_list("pk", "place_id", "name")
            if (place_id, name) not in self.seen
        ]
        PlaceName.objects.filter(pk__in=gone).delete()
        return len(gone)


def _row(place_id: str, spelling: NameRecord, record: PlaceRecord) -> PlaceName:
    return PlaceName(
        place_id=place_id, name=spelling.name, folded=fold(spelling.name), lang=spelling.lang, kind=spelling.kind,
        source=spelling.source or record.source, licence=spelling.licence or record.licence,
        source_date=record.source_date,
    )  # fmt: skip


def _refresh(name: PlaceName, wanted: PlaceName) -> bool:
    if name.added_by_id or authority(name.source) != authority(wanted.source):
        return False
    if wanted.source_date and name.source_date and wanted.source_date < name.source_date:
        return False  # an older edition of the same source
    fields = [f for f in ("lang", "kind", "source_date") if getattr(name, f) != getattr(wanted, f)]
    for field in fields:
        setattr(name, field, getattr(wanted, field))
    name.updated = timezone.now()  # bulk_update calls no pre_save
    return bool(fields)
