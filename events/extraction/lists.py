"""Lists of places: what a place found for a slot is coordinated with."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.document import QUOTES, Document
from events.extraction.referents import Hit


def with_list(doc: Document, hit: Hit, stop: int) -> list[Hit]:
    """The hit and the places coordinated with it: A وB, A، وB; مدينتي A وB; a new preposition ends the list."""
    hits, last = [hit], hit.place
    for m in range(hit.place.j, stop):
        place = doc.place_on.get(m)
        if place is None or place.i < last.j:
            continue
        gap = [k for k in range(last.j, place.i) if doc.tokens[k].text not in QUOTES]
        joined = (
            place.conj
            or any(doc.norm(k) in doc.words["list_words"] for k in gap)
            or (place.mention.group >= 0 and place.mention.group == last.mention.group)
        )
        including = any(doc.norm(k) in doc.words["including"] for k in gap)
        plain = all(_list_word(doc, k) or including for k in gap) and len(gap) <= 6
        joined = joined or including
        if (
            not (joined and plain)
            or (place.prep and not place.conj)
            or place.mention.reference
            or place.mention.status == "non_place"
        ):
            if place.mention.reference or place.prep:  # "مدينة X في ريف Y، وبلدة Z": a locating place is passed over
                if all(_list_word(doc, k) or doc.norm(k) in doc.words["prepositions"] for k in gap) and len(gap) <= 3:
                    last = place
                    continue
            break
        hits.append(replace(hit, place=place, start=hit.start, stop=place.j))
        last = place
    return hits


def _list_word(doc: Document, k: int) -> bool:
    token = doc.tokens[k]
    if token.text in "،,()" or k in doc.date_on:
        return True
    adjective = token.norm.lstrip("و").startswith("ال") and not doc.forms(k)
    small = token.norm in doc.words["list_words"] or token.norm in doc.words["directions"]
    return small or adjective or token.text in doc.lexicon.cues["full"]
