"""What is told beside something that is still to come: "سينسحب X من A، فيما يتسلم Y المدينة"."""

from __future__ import annotations

from events.extraction.document import Document
from events.extraction.forms import Form

CHANGES = ("withdrawal", "evacuation", "handover", "recapture", "advance")
STATES = ("holds", "siege")  # "فيما يسيطر Y على B": how things stand meanwhile
WORDS = 2  # of the longest word of contrast: "في حين"


def beside_future(doc: Document, k: int, form: Form) -> int | None:
    """The token of "while" or "whereas" right before a present tense of a change at ``k``, where the verb told before
    it in the sentence is in the future: the change is to come as well. A present tense of having or besieging, and
    one behind a verb that is not in the future, are not meant: None.
    """
    if form.asp != "i" or not _tells_change(doc, form):
        return None
    while_ = next(
        (m for m in range(k - 1, k - 1 - WORDS, -1) if doc.match(m, doc.lexicon.phrases["contrast"]) == k - m), None
    )
    if while_ is None:
        return None
    first = doc.bounds(k)[0]
    before = next((m for m in range(while_ - 1, first - 1, -1) if doc.finite(m) is not None), None)
    return while_ if before is not None and _future(doc, before) else None


def _tells_change(doc: Document, form: Form) -> bool:
    told = {frame.type for frame in doc.lexicon.frames_of.get(form.lemma, ())}
    return not told.isdisjoint(CHANGES) and told.isdisjoint(STATES)


def _future(doc: Document, m: int) -> bool:
    """Whether the verb at ``m`` is told of a time to come: "سينسحب", "سوف ينسحب", "على أن ينسحب"."""
    on_terms = doc.norm(m - 1) in doc.words["an"] and doc.norm(m - 2) in doc.words["slot_upon"]
    return on_terms or "س" in doc.finite(m).pro or bool(doc.match(m - 1, doc.lexicon.phrases["future"]))
