"""The fields of a claim's place: which it is, how exactly it is known, how it is written."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.document import Document
from events.extraction.rules.draft import Draft
from gazetteer.matching.types import STANDS_IN, PlaceMention, PlaceRow

OVERLOOKS = 4  # tokens from what overlooks a place to its name
NEAR = ("near", "around", "along")  # relations to a place that are not in it
# Kinds of unknown places whose name stands without its noun.
NAMED_ALONE = ("city", "town", "village", "district", "subdistrict", "neighbourhood", "governorate", "area")


def beside_overlooked(doc: Document, draft: Draft) -> Draft:
    """ "سيطر على التلال المطلة على X", "مرتفعات تطل على X": what overlooks a place is near it, and no part of it."""
    hit, mention = draft.hit, draft.hit.place.mention
    words = range(max(hit.place.i - OVERLOOKS, draft.i), hit.place.i)
    over = any(doc.norm(m) in doc.words["overlooks"] and doc.norm(m + 1) in doc.words["slot_upon"] for m in words)
    if not over or mention.relation not in ("at", "part"):
        return draft
    near = replace(mention, relation="near", part=None, part_code=None)
    return replace(draft, hit=replace(hit, inside=None, place=replace(hit.place, mention=near)))


def resolution_of(draft: Draft) -> str:
    """How far the place of a draft is known: exact, unverified, tied (several fit) or unresolved."""
    mention = draft.hit.place.mention
    if mention.status == "tie":
        return "tied"
    if mention.place is None:
        return "unresolved"
    return "unverified" if mention.place.quality == "unverified" else "exact"


def _place_precision(draft: Draft, precision: str, part: str | None) -> str:
    """How exactly the point of a claim is its place: exact, part, near, admin (a whole district) or unresolved."""
    mention = draft.hit.place.mention
    if _container(mention, precision):
        return "near"  # a thing without a place of its own in the gazetteer, known to stand in or at one that has
    if precision in ("unresolved", "tied"):
        return "unresolved"
    if mention.relation in NEAR:
        return "near"
    if part or draft.hit.percent:
        return "part"
    return "admin" if mention.place.kind in ("governorate", "district", "subdistrict", "country") else "exact"


def place_fields(doc: Document, draft: Draft, precision: str, part: str | None) -> dict:
    """Which place it is, as far as it is known (``precision``: see ``resolution_of``), and how it is written."""
    mention = draft.hit.place.mention
    place = mention.place if precision not in ("unresolved", "tied") else None
    point = place or _container(mention, precision)
    return {
        "place_id": place.id if place else None,
        "place_ar": place.name_ar if place else None,
        "place_en": place.name_en if place else None,
        "place_kind": place.kind if place else None if mention.kind_hint == "district" else mention.kind_hint,
        "place_text": _written(doc, mention),
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
        "country": place.country if place else doc.country,
        "admin1_ar": place.admin1_ar if place else None,
        "admin1_en": place.admin1_en if place else None,
        "place_precision": _place_precision(draft, precision, part),
        "relation": "part" if part and mention.relation == "at" else mention.relation,
        "part": part,
        "part_code": mention.part_code,
        "percent": draft.hit.percent,
        "place_tie": precision == "tied",
        "whole": mention.whole,
    }


def _written(doc: Document, mention: PlaceMention) -> str:
    """The place as written, one space between its words: of an unknown town the name alone, of one of two things
    ("برجي A وB") with its noun.
    """
    text = doc.text[mention.start : mention.end]
    if mention.status == "unknown" and mention.kind_hint in NAMED_ALONE:
        text = mention.name
    elif mention.status == "unknown" and mention.one_of:
        text = f"{mention.one_of} {mention.name}"
    elif mention.status == "unknown" and mention.name not in text:
        text = _written(doc, first) if (first := _first_named(doc, mention)) else mention.name
    return " ".join(text.split())


def _first_named(doc: Document, back: PlaceMention) -> PlaceMention | None:
    """ "الحقل": the mention to which a word refers back of a place that the gazetteer does not have ("حقل X")."""
    first = doc.once(_unknown_by_name).get(back.name)
    return first if first is not None and first.start < back.start else None


def _unknown_by_name(doc: Document) -> dict[str, PlaceMention]:
    """The first mention of each place that the gazetteer does not have, by its name, which is written there."""
    found: dict[str, PlaceMention] = {}
    for m in (p.mention for p in doc.places):
        if m.status == "unknown" and m.name in doc.text[m.start : m.end]:
            found.setdefault(m.name, m)
    return found


def _container(mention: PlaceMention, precision: str) -> PlaceRow | None:
    """The place in or at which a thing without a place of its own stands."""
    if precision != "unresolved" or not mention.candidates:
        return None
    told = STANDS_IN in mention.candidates[0].reasons
    return mention.candidates[0].place if told or mention.kind_hint == "facility" else None
