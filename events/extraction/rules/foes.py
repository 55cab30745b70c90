"""Sides that a clause tells of beside what it is about: whom it is fought against, who is in a relative clause."""

from __future__ import annotations

from events.extraction.clauses import SOFT, Found
from events.extraction.document import ActorAt, Document

NOUN = 2  # words from "against" to the side that a noun of its own stands before


def told_beside(doc: Document, actor: ActorAt) -> bool:
    """ "معارك ضد عصابة X توجت بدخول Y", "Y الذي كان X يتخذه مركزا، وبالسيطرة عليه": X takes nothing here."""
    return _against(doc, actor) or _in_relative(doc, actor)


def planned_by(doc: Document, k: int) -> Found | None:
    """ "خطة لX للسيطرة على Y", "مخطط من X لاقتحام Y": whose plan it is, not who tells of it."""
    actor = doc.actor_on.get(k - 1) if doc.norm(k)[:1] in ("ل", "ب") else None
    whose = actor is not None and actor.slug and actor.prep in ("ل", "من", "لدى")
    return Found(actor, "near") if whose and _plan(doc, actor.i - 1) else None


def _plan(doc: Document, m: int) -> bool:
    m -= doc.norm(m) in ("من", "لدى")
    word = doc.norm(m)
    return any(word.removeprefix(clitic) in doc.words["plans"] for clitic in ("", "ب", "ل", "و"))


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
