"""A place that goes over "from the hands of X to the hands of Y": who had it, and that who gets it is told behind."""

from __future__ import annotations

from events.extraction.clauses import Found
from events.extraction.document import Document
from events.extraction.rules.holders import holder_of
from events.extraction.rules.state_clause import under_at

REACH = 12  # tokens from one hand to the other


def from_hands(doc: Document, k: int) -> Found | None:
    """ "من يد X إلى يد Y": who had the place, for "into the hands of" at ``k``; None where that is not told."""
    if doc.norm(k) not in doc.words["slot_to"]:
        return None
    for m in range(k - 1, max(k - REACH, doc.bounds(k)[0] - 1), -1):
        if doc.finite(m):
            return None
        length = doc.match(m, doc.lexicon.phrases["outside"]) if doc.norm(m) in doc.words["from"] else 0
        if length:
            return holder_of(doc, m, length)
    return None


def out_of_hands(doc: Document, k: int, stop: int) -> Found | None:
    """ "تسقط من أيدي X": whose hands are told behind token ``k``, in its clause before ``stop``."""
    for m in range(k + 1, stop):
        if (length := doc.match(m, doc.lexicon.phrases["outside"])) and doc.norm(m) in doc.words["from"]:
            return holder_of(doc, m, length)
    return None


def into_hands(doc: Document, j: int) -> bool:
    """Whether "into the hands of" follows the side that ends before token ``j``, in its clause."""
    for m in range(j, min(j + REACH, doc.bounds(j - 1)[1])):
        if doc.finite(m):
            return False
        if doc.norm(m) in doc.words["slot_to"] and under_at(doc, m):
            return True
    return False
