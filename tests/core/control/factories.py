"""Small makers of the values that the control rules work on: every field that a test does not name is plain."""

from __future__ import annotations

from datetime import date

from events.extraction.types import FAMILY, Claim, claim_id
from events.ledger import ActorBook, ActorRow, LedgerEvent, PlaceNode
from events.merging import EventGroup, merge

GOV, ISIS, SDF, YPG, HTS, NUSRA = "syrian-government", "isis", "sdf", "ypg", "hts", "nusra"
TRANSITIONAL, COALITION, RUSSIA, HEZBOLLAH, SNA, TURKEY = (
    "syria-transitional", "coalition", "russia", "hezbollah", "sna", "turkey",
)  # fmt: skip


def day(text: str | None) -> date | None:
    """Return an ISO day as a date, None for None."""
    return date.fromisoformat(text) if text else None


def actor(slug: str, **fields) -> ActorRow:
    """Return a side with a label and colour made from its slug."""
    return ActorRow(slug, slug, slug, "#888888", **fields)


BOOK = ActorBook(
    [
        actor(GOV, exists_to=day("2024-12-08")),
        actor(TRANSITIONAL, exists_from=day("2024-12-08"), successor_of=(HTS,)),
        actor(ISIS, exists_from=day("2013-04-08")),
        actor(SDF, exists_from=day("2015-10-10")),
        actor(YPG, part_of=(SDF,), spans=(("part_of", SDF, day("2015-10-10"), None),)),
        actor(HTS, exists_from=day("2017-01-28"), successor_of=(NUSRA,)),
        actor(NUSRA, exists_to=day("2017-01-28")),
        actor(RUSSIA, ally_of=(GOV,)),
        actor(HEZBOLLAH, ally_of=(GOV,)),
        actor(COALITION, ally_of=(SDF,)),
        actor(SNA),
        actor(TURKEY, ally_of=(SNA,)),
    ]
)


def claim(type: str, place: str | None, gaining=None, losing=None, on=None, to=None, *, said="2017-10-15", **fields):
    """Return a claim of high confidence in an article of ``said``; ``on`` is its day, ``to`` the day after its last.

    With ``on`` alone it is of that one day; ``to="open"`` leaves the end open; without ``on`` it is undated.
    """
    article = fields.pop("article", f"article-{said}-{fields.get('outlet', 'outlet')}")
    start = fields.pop("start", 0)
    first = day(on)
    last = None if to == "open" or first is None else day(to) or date.fromordinal(first.toordinal() + 1)
    values = {
        "id": claim_id(article, FAMILY[type], (start, start + 5), (start + 6, start + 10)),
        "type": type,
        "place_id": place,
        "place_ar": None,
        "place_en": None,
        "place_kind": "city",
        "place_text": None,
        "lat": None,
        "lon": None,
        "place_precision": "exact" if place else "unresolved",
        "relation": "at",
        "part": None,
        "part_code": None,
        "country": "SY",
        "admin1_ar": None,
        "admin1_en": None,
        "gaining": gaining,
        "gaining_ar": None,
        "gaining_en": None,
        "gaining_with": "",
        "losing": losing,
        "losing_ar": None,
        "losing_en": None,
        "losing_with": "",
        "date_start": first,
        "date_end": last,
        "date_precision": "day" if first else "unknown",
        "date_text": None,
        "known_on": day(said),
        "modality": "asserted",
        "attribution": None,
        "attribution_actor": None,
        "extent": None,
        "percent": None,
        "of_force": None,
        "confidence": "high",
        "reasons": "",
        "article": article,
        "title": None,
        "outlet": "outlet",
        "url": None,
        "published": day(said),
        "sentence": 0,
        "sentence_text": "",
        "quote": "",
        "start": start,
        "end": start + 10,
        "trigger": "",
        "rule": "test",
        "lexicon": "test",
    }
    if fields.get("part") and "relation" not in fields:
        values["relation"] = "part"
    return Claim(**{**values, **fields})


def event(type: str, gaining=None, losing=None, on=None, to=None, *, known=None, place="p", **fields) -> LedgerEvent:
    """Return an accepted event at place ``p``; days as in ``claim``; known on its last day unless ``known`` says."""
    first = day(on)
    last = None if to == "open" or first is None else day(to) or date.fromordinal(first.toordinal() + 1)
    said = day(known) or (date.fromordinal(last.toordinal() - 1) if last else first)
    values = {
        "id": f"{type}-{gaining}-{losing}-{on}-{known}-{fields.get('part')}-{place}",
        "place_id": place,
        "type": type,
        "gaining": gaining,
        "losing": losing,
        "start": first,
        "end": last,
        "known_on": said,
        "evidence": (said,) if said else (),
        "decided_by": "person",
    }
    return LedgerEvent(**{**values, **fields})


def place(id: str, kind: str = "city", parent: str | None = None, lon: float = 0.0, lat: float = 0.0, **fields):
    """Return a place of the tree."""
    return PlaceNode(id, kind, "SY", lon, lat, parent, **fields)


def one_group(*claims: Claim, actors: ActorBook = BOOK) -> EventGroup:
    """Return the one event that the claims merge into."""
    (group,) = merge(claims, actors=actors).groups
    return group
