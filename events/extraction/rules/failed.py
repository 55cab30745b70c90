"""A rule for attacks that came to nothing: "فشل هجوم X على Y"، "هجوم فاشل على Y"، "باءت محاولة X اقتحام Y بالفشل"."""

from __future__ import annotations

from events.extraction.clauses import right_bound
from events.extraction.document import Document
from events.extraction.modality import REAL, Stance
from events.extraction.referents import Hit
from events.extraction.rules.draft import Draft
from events.extraction.rules.sides import attacker
from events.extraction.slots import direct_object, on_preposition

BEFORE, AFTER = 3, 14


def failed_attack(doc: Document, k: int) -> list[Draft] | None:
    """A noun of attack that is said to have failed: beaten back, by whom the text may leave open."""
    if doc.norm(k).removeprefix("و") not in doc.words["attack_nouns"] or k in doc.place_on or k in doc.actor_on:
        return None
    stop = right_bound(doc, k)
    if not _fails(doc, k, stop):
        return None
    hits = _target(doc, k, stop)
    by = attacker(doc, k, hits[0].place.i if hits else stop)
    return [Draft("failed-attack", "repelled", k, k + 1, hit, None, by, Stance(REAL)) for hit in hits]


def _fails(doc: Document, k: int, stop: int) -> bool:
    """Whether the noun at ``k`` is the subject of a verb of failing, is called failed, or ended in failure."""
    before = (doc.finite(m) for m in range(k - 1, max(k - 1 - BEFORE, doc.bounds(k)[0] - 1), -1))
    if any(form and doc.group(form) == "fail" and not form.enc for form in before):
        return True
    after = [doc.norm(m) for m in range(k + 1, min(stop, k + AFTER))]
    return bool(doc.words["failed"].intersection(after[:BEFORE]) or doc.words["in_failure"].intersection(after))


def _target(doc: Document, k: int, stop: int) -> list[Hit]:
    """The place of the attack: after its preposition, or the object of what was attempted."""
    noun = next((m for m in range(k + 1, stop) if any(f.pos == "vn" for f in doc.forms(m))), None)
    for slot in ("upon", "to", "near"):
        if hits := on_preposition(doc, k, slot, stop):
            return hits
    return direct_object(doc, noun, stop) if noun is not None else []
