"""What people do to the gazetteer: the only writers beside the importers.

Each action is one transaction with its row in the append-only record, done by a person. Readers of texts hear of it
(``gazetteer.rereading``) once it is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.contrib.gis.geos import Point
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from gazetteer.importers.records import BadRow, checked_country, checked_kind, clean_name, coordinates, is_arabic
from gazetteer.matching.arabic import fold
from gazetteer.models import GazetteerVersion, Place, PlaceChange, PlaceName, UnknownName
from gazetteer.rereading import Learned, tell
from gazetteer.wording import refusal

EDITABLE = (
    "name_ar",
    "name_en",
    "kind",
    "country",
    "point",
    "area",
    "population",
    "quality",
    "parent",
    "admin1",
    "note",
)
PEOPLE = "curator"


class Refused(ValueError):
    """The action would break a rule; nothing was changed. The message says why, in one sentence."""


@contextmanager
def _writing() -> Iterator[None]:
    with transaction.atomic():
        yield
        GazetteerVersion.bump()


def _record(action: PlaceChange.Action, place: Place | None, by, **detail) -> None:
    PlaceChange.objects.create(action=action, place=place, by=by, detail=detail)


def _tell(learned: Learned) -> None:
    transaction.on_commit(lambda: tell(learned))


def _plain(value: object) -> object:
    """Return a field's value as the record keeps it; of a geometry its WKT, of an area only its size."""
    if hasattr(value, "wkt"):
        return value.wkt if value.geom_type == "Point" else f"{value.geom_type} of {value.num_coords} points"
    return value.pk if isinstance(value, Place) else value


def edit(*, place: Place, by, changes: Mapping[str, object]) -> Place:
    """Set fields of a place as a person wants them; no importer touches them again."""
    if unknown := set(changes) - set(EDITABLE):
        raise Refused(gettext("%(names)s cannot be edited.") % {"names": ", ".join(sorted(unknown))})
    with _writing():
        place = Place.everything.select_for_update().get(pk=place.pk)
        before = {name: getattr(place, name) for name in changes}
        changed = {name: value for name, value in changes.items() if value != before[name]}
        if not changed:
            return place
        for name, value in changed.items():
            setattr(place, name, value)
        check_place(place)
        place.curated = sorted({*place.curated, *(name for name in changed if name != "note")})
        place.save()
        if "name_ar" in changed and place.name_ar:
            _name(place, place.name_ar, PlaceName.NameKind.OFFICIAL, by)
        after = {name: _plain(value) for name, value in changed.items()}
        _record(PlaceChange.Action.EDIT, place, by, before={n: _plain(before[n]) for n in changed}, after=after)
        _tell(Learned(places=(place.pk,), by=by))
    return place


def check_place(place: Place) -> None:
    """Refuse what cannot be right: no name, coordinates off the globe or swapped, a parent that is inside the place."""
    try:
        if not clean_name(place.name_ar) and not clean_name(place.name_en):
            raise BadRow("a place needs a name")
        checked_kind(place.kind)
        checked_country(place.country)
        coordinates(place.point.y, place.point.x, place.country)
    except BadRow as reason:
        raise Refused(refusal(reason)) from None
    above, seen = place.parent, set()
    while above is not None and above.pk not in seen:
        if above.pk == place.pk:
            raise Refused(gettext("%(place)s cannot be part of what is itself part of it.") % {"place": place})
        seen.add(above.pk)
        above = above.parent


def create(
    *,
    by,
    name_ar: str,
    kind: str,
    country: str,
    lon: float,
    lat: float,
    name_en: str = "",
    note: str = "",
    quality: str = "unverified",
) -> Place:
    """Add a place that a person knows of; it gets the next id of ours (``cm-<n>``). Degrees WGS 84."""
    with _writing():
        name_ar, name_en = name_ar and good_name(name_ar), clean_name(name_en)
        place = Place(
            id=_next_id(), name_ar=name_ar, name_en=name_en, kind=kind, country=country,
            point=Point(lon, lat, srid=4326), quality=quality, source=PEOPLE, note=note,
        )  # fmt: skip
        check_place(place)
        place.admin1 = _governorate_of(place)
        place.save(force_insert=True)
        named = place.name_ar or good_name(place.name_en)
        _name(place, named, PlaceName.NameKind.OFFICIAL, by)
        _record(PlaceChange.Action.CREATE, place, by, name=named, point=place.point.wkt)
        _tell(Learned(places=(place.pk,), by=by))
    return place


def _next_id() -> str:
    """Ids of ours are numbered; the lock on the version row lets only one be given at a time."""
    GazetteerVersion.objects.select_for_update().filter(pk=1).first()
    numbers = Place.everything.filter(pk__regex=r"^cm-[0-9]{1,9}$").values_list("pk", flat=True)
    return f"cm-{max((int(re.sub('^cm-', '', pk)) for pk in numbers), default=0) + 1}"


def _governorate_of(place: Place) -> Place | None:
    """Return the governorate whose polygon holds the place, else that of the nearest place within 30 km."""
    governorates = Place.objects.filter(kind="governorate", country=place.country)
    if found := governorates.filter(area__covers=place.point).first():
        return found
    near = Place.objects.in_country(place.country).filter(admin1__isnull=False).near(place.point.x, place.point.y, 30)
    nearest = near.select_related("admin1").first()
    return nearest.admin1 if nearest else None


def good_name(name: str) -> str:
    """Return a name as it is filed. Raises Refused for what is too short, or not written as names are."""
    try:
        cleaned = clean_name(name)
    except BadRow as reason:
        raise Refused(refusal(reason)) from None
    if len(fold(cleaned).replace(" ", "")) < 2:
        raise Refused(gettext("“%(name)s” is too short for a name.") % {"name": name})
    return cleaned


def _name(place: Place, name: str, kind: str, by) -> PlaceName:
    said = {"folded": fold(name), "lang": "ar" if is_arabic(name) else "", "kind": kind, "added_by": by}
    row, _ = PlaceName.objects.update_or_create(
        place=place, name=name, defaults={**said, "refused": False}, create_defaults={**said, "source": PEOPLE}
    )
    return row


def add_name(*, place: Place, name: str, by, kind: str = PlaceName.NameKind.ALIAS) -> PlaceName:
    """Add a spelling to a place, or take back that it was refused."""
    with _writing():
        row = _name(place, good_name(name), kind, by)
        _record(PlaceChange.Action.NAME, place, by, name=row.name, kind=kind)
        _tell(Learned(places=(place.pk,), by=by))
    return row


def refuse_name(*, name: PlaceName, by) -> None:
    """Say that a spelling is no name of its place; importers bring it again, and it stays refused."""
    with _writing():
        name.refused, name.added_by = True, by
        name.save()
        _record(PlaceChange.Action.REFUSE, name.place, by, name=name.name)
        _tell(Learned(places=(name.place_id,), by=by))


def merge(*, place: Place, into: Place, by) -> Place:
    """Say that two places are one: ``place`` is merged into ``into``, with its names, ids and what lies in it."""
    if place.pk == into.pk:
        raise Refused(gettext("%(place)s cannot be merged with itself.") % {"place": place})
    with _writing():
        into = Place.everything.select_for_update().get(pk=into.pk)
        place = Place.everything.select_for_update().get(pk=place.pk)
        if into.merged_into_id or into.removed_at:
            raise Refused(gettext("%(place)s is no longer in the gazetteer.") % {"place": into})
        for name in place.names.all():
            if not into.names.filter(name=name.name).exists():
                name.pk, name.place = None, into
                name.save(force_insert=True)
        for link in ("parent", "admin1", "merged_into"):
            Place.everything.filter(**{link: place}).exclude(pk=into.pk).update(**{link: into}, updated=timezone.now())
        if into.area is None:
            into.area = place.area
        into.parent = into.parent if into.parent_id != place.pk else None
        into.save()
        place.merged_into = into
        place.save()
        _record(PlaceChange.Action.MERGE, into, by, merged=place.pk, name=place.name_ar)
        _tell(Learned(places=(into.pk,), gone=((place.pk, into.pk),), by=by))
    return into


def remove(*, place: Place, by, reason: str = "") -> None:
    """Take a place out of the gazetteer. Its row stays, so that what refers to it still can."""
    with _writing():
        place.removed_at, place.removed_by = timezone.now(), by
        place.save()
        _record(PlaceChange.Action.REMOVE, place, by, reason=reason)
        _tell(Learned(places=(place.pk,), by=by))


def check(*, place: Place, by, confirm: bool = False) -> None:
    """Say that a doubtful place was looked at and is right; with ``confirm`` also that it is verified."""
    with _writing():
        place.checked_at, place.checked_by = timezone.now(), by
        if confirm and place.quality != "confirmed":
            place.quality = "confirmed"
            place.curated = sorted({*place.curated, "quality"})
        place.save()
        _record(PlaceChange.Action.CHECK, place, by, confirmed=confirm)


def decide_alias(*, unknown: UnknownName, place: Place, by) -> None:
    """Say that an unknown name is another name of a place; the texts that hold it are read again."""
    with _writing():
        _name(place, unknown.name, PlaceName.NameKind.ALIAS, by)
        _decide(unknown, UnknownName.Status.ALIAS, place, by)


def decide_new(*, unknown: UnknownName, by, **fields) -> Place:
    """Say that an unknown name is a place that the gazetteer lacks (``fields`` as of ``create``)."""
    with _writing():
        place = create(by=by, **{"name_ar": unknown.name, **fields})
        _name(place, unknown.name, PlaceName.NameKind.ALIAS if place.name_ar != unknown.name else "official", by)
        _decide(unknown, UnknownName.Status.NEW, place, by)
    return place


def dismiss(*, unknown: UnknownName, by) -> None:
    """Say that an unknown name is no place; it leaves the worklist and does not come back."""
    with _writing():
        _decide(unknown, UnknownName.Status.DISMISSED, None, by)


def _decide(unknown: UnknownName, status: UnknownName.Status, place: Place | None, by) -> None:
    unknown.status, unknown.place = status, place
    unknown.decided_at, unknown.decided_by = timezone.now(), by
    unknown.save()
    _record(PlaceChange.Action.UNKNOWN, place, by, name=unknown.name, status=str(status))
    if place is not None:
        articles = unknown.sentences.order_by("article").values_list("article", flat=True).distinct()
        _tell(Learned(articles=tuple(articles), places=(place.pk,), by=by))
