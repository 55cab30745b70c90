"""Another change that a noun tells within a clause ("بعد سقوطها بيد X"): its doer did not do what the clause tells."""

from __future__ import annotations

from events.extraction.document import Document
from events.extraction.forms import Form
from events.extraction.types import GAINS

REACH = 3  # tokens from a word of time, over how long, to the noun ("بعد نحو عشرة أشهر من سقوطها")


def of_inner_deed(doc: Document, k: int, m: int) -> bool:
    """Whether the doer at token ``m`` is of a noun of taking, falling or losing that only says when, or since when,
    what the word at ``k`` tells of was done: "استُعيدت A بعد عام من سقوطها بيد X", "تحرير A بعد احتلالها من قبل X".
    """
    own = {f.lemma for f in doc.forms(k)}
    return any(
        _taken(doc, f) and f.lemma not in own and _only_when(doc, x, f, k)
        for x in doc.having("trigger", k + 1, m)
        for f in doc.forms(x)
    )


def _taken(doc: Document, form: Form) -> bool:
    """Whether a verbal noun tells that somebody came to have a place."""
    frames = doc.lexicon.frames_of.get(form.lemma, ()) if form.pos == "vn" else ()
    return form.pos == "vn" and (form.lemma in doc.words["lost_to"] or any(frame.type in GAINS for frame in frames))


def _only_when(doc: Document, x: int, form: Form, k: int) -> bool:
    """Whether the noun at ``x`` stands behind "after", or behind "from" or "upon" and how long since."""
    if doc.norm(x - 1) in doc.words["when_done"]:
        return True
    counted = doc.norm(x - 1) in doc.words["from"] | doc.words["slot_upon"]
    return counted and any(doc.norm(n) in doc.words["when_done"] for n in range(x - 2, max(x - 3 - REACH, k), -1))
