"""Who goes on from the main clause, over a clause of "after" beside it that tells who left: "… كما سيطر على B"."""

from __future__ import annotations

from collections.abc import Callable

from events.extraction.clauses import Found, actors_between, agrees, stands_free
from events.extraction.document import Document
from events.extraction.forms import Form

GAINS = ("control", "advance")
REACH = 5  # words from "after" to its verb, from that to its side


def goes_on_from_main(doc: Document, k: int, form: Form, doer_of: Callable[..., Found | None]) -> list[Found | None]:
    """ "سيطر X على A بعدما انسحب Y منها، كما سيطر على B": in a list, the side of the main clause, which goes on to gain
    at ``k`` (None: it does not agree); with "and" alone only over a clause whose side left. ``doer_of`` tells whose a
    verb is. An empty list where no such clause stands right before the verb.
    """
    also = doc.norm(k - 1) in doc.words["and_then"]
    if not (also or "و" in form.pro) or not _gains(doc, form):
        return []
    first = doc.bounds(k)[0]
    verb = next((m for m in range(k - 1, first, -1) if doc.finite(m)), None)
    if verb is None or not _of_another(doc, verb, k, also):
        return []
    opens = next((m for m in range(verb - 1, max(verb - REACH, first), -1) if _after_which(doc, m)), None)
    behind = range(opens - 1, first - 1, -1) if opens is not None else ()
    main = next((m for m in behind if (told := doc.finite(m)) and doc.group(told) != "be"), None)
    if main is None:
        return []
    found = doer_of(doc, main, doc.finite(main), opens)
    return [Found(found.actor, "carried") if found and agrees(form, found.actor, before=True) else None]


def _of_another(doc: Document, verb: int, k: int, also: bool) -> bool:
    """Whether a side stands behind a verb that tells no gain; with "and" alone at ``k`` that it left."""
    form = doc.finite(verb)
    if form.vox == "p" or _gains(doc, form) or not (also or doc.group(form) == "leave"):
        return False
    return any(stands_free(a) and a.slug for a in actors_between(doc, verb + 1, min(verb + REACH, k)))


def _gains(doc: Document, form: Form) -> bool:
    """Whether a verb tells what its side gains, or whom it drives out."""
    frames = doc.lexicon.frames_of.get(form.lemma, ())
    return doc.group(form) in GAINS or any(f.subject == "gaining" or f.object == "losing" for f in frames)


def _after_which(doc: Document, m: int) -> bool:
    """Whether "after (that)" stands at ``m``."""
    after = doc.norm(m - 1).lstrip("و") in doc.words["before_an"] and doc.norm(m) in doc.words["an"]
    return after or doc.norm(m) in doc.words["after_which"]
