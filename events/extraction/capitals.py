"""Capitals that stand for their governments: "استعادت دمشق معبر نصيب", "أنقرة تسيطر على عفرين", "بيد بغداد"."""

from __future__ import annotations

from events.extraction.document import ActorAt, Document
from events.extraction.forms import Form
from events.extraction.meanings import exists_in

REACH = 12  # tokens from a capital to the place of what its government does
LEFT = 4  # tokens from "remains" to whom
SPEAKS = ("cite", "deny")
UPON, FROM = ("upon", "round"), ("from", "out")


def governments_meant(doc: Document) -> list[ActorAt]:
    """The governments of a text that it calls by their capitals; those words are then no places."""
    found = []
    for k in doc.said("capitals", 0, len(doc.tokens)):
        name = doc.norm(k).removeprefix("ل")
        slugs = doc.lexicon.forces["capitals"].get(doc.country, {}).get(name, ())
        slug = next((s for s in slugs if exists_in(doc, s)), None)
        if slug is None or not (_acts(doc, k) or _holds(doc, k)):
            continue
        doc.place_on.pop(k, None)
        prep = "ل" if name != doc.norm(k) else doc.norm(k - 1) if doc.norm(k - 1) in doc.words["prepositions"] else ""
        found.append(ActorAt(k, k + 1, slug, "f", False, None, prep, False))
    return found


def _acts(doc: Document, k: int) -> bool:
    """Whether a capital is the subject of the verb right before it, or right behind it at the head of its sentence."""
    i, j = doc.bounds(k)
    before = doc.finite(k - 1) if k > i else None
    if before is not None and _feminine(before):
        return doc.group(before) in SPEAKS or _has_place(doc, before, k + 1, j)
    first = doc.touching(i, k)
    behind = doc.finite(k + 1) if first and k + 1 < j else None
    if behind is None or not _feminine(behind):
        return False
    return doc.group(behind) in SPEAKS or _has_place(doc, behind, k + 2, j)


def _feminine(form: Form) -> bool:
    return form.gen == "f" and form.num == "s" and form.vox == "a" and not form.enc


def _has_place(doc: Document, form: Form, start: int, stop: int) -> bool:
    """Whether the place that a verb of taking or losing needs stands behind its subject, in no list with it."""
    light = form.lemma in doc.lexicon.light["verbs"]
    frames = [f for f in doc.lexicon.frames_of.get(form.lemma, ()) if f.subject in ("gaining", "losing")]
    for m in range(start, min(stop, start + REACH)):
        place = doc.place_on.get(m)
        if place is not None and place.mention.status != "non_place":
            upon = place.prep in doc.words["slot_upon"]
            plain = not place.prep and not place.conj
            return (light and upon) or any(
                upon if f.place in UPON else place.prep in doc.words["from"] if f.place in FROM else plain
                for f in frames
            )
        if frames and doc.norm(m) in doc.words["rank_of_town"]:
            return True  # "استعادت دمشق ثاني كبرى المدن"
        if doc.finite(m) is not None:
            return False
    return False


def _holds(doc: Document, k: int) -> bool:
    """ "سقطت بيد بغداد", "تحت سيطرة دمشق", "لم يبق لدمشق سوى X": whose hands, whose control."""
    word, i = doc.norm(k - 1), doc.bounds(k)[0]
    if k > i and (word in doc.words["winner_alone"] or word in doc.words["hands"]):
        return True
    if word in doc.lexicon.light["nouns"] and k > i:
        return True
    left = (doc.finite(m) for m in range(max(i, k - LEFT), k))
    return doc.norm(k).startswith("ل") and any(form and form.lemma in doc.words["is_left"] for form in left)
