"""What "li-" behind a comma tells as done and not as aimed at: "اقتحم X مدينة A، ليسيطر عليها بعد انسحاب Y"."""

from __future__ import annotations

from events.extraction.clause_bounds import right_bound
from events.extraction.document import Document
from events.extraction.marks import COMMAS

ACTS = ("attack", "fight", "advance", "control", "expel", "leave")  # what a side does before it gains by it


def attained(doc: Document, k: int) -> bool:
    """Whether a verb of gain or of entering at ``k`` with "li-", which a comma parts from what its side did, is told
    with what it came after ("بعد انسحاب Y", "بعد ساعات") or as complete ("بالكامل"): neither is said of an aim.
    """
    if doc.tokens[k - 1].text not in COMMAS or doc.verb_group(k) not in ("control", "expel", "advance"):
        return False
    told = next((m for m in range(k - 1, doc.bounds(k)[0] - 1, -1) if doc.finite(m)), None)
    if told is None or doc.finite(told).per != "3" or not (doc.verb_group(told) in ACTS or _goes_on(doc, told, k)):
        return False
    behind = range(k + 1, right_bound(doc, k))
    return any(doc.norm(m) in doc.words["after"] or doc.match(m, doc.lexicon.phrases["full"]) for m in behind)


def _goes_on(doc: Document, told: int, k: int) -> bool:
    """ "واصل X تقدمه، ليدخل A بعد انسحاب Y": whether what the verb at ``told`` says to go on is such an act."""
    nouns = (form for m in range(told + 1, k) for form in doc.forms(m) if form.pos == "vn")
    return doc.verb_group(told) == "aspect" and any(doc.group(form) in ACTS for form in nouns)
