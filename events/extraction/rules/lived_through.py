"""Sieges that a place, or those who live there, live through: "تعيش X حصارا خانقا", "X وY وكلتاهما تعاني من الحصار"."""

from __future__ import annotations

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found, actors_between
from events.extraction.document import Document, PlaceAt
from events.extraction.lists import with_list
from events.extraction.modality import REAL, Stance, negated
from events.extraction.referents import Hit, hit_at, itself
from events.extraction.rules.draft import Draft
from events.extraction.rules.sides import agent_after

DUAL = "ان"  # the ending of a verb of two
REACH = 4  # tokens from a siege to who lays it, from a verb of two back to them
WAY = 12  # tokens from the verb to the siege


def lived_through(doc: Document, k: int) -> list[Draft] | None:
    """ "تعيش X حصارا خانقا منذ عامين", "يعاني سكان X من حصار": what a place, or those who live there, live through."""
    first = max(doc.bounds(k)[0], k - WAY)
    lives = doc.words["lives_through"]
    verb = next((m for m in range(k - 1, first - 1, -1) if doc.norm(m).lstrip("و") in lives), None)
    if verb is None or any(doc.finite(m) for m in range(verb + 1, k)):
        return None
    if negated(doc, verb) is not None or doc.match_noun(k + 1, doc.lexicon.phrases["cannot_hold"]):
        return []
    near = (p for m in range(verb + 1, k) if (p := doc.place_on.get(m)) is not None and p.i == m)
    pair = _two_before(doc, verb)
    place = pair[0] if pair else next(near, None) or doc.place_on.get(verb - 1)
    known = place.mention.place if place is not None else None
    governs = place is not None and place.prep and not pair  # "بقيت في A وB وكلتاهما تعاني"
    if place is None or governs or place.mention.status == "non_place" or (known and known.kind == "country"):
        return None
    hits = [Hit(itself(p), "pronoun", None, None, verb, k, several=True) for p in pair]
    hits = hits or with_list(doc, hit_at(doc, place, place.i, place.i), k)
    away = range(max(0 if pair else hits[-1].place.j, verb + 1), k)
    if any(doc.norm(m) not in doc.words["from"] and not doc.match(m, doc.lexicon.phrases["adverbs"]) for m in away):
        return None  # "تعيش X أوضاعا صعبة جراء حصار Y لها"
    behind = (a for a in actors_between(doc, k + 1, k + REACH) if a.prep in doc.words["from"] and a.slug)
    side = agent_after(doc, k, right_bound(doc, k)) or next((Found(a, "near") for a in behind), None)
    return [Draft("siege-laid", "siege", k, k + 1, h, side, None, Stance(REAL), weak=side is None) for h in hits]


def _two_before(doc: Document, verb: int) -> tuple[PlaceAt, ...]:
    """ "A وB وكلتاهما تعاني", "A وB اللتان تعانيان", "A وB تعانيان": the two towns that a verb
    at ``verb`` is told of."""
    two = doc.norm(verb).endswith(DUAL) or doc.norm(verb - 1) in doc.words["both_of_them"]
    near = range(verb - 1, max(verb - 1 - REACH, doc.bounds(verb)[0]) - 1, -1) if two else ()
    place = next((p for m in near if (p := doc.place_on.get(m)) is not None), None)
    pair = doc.listed_with(place)[-2:] if place is not None else []
    return tuple(pair) if len(pair) == 2 and pair[-1] is place else ()
