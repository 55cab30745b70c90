"""Who ended the hold of a side that took a place: another than it, though the claim of the end may name nobody."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.document import Document
from events.extraction.took_before import by_place_in_sentence
from events.extraction.types import REAL, TAKES, Claim, medium_at_most
from events.extraction.winners import BARE, FALLS, LONG_AGO
from gazetteer.matching.arabic import fold

OCCUPIES = ("occupy.verb",)
WORD = 6  # characters of "until" or "before" and the space behind it
NAMED, NOT_NAMED = "place and side named in the clause", "the side is not named"


def by_another(doc: Document, claims: list[Claim]) -> list[Claim]:
    """ "سيطر X على A حتى تحريرها", "احتل X مدينة A في 2015 وتم تحريرها في 2016": what ends the hold of who took a place
    in the same sentence, or is told of it by nobody's verb long after, was done by another.
    """
    ends, found = doc.words["until"] | doc.words["before"], []
    told = by_place_in_sentence(claims)
    for c in claims:
        bare = c.type in TAKES and c.rule.endswith(BARE)
        before = [
            o
            for o in (told.get((c.sentence, c.place_id), ()) if bare else ())
            if o.start < c.start and o.gaining and o.modality in REAL
        ]
        opens = fold(doc.text[max(c.start - WORD, 0) : c.start]).split()[-1:]
        ended = c.gaining is None and not ends.isdisjoint(opens)
        taken_back = next((o for o in before if _taken_back(o, c)), None)
        c = _from_taker(c, taken_back) if taken_back is not None else c
        found.append(replace(c, actor_unresolved=True) if ended and before else c)
    return found


def _taken_back(before: Claim, claim: Claim) -> bool:
    """Whether the side that took a place, or occupied it, cannot be who is told to take it by a noun or a passive."""
    same = claim.gaining is None or (claim.gaining, claim.gaining_start) == (before.gaining, before.gaining_start)
    dated = claim.date_start is not None and before.date_start is not None
    later = dated and claim.date_start - before.date_start > LONG_AGO
    earlier = claim.date_start is not None and before.date_start is None
    occupied = before.rule in OCCUPIES and not earlier and claim.rule not in FALLS  # "احتل X A بعد سقوطها": to X
    return same and before.type in TAKES and (later or occupied)


def _from_taker(claim: Claim, taker: Claim) -> Claim:
    """The claim of a taking by nobody known, from who had taken the place before."""
    open_ = replace(claim, gaining=None, gaining_ar=None, gaining_en=None, gaining_start=None, gaining_end=None)
    told = {"losing": taker.gaining, "losing_ar": taker.gaining_ar, "losing_en": taker.gaining_en}
    said = claim.reasons.replace(NAMED, NOT_NAMED)
    reasons = said if NOT_NAMED in said else f"{said}; {NOT_NAMED}"
    return replace(open_, **(told if claim.losing is None else {}), confidence=medium_at_most(claim), reasons=reasons)
