"""Things told before their name: "اقتحموا قاعدة كبيرة للجيش … ويقع اللواء 93 قرب X", "أكبر مصفاة نفط في البلاد"."""

from __future__ import annotations

from events.extraction.document import Document, PlaceAt
from events.extraction.marks import QUOTES
from events.extraction.mentions import BEGINS, beginning_in
from events.extraction.proclitics import ARTICLE
from gazetteer.matching.words import Head

REACH = 70  # tokens from a thing without a name to the name
SENTENCES = 2
WITHIN = 8  # tokens from such a thing to where it lies
WIDE = ("country", "governorate", "area")
SITES = ("airbase", "base", "crossing", "oilfield", "dam", "port", "facility")


def _unnamed_site(doc: Document, m: int) -> tuple[int, Head] | None:
    """The noun of one site that has no name and no article, right at token ``m`` or behind "the biggest" there; with
    it where it is in the list of heads. None: no such thing is told there.
    """
    ranked = doc.norm(m) in doc.words["superlatives"]
    while doc.norm(m) in doc.words["superlatives"]:
        m += 1
    head = doc.names.words.heads.get(doc.norm(m)) if doc.names is not None else None
    if head is None or head.kind not in SITES or m in doc.actor_on or (head.number > 1 and not ranked):
        return None
    named = doc.place_on.get(m)
    place = doc.place_on.get(m + 1)
    if named is not None or (place is not None and not place.prep) or m + 1 >= len(doc.tokens):
        return None
    definite = doc.norm(m + 1).startswith(ARTICLE) or doc.at(m + 1).text in QUOTES
    owned = m + 1 in doc.actor_on and not doc.actor_on[m + 1].prep
    numbered = doc.at(m + 1).kind != "word" or doc.readings[m + 1].unit is not None
    return None if (definite or owned or numbered) and not ranked else (m, head)


def _foretold(doc: Document, m: int, head: Head) -> PlaceAt | None:
    """The site that an unnamed one at token ``m`` turns out to be: the next of its kind that the text names."""
    near = beginning_in(doc.once(_in_order), m + 1, m + REACH + 1)
    for place in near:  # a unit's base is here also where the men are spoken of
        if doc.sentence_of[place.i] - doc.sentence_of[m] > SENTENCES:
            return None
        mention = place.mention
        known = mention.place is not None and mention.status == "resolved" and not mention.reference
        if known and mention.place.kind in head.agree and mention.relation == "at" and not place.prep:
            return place
    return None


def _in_order(doc: Document) -> list[PlaceAt]:
    return sorted(doc.places, key=BEGINS)


def named_later(doc: Document, m: int, place: PlaceAt | None = None) -> list[PlaceAt | None]:
    """What an unnamed site at token ``m`` that lies in a wide area (``place``, else the next one told) turns out to be:
    one place, or None where its name is told nowhere; nothing at all where there is no such site.
    """
    site = _unnamed_site(doc, m)
    if site is None:
        return []
    behind = (doc.place_on.get(n) for n in range(site[0] + 1, min(site[0] + WITHIN, doc.bounds(m)[1])))
    place = place or next((p for p in behind if p is not None), None)
    if place is None or place.prep not in doc.words["at"]:
        return []
    known = place.mention.place
    return [_foretold(doc, *site)] if known is None or known.kind in WIDE else []


def site_in(doc: Document, place: PlaceAt) -> int | None:
    """The token of an unnamed site that lies in a place: "قاعدة كبيرة للجيش في محافظة X"; None: there is none."""
    for m in range(place.i - 1, max(place.i - WITHIN, doc.bounds(place.i)[0]) - 1, -1):
        if doc.finite(m) or m in doc.place_on or (doc.tokens[m].kind == "punct" and doc.tokens[m].text not in QUOTES):
            return None
        if _unnamed_site(doc, m):
            return m
    return None
