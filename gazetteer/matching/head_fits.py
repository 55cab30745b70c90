"""Which places a head word allows: "مدينة X" is a town, "قاعدة X" a base of that name."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.matching.clitics import key
from gazetteer.matching.drafts import Option
from gazetteer.matching.geo import km
from gazetteer.matching.index import SETTLEMENTS, name_words
from gazetteer.matching.resolve import BIG, LOCATOR_REACH_KM
from gazetteer.matching.types import PlaceRow
from gazetteer.matching.words import Head


def fits_head(place: PlaceRow, head: Head) -> bool:
    """May a head word of this scope announce a place of this kind at all?"""
    if head.scope == "governorate":
        return place.kind == "governorate"
    if place.kind in ("governorate", "country"):
        return False
    if place.kind in head.agree:
        return True
    if head.scope in ("settlement", "admin", "area"):
        return place.kind in SETTLEMENTS or place.kind in ("district", "subdistrict", "neighbourhood", "camp", "area")
    if head.scope == "quarter":
        listed = place.kind == "city" and head.number > 1  # "أحياء الحجر الأسود والقدم"
        return (place.kind in ("town", "village", "area", "camp") or listed) and place.population < BIG
    return False


def usable(options: Sequence[Option], head: Head | None, name_head: bool) -> list[Option]:
    """Keep the options that head and form allow; without a head a governorate yields to a city of its name."""
    kept = []
    for option in options:
        if option.needs_head and not (head and option.place.kind in head.agree):
            continue
        if option.needs_head and not name_head and head and not _sort_of(option.place, head):
            continue  # "جامعة سرت" is not the airport of سرت, "قاعدة حلب" not its citadel
        if head and not (name_head and option.place.kind in head.agree) and not fits_head(option.place, head):
            continue
        kept.append(option)
    if head is None:
        towns = [o.place for o in kept if o.place.kind in SETTLEMENTS]
        kept = [o for o in kept if o.place.kind != "governorate" or not any(_namesake(t, o.place) for t in towns)]
    return kept


def _sort_of(place: PlaceRow, head: Head) -> bool:
    """Is a building or valley the sort of thing that the head word says? Of other kinds the kind itself has said it."""
    if head.kind == "facility":
        return _called(place, head)
    return place.kind not in ("facility", "area") or not head.nouns.isdisjoint(name_words(place.name_ar))


def _called(place: PlaceRow, head: Head) -> bool:
    """Does the place's own name hold the head word, however it is spelt?"""
    one = key(head.singular)
    return any(w == one or (len(w) > 3 and w[:3] == one[:3]) for w in name_words(place.name_ar))


def _namesake(town: PlaceRow, governorate: PlaceRow) -> bool:
    """Is the town the one after which the governorate is named, and not one that happens to be called so?"""
    return town.admin1_id == governorate.id or km(town, governorate) < LOCATOR_REACH_KM
