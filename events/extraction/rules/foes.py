"""Sides that a clause tells of beside what it is about: whom it is fought against, who is in a relative clause."""

from __future__ import annotations

from events.extraction.clauses import SOFT
from events.extraction.document import ActorAt, Document

NOUN = 2  # words from "against" to the side that a noun of its own stands before


def told_beside(doc: Document, actor: ActorAt) -> bool:
    """ "معارك ضد عصابة X توجت بدخول Y", "Y الذي كان X يتخذه مركزا، وبالسيطرة عليه": X takes nothing here."""
    return _against(doc, actor) or _in_relative(doc, actor)


def _against(doc: Document, actor: ActorAt) -> bool:
    """ "ضد عصابة داعش", "ضد فلول الحوثيين": a noun between "against" and its side."""
    first = doc.bounds(actor.i)[0]
    near = range(actor.i - 1, max(actor.i - 1 - NOUN, first - 1), -1)
    word = next((m for m in near if doc.norm(m) in doc.words["against"]), None)
    return word is not None and not any(doc.finite(m) or doc.tokens[m].kind == "punct" for m in range(word, actor.i))


def _in_relative(doc: Document, actor: ActorAt) -> bool:
    """Whether a side stands first in a relative clause about a place, an auxiliary before it at most."""
    m = before = actor.i - 1
    while m > 0 and (form := doc.finite(m)) is not None and doc.group(form) in SOFT:
        m -= 1
    return doc.norm(m) in doc.words["relatives_of_place"] and (m < before or doc.finite(actor.j) is not None)
