"""Shares told by a pronoun, of a place or of each of a list: "أما أحياء A وB فقد أخذ منها أجزاء"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.degree import extent_between
from events.extraction.document import Document, PlaceAt
from events.extraction.endings import HER, THEM_BOTH
from events.extraction.lists import with_list
from events.extraction.referents import Hit, all_meant, prep_at, pronoun_place

LONGEST_LIST = 40  # tokens from the noun that heads a list to its last item


def shares_of_each(doc: Document, hit: Hit, m: int) -> list[Hit]:
    """ "أما أحياء A وB فسيطر على أجزاء منها": a share of each of a list that one plural noun heads, or of two, told by
    the pronoun at token ``m``, or that "as for" opens; else the hit alone."""
    code = prep_at(doc, m, doc.words["from"])
    both = all_meant(doc, hit.place, THEM_BOTH, hit) if code == THEM_BOTH else [hit]
    if len(both) > 1 or hit.extent != "partial" or code not in (HER, THEM_BOTH):
        return both
    first = _head_of_list(doc, hit.place) if hit.place.mention.one_of else _topic(doc, hit.place)
    items = with_list(doc, Hit(first, "near", None, None, first.i, first.j), hit.place.j) if first else []
    named = [replace(hit, place=item.place, several=len(items) > 1) for item in items]
    return named if any(item.place is hit.place for item in items) else [hit]


def shares_behind(doc: Document, k: int, m: int) -> list[Hit]:
    """ "أخذ منها أجزاء واسعة": a share, told behind "of it" at ``m``, of the place spoken of, or of each of a list."""
    code = prep_at(doc, m, doc.words["from"])
    share = code and m + 1 not in doc.place_on and extent_between(doc, m + 1, m + 2, m + 2) == "partial"
    if not share or any(doc.norm(n) in doc.words["from"] for n in (m + 2, m + 3)):
        return []  # "أخذ منهم أجزاء من X"
    place = pronoun_place(doc, k, code)
    return shares_of_each(doc, Hit(place, "pronoun", "partial", None, k, m + 1), m) if place else []


def _head_of_list(doc: Document, last: PlaceAt) -> PlaceAt | None:
    """The first of the places that the plural noun before them heads, ``last`` being one of them."""
    back = range(last.i, max(last.i - LONGEST_LIST, doc.bounds(last.i)[0]) - 1, -1)
    heads = (p for m in back if (p := doc.place_on.get(m)) is not None and p.mention.head is not None)
    first = next(heads, None)
    return first if first is not None and first.mention.one_of == last.mention.one_of else None


def _topic(doc: Document, last: PlaceAt) -> PlaceAt | None:
    """ "أما A وB وC فاستعاد أجزاء منها": the first of the places that "as for" makes the topic, ``last`` being one."""
    back = range(last.i, max(last.i - LONGEST_LIST, doc.sentences[doc.sentence_of[last.i]][0]), -1)
    return next((doc.place_on.get(m) for m in back if doc.norm(m - 1) in doc.words["as_for"]), None)
