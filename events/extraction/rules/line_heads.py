"""The place at the head of a line, where what the line tells names no other: "سد الموصل: البيشمركة تنسحب"."""

from __future__ import annotations

from collections.abc import Collection

from events.extraction.clauses import actors_between
from events.extraction.document import Document, PlaceAt
from events.extraction.marks import COMMAS
from events.extraction.objects import plain_gap
from events.extraction.place_kinds import SETTLED
from events.extraction.referents import HEADED, Hit, hit_at

HEADS = frozenset(":.\u2026")
HEAD = 3  # tokens from "in" over "the front of" to the place that opens a sentence
PLACES = (*SETTLED, "base", "airbase", "airport", "port", "crossing", "facility", "dam", "oilfield", "neighbourhood")


def heading(doc: Document, i: int, k: int) -> list[Hit]:
    """ "X.. خارج سيطرة Y", "- X: خالية من Y": the place alone before the dots or colon at which the clause begins."""
    first = _first_word(doc, k)
    place = doc.place_on.get(first)
    alone = place is not None and place.j < i and all(doc.tokens[m].kind == "punct" for m in range(place.j, i))
    known = alone and not place.prep and place.mention.status == "resolved"
    return [hit_at(doc, place, first, first)] if known else []


def at_head(doc: Document, k: int, stop: int) -> list[Hit]:
    """ "سد الموصل: البيشمركة تنسحب", "- خان شيخون.. انسحاب الفصائل": the town or base at the head of the line, for what
    a verb or noun at ``k`` tells there of a side without any other place; never the seat of a government, which may be
    where the line was filed."""
    first, end = _first_word(doc, k), doc.bounds(k)[1]
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


def opening(doc: Document, verb: int) -> list[Hit]:
    """ "وفي محور X أحبط Y هجوما", "وفي مدينة X، قال Z إن Y صد هجوما": the town or front that opens the sentence of the
    verb at ``verb``, nothing but who says it behind a comma, and who does it, between them."""
    first = _first_word(doc, verb)
    near = range(first + 1, min(first + HEAD, verb))
    place = next((p for m in near if (p := doc.place_on.get(m)) is not None), None)
    if doc.norm(first).lstrip("و") not in doc.words["at"] or place is None or place.mention.place is None:
        return []
    on_line = place.i == first + 2 and doc.norm(first + 1) in doc.words["push_lines"]
    fits = place.i == first + 1 or on_line
    if not fits or place.mention.place.kind not in PLACES or place.mention.status != "resolved":
        return []
    start = place.j + (doc.tokens[place.j].text in COMMAS)
    said = start > place.j and doc.verb_group(start) == "cite" and doc.norm(place.i) not in _capitals(doc)
    that = (m for m in range(start, verb) if doc.norm(m) in doc.words["complementizers"])
    start = next(that, start - 1) + 1 if said else start
    told = any(m in doc.place_on for m in range(place.j, verb)) or not all(
        plain_gap(doc, m) for m in range(start, verb)
    )
    return [] if told else [hit_at(doc, place, place.i, place.i, HEADED if said else "near")]


def _first_word(doc: Document, k: int) -> int:
    """The first word of the sentence of token ``k``, behind the sign or number of an entry."""
    first = doc.bounds(k)[0]
    while first < k and doc.tokens[first].kind in ("punct", "number"):
        first += 1
    return first


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
