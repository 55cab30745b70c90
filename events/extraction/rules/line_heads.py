"""The place at the head of a line, where what the line tells names no other: "سد الموصل: البيشمركة تنسحب"."""

from __future__ import annotations

from collections.abc import Collection

from events.extraction.clauses import actors_between
from events.extraction.document import Document, PlaceAt
from events.extraction.place_kinds import SETTLED
from events.extraction.referents import HEADED, Hit, hit_at

HEADS = frozenset(":.\u2026")
PLACES = (*SETTLED, "base", "airbase", "airport", "port", "crossing", "facility", "dam", "oilfield", "neighbourhood")


def heading(doc: Document, i: int, k: int) -> list[Hit]:
    """ "X.. خارج سيطرة Y", "X: خالية من Y": the place alone before the dots or the colon at which the clause begins."""
    first = doc.bounds(k)[0]
    place = doc.place_on.get(first)
    alone = place is not None and place.j < i and all(doc.tokens[m].kind == "punct" for m in range(place.j, i))
    known = alone and not place.prep and place.mention.status == "resolved"
    return [hit_at(doc, place, first, first)] if known else []


def at_head(doc: Document, k: int, stop: int) -> list[Hit]:
    """ "سد الموصل: البيشمركة تنسحب", "- خان شيخون.. انسحاب الفصائل": the town or base at the head of the line, for what
    a verb or noun at ``k`` tells there of a side without any other place; never the seat of a government, which may be
    where the line was filed."""
    first, end = doc.bounds(k)
    while first < k and doc.tokens[first].kind in ("punct", "number"):
        first += 1
    place = doc.place_on.get(first)
    mention = place.mention if place is not None else None
    if mention is None or place.prep or mention.status != "resolved" or mention.relation != "at" or place.j > k:
        return []
    mark = next((m for m in range(place.j, k) if doc.tokens[m].text in HEADS), k)
    heads = _all_heads(doc, place, mark)
    if not heads or mention.place.kind not in PLACES or doc.norm(first) in _capitals(doc):
        return []
    behind = range(mark, min(stop, end))
    sides = actors_between(doc, mark, stop)
    elsewhere = any(m in doc.place_on or _leads_on(doc, m) for m in behind)
    told = any(a.slug or a.people for a in sides)
    return [] if elsewhere or not told else [Hit(p, HEADED, None, None, k, k + 1) for p in heads]


def _leads_on(doc: Document, m: int) -> bool:
    """Whether a preposition at ``m`` leads to something else than to whose men are told of ("دفعة من مقاتلي X")."""
    word = doc.norm(m).lstrip("و")
    return word in doc.words["prepositions"] and not (word in doc.words["from"] and m + 1 in doc.actor_on)


def _all_heads(doc: Document, place: PlaceAt, mark: int) -> list[PlaceAt]:
    """ "A وB: …": the places alone before the mark of a line, of which ``place`` is the first."""
    listed = doc.listed_with(place) or [place]
    heads = [p for p in listed if p.i < mark and p.mention.status == "resolved" and not p.prep]
    named = {m for p in heads for m in range(p.i, p.j)}
    return heads if all(m in named or doc.tokens[m].kind == "punct" for m in range(place.i, mark)) else []


def _capitals(doc: Document) -> Collection[str]:
    """The capital of the text's country, and of others that it tells of."""
    return doc.lexicon.forces["capitals"].get(doc.country, ())
