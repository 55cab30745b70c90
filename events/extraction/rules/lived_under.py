"""The town whose people a state is told of: "يعيش سكان X تحت حكم Y", "يعيش آلاف في X تحت سيطرة Y"."""

from __future__ import annotations

from events.extraction.clause_bounds import left_bound
from events.extraction.document import Document, PlaceAt
from events.extraction.endings import HER
from events.extraction.lists import with_list
from events.extraction.marks import COMMAS
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit, hit_at, pronoun_hits
from events.extraction.rules.words import only_adverbs

HERS = "ها"
FAR = 14  # tokens from "live" over the people, their town and how long to "under"


def lived_under(doc: Document, k: int) -> list[Hit]:
    """The towns whose people live in the state told at token ``k``, where nothing else stands between: who lives
    under a side's rule "in areas" of it, or "in camps", may live elsewhere."""
    if doc.norm(k) not in doc.words["beneath"]:
        return []
    first = left_bound(doc, k)
    verb = next((m for m in range(k - 1, max(k - FAR, first) - 1, -1) if _lives(doc, m)), None)
    if verb is None:
        return []
    places = (p for m in range(max(k - FAR, first), k) if (p := doc.place_on.get(m)) and p.i == m)
    place = next((p for p in places if _of_people(doc, p) or _lives_in(doc, p, verb)), None)
    if place is None:
        return _its_people(doc, verb, k)
    if place.mention.status == "non_place":
        return []
    hits = with_list(doc, hit_at(doc, place, place.i, place.i), k)
    behind = range(max(hits[-1].place.j, verb + 1), k)
    return hits if all(_small(doc, m) for m in behind) else []


def _its_people(doc: Document, verb: int, k: int) -> list[Hit]:
    """ "وعاش الأهالي بعدها تحت سلطة Y", "يعيش سكانها تحت حكم Y": those of the town that is spoken of."""
    word = doc.norm(verb + 1)
    own = word.endswith(HERS) and word.removesuffix(HERS) in doc.words["townspeople"]
    alike = own or (word.startswith(ARTICLE) and word in doc.words["townspeople"])
    if not alike or not all(_small(doc, m) for m in range(verb + 2, k)):
        return []
    return pronoun_hits(doc, verb + 1, HER, verb, verb + 2)


def _lives(doc: Document, m: int) -> bool:
    return doc.norm(m).lstrip("وف") in doc.words["lives_under"] and m not in doc.place_on


def _of_people(doc: Document, place: PlaceAt) -> bool:
    """Whether the people of a place are told of, and not only those from it."""
    return not place.prep and doc.norm(place.i - 1).lstrip("و") in doc.words["townspeople"]


def _lives_in(doc: Document, place: PlaceAt, verb: int) -> bool:
    return verb < place.i and place.prep in doc.words["at"] and place.mention.relation == "at"


def _small(doc: Document, m: int) -> bool:
    """Whether a word tells no more than for how long."""
    named = m in doc.place_on or m in doc.actor_on or doc.tokens[m].text in COMMAS or doc.finite(m)
    about = doc.norm(m) in doc.words["nearly_so_much"]  # "نحو عام"
    return about or only_adverbs(doc, m, m + 1) or not (named or doc.norm(m) in doc.words["prepositions"])
