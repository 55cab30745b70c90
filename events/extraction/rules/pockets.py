"""The rule for what a side still has in a place: "لا تزال لX جيوب في Y", "توجد له جيوب في Y", "هناك وجود لX في Y"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clauses import Found, carried
from events.extraction.document import Document
from events.extraction.modality import REAL, Stance
from events.extraction.referents import prep_at
from events.extraction.rules.draft import Draft
from events.extraction.rules.presence import where_told

NEAR = 3  # tokens from "there are" or "still" to the pockets, but for their owner
WORDS = 4  # tokens from the pockets over their owner and adjectives to "in"


def pockets(doc: Document, k: int) -> list[Draft] | None:
    """A noun of pockets or presence, whose they are right before or behind it, and "in" with a place: held in part.

    It does not cover what a side had, or has no longer, nor pockets that somebody mops up.
    """
    if k in doc.place_on or k in doc.actor_on or doc.norm(k) not in doc.words["pockets"]:
        return None
    before, behind = _owner_before(doc, k), None
    if before is None and (behind := _owner_behind(doc, k)) is None:
        return None
    owner = before or behind
    first = k if behind is not None else k - 1 if owner.how == "carried" else owner.actor.i
    bare = before is not None and owner.how == "near"  # "لX جيوب في Y" is a sentence
    if not owner.actor.slug or not _is_there(doc, first, needed=not bare):
        return None
    start = owner.actor.j if behind is not None else k + 1
    at = next((m for m in range(start, min(start + WORDS, doc.bounds(k)[1])) if _opens_place(doc, m)), None)
    hits = [h for h in where_told(doc, k, at) if h.how == "near"] if at is not None else []
    known = [replace(h, extent="partial") for h in hits if h.place.mention.relation in ("at", "part")]
    return [Draft("still-in", "holds", k, k + 1, h, owner, None, Stance(REAL), weak=True) for h in known]


def _owner_before(doc: Document, k: int) -> Found | None:
    """ "لداعش جيوب", "له جيوب": the side, or its pronoun, with "li-" right before the pockets."""
    side = doc.actor_on.get(k - 1)
    if side is not None:
        return Found(side, "near") if side.prep in doc.words["receives"] else None
    code = prep_at(doc, k - 1, doc.words["receives"])
    return carried(doc, k - 2, None, code) if code else None


def _owner_behind(doc: Document, k: int) -> Found | None:
    """ "جيوب (صغيرة) لداعش": the side with "li-" behind the pockets."""
    side = doc.actor_on.get(k + 1) or doc.actor_on.get(k + 2)
    return Found(side, "near") if side is not None and side.prep in doc.words["receives"] else None


def _is_there(doc: Document, i: int, *, needed: bool) -> bool:
    """Whether the words before token ``i`` tell that something is there, or still is; without ``needed`` it is enough
    that nothing else is told."""
    for m in range(i - 1, max(i - 1 - NEAR, doc.bounds(i)[0] - 1), -1):
        word = doc.norm(m).lstrip("و")
        form = doc.finite(m)
        if word in doc.words["there_is"] or doc.norm(m) in doc.words["still_one"]:
            return doc.norm(m - 1) not in doc.words["not"]
        if form is not None and form.lemma in doc.words["stays_on"]:
            return form.lemma in doc.words["still"] or doc.norm(m - 1) not in doc.words["not"]
        if form is not None or (doc.mentioned(m) and m not in doc.date_on):
            return False
        if doc.norm(m) in doc.words["not"] or doc.norm(m) in doc.words["only"] or doc.norm(m) in doc.words["but"]:
            return False
    return not needed


def _opens_place(doc: Document, m: int) -> bool:
    place = doc.place_on.get(m)
    return doc.norm(m) in doc.words["within"] or (place is not None and place.i == m and place.prep == "ب")
