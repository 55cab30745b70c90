"""Sides that a clause tells of beside what it is about: whom it is fought against, who is in a relative clause."""

from __future__ import annotations

from events.extraction.clause_bounds import AUXILIARY
from events.extraction.clauses import Found, agrees
from events.extraction.document import ActorAt, Document
from events.extraction.modality import DESCRIBES

NOUN = 2  # words from "against" to the side that a noun of its own stands before


def told_beside(doc: Document, actor: ActorAt) -> bool:
    """ "معارك ضد عصابة X توجت بدخول Y", "Y الذي كان X يتخذه مركزا، وبالسيطرة عليه", "القوات التي تقاتل X": X takes
    nothing here.
    """
    return _against(doc, actor) or _in_relative(doc, actor) or _fought(doc, actor)


def _fought(doc: Document, actor: ActorAt) -> bool:
    """ "القوات التي تقاتل X", "الفصائل التي هاجمت X": the object of a verb that only describes another side."""
    m = actor.i - 1
    form = doc.finite(m)
    if form is None or form.enc or doc.group(form) not in DESCRIBES or doc.norm(m - 1) not in doc.words["relatives"]:
        return False
    side = next((doc.actor_on[n] for n in (m - 2, m - 3) if n in doc.actor_on), None)
    return side is not None and side.slug is not None and agrees(form, side, before=True)


def planned_by(doc: Document, k: int) -> Found | None:
    """ "خطة لX للسيطرة على Y", "مخطط X لاقتحام Y": whose plan it is, not who tells of it or foils it."""
    actor = doc.actor_on.get(k - 1) if doc.norm(k)[:1] in ("ل", "ب") else None
    whose = actor is not None and actor.slug and actor.prep in ("", "ل", "من", "لدى")
    return Found(actor, "near") if whose and plan_at(doc, actor.i - 1) else None


def plan_at(doc: Document, m: int) -> bool:
    """Whether a noun of planning stands at ``m``, or before a preposition there."""
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
    while m > 0 and doc.verb_group(m) in AUXILIARY:
        m -= 1
    return doc.norm(m) in doc.words["relatives_of_place"] and (m < before or doc.finite(actor.j) is not None)
