"""A state told of a part or a thing of the place spoken of: "وباتت معظم أحيائها تحت سيطرة X", "وصار مطارها بيده"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clause_bounds import is_break
from events.extraction.degree import extent_between, percent_between
from events.extraction.document import Document
from events.extraction.lists import with_list
from events.extraction.referents import Hit, hit_at, prep_at
from events.extraction.rules.state_places import CARRIES, stays
from events.extraction.things import owned_object

BACK = 10  # tokens from a state back over its verb to the part that it is told of
HERS, HIS = "ها", "ه"
INCLUDING = 8  # tokens from the side to "among them", a date between them


def owned_in_state(doc: Document, hits: list[Hit], verb: tuple[int, str] | None, k: int) -> list[Hit]:
    """``hits``, the places of a state at ``k``; where a share, the quarters or a thing with the place's pronoun is what
    the state is told of, those; none where something else of the place is ("وبات مصيرها بيد X")."""
    carrier = verb[0] if verb is not None else None
    first = _begin(doc, carrier, k)
    if _joined(doc, first):
        return hits  # "باتت X ونصف ريفها بيد Y"
    found: list[Hit] = []
    for m in range(first, k):
        if not _owned(doc, m) and not prep_at(doc, m, doc.words["from"] | doc.words["inside"]):
            continue
        governor = carrier if carrier is not None and first <= carrier < m else first - 1
        hit = owned_object(doc, governor, m)
        if hit is None and hits and extent_between(doc, governor + 1, m, len(doc.tokens)) == "partial":
            hit = replace(hits[0], extent="partial", percent=percent_between(doc, governor + 1, m))
        if hit is not None:
            found.append(replace(hit, place=hits[0].place) if hits and hit.how == "pronoun" else hit)
        elif m in (first, governor + 1) and _owned(doc, m):
            return []
    return found or hits


def _joined(doc: Document, first: int) -> bool:
    """Whether "and" at token ``first`` adds something of it to the place before, both in the state; not
    where another verb has that place ("دخل X المدينة ومعظم أحيائها بيده")."""
    if first - 1 not in doc.place_on or doc.norm(first)[:1] not in doc.words["and"] or _owned(doc, first):
        return False
    verb = next((m for m in range(first - 1, doc.bounds(first)[0] - 1, -1) if doc.finite(m)), None)
    return verb is None or doc.verb_group(verb) in CARRIES or doc.finite(verb).lemma in doc.words["came_back"]


def _begin(doc: Document, carrier: int | None, k: int) -> int:
    """Where the words begin that stand around the state's own verb and before the state, with no place, side or clause
    between them."""
    m = k
    while m > max(doc.bounds(k)[0], k - BACK):
        n = m - 1
        another = doc.finite(n) is not None and n != carrier
        opens = doc.norm(n) in doc.words["relatives"] | doc.words["complementizers"] | doc.words["not"]
        opens = opens and not (m == carrier and stays(doc, m))  # "أحياؤها ما زالت بيد X"
        mark = doc.tokens[n].kind == "punct" and doc.tokens[n].text not in doc.words["percent"]
        if another or opens or mark or doc.mentioned(n) or is_break(doc, n):
            break
        m = n
    return m


def _owned(doc: Document, m: int) -> bool:
    """Whether a noun with a feminine place's pronoun, or a share of any, stands at token ``m`` that no preposition
    governs; not "all of it", an adverb, nor what "and" adds to a place ("X وريفها")."""
    word = doc.norm(m)
    if word.removesuffix(HIS) in doc.words["shares"] and word.endswith(HIS):
        return True
    if word in doc.words["itself"]:
        return False  # "ومدينة X نفسها بيد Y"
    people = word[1:].removesuffix(HERS) in doc.lexicon.phrases["people_of"]  # "دخل X المدينة وأهلها في قبضة Y"
    added = m - 1 in doc.place_on and word[:1] in doc.words["and"] and not people
    if not word.endswith(HERS) or word[:1] in doc.words["at"] or added or doc.forms(m) or m in doc.date_on:
        return False
    if prep_at(doc, m, doc.words["prepositions"]) or prep_at(doc, m, doc.words["receives"]):
        return False
    alone = doc.words["prepositions"] - doc.words["from"]  # "عدد من أحيائها" is a share
    governed = doc.preposition(m - 1) in alone and word.removesuffix(HERS) not in doc.words["shares"]
    whole = any(doc.match(m, doc.lexicon.phrases[name]) for name in ("full", "adverbs", "including"))
    return not (governed or whole)


def including(doc: Document, start: int, stop: int) -> list[Hit]:
    """ "بعض المناطق تحت سيطرة X بما في ذلك A وB": of areas without a name some are named behind the side."""
    phrases = doc.lexicon.phrases["including"]
    opens = next((m for m in range(start, min(stop, start + INCLUDING)) if doc.match(m, phrases)), None)
    if opens is None or any(doc.finite(m) for m in range(start, opens)):
        return []
    begin = opens + doc.match(opens, phrases)
    for m in range(begin, min(stop, begin + 6)):
        place = doc.place_on.get(m)
        if place and place.i == m and place.mention.status != "non_place":
            return with_list(doc, hit_at(doc, place, begin, m), stop)
        if doc.finite(m) or doc.tokens[m].text == ".":
            return []
    return []
