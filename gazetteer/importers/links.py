"""What contains what: parents and governorates of the places of one load, once all of them are there."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

from gazetteer.importers.records import PlaceRecord, Refusal
from gazetteer.importers.report import Report
from gazetteer.models import Place

_UPDATE = """
UPDATE gazetteer_place AS place SET parent_id = new.parent, admin1_id = new.admin1, updated = now()
FROM unnest(%s::text[], %s::text[], %s::text[]) AS new (id, parent, admin1) WHERE place.id = new.id
"""


class _Wanted(NamedTuple):
    where: str
    parent: str | None
    admin1: str | None
    owner: bool


class Links:
    """Collects what records say of their parents, by keys of the file or ids, and writes it at the end."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}
        self.wanted: dict[str, _Wanted] = {}

    def note(self, place: Place, record: PlaceRecord, *, owner: bool) -> None:
        """Remember what a record calls its place and what it says contains it."""
        for key in record.keys:
            self.ids[key] = place.pk
        if record.parent or record.admin1:
            self.wanted[place.pk] = _Wanted(record.where, record.parent, record.admin1, owner)

    def write(self, report: Report) -> None:
        """Write links that are new; a parent that is not there or would close a circle is refused with its row."""
        self._look_up()
        old = {
            pk: (parent, admin1, curated)
            for pk, parent, admin1, curated in Place.everything.values_list("pk", "parent_id", "admin1_id", "curated")
        }
        parents = {pk: parent for pk, (parent, _, _) in old.items() if parent}
        rows = []
        for pk, wanted in self.wanted.items():
            now = old[pk][:2]
            parent = self._chosen(pk, wanted, "parent", old[pk], report)
            admin1 = self._chosen(pk, wanted, "admin1", old[pk], report)
            if parent != now[0] and parent and _closes_circle(pk, parent, parents):
                report.refused.append(Refusal(wanted.where, f"parent {parent!r} is itself part of {pk!r}"))
                parent = now[0]
            if (parent, admin1) != now:
                rows.append((pk, parent, admin1))
                if parent:
                    parents[pk] = parent
        if rows:
            with connection.cursor() as cursor:
                cursor.execute(_UPDATE, [list(column) for column in zip(*rows, strict=True)])
        report.linked = len(rows)

    def _chosen(self, pk: str, wanted: _Wanted, name: str, old: tuple, report: Report) -> str | None:
        now = old[0] if name == "parent" else old[1]
        key = getattr(wanted, name)
        if key is None or name in old[2] or (now and not wanted.owner):
            return now
        target = self.ids.get(key)
        if target == pk:
            if key.startswith("id:"):
                report.refused.append(Refusal(wanted.where, f"{name} {key[3:]!r} is the place itself"))
            return now
        if target is None:
            if key.startswith("id:"):
                report.refused.append(
                    Refusal(wanted.where, f"{name} {key[3:]!r} is not in the gazetteer; the place is kept without it")
                )
            return now
        return target

    def _look_up(self) -> None:
        """Find keys that are no record of this load among the places that were there before."""
        missing = {key for w in self.wanted.values() for key in (w.parent, w.admin1) if key and key not in self.ids}
        for prefix, field in (("id:", "id"), ("pcode:", "pcode")):
            values = [key.removeprefix(prefix) for key in missing if key.startswith(prefix)]
            found = Place.everything.filter(**{f"{field}__in": values}).values_list(field, "pk", "merged_into_id")
            self.ids.update({prefix + value: merged or pk for value, pk, merged in found})


def _closes_circle(pk: str, parent: str, parents: dict[str, str]) -> bool:
    seen = {pk}
    while parent:
        if parent in seen:
            return True
        seen.add(parent)
        parent = parents.get(parent, "")
    return False
