"""A capital that stands for its government: "استعادت دمشق حلب"، "خسرت بغداد الموصل"."""

from __future__ import annotations

from events.extraction.document import Document, PlaceAt
from events.extraction.rules.sides import government_at

ADVERBS = 3  # words of time or manner between the capital and what its government took or lost


def mark_governments(doc: Document) -> None:
    """Make a side of each capital that is the subject of a verb of taking or losing another place.

    It does not cover capitals that are the object ("حررت الفصائل دمشق"), nor those whose verb has no other place.
    """
    meant = [place for place in doc.places if _rules(doc, place)]
    for place in meant:
        found = government_at(doc, place.i)
        if found is None:
            continue
        doc.place_on.pop(place.i)
        doc.actors = tuple(sorted((*doc.actors, found.actor), key=lambda a: a.i))
        doc.actor_on[place.i] = found.actor


def _rules(doc: Document, place: PlaceAt) -> bool:
    own = place.mention.place
    capital = own is not None and own.country == doc.country and doc.norm(place.i) in doc.words["capitals"]
    if not capital or place.prep or place.conj or place.j - place.i > 1 or place.i == 0:
        return False
    k = place.i - 1
    form = doc.finite(k)
    verb = form is not None and form.gen == "f" and form.num == "s" and form.lemma in doc.words["takes_or_loses"]
    if not verb or form.enc or (k - 1) in doc.actor_on:
        return False
    m = place.j
    while m < place.j + ADVERBS and (m in doc.date_on or doc.match(m, doc.lexicon.phrases["adverbs"])):
        m += 1
    other = doc.place_on.get(m) or doc.place_on.get(m + 1 if doc.match(m, doc.lexicon.phrases["areas"]) else m)
    taken = other is not None and not other.prep and not other.conj
    return taken or doc.norm(m) in doc.words["rank_of_town"] or doc.norm(m).removesuffix("ها") in doc.words["mastery"]
