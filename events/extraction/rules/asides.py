"""States told in an aside, or around one: "X، أكبر مدينة بيد Y", "ما زالت X، حيث مقر …، في قبضة Y"."""

from __future__ import annotations

from events.extraction.clause_bounds import left_bound
from events.extraction.document import Document
from events.extraction.marks import COMMAS
from events.extraction.referents import Hit, hit_at, itself
from events.extraction.relatives import which_is
from events.extraction.rules.state_places import state_verb, topic

State = tuple[int, tuple[int, str] | None, list[Hit]]
LABEL = 5  # words from the comma to the state ("ثاني أكبر مدينة عراقية")
ASIDE = 14  # words between the commas of "where …"


def called(doc: Document, k: int) -> State | None:
    """ "X، أكبر مدينة بيد Y": a state at ``k`` of the place that a superlative right behind its comma describes."""
    comma = next((m for m in range(k - 1, max(k - 1 - LABEL, 0), -1) if doc.tokens[m].text in COMMAS), None)
    if comma is None or comma + 2 > k or doc.norm(comma + 1) not in doc.words["foremost"]:
        return None
    plain = all(
        m not in doc.actor_on and not doc.finite(m) and not _named_place_at(doc, m) for m in range(comma + 1, k)
    )
    place = doc.place_on.get(comma - 1) if plain else None
    if place is None or place.mention.status == "non_place" or (place.mention.reference and place.prep == ""):
        return None
    return comma + 1, None, [Hit(itself(place), "relative", None, None, place.i, k)]


def said_to_be(doc: Document, k: int) -> State | None:
    """ "قصف A من B، وهي قاعدة جوية لا تزال في حوزة Y": a state at ``k`` of the place right before "and it is"."""
    i = left_bound(doc, k)
    verb = state_verb(doc, i, k)
    m = (verb[0] if verb is not None else k) - 1
    it = which_is(doc, m - (doc.norm(m) in doc.words["not_in_relative"]))
    if it is None:
        return None
    place = doc.place_on[it - 1 - (doc.tokens[it - 1].text in COMMAS)]
    return it + 1, verb, [Hit(itself(place), "relative", None, None, place.i, k)]


def _named_place_at(doc: Document, m: int) -> bool:
    """Whether a place with a name of its own stands at token ``m``, and not only "town"."""
    place = doc.place_on.get(m)
    return place is not None and place.mention.place is not None and place.mention.status == "resolved"


def around_where(doc: Document, k: int) -> State | None:
    """ "لا تزال X، حيث مقر القيادة، في قبضة Y": of a place before "where", whose clause the second comma ends."""
    if doc.tokens[k - 1].text not in COMMAS:
        return None
    first = doc.bounds(k)[0]
    words = range(k - 2, max(k - 2 - ASIDE, first), -1)
    where = next((m for m in words if doc.norm(m) in doc.words["where"] and doc.tokens[m - 1].text in COMMAS), None)
    if where is None or any(doc.finite(m) for m in range(where, k)):
        return None
    i = left_bound(doc, where - 1)
    verb = state_verb(doc, max(i - 1, first), where)
    place = doc.place_on.get(where - 2)
    if place is not None and doc.norm(place.i - 1).lstrip("و") in doc.words["still_one"] and not place.prep:
        return place.i, None, [Hit(place, "relative", None, None, place.i, k)]  # "مازالت X", written as one word
    stays = verb is not None and doc.verb_group(verb[0]) in ("stay", "be", "become", "under")
    if not stays or place is None or place.prep or place.mention.status == "non_place":
        return None
    return i, verb, topic(doc, verb[0] + 1, where) or [hit_at(doc, place, place.i, place.i)]
