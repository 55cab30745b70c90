"""What "li-" behind a comma tells as done and not as aimed at: "اقتحم X مدينة A، ليسيطر عليها بعد انسحاب Y"."""

from __future__ import annotations

from events.extraction.clause_bounds import right_bound
from events.extraction.document import Document
from events.extraction.marks import COMMAS

ACTS = ("attack", "fight", "advance", "control", "expel", "leave")  # what a side does before it gains by it


def attained(doc: Document, k: int) -> bool:
    """Whether a verb of gain at ``k`` with "li-", which a comma parts from what its side did, is told with what it came
    after ("بعد انسحاب Y", "بعد ساعات") or as complete ("بالكامل"): neither is said of an aim.
    """
    if doc.tokens[k - 1].text not in COMMAS or doc.verb_group(k) not in ("control", "expel"):
        return False
    told = next((m for m in range(k - 1, doc.bounds(k)[0] - 1, -1) if doc.finite(m)), None)
    if told is None or doc.verb_group(told) not in ACTS or doc.finite(told).per != "3":
        return False
    behind = range(k + 1, right_bound(doc, k))
    return any(doc.norm(m) in doc.words["after"] or doc.match(m, doc.lexicon.phrases["full"]) for m in behind)
